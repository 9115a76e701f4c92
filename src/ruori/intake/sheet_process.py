"""Reading a workbook in a process of its own: its bytes in, its cells out as JSON.

The compiled reader makes room for every cell between the first and the last, so a small file can
ask for more memory than there is, and then the whole process ends. Here that ends nobody's work:
the memory and the time of this process have a limit. It knows nothing of the city.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

MOST_MEMORY = 512 * 2**20
MOST_SECONDS = 5
DAMAGED = 1
TOO_LARGE = 2
MOST_SHEETS = 20
MOST_ROWS = 5_000
MOST_COLUMNS = 64
LONGEST_CELL = 32_767


def main() -> int:
    """Read a workbook from the standard input; else the code of why it cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        tables = [_table(book, name) for name in book.sheet_names[:MOST_SHEETS]]
    except MemoryError:
        return TOO_LARGE
    # Compiled code may also end in a panic of its own, which is no Exception.
    except BaseException:  # noqa: BLE001
        return DAMAGED
    json.dump(tables, sys.stdout)
    return 0


def _table(book: Any, name: str) -> list[list[Any]]:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    return [[_plain(cell) for cell in row[:MOST_COLUMNS]] for row in rows]


def _plain(cell: Any) -> Any:
    """A cell as JSON holds it: a day is led by its kind."""
    if isinstance(cell, datetime):
        is_day = cell.time() == time()
        return ["day", cell.date().isoformat()] if is_day else cell.isoformat(" ")
    if isinstance(cell, date):
        return ["day", cell.isoformat()]
    if isinstance(cell, str):
        return cell[:LONGEST_CELL]
    return str(cell) if isinstance(cell, time | timedelta) else cell


if __name__ == "__main__":
    sys.exit(main())
