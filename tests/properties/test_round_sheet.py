"""Laws of the Excel round: what is written is read, nothing raises, twice is once."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from ruori.intake.queries.sheets import is_ours, mark_of, rows_from, rows_to_data
from ruori.intake.readers import round_sheet
from ruori.intake.rules.sheet_changes import SheetItem, compare
from ruori.intake.rules.sheet_columns import (
    ANSWERED,
    COLUMNS,
    GOAL,
    MEASURE,
    SHEET_MARK,
    RawCell,
    RawRow,
    RowKey,
    key_from,
    key_text,
)
from ruori.intake.rules.sheet_rows import Said, Understood, understand
from ruori.intake.sheet_book import SheetLine, SheetPlan, write
from ruori.intake.sheet_words import vocabulary, word_of
from tests.city import AT
from tests.parts.intake.sheets import written

WORDS = ("NOT_STARTED", "ON_SCHEDULE", "LATE", "DONE", "ESTABLISHED", "ON_HOLD", "CANCELLED")
# What a cell of a workbook can hold, less the spaces around it that no answer keeps.
TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    max_size=60,
).map(str.strip)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
VALUES = st.decimals(-(10**9), 10**9, allow_nan=False, places=2)
SAID = st.builds(
    Said,
    word=st.sampled_from(WORDS),
    done=TEXTS,
    effects=TEXTS,
    forecast=TEXTS,
    cause=TEXTS,
    action=TEXTS,
    new_end_on=st.none() | DAYS,
    value=st.none() | VALUES,
)
SHEETS = st.lists(SAID, min_size=1, max_size=6)
LANGUAGES = st.sampled_from(["fi", "sv", "en"])


def key_of(place: int) -> RowKey:
    """The key of the row at a place."""
    return RowKey(7, (MEASURE, place + 1), None)


def book_of(sheet: list[Said], language: str) -> bytes:
    """A sheet written in a language with these answers in it."""
    with translation.override(language):
        lines = [
            SheetLine(
                key=key_text(key_of(place)),
                mark=mark_of(key_text(key_of(place))),
                shown=("Toimenpide", f"Teko {place}", "", "=1+1", ""),
                choices=[word_of(code) for code in WORDS],
                said=said,
                word=word_of(said.word),
                asked=frozenset(ANSWERED),
            )
            for place, said in enumerate(sheet)
        ]
        return write(SheetPlan("Kemi: Opetus", ["Kierros"], AT, lines))


def understood(rows: object) -> Understood:
    """What rows say in round 7."""
    return understand(rows, round_pk=7, is_ours=is_ours, vocabulary=vocabulary())  # type: ignore[arg-type]


@settings(max_examples=40)
@given(SHEETS, LANGUAGES)
def test_what_is_written_is_read(sheet: list[Said], language: str) -> None:
    read = round_sheet.read(book_of(sheet, language))
    assert read.problem == ""
    assert rows_from(rows_to_data(read.rows)) == list(read.rows)
    found = understood(read.rows)
    assert found.left == ()
    assert {row.key: row.said for row in found.rows} == {
        key_of(place): said for place, said in enumerate(sheet)
    }


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall(content: bytes) -> None:
    assert round_sheet.read(content).problem


@settings(max_examples=40)
@given(SHEETS, st.data())
def test_no_damage_makes_the_reader_fall(sheet: list[Said], data: st.DataObject) -> None:
    content = bytearray(book_of(sheet[:1], "fi"))
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    read = round_sheet.read(bytes(content))
    understood(read.rows)


CELLS = st.one_of(
    st.text(max_size=30),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.booleans(),
)
ROWS = st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS, min_size=1), max_size=8).map(
    lambda rows: [
        RawRow(line, {name: RawCell(f"A{line}", value) for name, value in row.items()})
        for line, row in enumerate(rows, 3)
    ]
)


@given(ROWS)
def test_every_row_is_read_or_kept_with_its_reason(rows: list[RawRow]) -> None:
    found = understood(rows)
    headings = sum(row.cells.get("key") == RawCell(f"A{row.line}", "headings") for row in rows)
    assert len(found.rows) + len(found.left) + found.unanswered + headings == len(rows)


@given(SHEETS, st.randoms())
def test_the_order_of_rows_tells_nothing(sheet: list[Said], random: object) -> None:
    rows = list(_rows(sheet))
    shuffled = rows.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    items = {(MEASURE, place + 1): SheetItem((MEASURE, place + 1)) for place in range(len(sheet))}
    assert compare(understood(rows), items) == compare(understood(shuffled), items)


@given(SHEETS)
def test_taken_once_nothing_is_left_to_take(sheet: list[Said]) -> None:
    rows = understood(_rows(sheet))
    items = {
        row.key.about: SheetItem(row.key.about, current=row.said, tip=5, words={5: row.said})
        for row in rows.rows
    }
    again = compare(rows, items)
    assert (again.changes, again.left, again.unchanged) == ((), (), len(sheet))


@given(
    st.builds(
        RowKey,
        st.integers(1, 10**17),
        st.tuples(st.sampled_from([MEASURE, GOAL]), st.integers(1, 10**17)),
        st.none() | st.integers(1, 10**17),
    )
)
def test_a_key_is_read_as_it_was_written(key: RowKey) -> None:
    assert key_from(key_text(key)) == key
    assert is_ours(key_text(key), mark_of(key_text(key)))
    assert not is_ours(key_text(key), mark_of(key_text(key) + "0"))


def test_no_word_means_two_things_in_any_language() -> None:
    meant: dict[str, set[str]] = {}
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            for word, code in vocabulary().items():
                meant.setdefault(word, set()).add(code)
                assert vocabulary()[word_of(code).casefold()] == code
    assert [word for word, codes in meant.items() if len(codes) > 1] == []


def test_a_sheet_that_reaches_to_the_end_of_the_world_is_not_opened() -> None:
    content = _with_cell(book_of([Said(word="DONE")], "fi"), b'r="XFD1048576"')
    assert round_sheet.read(content).problem == "SHEET_TOO_LARGE"


@pytest.mark.parametrize("rows", [[], [[SHEET_MARK]], [[SHEET_MARK, *COLUMNS[2:]]]])
def test_a_sheet_without_its_columns_is_not_ours(rows: list[list[str]]) -> None:
    assert round_sheet.read(written(rows)).problem == "NOT_OUR_SHEET"


def test_a_formula_is_read_as_the_value_it_had() -> None:
    content = book_of([Said(word="DONE", value=Decimal(1))], "fi")
    changed = _replaced(content, b"<v>1</v>", b"<f>3*4.1</f><v>12.3</v>")
    (row,) = understood(round_sheet.read(changed).rows).rows
    assert row.said.value == Decimal("12.3")


def _rows(sheet: list[Said]) -> list[RawRow]:
    found = []
    for place, said in enumerate(sheet):
        text = key_text(key_of(place))
        values = {
            "key": text,
            "mark": mark_of(text),
            "word": word_of(said.word),
            "done": said.done,
            "cause": said.cause,
            "action": said.action,
            "new_end_on": said.new_end_on,
        }
        cells = {name: RawCell(f"A{place + 3}", value) for name, value in values.items() if value}
        found.append(RawRow(place + 3, cells))
    return found


def _with_cell(content: bytes, reference: bytes) -> bytes:
    return _replaced(content, b'r="C3"', reference)


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(kept, "w") as made:
        for entry in package.infolist():
            body = package.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                assert old in body
                body = body.replace(old, new)
            made.writestr(entry, body)
    return kept.getvalue()
