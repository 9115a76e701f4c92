"""What the rows of a filled-in sheet say (pure): nothing is guessed, what is unclear is asked.

| cell | read as |
|---|---|
| word `Valmis`, `klar`, `DONE ` | the word of any of the three languages, however capitalised |
| word `melkein` | asked: not one of the words |
| value 12,5 as a number, `12,5`, `1 234,5` | 12.5, 12.5, 1234.5 |
| value `1.234`, `1,234` | asked: a large number or a small one |
| date 30.6.2026 as a date, `30.6.2026`, `2026-06-30` | 30.6.2026 |
| date 46203 | asked: a number is not a date |
| key or mark changed, row of another round, same row twice with two answers | asked |
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ruori.indicators.rules.numbers import AMBIGUOUS, Notation, read_number
from ruori.intake.rules.sheet_columns import (
    ACTION,
    ANSWERED,
    CAUSE,
    DONE,
    EFFECTS,
    FORECAST,
    HEADING_KEY,
    KEY,
    MARK,
    NAME,
    NEW_END,
    VALUE,
    WORD,
    ItemKey,
    RawCell,
    RawRow,
    RowKey,
    key_from,
)
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one thing; `value` None says nothing of a figure."""

    word: str = ""
    done: str = ""
    effects: str = ""
    forecast: str = ""
    cause: str = ""
    action: str = ""
    new_end_on: date | None = None
    value: Decimal | None = None

    def repeats(self, other: "Said") -> bool:
        """True when this says nothing that the other does not say already."""
        same_value = self.value is None or self.value == other.value
        mine, theirs = self.texts, other.texts
        return same_value and mine == theirs

    @property
    def texts(self) -> tuple[str | date | None, ...]:
        """What is said but the figure."""
        told = (self.done, self.effects, self.forecast, self.cause, self.action)
        return (self.word, *told, self.new_end_on)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that could be read: where it stands, what it is about, what it says."""

    line: int
    key: RowKey
    said: Said
    name: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A row that cannot be taken as it is: the cell, and why; a person must mend it."""

    line: int
    address: str
    problem: Problem
    name: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """Every row of a sheet: those read, those left for a person, and how many say nothing."""

    rows: tuple[SheetRow, ...] = ()
    left: tuple[Left, ...] = ()
    unanswered: int = 0


class _Unclear(Exception):
    """A cell that must be asked about."""

    def __init__(self, cell: RawCell, code: str, msgid: str) -> None:
        super().__init__(code)
        self.cell = cell
        self.problem = Problem(code, msgid, {"cell": cell.address, "text": str(cell.value)[:80]})


def understand(
    rows: Iterable[RawRow],
    *,
    round_pk: int,
    is_ours: Callable[[str, str], bool],
    vocabulary: Mapping[str, str],
) -> Understood:
    """Read every row. `is_ours` tells whether a mark fits a key; `vocabulary` maps words in lower
    case, of all languages, to codes. The order of the rows does not matter."""
    read: list[SheetRow] = []
    left: list[Left] = []
    unanswered = 0
    for row in rows:
        if KEY in row.cells and row.cells[KEY].value == HEADING_KEY:
            continue
        if KEY in row.cells and not any(name in row.cells for name in ANSWERED):
            unanswered += 1
            continue
        try:
            read.append(_row(row, round_pk, is_ours, vocabulary))
        except _Unclear as unclear:
            left.append(Left(row.line, unclear.cell.address, unclear.problem, _name(row)))
    single, doubled = _without_doubles(read)
    return Understood(tuple(single), (*left, *doubled), unanswered)


def _row(
    row: RawRow,
    round_pk: int,
    is_ours: Callable[[str, str], bool],
    vocabulary: Mapping[str, str],
) -> SheetRow:
    key = _key(row, round_pk, is_ours)
    cells = row.cells
    return SheetRow(
        line=row.line,
        key=key,
        said=Said(
            word=_word(cells.get(WORD), vocabulary),
            done=_text(cells.get(DONE)),
            effects=_text(cells.get(EFFECTS)),
            forecast=_text(cells.get(FORECAST)),
            cause=_text(cells.get(CAUSE)),
            action=_text(cells.get(ACTION)),
            new_end_on=_day(cells.get(NEW_END)),
            value=_figure(cells.get(VALUE)),
        ),
        name=_name(row),
    )


