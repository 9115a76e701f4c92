"""How dated rows change: never edited, only withdrawn and written anew (architecture § 9).

A history is the set of rows of one key that are not withdrawn. Rows hold `[valid_from, valid_to)`,
do not overlap, and an empty `valid_to` means "until further notice". Each rule gives the rows to
withdraw and the rows to write; `ruori.audit.actions.restate` is the one place that does it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A dated row as plain values; `pk` is None for a row still to be written."""

    pk: int | None
    valid_from: date
    valid_to: date | None
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Restatement:
    """What must be written: keys of the rows to withdraw and the rows to add."""

    withdraw: tuple[int, ...]
    add: tuple[Row, ...]


NOTHING = Restatement((), ())


def put(
    history: Sequence[Row], state: Mapping[str, Any], *, start: date, end: date | None = None
) -> Restatement:
    """Let `state` hold on [start, end) whatever was planned there before."""
    _check(start, end)
    kept = _remains(history, start, end)
    return Restatement(kept.withdraw, (*kept.add, Row(None, start, end, dict(state))))


def cut(history: Sequence[Row], *, start: date, end: date | None = None) -> Restatement:
    """Let nothing hold on [start, end)."""
    _check(start, end)
    return _remains(history, start, end)


def amend(history: Sequence[Row], changes: Mapping[str, Any], *, start: date) -> Restatement:
    """Change some fields from `start` on.

    The change runs through planned later rows, field by field, until a row that itself changed
    that field. Days on which nothing holds stay empty.
    """
    withdraw: list[int] = []
    add: list[Row] = []
    alive = dict(changes)
    before: Row | None = None
    for row in sorted(history, key=lambda each: each.valid_from):
        if row.valid_to is not None and row.valid_to <= start:
            before = row
            continue
        if before is not None and row.valid_from > start:
            alive = {
                name: value
                for name, value in alive.items()
                if row.state.get(name) == before.state.get(name)
            }
        before = row
        _restate_row(row, alive, start, withdraw, add)
    return Restatement(tuple(withdraw), tuple(add))


def applied(history: Sequence[Row], restatement: Restatement) -> list[Row]:
    """The history as it will stand once the restatement is written, so that it can be checked."""
    kept = [row for row in history if row.pk is None or row.pk not in restatement.withdraw]
    return sorted((*kept, *restatement.add), key=lambda row: row.valid_from)


def overlaps(history: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pairs of rows that hold on the same day; must be empty for each key."""
    ordered = sorted(history, key=lambda row: row.valid_from)
    return [
        (first, second)
        for first, second in pairwise(ordered)
        if first.valid_to is None or first.valid_to > second.valid_from
    ]


def on(history: Sequence[Row], day: date) -> Row | None:
    """The row that holds on a day, if any."""
    for row in history:
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to):
            return row
    return None


def _restate_row(
    row: Row, changes: Mapping[str, Any], start: date, withdraw: list[int], add: list[Row]
) -> None:
    if all(row.state.get(name) == value for name, value in changes.items()):
        return
    if row.pk is not None:
        withdraw.append(row.pk)
    if row.valid_from < start:
        add.append(Row(None, row.valid_from, start, row.state))
    begins = max(row.valid_from, start)
    add.append(Row(None, begins, row.valid_to, {**row.state, **changes}))


def _remains(history: Sequence[Row], start: date, end: date | None) -> Restatement:
    withdraw: list[int] = []
    add: list[Row] = []
    for row in history:
        ends_before = row.valid_to is not None and row.valid_to <= start
        begins_after = end is not None and row.valid_from >= end
        if ends_before or begins_after:
            continue
        if row.pk is not None:
            withdraw.append(row.pk)
        if row.valid_from < start:
            add.append(Row(None, row.valid_from, start, row.state))
        if end is not None and (row.valid_to is None or row.valid_to > end):
            add.append(Row(None, end, row.valid_to, row.state))
    return Restatement(tuple(withdraw), tuple(add))


def _check(start: date, end: date | None) -> None:
    if end is not None and end <= start:
        raise ValueError("a validity ends after the day it begins")
