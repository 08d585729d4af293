"""The processes behind `make run`: the site outlives its worker, and nothing is left over."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = "import sys; from newsroom.serve import serve; sys.exit(serve({web}, {worker}, rest=0.1))"


def command(name, then, folder):
    """A process that writes its number into a file and then does something."""
    code = (
        "import os, signal, sys, time\n"
        f"open({str(folder / name)!r}, 'a').write(str(os.getpid()) + '\\n')\n{then}"
    )
    return [sys.executable, "-c", code]


@pytest.fixture
def serving(tmp_path):
    """Start `serve` with a web server and a worker that do as told."""
    running = []

    def start(web="time.sleep(60)", worker="time.sleep(60)"):
        code = RUN.format(
            web=command("web", web, tmp_path), worker=command("worker", worker, tmp_path)
        )
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", code],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
                # As in a terminal, also where the suite itself was put in the background and
                # its shell told it to let Ctrl-C pass.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
        )
        wait_for(lambda: pids(tmp_path, "web") and pids(tmp_path, "worker"))
        return running[-1]

    yield start
    for each in running:
        each.send_signal(signal.SIGINT)
        each.wait(15)
    for pid in pids(tmp_path, "web") + pids(tmp_path, "worker"):
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def pids(folder, name):
    path = folder / name
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(condition, seconds=15):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


def test_a_dead_worker_is_started_again_and_the_site_goes_on(serving, tmp_path):
    server = serving()
    os.kill(pids(tmp_path, "worker")[0], signal.SIGKILL)
    wait_for(lambda: len(pids(tmp_path, "worker")) == 2)
    assert alive(pids(tmp_path, "web")[0])
    assert server.poll() is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_it_stops_both(serving, tmp_path, number):
    server = serving()
    server.send_signal(number)
    assert server.wait(15) == 0
    assert not [pid for name in ["web", "worker"] for pid in pids(tmp_path, name) if alive(pid)]


def test_a_dead_web_server_stops_the_worker_and_is_an_error(serving, tmp_path):
    server = serving(web="time.sleep(1); sys.exit(3)")
    assert server.wait(15) == 3
    assert not alive(pids(tmp_path, "worker")[0])


def test_nobody_reading_what_it_says_stops_nothing(serving, tmp_path):
    server = serving()
    server.stdout.close()
    os.kill(pids(tmp_path, "worker")[0], signal.SIGKILL)
    wait_for(lambda: len(pids(tmp_path, "worker")) == 2)
    server.send_signal(signal.SIGINT)
    assert server.wait(15) == 0


def test_memory_of_pictures_is_given_back_at_once(serving, tmp_path):
    serving(
        web=f"open({str(tmp_path / 'said')!r}, 'w').write(os.environ['MALLOC_MMAP_THRESHOLD_']);"
        "time.sleep(60)"
    )
    wait_for((tmp_path / "said").exists)
    wait_for(lambda: (tmp_path / "said").read_text() == "1000000")


def test_worker_lets_those_go_first_who_wait_for_an_answer():
    from newsroom.serve import WORKER

    asked = [*WORKER[: WORKER.index(sys.executable)], sys.executable, "-c"]
    niceness = subprocess.check_output([*asked, "import os; print(os.nice(0))"])
    assert int(niceness) > os.nice(0)
