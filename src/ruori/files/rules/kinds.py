"""What a file is, read from its bytes; the name may only agree (architecture § 4, files)."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from ruori.files.rules.names import extension_of
from ruori.files.rules.packages import package_code
from ruori.kernel.problems import Refused, refuse
from ruori.kernel.text import N_

MIB: Final = 2**20
MAX_BYTES: Final = 20 * MIB


@dataclass(frozen=True, slots=True)
class Kind:
    """One accepted kind of file: its code, media type and the extensions that agree with it."""

    code: str
    media_type: str
    extensions: tuple[str, ...]
    is_picture: bool = False

    @property
    def extension(self) -> str:
        """The customary extension, without a dot."""
        return self.extensions[0]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS: Final = {
    kind.code: kind
    for kind in (
        Kind("PDF", "application/pdf", ("pdf",)),
        Kind("PNG", "image/png", ("png",), is_picture=True),
        Kind("JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), is_picture=True),
        Kind("WEBP", "image/webp", ("webp",), is_picture=True),
        Kind("DOCX", f"{_OFFICE}wordprocessingml.document", ("docx",)),
        Kind("XLSX", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
        Kind("ODT", f"{_OPEN}text", ("odt",)),
        Kind("ODS", f"{_OPEN}spreadsheet", ("ods",)),
        Kind("CSV", "text/csv", ("csv",)),
        Kind("TXT", "text/plain", ("txt",)),
    )
}
ACCEPTED: Final = ", ".join(kind.extension for kind in KINDS.values())

_SIGNATURES: Final = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"PK\x03\x04", "PACKAGE"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLD_OFFICE"),
    (b"MZ", "PROGRAM"),
    (b"\x7fELF", "PROGRAM"),
    (b"\xca\xfe\xba\xbe", "PROGRAM"),
    (b"\xfe\xed\xfa", "PROGRAM"),
    (b"\xce\xfa\xed\xfe", "PROGRAM"),
    (b"\xcf\xfa\xed\xfe", "PROGRAM"),
    (b"#!", "PROGRAM"),
)
_HEIC_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
_ENCRYPTED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_MARKUP: Final = re.compile(r"\s*<[a-zA-Z!?]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PDF_DEEDS: Final = re.compile(rb"/(JavaScript|Launch)[\s/(<\[]")


def judge(name: str, content: bytes) -> Kind:
    """The kind of an uploaded file, decided by its bytes.

    Raises Refused in words the uploader can act on when the file is empty, larger than 20 MiB,
    of a kind we do not take, able to run code, readable as two kinds at once, or named as
    something else than it is.
    """
    if not content:
        raise refuse("EMPTY_FILE", N_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise refuse(
            "FILE_TOO_LARGE",
            N_("The file is %(size)s MB and the limit is %(limit)s MB."),
            size=-(-len(content) // MIB),
            limit=MAX_BYTES // MIB,
        )
    extension = extension_of(name)
    kind = KINDS[_code_of(content, extension)]
    if extension and extension not in kind.extensions:
        raise refuse(
            "NAME_DISAGREES",
            N_(
                "The name of the file ends in .%(extension)s, but its content is of the kind"
                " %(kind)s. Correct the name or choose the right file."
            ),
            extension=extension,
            kind=kind.extension,
        )
    return kind


def _code_of(content: bytes, extension: str) -> str:
    found = next((code for start, code in _SIGNATURES if content.startswith(start)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        found = "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        found = "HEIC"
    if found in _REFUSED:
        raise _refusal(found, content)
    if found == "PACKAGE":
        return package_code(content)
    if found == "PDF":
        _check_pdf(content)
    return found or _text_code(content, extension)


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise refuse("DAMAGED_FILE", N_("The file is damaged or incomplete: it cannot be read."))
    if zipfile.is_zipfile(BytesIO(content)):
        raise refuse(
            "TWO_KINDS",
            N_("The file can be read as two different kinds at once, so it is not accepted."),
        )
    if _PDF_DEEDS.search(content):
        raise refuse(
            "ACTIVE_PDF",
            N_(
                "The PDF can run commands or scripts. Print it to a new PDF and add that"
                " one instead."
            ),
        )


def _text_code(content: bytes, extension: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_text(content, extension) from None
    if _CONTROLS.search(text):
        raise _unknown()
    if _MARKUP.match(text):
        raise refuse(
            "ACTIVE_PAGE",
            N_(
                "HTML, SVG and XML files can run code in the reader's browser, so they are not"
                " accepted. Save the content as a PDF."
            ),
        )
    return "CSV" if extension == "csv" else "TXT"


def _not_text(content: bytes, extension: str) -> Refused:
    if extension in {"csv", "txt"} and b"\x00" not in content:
        return refuse(
            "NOT_UTF8",
            N_("The text is not in UTF-8. Save the file again and choose UTF-8 as its encoding."),
        )
    return _unknown()


def _unknown() -> Refused:
    return refuse(
        "UNKNOWN_KIND",
        N_("This kind of file is not accepted. Accepted kinds: %(kinds)s."),
        kinds=ACCEPTED,
    )


_REFUSED: Final = {
    "HEIC": N_(
        "The picture is in the HEIC or AVIF format, which many readers cannot open. Save it as"
        " JPEG and add it again."
    ),
    "OLD_OFFICE": N_(
        "The file is in the old Office format (doc, xls, ppt). Save it as docx, xlsx or PDF."
    ),
    "PROGRAM": N_("Programs and scripts are not accepted."),
}


def _refusal(found: str, content: bytes) -> Refused:
    if found == "OLD_OFFICE" and _ENCRYPTED_OFFICE in content:
        return refuse(
            "PASSWORD_PROTECTED",
            N_("The document is protected by a password. Remove the protection and add it again."),
        )
    return refuse(found, _REFUSED[found])
