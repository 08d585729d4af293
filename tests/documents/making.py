"""Documents for tests, made in code, and the hostile files beside them."""

import zipfile
import zlib
from contextlib import contextmanager
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from documents.intake import keep, storage, take_in

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
EXCEL = f"{OFFICE}.spreadsheetml.sheet.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(more=b"", seed=0):
    """A PDF of one empty page; ``more`` are further objects as bytes."""
    return (
        b"%%PDF-1.7\n%%%d\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
        % seed
        + more
        + b"\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 4 /Root 1 0 R >>\n"
        b"startxref\n0\n%%EOF\n"
    )


def object_stream(text, head=b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"):
    """A compressed stream with an object in it, as bytes of a PDF."""
    packed = zlib.compress(text)
    return b"4 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        head,
        len(packed),
        packed,
    )


def office(kind=WORD, main="word/document.xml", parts=None, types="", relations=""):
    """An office document; ``parts`` are further files by name, the rest further XML."""
    files = {
        "[Content_Types].xml": (
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{kind}"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}"><Relationship Id="r1"'
            f' Type="{RELATION}/officeDocument" Target="{main}"/>{relations}</Relationships>'
        ),
        main: "<document/>",
        **(parts or {}),
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(**more):
    return office(**more)


def xlsx(**more):
    return office(EXCEL, "xl/workbook.xml", **more)


def core(creator):
    """The part of an office document that names who wrote it."""
    return {
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:creator>{creator}</dc:creator></cp:coreProperties>"
        )
    }


def external(kind, target):
    """A relation that points outside the document."""
    return (
        f'<Relationship Id="r9" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'
    )


def upload(content, name="tai-lieu.pdf"):
    """Return ``content`` (bytes) as the file of a form."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def kept(seed=0, title="Kế hoạch số 12", content=None, **words):
    """Return a document of the store."""
    return keep(take_in(upload(content or pdf(seed=seed))), title=title, **words)


@contextmanager
def stored_in(folder):
    """Keep the files of documents in a folder for a while."""
    store = storage()
    before = store._location

    def move_to(place):
        store._location = place
        for cached in ("base_location", "location"):
            store.__dict__.pop(cached, None)

    move_to(str(folder))
    try:
        yield
    finally:
        move_to(before)