def _key(row: RawRow, round_pk: int, is_ours: Callable[[str, str], bool]) -> RowKey:
    cell = row.cells.get(KEY)
    if cell is None:
        first = next(iter(row.cells.values()))
        raise _Unclear(
            first,
            "ROW_WITHOUT_KEY",
            N_("This row is not one of the sheet's own. Write on the rows that were there."),
        )
    mark = row.cells.get(MARK)
    key = key_from(str(cell.value))
    if key is None or mark is None or not is_ours(str(cell.value).strip(), str(mark.value)):
        raise _Unclear(
            cell,
            "KEY_CHANGED",
            N_("The hidden key of this row has been changed. Copy the answer to a fresh sheet."),
        )
    if key.round != round_pk:
        raise _Unclear(cell, "OTHER_ROUND", N_("This row belongs to another round."))
    return key


def _word(cell: RawCell | None, vocabulary: Mapping[str, str]) -> str:
    if cell is None:
        return ""
    found = vocabulary.get(folded(str(cell.value)))
    if found is None:
        raise _Unclear(
            cell, "WORD_UNKNOWN", N_("“%(text)s” is not one of the words of the list. Choose one.")
        )
    return found


def folded(word: str) -> str:
    """A word as words are compared: without case and extra spaces."""
    return " ".join(word.casefold().split())


def _text(cell: RawCell | None) -> str:
    if cell is None:
        return ""
    value = cell.value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return str(value).replace("\r\n", "\n").strip()


def _figure(cell: RawCell | None) -> Decimal | None:
    if cell is None:
        return None
    if isinstance(cell.value, Decimal):
        return cell.value
    reading = read_number(str(cell.value), Notation())
    if reading.problem == AMBIGUOUS:
        raise _Unclear(
            cell,
            "NUMBER_AMBIGUOUS",
            N_("“%(text)s” may be two different numbers. Write it without the point."),
        )
    if reading.value is None or isinstance(cell.value, bool | date):
        raise _Unclear(cell, "NUMBER_UNREADABLE", N_("“%(text)s” is not a number."))
    return reading.value


def _day(cell: RawCell | None) -> date | None:
    if cell is None:
        return None
    if isinstance(cell.value, date):
        return cell.value
    found = None if isinstance(cell.value, Decimal | bool) else _written_day(cell.value)
    if found is None:
        raise _Unclear(cell, "NOT_A_DAY", N_("“%(text)s” is not a date. Write it like 30.6.2026."))
    return found


def _written_day(text: str) -> date | None:
    parts = text.strip().split(".")
    try:
        if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
            return date(int(parts[2]), int(parts[1]), int(parts[0])) if len(parts[2]) == 4 else None
        return date.fromisoformat(text.strip()) if len(text.strip()) == 10 else None
    except ValueError:
        return None


def _name(row: RawRow) -> str:
    cell = row.cells.get(NAME)
    return "" if cell is None else str(cell.value)[:300]


def _without_doubles(rows: Iterable[SheetRow]) -> tuple[list[SheetRow], list[Left]]:
    """Rows about the same thing: one of them when all say the same, none when they do not."""
    by_thing: dict[ItemKey, list[SheetRow]] = defaultdict(list)
    for row in rows:
        by_thing[row.key.about].append(row)
    single: list[SheetRow] = []
    left: list[Left] = []
    for same in by_thing.values():
        if len({(row.key, row.said) for row in same}) == 1:
            single.append(same[0])
            continue
        left += [
            Left(row.line, f"{row.line}", _doubled(same), row.name)
            for row in sorted(same, key=lambda each: each.line)
        ]
    return single, left


def _doubled(rows: Iterable[SheetRow]) -> Problem:
    lines = ", ".join(str(line) for line in sorted(row.line for row in rows))
    return Problem(
        "ROW_TWICE",
        N_("The same thing is answered in two ways on rows %(lines)s. Keep one of them."),
        {"lines": lines},
    )
