"""A file is what its bytes say."""

import pytest

from ruori.files.rules import KINDS, MAX_BYTES, judge
from ruori.files.rules.packages import MAX_ENTRIES
from ruori.kernel.problems import Refused
from tests.rules.files import samples


def refused(name: str, content: bytes) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refusal:
        judge(name, content)
    return refusal.value.problem.code


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", samples.PDF, "PDF"),
        ("A.PDF", samples.PDF, "PDF"),
        ("nimetön", samples.PDF, "PDF"),
        ("a.png", samples.picture("PNG"), "PNG"),
        ("a.jpg", samples.picture("JPEG"), "JPEG"),
        ("a.JPEG", samples.picture("JPEG"), "JPEG"),
        ("a.webp", samples.picture("WEBP"), "WEBP"),
        ("a.docx", samples.docx(), "DOCX"),
        ("a.xlsx", samples.xlsx(), "XLSX"),
        ("a.odt", samples.open_document("text"), "ODT"),
        ("a.ods", samples.open_document("spreadsheet"), "ODS"),
        ("a.txt", "Kävijöitä 412, tavoite < 500".encode(), "TXT"),
        ("a.csv", "\ufeffvuosi;määrä\r\n2025;412\r\n".encode(), "CSV"),
        ("muistio", b"rivi\n", "TXT"),
    ],
)
def test_each_accepted_kind_is_known(name: str, content: bytes, code: str) -> None:
    assert judge(name, content) is KINDS[code]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "EMPTY_FILE"),
        ("a.txt", b"a" * (MAX_BYTES + 1), "FILE_TOO_LARGE"),
        ("a.heic", samples.HEIC, "HEIC"),
        ("a.jpg", samples.HEIC, "HEIC"),
        ("a.doc", samples.OLD_OFFICE, "OLD_OFFICE"),
        (
            "a.docx",
            samples.OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"),
            "PASSWORD_PROTECTED",
        ),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "ACTIVE_PAGE"),
        ("a.txt", b"\xef\xbb\xbf  <!DOCTYPE html><script>", "ACTIVE_PAGE"),
        ("a.csv", b"<?xml version='1.0'?>", "ACTIVE_PAGE"),
        ("a.exe", b"MZ\x90\x00", "PROGRAM"),
        ("a.pdf", b"MZ\x90\x00", "PROGRAM"),
        ("a.txt", b"#!/bin/sh\nrm -rf /\n", "PROGRAM"),
        ("a", b"\x7fELF\x02", "PROGRAM"),
        ("a.csv", "vuosi;määrä".encode("latin-1"), "NOT_UTF8"),
        ("a.csv", "vuosi;määrä".encode("utf-16"), "UNKNOWN_KIND"),
        ("a.bin", b"\x00\x01\x02\x03", "UNKNOWN_KIND"),
        ("a.gif", b"GIF89a\x01\x00", "UNKNOWN_KIND"),
        ("a.txt", b"rivi\x1b[2J", "UNKNOWN_KIND"),
    ],
)
def test_what_we_do_not_take_is_refused_for_its_own_reason(
    name: str, content: bytes, code: str
) -> None:
    assert refused(name, content) == code


def test_a_file_at_the_limit_is_taken() -> None:
    assert judge("a.txt", b"a" * MAX_BYTES).code == "TXT"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lasku.pdf.exe", samples.PDF),
        ("kuva.png", samples.picture("JPEG")),
        ("taulukko.xlsx", samples.docx()),
        ("taulukko.docx", samples.xlsx()),
        ("sivu.html", b"pelkkaa tekstia"),
        ("kuva.svg", samples.picture("PNG")),
        ("taulu.csv", samples.PDF),
    ],
)
def test_a_name_that_says_something_else_is_refused(name: str, content: bytes) -> None:
    assert refused(name, content) == "NAME_DISAGREES"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (samples.PDF + samples.package({"a": b"b"}), "TWO_KINDS"),
        (samples.PDF + samples.package({"a": b"b"}) + b"\n%%EOF", "TWO_KINDS"),
        (samples.PDF + samples.package({"a": b"b"}, comment=b"%%EOF"), "TWO_KINDS"),
        (samples.PDF.replace(b"%%EOF", b""), "DAMAGED_FILE"),
        (
            samples.PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript /JS(x)>>"),
            "ACTIVE_PDF",
        ),
        (samples.PDF.replace(b"/Catalog", b"/Catalog/AA<</S/Launch/F(cmd)>>"), "ACTIVE_PDF"),
        (b"<html>" + samples.PDF, "ACTIVE_PAGE"),
        (b"GIF89a" + samples.PDF, "NAME_DISAGREES"),
    ],
)
def test_a_pdf_is_nothing_but_a_pdf(content: bytes, code: str) -> None:
    assert refused("a.pdf", content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (samples.docx(**{"word/vbaProject.bin": b"x"}), "MACROS"),
        (samples.docx(**{"word/activeX/activeX1.bin": b"x"}), "MACROS"),
        (
            samples.docx(
                **{"[Content_Types].xml": samples.WORD_TYPES + b"vnd.ms-word.document.macroEnabled"}
            ),
            "MACROS",
        ),
        (samples.open_document("text", **{"Basic/Standard/a.xml": b"x"}), "MACROS"),
        (samples.docx(**{"../../etc/passwd": b"x"}), "DAMAGED_FILE"),
        (samples.docx(**{"/etc/passwd": b"x"}), "DAMAGED_FILE"),
        (samples.package({"virus.exe": b"MZ"}), "PACKAGE_UNKNOWN"),
        (samples.package({"mimetype": b"application/epub+zip"}), "PACKAGE_UNKNOWN"),
        (samples.docx()[:-30], "DAMAGED_FILE"),
        (samples.docx() + samples.PDF, "TWO_KINDS"),
        (samples.xlsx() + samples.docx(), "TWO_KINDS"),
        (samples.package({"[Content_Types].xml": b"x"}, comment=b"<script>"), "TWO_KINDS"),
        (
            samples.open_document(
                "text", **{"META-INF/manifest.xml": b"<manifest:encryption-data>"}
            ),
            "PASSWORD_PROTECTED",
        ),
    ],
)
def test_a_document_with_a_trick_inside_is_refused(content: bytes, code: str) -> None:
    assert refused("a.docx", content) == code


def test_an_encrypted_entry_is_told_apart() -> None:
    content = bytearray(samples.docx())
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    assert refused("a.docx", bytes(content)) == "PASSWORD_PROTECTED"


@pytest.mark.parametrize(
    "entries",
    [
        {"word/document.xml": b"\x00" * (30 * 2**20)},
        {f"word/media/{number}": b"" for number in range(MAX_ENTRIES)},
    ],
)
def test_a_document_that_swells_is_not_opened(entries: dict[str, bytes]) -> None:
    assert refused("a.docx", samples.docx(**entries)) == "PACKAGE_SWELLS"


def test_entries_that_share_their_bytes_are_not_opened() -> None:
    content = bytearray(samples.docx(**{"word/big.xml": bytes(range(256)) * 40}))
    central = content.rindex(b"PK\x01\x02")
    content[central + 20 : central + 24] = (10**6).to_bytes(4, "little")
    content[central + 24 : central + 28] = (10**6).to_bytes(4, "little")
    assert refused("a.docx", bytes(content)) == "PACKAGE_SWELLS"


def test_two_entries_of_one_name_are_two_documents() -> None:
    content = samples.docx(**{"word/documenu.xml": b"<other/>"})
    assert refused("a.docx", content.replace(b"documenu", b"document")) == "TWO_KINDS"
