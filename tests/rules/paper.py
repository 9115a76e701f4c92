"""The worked tables and programs of `docs/rules`, as they are read and then carried out."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "docs" / "rules"

Try = Callable[..., None]
"""Carries out one row; it is given the cells in order and asserts what the last ones say."""

Tried = Mapping[tuple[str, str], Try]
"""What carries out the rows of each table, by the table's key."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: its headings, and its rows in order."""

    page: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> tuple[str, str]:
        """What names a table: its page and its first row of headings."""
        return self.page, " | ".join(self.headings)


def tables() -> Iterator[Table]:
    """Every table of every rule page."""
    for path in sorted(PAGES.glob("*.md")):
        for block in re.findall(r"(?:^\|.*\n)+", path.read_text(encoding="utf-8"), re.MULTILINE):
            headings, _line, *rows = (_cells(line) for line in block.splitlines())
            yield Table(path.stem, headings, tuple(rows))


def table(page: str, heading: str) -> Table:
    """The one table of a page whose first heading is given."""
    (found,) = [each for each in tables() if each.page == page and each.headings[0] == heading]
    return found


def code(page: str, language: str) -> str:
    """The one block of code of a language on a page."""
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return str(found)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
