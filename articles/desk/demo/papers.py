"""
Make the demonstration's documents: a notice as PDF, a table as XLSX.

Real files, so that whoever tries the newsroom can open them. A page is drawn in the house's own
face, and its words lie invisible over it: searching, copying and reading aloud work.
"""

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from xlsxwriter import Workbook

FACE = Path(__file__).parents[3] / "static" / "fonts" / "be-vietnam-pro-{}.woff2"
PAGE = (1240, 1754)  # pixels: A4 at 150 to the inch
POINTS = (595, 842)
MARGIN, LINE = 130, 44
# Letters are written as the numbers of Unicode, which is what this says of them.
LETTERS = (
    b"/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def"
    b" 1 begincodespacerange <0000> <FFFF> endcodespacerange"
    b" 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
)


def notice(title: str, paragraphs: Sequence[str]) -> bytes:
    """Return one page under a title as a PDF."""
    bold, plain = (
        ImageFont.truetype(str(FACE).format(weight), size)
        for weight, size in [
            (600, 40),
            (400, 28),
        ]
    )
    lines = [(line, bold) for line in broken(title, bold)] + [("", plain)]
    for paragraph in paragraphs:
        lines += [*((line, plain) for line in broken(paragraph, plain)), ("", plain)]
    page = Image.new("L", PAGE, 255)
    pen = ImageDraw.Draw(page)
    for number, (line, face) in enumerate(lines):
        pen.text((MARGIN, MARGIN + number * LINE), line, font=face, fill=0)
    return pdf(page, title, [line for line, _face in lines])


def broken(text: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """Return a paragraph as lines that fit the page."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and face.getlength(longer) > PAGE[0] - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def pdf(page: Image.Image, title: str, lines: Sequence[str]) -> bytes:
    """Return a drawn page with its words as a PDF."""
    width, height = POINTS
    scale = width / PAGE[0]
    words = [
        b"BT 3 Tr /F0 %.1f Tf %.1f TL %.1f %.1f Td"
        % (28 * scale, LINE * scale, MARGIN * scale, height - MARGIN * scale - 28 * scale)
    ]
    words += [b"<%s> Tj T*" % line.encode("utf-16-be").hex().encode() for line in lines]
    shown = b"q %d 0 0 %d 0 0 cm /Im0 Do Q\n" % POINTS + b"\n".join(words) + b"\nET"
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (vi-VN) >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources"
            b" << /XObject << /Im0 5 0 R >> /Font << /F0 6 0 R >> >> >>" % POINTS,
            stream(shown),
            stream(
                page.tobytes(),
                b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8"
                b" /ColorSpace /DeviceGray " % PAGE,
            ),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Words /Encoding /Identity-H"
            b" /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Words /CIDSystemInfo"
            b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 550"
            b" /FontDescriptor 9 0 R >>",
            stream(LETTERS),
            b"<< /Type /FontDescriptor /FontName /Words /Flags 4 /FontBBox [0 -200 1000 900]"
            b" /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
            b"<< /Title <FEFF%s> >>" % title.encode("utf-16-be").hex().encode(),
        ]
    )


def stream(content: bytes, about: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< %s/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        about,
        len(packed),
        packed,
    )


def written(objects: Sequence[bytes]) -> bytes:
    """Return the file of a PDF's objects: the catalogue first, what is said of it last."""
    file, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    file += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(file)


def table(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows under their heads (the first of them) as an XLSX."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        head = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, None if number else head)
        sheet.autofit()
        sheet.freeze_panes(1, 0)
    return file.getvalue()
