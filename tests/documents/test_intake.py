"""What may come into the store of documents, and what is refused in words."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from documents import intake
from documents.intake import AlreadyKept, check
from documents.models import Kind

from .making import core, docx, external, kept, object_stream, office, pdf, upload, xlsx

SCRIPT = b"5 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n"


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        check(content)
    return refused.value


# What a file is


@pytest.mark.parametrize(
    ("content", "kind"),
    [(pdf(), Kind.PDF), (docx(), Kind.DOCX), (xlsx(), Kind.XLSX)],
    ids=["pdf", "docx", "xlsx"],
)
def test_content_says_what_a_file_is(content, kind):
    assert check(content).kind == kind
    assert check(content).content == content  # byte for byte


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format", "DOCX"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked",
            "mật khẩu",
        ),
        (b"MZ\x90\0program", "no_document", "PDF"),
        (b"<html><script>alert(1)</script></html>", "no_document", "PDF"),
        (b"\xff\xd8\xff\xe0 a picture", "no_document", "PDF"),
        (b"\n" + pdf(), "no_document", "PDF"),
    ],
    ids=["doc", "locked", "program", "page", "picture", "pdf-behind-junk"],
)
def test_anything_else_is_refused_with_a_hint(content, code, words):
    error = refusal(content)
    assert error.code == code
    assert words in error.messages[0]


# PDF


def test_pdf_without_its_end_is_damaged():
    assert refusal(pdf()[:-40]).code == "unreadable"
    assert refusal(pdf() + b"x" * 2000).code == "unreadable"


@pytest.mark.parametrize(
    "more",
    [
        SCRIPT,
        SCRIPT.replace(b"/JavaScript", b"/J#61vaScript"),
        b"5 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n",
        b"5 0 obj\n<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream\nendobj\n",
        b"5 0 obj\n<< /AcroForm << /XFA 6 0 R >> >>\nendobj\n",
        object_stream(b"5 0 << /S /JavaScript /JS (x) >>"),
        object_stream(b"5 0 << /S /J#61vaScript /JS (x) >>"),
        object_stream(SCRIPT, b"/N 1 /First 4 /Filter /FlateDecode"),
        object_stream(b" " * 1_500_000 + SCRIPT),
        object_stream(b" " * (1_000_000 - 8) + b"/JavaScript "),
        object_stream(SCRIPT, b"/First 4 /X ( obj) /Filter /FlateDecode"),
        object_stream(SCRIPT, b"/First 4 %s /Filter /FlateDecode" % (b" " * 9000)),
    ],
    ids=[
        *("script", "disguised", "launch", "file-within", "xfa", "packed", "packed-disguised"),
        *("without-type", "far-inside", "across-two-parts", "false-object", "long-head"),
    ],
)
def test_pdf_that_acts_is_refused(more):
    error = refusal(pdf(more))
    assert error.code == "active"
    assert "PDF" in error.messages[0]


@pytest.mark.parametrize(
    "head",
    [
        b"/Type /ObjStm /First 4 /Filter /LZWDecode",
        b"/Type /ObjStm /First 4 /Filter [/ASCIIHexDecode /FlateDecode]",
        b"/Type /ObjStm /First 4 /Filter /Fl",
        b"/Type /ObjStm /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
    ],
)
def test_pdf_packed_so_that_nobody_can_look_is_refused(head):
    assert refusal(pdf(object_stream(SCRIPT, head))).code == "intricate"


def test_pdf_that_inflates_without_end_is_refused():
    bomb = object_stream(b"\0" * 70_000_000)
    assert len(bomb) < 100_000
    assert refusal(pdf(bomb)).code == "intricate"


def test_locked_pdf_is_refused():
    assert refusal(pdf(b"trailer << /Encrypt 9 0 R >>\n")).code == "locked"


def test_pdf_with_bookmarks_pictures_and_links_is_taken_in():
    packed = zlib.compress(b"q 1 0 0 1 0 0 cm Q")
    more = (
        b"5 0 obj\n<< /Type /Outlines /First 6 0 R /Last 6 0 R >>\nendobj\n"
        b"7 0 obj\n<< /Subtype /Image /Filter /DCTDecode /Length 9 >>\nstream\n\xff\xd8\xff"
        b" /JS xx\nendstream\nendobj\n"
        b"8 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        b"9 0 obj\n<< /S /URI /URI (https://mongcai.gov.vn) >>\nendobj\n"
    ) % (len(packed), packed)
    assert check(pdf(more + object_stream(b"10 0 << /Title (a) >>"))).kind == Kind.PDF


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (rb"(Nguyen Van A)", "Nguyen Van A"),
        (rb"(A \(B\) \101)", "A (B) A"),
        (b"(\xfe\xff" + "Trần Thị Bé".encode("utf-16-be") + b")", "Trần Thị Bé"),
        (b"<FEFF" + "Lê".encode("utf-16-be").hex().encode() + b">", "Lê"),
        (b"(\xef\xbb\xbf" + "Vũ".encode() + b")", "Vũ"),
    ],
)
def test_pdf_tells_whom_it_names_as_author(author, name):
    assert check(pdf(b"5 0 obj\n<< /Author %s >>\nendobj\n" % author)).author == name


def test_author_is_found_in_a_packed_object():
    assert check(pdf(object_stream(b"5 0 << /Author (Hoa) >>"))).author == "Hoa"


# Word and Excel


def test_office_document_tells_whom_it_names_as_author():
    assert check(docx(parts=core("Nguyễn Thị Hoa"))).author == "Nguyễn Thị Hoa"
    assert check(xlsx()).author == ""


@pytest.mark.parametrize(
    "more",
    [
        {"parts": {"word/vbaProject.bin": b"x"}},
        {"parts": {"word/embeddings/oleObject1.bin": b"x"}},
        {"parts": {"word/embeddings/Bang.xlsm": b"x"}},
        {"parts": {"word/activeX/activeX1.bin": b"x"}},
        {
            "kind": "application/vnd.ms-word.document.macroEnabled.main+xml",
        },
        {
            "types": '<Default Extension="x" ContentType="application/vnd.ms-office.vbaProject"/>',
        },
        {"types": '<Override PartName="/m" ContentType="application/ms-excel.macrosheet+xml"/>'},
    ],
)
def test_macros_and_programs_are_refused(more):
    assert refusal(docx(**more)).code == "active"


def test_settings_of_a_printer_do_no_harm():
    assert check(xlsx(parts={"xl/printerSettings/printerSettings1.bin": b"x"})).kind == Kind.XLSX


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "externalLinkPath"])
def test_document_that_fetches_something_is_refused(kind):
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + external(kind, "https://elsewhere.example/x.dotm")
        + "</Relationships>"
    )
    assert refusal(docx(parts={"word/_rels/settings.xml.rels": relations})).code == "fetches"


def test_links_to_click_may_stand():
    assert check(docx(relations=external("hyperlink", "https://mongcai.gov.vn"))).kind == Kind.DOCX


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.oasis.opendocument.text",
    ],
)
def test_other_office_documents_are_refused_with_a_hint(kind):
    error = refusal(office(kind, "x/main.xml"))
    assert error.code == "no_document"
    assert "PDF" in error.messages[0]


def test_archive_is_no_document():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.pdf", pdf())
    assert refusal(file.getvalue()).code == "no_document"


def test_main_part_has_to_be_there():
    content = docx().replace(b"word/document.xml", b"word/documenz.xml")
    assert refusal(content).code in {"no_document", "unreadable"}


def test_bomb_is_refused_by_its_list_alone(monkeypatch):
    content = docx(parts={f"{number}.xml": b"\0" * 50_000_000 for number in range(7)})
    assert len(content) < 1_000_000
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # nothing is inflated
    assert refusal(content).code == "too_much"


def test_bomb_that_lies_about_its_size_is_refused():
    honest = docx(parts=core("x" * 900))
    whole = len(core("x" * 900)["docProps/core.xml"])
    lying = honest.replace(struct.pack("<I", whole), struct.pack("<I", 10))
    assert lying != honest
    assert refusal(lying).code == "unreadable"


def test_too_many_entries_are_refused():
    content = docx(parts={f"{number}": b"" for number in range(5_001)})
    assert refusal(content).code == "too_much"


def test_entities_are_refused():
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert refusal(docx(parts={"docProps/core.xml": laughs})).code == "unreadable"
    in_utf16 = ('<?xml version="1.0" encoding="UTF-16"?>' + laughs).encode("utf-16")
    assert refusal(docx(parts={"docProps/core.xml": in_utf16})).code == "unreadable"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content + b"trailing",
        lambda content: content[:60] + content[80:],
        lambda content: content.replace(b"word/document.xml", b"../../document.xml"),
    ],
    ids=["cut", "trailing", "hole", "path"],
)
def test_damaged_archives_are_refused(spoil):
    assert refusal(spoil(docx())).code == "unreadable"


def test_one_name_twice_is_refused():
    file = BytesIO(docx())
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<other/>")
    assert refusal(file.getvalue()).code == "unreadable"


# Size, and what is here already


def test_empty_and_large_files_are_refused(settings):
    with pytest.raises(ValidationError, match="rỗng"):
        intake.take_in(upload(b""))
    settings.DOCUMENT_MAX_BYTES = 100
    with pytest.raises(ValidationError, match="100"):
        intake.take_in(upload(pdf()))


@pytest.mark.django_db
def test_same_content_under_another_name_is_told(files):
    first = kept(title="Thông báo số 5")
    with pytest.raises(AlreadyKept) as refused:
        intake.take_in(upload(pdf(), name="khac.docx"))
    assert refused.value.document == first
    assert "Thông báo số 5" in refused.value.messages[0]
    assert files() == [f"{first.sha256}.pdf"]
