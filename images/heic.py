"""
HEIC, the format of telephones, decoded in a process of its own.

The decoder is native code that reads hostile files, and the header of a file may promise few pixels
where the film inside holds many. So a child decodes, within the processor time and the memory that
the operating system grants it, and hands on nothing but rows of pixels. It knows no Django, so that
it starts at once.

    python -m images.heic MOST_PIXELS < picture.heic > a line of JSON, the colour profile, the rows
"""

import json
import math
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from PIL import Image as Pillow

# ISO/IEC 23008-12, 10.2 and annex B.4: the brands of a file with one picture, or a picture first.
BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
SECONDS = 4  # of processor time; 24 million pixels of a telephone take two
PATIENCE = 20  # seconds by the clock, on a machine that is busy with other things
ADDRESS_SPACE = 400_000_000  # bytes; 120 million of them are the interpreter and its libraries
COMMAND = [sys.executable, "-m", "images.heic"]
one_at_a_time = threading.Lock()


class NotDecoded(Exception):
    """The child gave no picture; the text says why, for the log."""


class TooManyPixels(NotDecoded):
    """The file says that its picture is larger than allowed."""


def is_heic(start):
    """Return whether a file that begins with these bytes says that it is HEIC."""
    return start[4:8] == b"ftyp" and start[8:12] in BRANDS


@dataclass
class Rows:
    """A picture that comes in from the child row by row; for the rest like Pillow's."""

    size: tuple[int, int]
    mode: str
    info: dict
    source: BinaryIO = field(repr=False)
    format = "HEIC"

    @property
    def has_transparency_data(self):
        return self.mode != self.mode.rstrip("Aa")

    def close(self):
        self.source.close()

    def strips(self, height):
        """Yield the picture from the top as Pillow images of at most ``height`` rows."""
        width, left = self.size
        row = width * len(self.mode)
        while left:
            count = min(height, left)
            content = self.source.read(row * count)
            if len(content) < row * count:
                raise NotDecoded("the rows ended early")
            yield Pillow.frombytes(self.mode, (width, count), content)
            left -= count


@contextmanager
def decoding(upload, most_pixels):
    """
    Have a child decode the upload, a binary file at its start; give the `Rows` it hands on.

    Raises `NotDecoded`. The child is gone when the block ends, whatever happened; a second one
    waits for that.
    """
    with one_at_a_time, running_child(most_pixels) as child:
        yield first_answer(child, upload)


@contextmanager
def running_child(most_pixels):
    child = subprocess.Popen(  # noqa: S603 - the command is written above
        [*COMMAND, str(most_pixels)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parent.parent,
    )
    patience = threading.Timer(PATIENCE, child.kill)
    patience.start()
    try:
        yield child
    finally:
        patience.cancel()
        child.kill()
        child.wait()
        child.stdout.close()


def first_answer(child, upload):
    """Send the file to the child, and return the `Rows` that its first line announces."""
    try:
        with child.stdin as stdin:
            for chunk in iter(lambda: upload.read(1 << 20), b""):
                stdin.write(chunk)
    except BrokenPipeError:
        raise NotDecoded("the child ended while it was given the file") from None
    line = child.stdout.readline(1000)
    if not line.endswith(b"\n"):
        raise NotDecoded(f"the child ended with code {child.wait()}")
    said = json.loads(line)
    if said.get("refused") == TooManyPixels.__name__:
        raise TooManyPixels
    if "refused" in said:
        raise NotDecoded(said["refused"])
    profile = child.stdout.read(said["profile"])
    info = {"icc_profile": profile} if profile else {}
    return Rows(tuple(said["size"]), said["mode"], info, child.stdout)


def main(most_pixels):
    """Decode the picture on the standard input onto the standard output (the child)."""
    limit_this_process()
    out = sys.stdout.buffer
    try:
        picture, pixels = decoded(sys.stdin.buffer.read(), most_pixels)
    except Exception as error:
        known = isinstance(error, TooManyPixels)
        refused = type(error).__name__ if known else f"{type(error).__name__}: {error}"[:500]
        out.write(json.dumps({"refused": refused}).encode() + b"\n")
        return
    profile = picture.info.get("icc_profile") or b""
    said = {"size": picture.size, "mode": picture.mode, "profile": len(profile)}
    out.write(json.dumps(said).encode() + b"\n" + profile)
    out.write(pixels)


def limit_this_process():
    """Have the operating system end this process where the decoder takes too much."""
    import resource

    for limit, value in [
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CORE, 0),
    ]:
        resource.setrlimit(limit, (value, value))


def decoded(content, most_pixels):
    """Return the first picture in a HEIC file, upright as the format turns it, and its bytes."""
    import pi_heif
    from pi_heif import options

    # One thread, so that the processor time is the time; nothing but the picture is wanted.
    options.DECODE_THREADS = 1
    options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False
    file = pi_heif.open_heif(content, convert_hdr_to_8bit=True)
    picture = file[file.primary_index]
    width, height = picture.size
    if width * height > most_pixels:
        raise TooManyPixels
    pixels = picture.data
    if len(pixels) != math.prod(picture.size) * len(picture.mode):
        raise ValueError(f"{picture.mode} is not eight bits a channel")
    return picture, pixels


if __name__ == "__main__":
    main(int(sys.argv[1]))
