"""
Whether a file is a PDF that may be offered, told from its bytes.

No library reads the file: a parser costs time and memory that a hostile file chooses. What a PDF
can do stands in names, and those stand in the open or in compressed object streams, which are
inflated within bounds. What this cannot see: names in an object stream under any other filter than
Flate; such a file is refused.
"""

import re
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vietnamese import one_line

# Names of what acts when a reader opens or clicks (ISO 32000-2, 12.6.4), and of files within.
ACTIVE = [
    *(b"JavaScript", b"Launch", b"Rendition", b"RichMedia", b"SubmitForm", b"ImportData"),
    *(b"EmbeddedFile", b"EmbeddedFiles", b"GoToE", b"XFA"),
]
END = rb"(?=[\s()<>\[\]{}/%]|$)"
IS_ACTIVE = re.compile(rb"/(?:" + b"|".join(ACTIVE) + rb")" + END)
IS_ENCRYPTED = re.compile(rb"/Encrypt" + END)
# A name may write any of its letters as # and two digits (7.3.5), which hides it from the above.
DISGUISED = re.compile(rb"/[^\s()<>\[\]{}/%#]{0,40}#[0-9A-Fa-f]{2}[^\s()<>\[\]{}/%]{0,80}")
TELLING = {*ACTIVE, b"Encrypt", b"ObjStm", b"First", b"FlateDecode", b"Filter"}

STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
HOLDS_OBJECTS = (b"/First", b"/ObjStm")
MOST_STREAMS = 50_000
MOST_INFLATED = 60_000_000  # bytes of object streams, all together
READ, STEP = 8_192, 1_000_000  # bytes at a time, packed and inflated
OVERLAP = 200  # longer than any name looked for

AUTHOR = re.compile(rb"/Author\s*(?:\(((?:[^()\\]|\\.){1,400})\)|<([0-9A-Fa-f\s]{2,800})>)", re.S)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}


def look_through(content):
    """
    Return the author a PDF names, a text, empty where it names none.

    ``content`` is the whole file as bytes. Raises ``ValidationError`` in words for the uploader
    where the file is damaged, locked, or does more than show pages.
    """
    end = content[-1024:]
    if b"%%EOF" not in end or b"startxref" not in content[-2048:]:
        raise ValidationError(
            _("This PDF is damaged or incomplete. Save it again, and upload that."),
            code="unreadable",
        )
    author = AUTHOR.search(content)
    judge(content)
    for part in object_streams(content):
        judge(part)
        author = author or AUTHOR.search(part)
    return text_of(author) if author else ""


def judge(part):
    """Refuse a part of a PDF that locks the file, or names what acts."""
    if IS_ENCRYPTED.search(part):
        raise ValidationError(
            _(
                "This PDF is locked or protected by a password. Save it without protection, and "
                "upload that."
            ),
            code="locked",
        )
    if IS_ACTIVE.search(part) or any(plain_name(each) in TELLING for each in disguised(part)):
        raise ValidationError(
            _(
                "This PDF holds a script, a form that sends data, or other files. Print it to a "
                "new PDF (“Print” → “Save as PDF”), and upload that."
            ),
            code="active",
        )


def disguised(part):
    """Yield the names with a written-out letter; where there are too many, the file is refused."""
    for count, match in enumerate(DISGUISED.finditer(part)):
        if count > MOST_STREAMS:
            raise too_intricate()
        yield match[0]


def plain_name(name):
    """Return a PDF name as it is meant, bytes without the slash."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), name[1:])


def object_streams(content):
    """
    Yield the inflated text of every stream that may hold objects, in parts that overlap a little.

    Such a stream has a /First (7.5.7); that it calls itself /ObjStm is not relied on. Whatever
    stands before it since the last stream counts as its dictionary, so that nothing is hidden by
    writing a dictionary in an odd way.
    """
    inflated = 0
    before = 0
    for count, match in enumerate(STREAM.finditer(content)):
        if count > MOST_STREAMS:
            raise too_intricate()
        region = content[before : match.start()]
        before = match.end()
        if not any(each in region for each in HOLDS_OBJECTS):
            continue
        refuse_filters(region)
        for part in inflate(content, match.end()):
            inflated += len(part)
            if inflated > MOST_INFLATED:
                raise too_intricate()
            yield part


def refuse_filters(region):
    """Refuse an object stream that is packed in any other way than by Flate alone."""
    own = region[region.rfind(b" obj") + 1 :]
    if b"/ObjStm" not in region and b"/First" not in own:
        return  # a list of bookmarks stands before some other stream
    packed = own.replace(b"/FlateDecode", b"", 1)
    if (b"/Filter" in own and packed == own) or b"Decode" in packed:
        raise too_intricate()


def inflate(content, start):
    """Yield what is compressed from ``start`` on, bytes in parts; broken data ends it."""
    content = memoryview(content)
    decoder = zlib.decompressobj()
    rest, last = content[start : start + READ], b""
    start += READ
    while len(rest) and not decoder.eof:
        try:
            part = decoder.decompress(rest, STEP)
        except zlib.error:
            return
        yield last + part
        last = part[-OVERLAP:]
        rest = decoder.unconsumed_tail
        if not rest:
            rest = content[start : start + READ]
            start += READ


def too_intricate():
    return ValidationError(
        _(
            "This PDF is built in a way that cannot be checked. Print it to a new PDF (“Print” → "
            "“Save as PDF”), and upload that."
        ),
        code="intricate",
    )


def text_of(match):
    """Return the text of a PDF string that was found (7.9.2), one line."""
    if match[1] is not None:
        found = ESCAPE.sub(unescaped, match[1])
    else:
        digits = re.sub(rb"\s", b"", match[2])
        found = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    for mark, encoding in [(b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")]:
        if found.startswith(mark):
            return one_line(found[len(mark) :].decode(encoding, "replace"))[:200]
    return one_line(found.decode("latin-1"))[:200]


def unescaped(match):
    """Return what stands for a backslash and its letter or digits."""
    if match[1].isdigit():
        return bytes([int(match[1], 8) & 255])
    return ESCAPED.get(match[1], match[1])
