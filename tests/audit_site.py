"""
Judge readers' pages as they are served: valid HTML, Lighthouse, weight on a phone.

    tests/audit_site.py [--runs 3] [--screenshots]

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

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tests" / "tools"
VNU = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = TOOLS / "node_modules" / ".bin" / "lighthouse"
SCREENSHOTS = ROOT / "docs" / "screenshots" / "readers"
NEEDED = {"npm": "npm", "node": "nodejs", "java": "default-jre-headless", "chromium": "chromium"}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
BEST, LCP, CLS, WEIGHT = 0.99, 1500, 0.02, 200_000
PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75}
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
# Pictures that wait until they are scrolled to are not fetched at once, though Chromium fetches
# some of them early.
MEASURE = """() => new Promise((tell) => {
  let lcp = 0;
  let cls = 0;
  const watch = (type, see) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(see));
    observer.observe({ type, buffered: true });
  };
  watch("largest-contentful-paint", (entry) => { lcp = entry.startTime; });
  watch("layout-shift", (entry) => { cls += entry.value; });
  setTimeout(() => {
    const waiting = [...document.images].filter((each) => each.loading === "lazy");
    const lazy = new Set(waiting.map((each) => each.currentSrc));
    const kinds = ["navigation", "resource"];
    const all = kinds.flatMap((kind) => performance.getEntriesByType(kind));
    const sum = (some) => all.filter(some).reduce((bytes, each) => bytes + each.transferSize, 0);
    tell([
      lcp, cls,
      sum((each) => !lazy.has(each.name)),
      sum((each) => each.initiatorType === "script"),
    ]);
  }, 2000);
})"""
PATIENCE = 600  # seconds that the worker gets for the demonstration's pictures
FAILING = "/failing/"  # where the page of a failing server is shown; nothing of ours answers there
# What no page leads to, as JSON by kind of page; a page beside the news is withdrawn for it.
HIDDEN = """
import json
from django.test import RequestFactory
from articles.desk.pages.page import Page
from articles.desk.pages.publishing import publish, withdraw
from articles.page.topic import Topic
from articles.page.views import server_error
from articles.page.withdrawal import Withdrawal

page = publish(Page.objects.create(title="Lịch nghỉ lễ", body="<p>Nghỉ hai ngày.</p>"))
withdraw(page, "Kỳ nghỉ đã qua.")
print(json.dumps({
    "chu-de/…": Topic.objects.first().get_absolute_url(),
    "withdrawn article": Withdrawal.objects.first().edition.get_absolute_url(),
    "withdrawn page": page.get_absolute_url(),
    "failing server": server_error(RequestFactory().get("/")).content.decode(),
}))
"""
CHROMIUM = [
    *["--headless=new", "--no-first-run", "--disable-extensions", "--disable-component-update"],
    *["--disable-background-networking", "--disable-background-timer-throttling"],
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


def main():
    parser = argparse.ArgumentParser(description="Judge readers' pages as they are served.")
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse for each page")
    parser.add_argument(
        "--screenshots", action="store_true", help=f"make those in {SCREENSHOTS.name}/ anew"
    )
    wanted = parser.parse_args()
    lacking = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if lacking:
        sys.exit(f"Lacking (Debian): apt-get install {' '.join(lacking)}")
    install()
    with (
        tempfile.TemporaryDirectory(prefix="newsroom-site-") as folder,
        served(folder) as (site, hidden),
    ):
        failing = hidden.pop("failing server")
        pages = {**pages_of(site), **hidden, "failing server": FAILING}
        if wanted.screenshots:
            draw(site, pages, failing)
        good = [valid(site, pages, failing, folder), judged(site, pages, wanted.runs, folder)]
    return 0 if all(good) else 1


def install():
    """Install the tools that tests/tools/ locks, unless they are there."""
    if not (VNU.exists() and LIGHTHOUSE.exists()):
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=TOOLS, check=True)


@contextlib.contextmanager
def served(folder):
    """Serve the demonstration newsroom from ``folder``; yield its address and `HIDDEN` pages."""
    environment = {
        **os.environ,
        "NEWSROOM_DATA_DIR": folder,
        "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
        "NEWSROOM_HTTPS": "off",
        "NEWSROOM_STATIC_ROOT": f"{folder}/static",
        "NEWSROOM_DEMO_PASSWORD": "demo-password",
    }
    for command in [
        ["migrate", "--verbosity", "0"],
        ["demo", "--if-empty"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
    ]:
        step = [sys.executable, "manage.py", *command]
        subprocess.run(step, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    hidden = json.loads(said_by_shell(environment, HIDDEN))
    port = free_port()
    command = [sys.executable, "-m", "newsroom.serve", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    site = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: fetched(f"{site}/readyz")[0] == 200)
        wait_for(lambda: not pictures_waiting(environment))
        yield site, hidden
    finally:
        server.terminate()
        server.wait()


def free_port():
    """Return the number of a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def pictures_waiting(environment):
    """Tell whether the worker still has pictures to encode."""
    rows = "Image.objects.filter(renditions_ready=False)"
    asked = f"from images.models import Image; print({rows}.count())"
    return int(said_by_shell(environment, asked))


