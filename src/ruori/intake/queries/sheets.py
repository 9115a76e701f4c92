"""A unit's sheet of a round: what it would hold, and what an upload would change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from ruori.cycle.models import Round
from ruori.cycle.rules import Questions, read_questions
from ruori.followup.codes import Verdict
from ruori.followup.queries import Answered, ItemLine, reportable, round_items
from ruori.intake import access
from ruori.intake.models import SheetUpload
from ruori.intake.rules import Standing
from ruori.intake.rules.sheet_changes import Preview, SheetItem, compare
from ruori.intake.rules.sheet_columns import (
    SAME,
    VALUE,
    ItemKey,
    RawCell,
    RawRow,
    RowKey,
    Value,
    asked_columns,
    key_text,
)
from ruori.intake.rules.sheet_rows import Said, understand
from ruori.intake.sheet_words import vocabulary
from ruori.kernel.text import Text
from ruori.organisation.rules import Viewer

_SALT = "ruori.round_sheet"
_MARK_LENGTH = 24


@dataclass(frozen=True, slots=True)
class UploadCard:
    """A sheet that somebody uploaded and that waits, or what became of it."""

    pk: int
    version: int
    round: int
    round_title: Text
    unit: int
    name: str
    state: Standing
    uploaded_at: datetime
    uploaded_by: str
    ended_at: datetime | None
    taken: int


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """An upload with what it would change now, and the names of what it is about."""

    card: UploadCard
    preview: Preview
    names: Mapping[ItemKey, Text]


def sheet_items(viewer: Viewer, at: datetime, round: Round, unit: int) -> list[ItemLine]:
    """What a unit answers for in a round, as far as the viewer may answer it."""
    return reportable(viewer, round_items(viewer, at, round, unit=unit))


def key_of(line: ItemLine, round_pk: int) -> tuple[str, str]:
    """The hidden key of a row and its mark."""
    text = key_text(RowKey(round_pk, line.key, line.tip))
    return text, mark_of(text)


def mark_of(key: str) -> str:
    """The mark that goes with a key, so that a changed key is found."""
    return salted_hmac(_SALT, key, algorithm="sha256").hexdigest()[:_MARK_LENGTH]


def is_ours(key: str, mark: str) -> bool:
    """True when a mark is that of the key."""
    return constant_time_compare(mark_of(key), mark)


def said_of(answered: Answered | None) -> Said:
    """What an answer says, as a row of a sheet says it."""
    if answered is None or answered.entry.is_withdrawn:
        return Said()
    entry = answered.entry
    if entry.is_unchanged:
        return Said(word=SAME)
    return Said(
        word=entry.progress or entry.outlook or "",
        done=entry.done,
        effects=entry.effects,
        forecast=entry.forecast,
        cause=entry.cause,
        action=entry.action,
        new_end_on=entry.new_end_on,
        value=answered.value,
    )


def asked_of(line: ItemLine, questions: Questions) -> frozenset[str]:
    """The columns that are filled in for a question; a value only when a figure is asked with it.

    No query.
    """
    asked = asked_columns(questions, line.key[0])
    return asked if line.figure is not None else asked - {VALUE}


def item_of(line: ItemLine, questions: Questions) -> SheetItem:
    """A question of a round that asks such things, as a row is compared with it; no query."""
    current, previous = line.current, line.previous
    said = "" if previous is None else previous.progress or previous.outlook or ""
    return SheetItem(
        about=line.key,
        current=None if current is None else said_of(current),
        tip=line.tip,
        words={pk: said_of(each) for pk, each in line.words.items()},
        previous=said,
        has_previous=previous is not None,
        is_overdue=line.is_overdue,
        is_final=line.is_final,
        has_tests=line.has_tests,
        has_figure=VALUE in asked_of(line, questions),
        is_approved=current is not None and current.entry.verdict is Verdict.APPROVED,
    )


def uploads(viewer: Viewer, *, round_pk: int, unit: int) -> list[UploadCard]:
    """The sheets of a unit that wait in a round, the newest first; one query."""
    rows = SheetUpload.objects.filter(
        access.sheets_visible_to(viewer), round_id=round_pk, unit_id=unit, state=Standing.OPEN
    )
    return [_card(row) for row in rows.select_related("round", "person").order_by("-id")]


def upload_row(viewer: Viewer, pk: int) -> SheetUpload | None:
    """An uploaded sheet that the viewer may see; one query."""
    rows = SheetUpload.objects.filter(access.sheets_visible_to(viewer), pk=pk)
    found: SheetUpload | None = rows.select_related("round", "person").first()
    return found


def upload_preview(viewer: Viewer, at: datetime, row: SheetUpload) -> UploadPreview:
    """What an uploaded sheet would change now; a constant number of queries."""
    lines = sheet_items(viewer, at, row.round, row.unit_id)
    understood = understand(
        rows_from(row.rows), round_pk=row.round_id, is_ours=is_ours, vocabulary=vocabulary()
    )
    questions = read_questions(row.round.questions)
    items = {line.key: item_of(line, questions) for line in lines}
    names = {line.key: line.asked.about.title for line in lines}
    return UploadPreview(_card(row), compare(understood, items), names)


def rows_to_data(rows: tuple[RawRow, ...]) -> list[dict[str, Any]]:
    """Rows as they were read, as plain values to be stored."""
    return [
        {
            "line": row.line,
            "cells": {
                name: [cell.address, type(cell.value).__name__, str(cell.value)]
                for name, cell in row.cells.items()
            },
        }
        for row in rows
    ]


def _bool(text: str) -> bool:
    return text == "True"


_READ: Mapping[str, Callable[[str], Value]] = {
    "str": str,
    "Decimal": Decimal,
    "date": date.fromisoformat,
    "bool": _bool,
}


def rows_from(data: list[dict[str, Any]]) -> list[RawRow]:
    """Stored rows as they were read."""
    return [
        RawRow(
            row["line"],
            {
                name: RawCell(address, _READ[kind](text))
                for name, (address, kind, text) in row["cells"].items()
            },
        )
        for row in data
    ]


def _card(row: SheetUpload) -> UploadCard:
    return UploadCard(
        pk=row.pk,
        version=row.version,
        round=row.round_id,
        round_title=row.round.title,
        unit=row.unit_id,
        name=row.name,
        state=Standing(row.state),
        uploaded_at=row.uploaded_at,
        uploaded_by="" if row.person is None else row.person.name,
        ended_at=row.ended_at,
        taken=row.taken,
    )
