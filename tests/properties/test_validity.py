"""Laws of dated rows: whatever is put, cut and amended, each day says what it should."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruori.kernel.validity import (
    NOTHING,
    Restatement,
    Row,
    amend,
    applied,
    cut,
    on,
    overlaps,
    put,
)

FIRST = date(2026, 1, 1)
LAST = 20
HORIZON = LAST + 5
"""A day after every end: what holds there holds until further notice."""

State = Mapping[str, Any]
Days = dict[int, State]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@dataclass(frozen=True)
class Deed:
    """One deed on a history, with its days as plain numbers."""

    verb: str
    state: State
    start: int
    end: int | None


VALUES = st.integers(min_value=0, max_value=2)
STATES = st.fixed_dictionaries({"name": VALUES, "parent": VALUES})
CHANGES = st.dictionaries(st.sampled_from(["name", "parent"]), VALUES, min_size=1)


@st.composite
def deeds(draw: st.DrawFn) -> Deed:
    verb = draw(st.sampled_from(["put", "cut", "amend"]))
    start = draw(st.integers(min_value=0, max_value=LAST))
    end = draw(st.none() | st.integers(min_value=start + 1, max_value=LAST + 1))
    state = draw(CHANGES if verb == "amend" else STATES)
    return Deed(verb, state, start, end)


HISTORIES = st.lists(deeds(), max_size=8)


def restatement_of(history: list[Row], deed: Deed) -> Restatement:
    start, end = day(deed.start), None if deed.end is None else day(deed.end)
    if deed.verb == "put":
        return put(history, deed.state, start=start, end=end)
    if deed.verb == "cut":
        return cut(history, start=start, end=end)
    return amend(history, deed.state, start=start)


def after(history: list[Row], deed: Deed) -> list[Row]:
    """The history once the deed is written: new rows have got their keys."""
    taken = max((row.pk or 0 for row in history), default=0)
    written = applied(history, restatement_of(history, deed))
    fresh = iter(range(taken + 1, taken + len(written) + 1))
    return [row if row.pk is not None else replace(row, pk=next(fresh)) for row in written]


def grown(done: list[Deed]) -> list[Row]:
    history: list[Row] = []
    for deed in done:
        history = after(history, deed)
    return history


def days_of(history: list[Row]) -> Days:
    found = {number: on(history, day(number)) for number in range(HORIZON + 1)}
    return {number: row.state for number, row in found.items() if row is not None}


def by_hand(days: Days, deed: Deed) -> Days:
    """What each day should say after the deed, worked out day by day."""
    end = HORIZON + 1 if deed.end is None else deed.end
    within = range(deed.start, end)
    if deed.verb == "put":
        return {**days, **dict.fromkeys(within, deed.state)}
    if deed.verb == "cut":
        return {number: state for number, state in days.items() if number not in within}
    return amended_by_hand(days, deed)


def amended_by_hand(days: Days, deed: Deed) -> Days:
    changed = dict(days)
    for name, value in deed.state.items():
        before = max((number for number in days if number < deed.start), default=None)
        for number in sorted(number for number in days if number >= deed.start):
            changed_there = before is not None and days[number][name] != days[before][name]
            if number > deed.start and changed_there:
                break
            before = number
            changed[number] = {**changed[number], name: value}
    return changed


@given(HISTORIES)
def test_each_day_says_what_the_deeds_said_of_it(done: list[Deed]) -> None:
    expected: Days = {}
    history: list[Row] = []
    for deed in done:
        expected = by_hand(expected, deed)
        history = after(history, deed)
        assert days_of(history) == expected


@given(HISTORIES)
def test_rows_of_one_key_never_hold_on_the_same_day(done: list[Deed]) -> None:
    assert overlaps(grown(done)) == []


@given(HISTORIES, deeds())
def test_a_deed_leaves_the_days_before_it_alone(done: list[Deed], deed: Deed) -> None:
    before = days_of(grown(done))
    changed = days_of(grown([*done, deed]))
    for number in range(deed.start):
        assert changed.get(number) == before.get(number)


@given(HISTORIES, deeds())
def test_a_deed_done_twice_changes_nothing_more(done: list[Deed], deed: Deed) -> None:
    assert days_of(grown([*done, deed])) == days_of(grown([*done, deed, deed]))


@given(HISTORIES, deeds())
def test_only_rows_that_stand_are_withdrawn_and_each_once(done: list[Deed], deed: Deed) -> None:
    history = grown(done)
    withdrawn = restatement_of(history, deed).withdraw
    assert set(withdrawn) <= {row.pk for row in history}
    assert len(set(withdrawn)) == len(withdrawn)


@given(HISTORIES, CHANGES, st.integers(min_value=0, max_value=LAST))
def test_amending_fills_no_empty_day(done: list[Deed], changes: State, start: int) -> None:
    history = grown(done)
    amended = applied(history, amend(history, changes, start=day(start)))
    assert set(days_of(amended)) == set(days_of(history))


@given(STATES, st.integers(min_value=0, max_value=LAST))
def test_amending_to_what_already_holds_writes_nothing(state: State, start: int) -> None:
    history = grown([Deed("put", state, 0, None)])
    assert amend(history, state, start=day(start)) == NOTHING


def row(start: int, end: int | None, **state: Any) -> Row:
    return Row(start + 1, day(start), None if end is None else day(end), state)


def test_a_change_runs_through_planned_rows_until_one_that_itself_changed_that_field() -> None:
    planned = [
        row(0, 5, name="a", parent=1),
        row(5, 10, name="a", parent=2),
        row(10, None, name="b", parent=2),
    ]
    amended = applied(planned, amend(planned, {"name": "x"}, start=day(2)))
    assert days_of(amended)[1] == {"name": "a", "parent": 1}
    assert days_of(amended)[2] == {"name": "x", "parent": 1}
    assert days_of(amended)[7] == {"name": "x", "parent": 2}
    assert days_of(amended)[12] == {"name": "b", "parent": 2}


def test_each_field_of_a_change_runs_for_itself() -> None:
    planned = [row(0, 5, name="a", parent=1), row(5, None, name="b", parent=1)]
    amended = applied(planned, amend(planned, {"name": "x", "parent": 9}, start=day(0)))
    assert days_of(amended)[0] == {"name": "x", "parent": 9}
    assert days_of(amended)[6] == {"name": "b", "parent": 9}


def test_a_change_runs_over_a_gap() -> None:
    planned = [row(0, 5, name="a"), row(8, None, name="a")]
    amended = applied(planned, amend(planned, {"name": "x"}, start=day(3)))
    assert days_of(amended)[9] == {"name": "x"}
    assert 6 not in days_of(amended)


def test_rows_still_to_be_written_can_be_changed_but_not_withdrawn() -> None:
    written = applied((), put((), {"name": "a"}, start=day(0)))
    assert amend(written, {"name": "b"}, start=day(3)).withdraw == ()
    assert cut(written, start=day(3)).withdraw == ()


@pytest.mark.parametrize("end", [3, 2])
def test_what_ends_before_it_begins_is_a_fault(end: int) -> None:
    with pytest.raises(ValueError, match="ends after"):
        put([], {}, start=day(3), end=day(end))
    with pytest.raises(ValueError, match="ends after"):
        cut([], start=day(3), end=day(end))
