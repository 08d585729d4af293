"""
Run the web server with the worker beside it: what `make run` does last.

    python -m newsroom.serve PORT

Reading and publishing never need the worker, so when it dies it is started again and the site goes
on. When the web server dies, or somebody stops this process or closes its terminal, all stops.
"""

import os
import signal
import subprocess
import sys
import time

# Encoding pictures takes every moment it gets; people who wait for an answer come first.
WORKER = [
    *["nice", "-n", "10"],
    *[sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--verbosity", "0"],
]
# Pictures take their memory in pieces of up to 16 MB, which glibc keeps for later, for each thread
# apart. So pieces from one MB on are given back at once.
ENVIRONMENT = {"MALLOC_MMAP_THRESHOLD_": "1000000"}
PATIENCE = 10  # seconds that a process gets to end what it is doing


def web(port):
    """Return the web server's command; ``port`` is on this machine only."""
    return [
        *[sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", f"127.0.0.1:{port}"],
        *["--worker-class", "gthread", "--workers", "2", "--threads", "4"],
        # Loaded once and then forked: starts sooner and shares its memory.
        *["--preload", "--no-control-socket", "--log-level", "warning"],
    ]


def serve(web_command, worker_command=WORKER, rest=1.0):
    """
    Run both until the web server ends; return its exit code.

    A worker that dies at once again and again is started after longer and longer rests, from
    ``rest`` seconds to a minute.
    """
    for number in [signal.SIGTERM, signal.SIGHUP]:
        signal.signal(number, signal.default_int_handler)
    server = start(web_command)
    worker, began, pause = start(worker_command), time.monotonic(), rest
    try:
        while server.poll() is None:
            time.sleep(0.2)
            if worker.poll() is not None and time.monotonic() - began > pause:
                pause = rest if time.monotonic() - began > 60 else min(2 * pause, 60)
                say(f"The worker stopped (code {worker.returncode}); starting it again.")
                worker, began = start(worker_command), time.monotonic()
        say(f"The web server stopped (code {server.returncode}).")
        return server.returncode or 1
    except KeyboardInterrupt:
        say("Stopping.")
        return 0
    finally:
        stop([server, worker])


def start(command):
    """Start a process that a Ctrl-C in this terminal does not reach: it is stopped in order."""
    return subprocess.Popen(  # noqa: S603 - both commands are written above
        command,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        env={**ENVIRONMENT, **os.environ},
    )


def stop(processes):
    """Ask all processes to end, and end those that do not."""
    for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        signal.signal(number, signal.SIG_IGN)
    for each in processes:
        each.terminate()  # does nothing when it has ended
    until = time.monotonic() + PATIENCE
    for each in processes:
        try:
            each.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(each.pid, signal.SIGKILL)
            each.wait()


def say(text):
    """Print a line, though nobody may be there to read it."""
    try:
        print(text, flush=True)  # noqa: T201
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115


if __name__ == "__main__":
    sys.exit(serve(web(int(sys.argv[1]))))
