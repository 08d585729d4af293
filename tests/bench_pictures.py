"""
Measure pictures, from the upload to their sizes; prints three tables.

    tests/bench.py --pictures [--photographs 20]

The first two ask a web server and a worker started as `make run` starts them, on a database and in
a folder of their own. Memory is read from /proc: Linux only. Machines are noisy: beside the time of
each answer stands the processor time the server spent on it.
"""

import http.client
import json
import os
import re
import socket
import statistics
import struct
import threading
import time
import uuid
import zlib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UPLOAD = "/quan-tri/images/image/tai-len/"
TWELVE_MEGAPIXELS = (4032, 3024)
MEGABYTE = 1_000_000


def run(folder, photographs):
    print(f"{photographs} photographs of 12 megapixels, {os.cpu_count()} cores")
    contents = [photograph(number) for number in range(2 * photographs)]
    sizes = [len(each) / MEGABYTE for each in contents]
    print(f"{min(sizes):.1f} to {max(sizes):.1f} MB each\n")
    with Server(folder) as server:
        uploads(server, contents, photographs)
        hostile(server, contents[0])
    renditions(photograph(2 * photographs))


# The pictures


def photograph(number, size=TWELVE_MEGAPIXELS):
    """Return a JPEG with the detail of a photograph: noise of all sizes, grain, a sky."""
    from PIL import Image, ImageChops

    channels = [ImageChops.offset(each, 97 * number, 61 * number) for each in ground(size)]
    picture = Image.merge("RGB", channels)
    sky = Image.linear_gradient("L").resize(size)
    picture = Image.blend(picture, Image.merge("RGB", [sky, sky, sky]), 0.3)
    file = BytesIO()
    picture.save(file, "JPEG", quality=92)
    return file.getvalue()


@cache
def ground(size):
    """Return three channels of noise whose strength grows with its size, as in nature."""
    from PIL import Image, ImageChops

    def octaves():
        channel = Image.new("L", size, 128)
        for step in range(8):
            smaller = tuple(max(2, side >> step) for side in size)
            noise = Image.effect_noise(smaller, 5 + 4 * step).resize(size, Image.Resampling.BICUBIC)
            channel = ImageChops.add(channel, noise, offset=-128)
        return channel

    return [octaves() for _ in range(3)]


def hostile_files(photo):
    """Return {what: content} of files that are made to cost much or to smuggle something in."""
    from PIL import Image

    from tests.images.making import encoded, png_of

    def png_with(kind, body):
        whole = encoded(Image.new("RGB", (64, 64), "red"), "PNG")
        chunk = struct.pack(">I", len(body)) + kind + body
        chunk += struct.pack(">I", zlib.crc32(kind + body))
        return whole[:33] + chunk + whole[33:]

    flat = Image.new("RGB", (7000, 7000), (9, 9, 9))
    tall = Image.new("L", (300, 30_000))
    frames = [Image.new("P", (1000, 1000), number) for number in range(600)]
    heic = (ROOT / "tests/images/heic/profile.heic").read_bytes()
    lying = bytearray(heic)
    struct.pack_into(">II", lying, heic.index(b"ispe") + 8, 40_000, 40_000)
    bands = b"\0" + b"\0" * 3 * 14_000
    jpeg = encoded(flat)
    sof = jpeg.index(b"\xff\xc0")
    passes = encoded(flat, progressive=True)
    scan = passes.index(b"\xff\xda")
    end = re.compile(b"\xff[\xc4\xda\xd9]").search(passes, scan + 2).start()
    tiff = encoded(Image.new("1", (20_000, 20_000)), "TIFF", compression="group4")
    return {
        "PNG bomb, 14,000 × 14,000": png_of(14_000, 14_000, bands * 14_000),
        "PNG that claims 2 thousand million": png_of(45_000, 45_000),
        "PNG, 49 million pixels of one colour": encoded(flat, "PNG"),
        "PNG, 49 million pixels, 16 bits": png_of(
            7000, 7000, (b"\0" + b"\0" * 6 * 7000) * 7000, bit_depth=16
        ),
        "JPEG, 49 million pixels of one colour": jpeg,
        "JPEG that claims 65,500 × 65,500": jpeg[: sof + 5]
        + struct.pack(">HH", 65_500, 65_500)
        + jpeg[sof + 9 :],
        "JPEG of 30 passes": passes[:scan] + passes[scan:end] * 20 + passes[end:],
        "JPEG of 400 passes": passes[:scan] + passes[scan:end] * 400 + passes[end:],
        "WebP bomb, 16,000 × 12,000": encoded(Image.new("RGB", (16_000, 12_000)), "WEBP", method=0),
        "WebP, 13 million pixels": encoded(
            Image.new("RGB", (3600, 3600)), "WEBP", method=0, quality=1
        ),
        "GIF bomb, 20,000 × 20,000": encoded(Image.new("P", (20_000, 20_000)), "GIF"),
        "GIF of 600 frames": encoded(
            frames[0], "GIF", save_all=True, append_images=frames[1:], optimize=False
        ),
        "TIFF bomb": tiff,
        "HEIC that claims 40,000 × 40,000": bytes(lying),
        "HEIC cut off": heic[: len(heic) // 2],
        "photograph cut in half": photo[: len(photo) // 2],
        "30,000 rows of 300": encoded(tall, "PNG"),
        "PNG with 20 MB of text": png_with(b"tEXt", b"Comment\0" + b"A" * 20 * MEGABYTE),
        "PNG with 200 MB of packed text": png_with(
            b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 200 * MEGABYTE)
        ),
        "PNG with a profile of 200 MB": png_with(
            b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 200 * MEGABYTE)
        ),
        "JPEG with 20 MB of comments": photo[:2]
        + (b"\xff\xfe\xff\xff" + b"A" * 65_533) * 300
        + encoded(Image.new("RGB", (64, 64)))[2:],
        "GIF that is a script too": b"GIF89a/*" + b"\0" * 100 + b"*/=1;alert(1)//",
        "JPEG that is a page and a ZIP too": encoded(Image.new("RGB", (64, 64), "blue"))
        + b"<script>alert(1)</script>PK\3\4"
        + b"\0" * 1000,
    }


