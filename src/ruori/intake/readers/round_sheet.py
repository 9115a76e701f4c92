"""Reader of a unit's filled-in sheet of a round: xlsx or ods bytes to rows (pure, never raises).

Formulas are read as the values they had when the file was saved. Nothing is understood here: what
each cell means is decided by `rules.sheet_rows`, with a person asked wherever it is not plain. The
workbook is opened in a process of its own, which no file can make the city's own end.
"""

import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from ruori.files.rules.packages import package_code
from ruori.intake import sheet_process
from ruori.intake.rules.sheet_columns import COLUMNS, SHEET_MARK, RawCell, RawRow, RawSheet
from ruori.intake.sheet_process import MOST_COLUMNS, MOST_ROWS
from ruori.kernel.problems import Refused
from ruori.kernel.text import N_

NAME: Final = "round_sheet"
TITLE: Final = N_("Sheet of a round")

MOST_REPEATS: Final = 1_000
PROCESS: Final = sheet_process.__file__
SECONDS: Final = 10
_LARGEST_PART: Final = 30 * 2**20
_CELL: Final = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,8})"')
_REPEATED: Final = re.compile(
    rb'<table:table-(?:row|cell)[^>]*number-(?:rows|columns)-repeated="([0-9]{1,9})"[^>]*>'
    rb"(?:(?!</table:table-row>).){0,2000}?office:value-type",
    re.DOTALL,
)


def read(content: bytes) -> RawSheet:
    """The rows of a sheet, or the code of why it cannot be read; no bytes raise."""
    try:
        if not content.startswith(b"PK") or package_code(content) not in ("XLSX", "ODS"):
            return RawSheet(problem="NOT_A_SHEET")
        if not _is_small(content):
            return RawSheet(problem="SHEET_TOO_LARGE")
    except Refused as refused:
        return RawSheet(problem=refused.problem.code)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return RawSheet(problem="SHEET_UNREADABLE")
    return _opened(content)


def _opened(content: bytes) -> RawSheet:
    """The rows of a workbook; one that its process could not bear reaches too far."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", PROCESS],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return RawSheet(problem="SHEET_TOO_LARGE")
    if done.returncode == sheet_process.DAMAGED:
        return RawSheet(problem="SHEET_UNREADABLE")
    return (
        RawSheet(problem="SHEET_TOO_LARGE") if done.returncode else _rows(json.loads(done.stdout))
    )


def _is_small(content: bytes) -> bool:
    """Whether no sheet reaches so far that its blank cells alone would fill the memory."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        for entry in package.infolist():
            is_sheet = entry.filename.startswith("xl/worksheets/")
            if not is_sheet and entry.filename != "content.xml":
                continue
            if entry.file_size > _LARGEST_PART or not _is_within(package.read(entry)):
                return False
    return True


def _is_within(part: bytes) -> bool:
    for letters, row in _CELL.findall(part):
        if int(row) > MOST_ROWS or _number(letters.decode()) > MOST_COLUMNS:
            return False
    return all(int(times) <= MOST_REPEATS for times in _REPEATED.findall(part))


def _rows(tables: list[list[list[Any]]]) -> RawSheet:
    for table in tables:
        found = _header(table)
        if found is not None:
            line, columns = found
            below = enumerate(table[line + 1 :], line + 2)
            return RawSheet(tuple(_filled(below, columns)))
    return RawSheet(problem="NOT_OUR_SHEET")


def _header(table: list[list[Any]]) -> tuple[int, Mapping[int, str]] | None:
    """The hidden row that names the columns, by its place, wherever it has been moved."""
    for line, row in enumerate(table[:MOST_ROWS]):
        if any(cell == SHEET_MARK for cell in row):
            names = {place: _name(cell) for place, cell in enumerate(row[:MOST_COLUMNS])}
            columns = {place: name for place, name in names.items() if name}
            return (line, columns) if set(columns.values()) == set(COLUMNS) else None
    return None


def _name(cell: Any) -> str:
    if cell == SHEET_MARK:
        return COLUMNS[0]
    return cell if isinstance(cell, str) and cell in COLUMNS[1:] else ""


def _filled(
    rows: Iterator[tuple[int, list[Any]]] | enumerate[list[Any]], columns: Mapping[int, str]
) -> Iterator[RawRow]:
    for line, row in rows:
        cells = {
            name: RawCell(f"{_letters(place)}{line}", value)
            for place, name in columns.items()
            if place < len(row) and (value := _value(row[place])) is not None
        }
        if cells:
            yield RawRow(line, cells)


def _value(cell: Any) -> str | Decimal | date | bool | None:
    """A cell as a plain value; None for a blank one."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return _decimal(cell)
    if isinstance(cell, list):
        return date.fromisoformat(cell[1])
    text = "" if cell is None else str(cell).replace("\x00", "").strip()
    return text or None


def _decimal(number: float) -> Decimal | str:
    """A figure in the digits that a person sees: fifteen, as spreadsheets keep."""
    found = Decimal(f"{number:.15g}")
    return found if found.is_finite() else str(number)


def _number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def _letters(place: int) -> str:
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