def said_by_shell(environment, code):
    """Run ``code`` in the site's shell; return the last line it prints."""
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def wait_for(happened, what="The demonstration"):
    """Wait until ``happened()`` is true, at most `PATIENCE` seconds; ``what`` is waited for."""
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            sys.exit(f"{what} was not ready in time.")
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
    Return {kind of page: address}: one of each kind that the main pages lead to.

    An address is of the kind of its first part; the article is the home page's lead story.
    """
    found = {"home": "/", "search": "/tim-kiem/?q=hoi+nghi", "none": "/tim-kiem/?q=khongcogi"}
    found["not found"] = "/khong-co/"
    todo = ["/", "/lanh-dao/", "/co-quan-don-vi/", "/so-do-trang/", "/van-ban/", "/luu-tru/"]
    seen = set()
    for page in todo:
        for address in re.findall(r'href="(/[^"#?]*/)"', fetched(site + page)[1]):
            parts = address.strip("/").split("/")
            kind = parts[0] + ("/…" if len(parts) > 1 else "")
            if kind not in seen and parts[0] not in {"static", "rss", "atom", "quan-tri"}:
                seen.add(kind)
                found[kind] = address
    return found


def valid(site, pages, failing, folder):
    """
    Print what the Nu Html Checker says of every page; return whether that is nothing.

    ``failing`` is the text of the page at `FAILING`.
    """
    files = Path(folder) / "pages"
    files.mkdir()
    for number, (kind, address) in enumerate(pages.items()):
        html = failing if address == FAILING else fetched(site + address)[1]
        (files / f"{number:02}-{name_of(kind)}.html").write_text(html)
    done = subprocess.run(
        ["java", "-jar", VNU, "--format", "text", *sorted(files.glob("*.html"))],
        capture_output=True,
        text=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("file:")]
    said = [line.replace(f"file:{files}/", "") for line in lines]
    print(f"\n=== Valid HTML: {len(pages)} kinds of pages, {len(said)} messages ===")
    print("\n".join(said))
    return done.returncode == 0


def draw(site, pages, failing):
    """
    Draw each kind of page by day on a desk and by night on a phone, as JPEG files.

    ``failing`` is the text of the page at `FAILING`.
    """
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    SCREENSHOTS.mkdir(parents=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        for width, height, scheme in [(1280, 900, "light"), (360, 760, "dark")]:
            size = {"width": width, "height": height}
            page = browser.new_page(viewport=size, color_scheme=scheme, locale="vi-VN")
            page.route(
                f"**{FAILING}",
                lambda route: route.fulfill(body=failing, content_type="text/html"),
            )
            for kind, address in pages.items():
                page.goto(site + address, wait_until="networkidle")
                name = f"{name_of(kind)}-{width}.jpg"
                page.screenshot(path=SCREENSHOTS / name, type="jpeg", quality=60)
        browser.close()


def name_of(kind):
    """Return the name of a file about a kind of page."""
    return re.sub(r"\W+", "-", kind.replace("/…", " one")).strip("-")


def judged(site, pages, runs, folder):
    """
    Judge home, category and article; print a table, return whether all is well.

    Lighthouse gives the four scores; how soon the largest part stands (LCP), how much jumps (CLS)
    and what a phone must fetch for it are measured in Chromium with a fourth of the processor and
    1.6 Mbit/s, 150 ms away.
    """
    print(f"\n=== Lighthouse (mobile) and a slow phone, medians of {runs} ===")
    print(f"{'page':<10}" + "".join(f"{each:>16}" for each in CATEGORIES), end="")
    print(f"{'LCP ms':>9}{'CLS':>7}{'kB':>7}{'scripts kB':>12}")
    good = True
    for kind, name in [("home", "home"), ("chuyen-muc/…", "category"), ("tin/…", "article")]:
        address = site + pages[kind]
        with debuggable(folder) as port:
            rows = lighthouse_runs(address, port, folder, runs)
        scores = [statistics.median(row[each] for row in rows) for each in CATEGORIES]
        seen = [on_a_slow_phone(address) for _run in range(runs)]
        lcp, cls, weight, scripts = map(statistics.median, zip(*seen, strict=True))
        print(f"{name:<10}" + "".join(f"{each * 100:>16.0f}" for each in scores), end="")
        print(f"{lcp:>9.0f}{cls:>7.3f}{weight / 1000:>7.0f}{scripts / 1000:>12.1f}", flush=True)
        good &= min(scores) >= BEST and lcp <= LCP and cls <= CLS
        good &= name != "article" or weight <= WEIGHT
    print(f"Held to: scores {BEST * 100:.0f}, LCP {LCP} ms, CLS {CLS}, article {WEIGHT // 1000} kB")
    return good


@contextlib.contextmanager
def debuggable(folder):
    """
    Run a Chromium that can be driven from outside; yield its port.

    Lighthouse would start one for every run, and give up on a busy machine where that is not there
    within 25 seconds. This one is waited for.
    """
    port = free_port()
    command = [shutil.which("chromium"), *CHROMIUM, f"--remote-debugging-port={port}"]
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [*command, f"--user-data-dir={profile}", "about:blank"], stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}/json/version"
            wait_for(lambda: fetched(address)[0] == 200, "Chromium")
            yield port
        finally:
            browser.terminate()
            browser.wait()


def lighthouse_runs(address, port, folder, runs):
    """
    Return the scores of so many runs; see `lighthouse`.

    Now and then Lighthouse loses the beginning of its own recording. It says so, and has measured
    nothing then; such runs are told and made up for, at most as many as were asked for.
    """
    rows, lost = [], 0
    while len(rows) < runs:
        scores = lighthouse(address, port, folder)
        if scores:
            rows.append(scores)
        elif (lost := lost + 1) > runs:
            sys.exit(f"Lighthouse lost its recording of {address} {lost} times.")
    if lost:
        print(f"(Lighthouse lost its recording {lost} times.)")
    return rows


def lighthouse(address, port, folder):
    """
    Return the scores of one run of Lighthouse, {category: 0 to 1}; see `debuggable`.

    None where it lost its recording.
    """
    report = Path(folder) / "lighthouse.json"
    command = [LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}"]
    done = subprocess.run([*command, f"--port={port}"], capture_output=True, text=True)
    if "NO_NAVSTART" in done.stderr:
        return None
    if done.returncode:
        sys.exit(f"Lighthouse could not judge {address}:\n{done.stderr[-1000:]}")
    categories = json.loads(report.read_text())["categories"]
    return {each: categories[each]["score"] for each in CATEGORIES}


def on_a_slow_phone(address):
    """Return (LCP in ms, CLS, bytes fetched at once, those of scripts) of a first visit."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        page = browser.new_page(**PHONE)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address)
        seen = page.evaluate(MEASURE)
        browser.close()
    return tuple(seen)


if __name__ == "__main__":
    sys.exit(main())
