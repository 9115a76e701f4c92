"""Sheets made to fill the memory: each is refused in words, and the city's process goes on."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from ruori.intake.readers import round_sheet
from tests.parts.intake.sheets import written

FAR: tuple[tuple[str, bytes, bytes], ...] = (
    ("apostrophes", b'r="B2"', b"r='XFD1048576'"),
    ("zeros before", b'r="B2"', b'r="XFD00001048576"'),
    ("small letters", b'r="B2"', b'r="xfd1048576"'),
    ("spaces", b'r="B2"', b'r = "XFD1048576"'),
)
"""Ways to say the farthest cell of a sheet that a search for `r="XFD1048576"` does not find."""
REFUSED = ("SHEET_TOO_LARGE", "SHEET_UNREADABLE")
SHARED = b"".join(
    b'<row r="%d">%s</row>' % (line, b'<c t="s"><v>0</v></c>' * 60) for line in range(1, 4_000)
)
ODS_TABLE = (
    b'<table:table table:name="a">'
    + b'<table:table-row table:number-rows-repeated="1000"><table:table-cell'
    b' table:number-columns-repeated="1000" office:value-type="float" office:value="1"/>'
    b"</table:table-row>" * 100 + b"</table:table>"
)


def packed(parts: dict[str, bytes]) -> bytes:
    """A package of these parts; the one that names its kind is first and plain."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return kept.getvalue()


def bent(bend: Callable[[str, bytes], bytes]) -> bytes:
    """A sheet of four cells, each of its parts bent."""
    with ZipFile(BytesIO(written([["a", "b"], ["c", "d"]]))) as package:
        return packed({name: bend(name, package.read(name)) for name in package.namelist()})


@pytest.mark.parametrize(("before", "after"), [pair[1:] for pair in FAR], ids=[w[0] for w in FAR])
def test_a_cell_beyond_all_others_ends_nobody_s_work(before: bytes, after: bytes) -> None:
    content = bent(lambda name, part: part.replace(before, after) if "sheet1" in name else part)
    assert after in ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert round_sheet.read(content).problem in REFUSED


def test_one_long_text_in_every_cell_ends_nobody_s_work() -> None:
    def swollen(name: str, part: bytes) -> bytes:
        if name.endswith("sharedStrings.xml"):
            return part.replace(b"<t>a</t>", b"<t>" + b"y" * 150_000 + b"</t>")
        if "sheet1" not in name:
            return part
        rows = b"<sheetData>" + SHARED + b"</sheetData>"
        return re.sub(rb"<sheetData>.*</sheetData>", rows, part, flags=re.DOTALL)

    assert round_sheet.read(bent(swollen)).problem in REFUSED


def test_a_row_repeated_a_thousand_times_a_thousand_ends_nobody_s_work() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = "".join(
        f' xmlns:{word}="{space}{word}:1.0"' for word in ("office", "table", "text")
    ).encode()
    body = b"<office:body><office:spreadsheet>" + ODS_TABLE + b"</office:spreadsheet></office:body>"
    content = packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"<office:document-content%s>%s</office:document-content>"
            % (names, body),
        }
    )
    assert round_sheet.read(content).problem in REFUSED


def test_an_honest_sheet_is_read_as_ever() -> None:
    assert round_sheet.read(written([["a", "b"], ["c", "d"]])).problem == "NOT_OUR_SHEET"
