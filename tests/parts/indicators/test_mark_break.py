"""Marking a break, and taking a mistaken one back."""

from datetime import timedelta

import pytest

from ruori.indicators.actions import MarkedBreak, mark_break, void_break
from ruori.indicators.queries import breaks_of
from ruori.indicators.rules.codes import BreakKind
from ruori.kernel.period import year
from ruori.kernel.problems import NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER, Viewer
from tests.parts.indicators.given import AINO, AT, DAY, MATTI, kemi, liisa, unit

pytestmark = pytest.mark.django_db
TOMORROW = AT + timedelta(days=1)


def marked(series_id: int, by: Viewer = AINO) -> MarkedBreak:
    return mark_break(
        series_id=series_id,
        first=year(2023),
        kind=BreakKind.DEFINITION,
        note=Text(fi="Sote-siirto"),
        by=by,
        at=AT,
    )


def test_the_owner_marks_a_break() -> None:
    series_id = kemi().pk
    marked(series_id, by=liisa(unit()))
    found = breaks_of([series_id], known_on=DAY)[series_id]
    assert [(mark.starts_on.year, mark.kind) for mark in found] == [(2023, "DEFINITION")]


def test_the_same_period_is_marked_once() -> None:
    series_id = kemi().pk
    marked(series_id)
    with pytest.raises(Refused) as refused:
        marked(series_id)
    assert refused.value.problem.code == "BREAK_THERE"


def test_a_break_taken_back_still_stands_as_it_was_known_before() -> None:
    series_id = kemi().pk
    void_break(break_id=marked(series_id).pk, by=AINO, at=TOMORROW)
    assert series_id in breaks_of([series_id], known_on=DAY)
    assert breaks_of([series_id], known_on=DAY + timedelta(days=1)) == {}
    marked(series_id)


def test_a_break_is_taken_back_once() -> None:
    first = marked(kemi().pk)
    void_break(break_id=first.pk, by=AINO, at=TOMORROW)
    with pytest.raises(Refused) as refused:
        void_break(break_id=first.pk, by=AINO, at=TOMORROW)
    assert refused.value.problem.code == "BREAK_SETTLED"


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1)])
def test_others_cannot_mark_or_take_back(who: Viewer) -> None:
    series_id = kemi().pk
    with pytest.raises(NotAllowed):
        marked(series_id, by=who)
    mine = marked(series_id)
    with pytest.raises(NotAllowed):
        void_break(break_id=mine.pk, by=who, at=TOMORROW)
