"""
Judge readers' pages as they are served: valid HTML, Lighthouse, weight on a phone.

    tests/audit_site.py [--runs 3]

Makes the demonstration newsroom in a temporary folder, serves it as `make run` does, waits for its
pictures and prints one table. Needs Node 18.16 or newer with npm, Java and Chromium; the tools
themselves are locked in tests/tools/ and installed there.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tests" / "tools"
VNU = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = TOOLS / "node_modules" / ".bin" / "lighthouse"
NEEDED = {"npm": "npm", "node": "nodejs", "java": "default-jre-headless", "chromium": "chromium"}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
BEST, LCP, CLS, WEIGHT = 0.99, 1500, 0.02, 200_000
PATIENCE = 600  # seconds that the worker gets for the demonstration's pictures


def main():
    parser = argparse.ArgumentParser(description="Judge readers' pages as they are served.")
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse for each page")
    runs = parser.parse_args().runs
    lacking = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if lacking:
        sys.exit(f"Lacking (Debian): apt-get install {' '.join(lacking)}")
    install()
    with tempfile.TemporaryDirectory(prefix="newsroom-site-") as folder, served(folder) as site:
        pages = pages_of(site)
        good = [valid(site, pages, folder), judged(site, pages, runs, folder)]
    return 0 if all(good) else 1


def install():
    """Install the tools that tests/tools/ locks, unless they are there."""
    if not (VNU.exists() and LIGHTHOUSE.exists()):
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=TOOLS, check=True)


@contextlib.contextmanager
def served(folder):
    """Serve the demonstration newsroom from ``folder``; yield its address."""
    environment = {
        **os.environ,
        "NEWSROOM_DATA_DIR": folder,
        "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
        "NEWSROOM_HTTPS": "off",
        "NEWSROOM_DEMO_PASSWORD": "demo-password",
    }
    for command in [["migrate", "--verbosity", "0"], ["demo", "--if-empty"]]:
        step = [sys.executable, "manage.py", *command]
        subprocess.run(step, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "newsroom.serve", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    site = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: fetched(f"{site}/readyz")[0] == 200)
        wait_for(lambda: not pictures_waiting(environment))
        yield site
    finally:
        server.terminate()
        server.wait()


def pictures_waiting(environment):
    """Tell whether the worker still has pictures to encode."""
    rows = "Image.objects.filter(renditions_ready=False)"
    asked = f"from images.models import Image; print({rows}.count())"
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", asked]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1])


def wait_for(happened):
    """Wait until ``happened()`` is true, at most `PATIENCE` seconds."""
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            sys.exit("The demonstration was not ready in time.")
        time.sleep(1)


def fetched(address):
    """Return (status, text) of an address; (0, "") while nothing answers."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def pages_of(site):
    """
    Return {kind of page: address}: one of each kind that the home page and the site map lead to.

    An address is of the kind of its first part; the article is the home page's lead story.
    """
    found = {"home": "/", "search": "/tim-kiem/?q=hoi+nghi", "none": "/tim-kiem/?q=khongcogi"}
    found["not found"] = "/khong-co/"
    todo, seen = ["/", "/lanh-dao/", "/co-quan-don-vi/", "/so-do-trang/"], set()
    for page in todo:
        for address in re.findall(r'href="(/[^"#?]*/)"', fetched(site + page)[1]):
            parts = address.strip("/").split("/")
            kind = parts[0] + ("/…" if len(parts) > 1 else "")
            if kind not in seen and parts[0] not in {"static", "media", "rss", "quan-tri"}:
                seen.add(kind)
                found[kind] = address
    return found


def valid(site, pages, folder):
    """Print what the Nu Html Checker says of every page; return whether that is nothing."""
    files = Path(folder) / "pages"
    files.mkdir()
    for number, (kind, address) in enumerate(pages.items()):
        name = re.sub(r"\W+", "-", kind).strip("-") or "page"
        (files / f"{number:02}-{name}.html").write_text(fetched(site + address)[1])
    done = subprocess.run(
        ["java", "-jar", VNU, "--format", "text", *sorted(files.glob("*.html"))],
        capture_output=True,
        text=True,
    )
    said = [line.replace(f"{files}/", "") for line in done.stderr.splitlines() if line.strip()]
    print(f"\n=== Valid HTML: {len(pages)} kinds of pages, {len(said)} messages ===")
    print("\n".join(said))
    return done.returncode == 0


def judged(site, pages, runs, folder):
    """Run Lighthouse on home, category and article; print a table, return whether all is well."""
    print(f"\n=== Lighthouse, mobile, median of {runs} ===")
    print(f"{'page':<10}" + "".join(f"{each:>16}" for each in CATEGORIES), end="")
    print(f"{'LCP ms':>9}{'CLS':>7}{'kB':>7}{'scripts':>9}")
    good = True
    for kind, name in [("home", "home"), ("chuyen-muc/…", "category"), ("tin/…", "article")]:
        rows = [lighthouse(site + pages[kind], folder) for _run in range(runs)]
        scores, lcp, cls, weight, scripts = (
            [statistics.median(row[0][each] for row in rows) for each in CATEGORIES],
            *(statistics.median(row[place] for row in rows) for place in range(1, 5)),
        )
        print(f"{name:<10}" + "".join(f"{each * 100:>16.0f}" for each in scores), end="")
        print(f"{lcp:>9.0f}{cls:>7.3f}{weight / 1000:>7.0f}{scripts / 1000:>9.1f}", flush=True)
        good &= min(scores) >= BEST and lcp <= LCP and cls <= CLS
        good &= name != "article" or weight <= WEIGHT
    return good


def lighthouse(address, folder):
    """Return one run: {category: score}, LCP in ms, CLS, bytes transferred, bytes of scripts."""
    report = Path(folder) / "lighthouse.json"
    command = [LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}"]
    flags = "--headless=new --no-sandbox" if os.geteuid() == 0 else "--headless=new"
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium")}
    subprocess.run(
        [*command, f"--chrome-flags={flags}"], env=environment, check=True, capture_output=True
    )
    read = json.loads(report.read_text())
    audits = read["audits"]
    requests = audits["network-requests"]["details"]["items"]
    return (
        {each: read["categories"][each]["score"] for each in CATEGORIES},
        audits["largest-contentful-paint"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-byte-weight"]["numericValue"],
        sum(each["transferSize"] for each in requests if each.get("resourceType") == "Script"),
    )


if __name__ == "__main__":
    sys.exit(main())