# The server


class Server:
    """The web server and the worker of `make run`, with a log of how long each request took."""

    def __init__(self, folder):
        self.folder, self.log = Path(folder), Path(folder) / "access.log"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def __enter__(self):
        from newsroom.serve import WORKER, start, web

        logging = ["--access-logfile", str(self.log), "--access-logformat", "%(D)s %({x-name}i)s"]
        os.environ["NEWSROOM_HOSTS"] = "127.0.0.1"
        os.chdir(ROOT)
        self.processes = [start([*web(self.port), *logging]), start(WORKER)]
        try:
            self.cookies = self.signed_in()
            self.await_answer()
            # So that what is loaded once is there before anything is measured.
            for number in range(8):
                self.send(photograph(10_000 + number, (400, 300)))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error):
        from newsroom.serve import stop

        stop(self.processes)

    def signed_in(self):
        """Return the headers of a browser in which an administrator is signed in."""
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client

        user = get_user_model().objects.create_superuser(f"bench-{uuid.uuid4().hex[:8]}")
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        token = "a" * 32
        session = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
        return {"Cookie": f"{session}; {settings.CSRF_COOKIE_NAME}={token}", "X-CSRFToken": token}

    def await_answer(self):
        for _ in range(200):
            try:
                return self.ask("GET", "/healthz")
            except OSError:
                time.sleep(0.1)
        raise SystemExit("The web server does not answer.")

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def send(self, content, name=None):
        """Upload a file as the library's script does; return (name in the log, answer)."""
        name = name or uuid.uuid4().hex
        form = (
            f'--x\r\nContent-Disposition: form-data; name="upload"; filename="{name}.jpg"\r\n'
            f"Content-Type: image/jpeg\r\n\r\n"
        ).encode() + (content + b"\r\n--x--\r\n")
        headers = {
            **self.cookies,
            "X-Name": name,
            "Content-Type": "multipart/form-data; boundary=x",
        }
        status, answer = self.ask("POST", UPLOAD, form, headers)
        if status != 200:
            raise SystemExit(f"The upload answered {status}: {answer[:300]!r}")
        return name, json.loads(answer)

    def seconds_of(self, names):
        """Return the server's time for each upload, in order."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            lines = [line.split() for line in self.log.read_text().splitlines()]
            times = {line[1]: int(line[0]) / 1e6 for line in lines if len(line) == 2}
            if all(name in times for name in names):
                break
            time.sleep(0.1)
        return [times[name] for name in names]

    def workers(self):
        return children_of(self.processes[0].pid)


def children_of(number):
    """Return the numbers of a process's children."""
    return [
        int(each) for each in Path(f"/proc/{number}/task/{number}/children").read_text().split()
    ]


