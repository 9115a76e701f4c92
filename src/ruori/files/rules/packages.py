"""Office documents are zip packages: what they are, and why some are refused unopened.

Guards against packages that expand without measure, overlap, hide a second file, or carry macros.
Only two small entries are ever unpacked here, and only up to a limit.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from ruori.kernel.problems import Refused, refuse
from ruori.kernel.text import N_

MAX_ENTRIES: Final = 5_000
MAX_UNPACKED: Final = 200 * 2**20
MAX_RATIO: Final = 200
_RATIO_COUNTS_FROM: Final = 2**20
_READ_LIMIT: Final = 2**20
_END_RECORD: Final = 22

_OPEN_DOCUMENTS: Final = {
    b"application/vnd.oasis.opendocument.text": "ODT",
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
}
_OFFICE_DOCUMENTS: Final = (
    ("word/document.xml", b"wordprocessingml.document.main+xml", "DOCX"),
    ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml", "XLSX"),
)
_TYPES: Final = "[Content_Types].xml"
_MANIFEST: Final = "META-INF/manifest.xml"


def package_code(content: bytes) -> str:
    """The code of the office document in a zip package: DOCX, XLSX, ODT or ODS.

    Raises Refused for a damaged, encrypted, macro-carrying, double-faced or swelling package,
    and for a zip that is no office document.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _check_shape(content, package, entries)
            _check_size(content, entries)
            return _document_code(package)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, KeyError):
        raise damaged() from None


def damaged() -> Refused:
    """The refusal of a file whose bytes do not hold together."""
    return refuse("DAMAGED_FILE", N_("The file is damaged or incomplete: it cannot be read."))


def _check_shape(
    content: bytes, package: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]
) -> None:
    names = [entry.filename for entry in entries]
    ends_in_place = content[-_END_RECORD:].startswith(b"PK\x05\x06") and not package.comment
    starts_in_place = min((entry.header_offset for entry in entries), default=0) == 0
    if not (ends_in_place and starts_in_place) or len(set(names)) < len(names):
        raise refuse(
            "TWO_KINDS",
            N_("The file can be read as two different kinds at once, so it is not accepted."),
        )
    if any(_leads_out(name) for name in names):
        raise damaged()
    if any(entry.flag_bits & 1 for entry in entries):
        raise _protected()


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _check_size(content: bytes, entries: Sequence[zipfile.ZipInfo]) -> None:
    swells = any(
        entry.file_size > max(_RATIO_COUNTS_FROM, MAX_RATIO * entry.compress_size)
        for entry in entries
    )
    overlaps = sum(entry.compress_size for entry in entries) > len(content)
    unpacked = sum(entry.file_size for entry in entries)
    if swells or overlaps or unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES:
        raise refuse(
            "PACKAGE_SWELLS",
            N_("The document would unpack to many times its size, so it was not opened."),
        )


def _document_code(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "mimetype" in names:
        return _open_document_code(package, names)
    types = _read(package, _TYPES) if _TYPES in names else b""
    if b"macroEnabled" in types or any(_is_active(name) for name in names):
        raise _macros()
    for part, mark, code in _OFFICE_DOCUMENTS:
        if part in names and mark in types:
            return code
    raise _no_document()


def _open_document_code(package: zipfile.ZipFile, names: set[str]) -> str:
    code = _OPEN_DOCUMENTS.get(_read(package, "mimetype"))
    if code is None:
        raise _no_document()
    if _MANIFEST in names and b"encryption-data" in _read(package, _MANIFEST):
        raise _protected()
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise _macros()
    return code


def _is_active(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith("vbaproject.bin") or "/activex/" in lowered


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as entry:
        return entry.read(_READ_LIMIT)


def _protected() -> Refused:
    return refuse(
        "PASSWORD_PROTECTED",
        N_("The document is protected by a password. Remove the protection and add it again."),
    )


def _macros() -> Refused:
    return refuse(
        "MACROS",
        N_("The document carries macros. Save it without macros (docx, xlsx, odt or ods)."),
    )


def _no_document() -> Refused:
    return refuse(
        "PACKAGE_UNKNOWN",
        N_("Compressed folders are not accepted. Add the files inside one by one."),
    )