def status_of(number, word):
    """Return a line of a process's status in bytes; 0 for one that is gone."""
    try:
        lines = Path(f"/proc/{number}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(word)), 0)


class Watch:
    """What the web workers and their children take during a block."""

    def __init__(self, server):
        self.numbers = server.workers()

    def __enter__(self):
        for number in self.numbers:
            Path(f"/proc/{number}/clear_refs").write_text("5")  # forgets the highest mark
        self.idle = {number: status_of(number, "VmRSS") for number in self.numbers}
        self.spent_before = sum(map(spent_by, self.numbers))
        self.child, self.over = 0, threading.Event()
        self.thread = threading.Thread(target=self.watch_children)
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.thread.join()
        marks = [status_of(number, "VmHWM") - self.idle[number] for number in self.numbers]
        self.memory = max(marks) / MEGABYTE
        self.spent = sum(map(spent_by, self.numbers)) - self.spent_before

    def watch_children(self):
        while not self.over.wait(0.005):
            for number in self.numbers:
                for child in children_of(number):
                    self.child = max(self.child, status_of(child, "VmHWM") / MEGABYTE)


def spent_by(number):
    """Return the processor seconds of a process and of its children that have ended."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


# The tables


def uploads(server, contents, photographs):
    print(f"{'uploads':<30}{'median':>9}{'slowest':>9}{'processor':>11}{'memory over idle':>18}")
    for at_once, batch in [(2, contents[:photographs]), (photographs, contents[photographs:])]:
        with Watch(server) as watch, ThreadPoolExecutor(at_once) as pool:
            names = [name for name, _answer in pool.map(server.send, batch)]
        times = server.seconds_of(names)
        print(
            f"{f'{photographs}, {at_once} at a time':<30}{statistics.median(times):>7.2f} s"
            f"{max(times):>7.2f} s{watch.spent / photographs:>9.2f} s{watch.memory:>15.0f} MB"
        )
    print()


def hostile(server, photo):
    head = f"{'hostile file':<40}{'time':>8}{'processor':>11}{'memory':>9}{'child':>9}"
    print(f"{head}  answer")
    for what, content in hostile_files(photo).items():
        with Watch(server) as watch:
            name, answer = server.send(content)
        [seconds] = server.seconds_of([name])
        said = "taken in clean" if answer["uploaded"] else "refused"
        memory = max(0, watch.memory)
        print(f"{what:<40}{seconds:>6.2f} s{watch.spent:>9.2f} s", end="")
        print(f"{memory:>6.0f} MB{watch.child:>6.0f} MB  {said}")
    print()


def renditions(photo, rounds=5):
    from django.core.files.base import ContentFile

    from images.intake import keep, take_in
    from images.renditions import encode_all

    image = keep(take_in(ContentFile(photo)), title="bench")
    ours, naive = [], []
    for _ in range(rounds):
        ours.append(processor_seconds(lambda: encode_all(image.picture)))
        naive.append(processor_seconds(lambda: encode_naively(image, photo)))
    first, other = statistics.median(ours), statistics.median(naive)
    print(f"{'sizes of a photograph':<40}{'processor':>10}{'ratio':>8}")
    print(f"{'each size from the photograph':<40}{other:>8.2f} s{1:>8.1f}")
    print(f"{'each size from the next larger one':<40}{first:>8.2f} s{other / first:>8.1f}")


def encode_naively(image, photo):
    """Open, decode and shrink the photograph anew for each width and format."""
    from PIL import Image

    from images.renditions import QUALITY

    for rendition in image.picture.get_picture_files_list():
        with Image.open(BytesIO(photo)) as whole:
            height = round(rendition.width * whole.height / whole.width)
            small = whole.resize((rendition.width, height), Image.Resampling.LANCZOS)
        small.save(BytesIO(), rendition.file_type, **QUALITY[rendition.file_type])


def processor_seconds(act):
    began = time.process_time()
    act()
    return time.process_time() - began
