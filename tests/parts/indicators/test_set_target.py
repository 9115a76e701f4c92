"""Setting a target: a promise whose changes stand beside what was promised before."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.indicators.actions import set_target
from ruori.indicators.queries import promises_of, target_history
from ruori.indicators.rules.codes import Mode, PathShape, TargetChange, TargetLevel
from ruori.indicators.rules.targets import TargetMark
from ruori.kernel.period import parse_period
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER, Viewer
from tests.parts.indicators.given import AINO, AT, DAY, MATTI, kemi, liisa, promise, unit

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
HOLD = promise(mode=Mode.HOLD)


def test_a_target_holds_from_its_day() -> None:
    series_id = kemi().pk
    set_to = set_target(series_id=series_id, promise=HOLD, start=DAY, by=AINO, at=AT)
    assert (set_to.version, set_to.changes) == (1, (TargetChange.NEW,))
    assert promises_of([series_id], DAY) == {series_id: (HOLD,)}
    assert promises_of([series_id], DAY - timedelta(days=1)) == {}


def test_a_lowered_target_needs_a_reason_and_stands_beside_the_old() -> None:
    series_id = kemi().pk
    set_target(series_id=series_id, promise=HOLD, start=DAY, by=AINO, at=AT)
    lower = promise(value="18500", mode=Mode.HOLD)
    change: dict[str, Any] = {
        "series_id": series_id,
        "promise": lower,
        "start": date(2026, 6, 1),
        "version": 1,
        "by": AINO,
        "at": LATER,
    }
    with pytest.raises(Refused) as refused:
        set_target(**change)
    assert refused.value.problem.code == "REASON_EMPTY"
    eased = set_target(reason="Ennuste heikkeni.", **change)
    assert eased.changes == (TargetChange.EASED,)
    told = [
        (str(version.promise.last.value), version.valid_from, version.reason)
        for version in target_history(series_id)
    ]
    assert told == [
        ("19000", DAY, ""),
        ("18500", date(2026, 6, 1), "Ennuste heikkeni."),
    ]
    facts = TrailEntry.objects.filter(verb="target.set").latest("id").facts
    assert (facts["before"], facts["after"]) == ({"2029": "19000"}, {"2029": "18500"})


def test_the_target_as_known_before_the_change_is_the_old_one() -> None:
    """Edge case 48: a changed target is a new version, the old judgement stands."""
    series_id = kemi().pk
    set_target(series_id=series_id, promise=HOLD, start=DAY, by=AINO, at=AT)
    set_target(
        series_id=series_id,
        promise=promise(mode=Mode.HOLD, tolerance=Decimal(50)),
        start=DAY,
        version=1,
        by=AINO,
        at=LATER,
    )
    assert promises_of([series_id], DAY, known_on=DAY)[series_id][0].tolerance is None
    now = promises_of([series_id], DAY, known_on=DAY + timedelta(days=1))
    assert now[series_id][0].tolerance == 50


def test_a_dropped_milestone_is_gone_from_its_day_on() -> None:
    series_id = kemi().pk
    marks = tuple(
        TargetMark(parse_period(period), Decimal(value))
        for period, value in (("2026", "19300"), ("2029", "19000"))
    )
    with_milestone = promise(points=marks, path=PathShape.MILESTONES, mode=Mode.HOLD)
    set_target(series_id=series_id, promise=with_milestone, start=DAY, by=AINO, at=AT)
    set_target(
        series_id=series_id, promise=HOLD, start=date(2026, 7, 1), version=1, by=AINO, at=LATER
    )
    points = [
        len(promises_of([series_id], day)[series_id][0].points) for day in (DAY, date(2026, 7, 1))
    ]
    assert points == [2, 1]


def test_a_minimum_and_a_desired_target_stand_side_by_side_with_one_primary() -> None:
    """Edge case 15."""
    series_id = kemi().pk
    set_target(series_id=series_id, promise=HOLD, start=DAY, by=AINO, at=AT)
    desired: dict[str, Any] = {"level": TargetLevel.DESIRED, "value": "20000", "mode": Mode.HOLD}
    with pytest.raises(Refused) as refused:
        set_target(series_id=series_id, promise=promise(**desired), start=DAY, by=AINO, at=AT)
    assert refused.value.problem.code == "ANOTHER_PRIMARY"
    side = promise(**desired, is_primary=False)
    set_target(series_id=series_id, promise=side, start=DAY, by=AINO, at=AT)
    assert promises_of([series_id], DAY)[series_id] == (HOLD, side)


def test_two_editors_of_the_same_target_meet_a_conflict() -> None:
    series_id = kemi().pk
    set_target(series_id=series_id, promise=HOLD, start=DAY, by=AINO, at=AT)
    for version, expected in ((1, None), (1, Conflict)):
        change: dict[str, Any] = {
            "series_id": series_id,
            "promise": promise(value=f"190{version}0", mode=Mode.HOLD),
            "start": DAY,
            "version": version,
            "by": AINO,
            "at": LATER,
            "reason": "Tarkistus.",
        }
        if expected is None:
            set_target(**change)
        else:
            with pytest.raises(expected):
                set_target(**change)


def test_a_target_that_cannot_be_followed_is_refused() -> None:
    series_id = kemi().pk
    with pytest.raises(Refused) as refused:
        set_target(series_id=series_id, promise=promise(), start=DAY, by=AINO, at=AT)
    assert refused.value.problem.code == "TARGET_WRONG_SIDE"


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1), "owner"])
def test_only_a_keeper_of_figures_sets_a_target(who: Viewer | str) -> None:
    series_id = kemi().pk
    by = liisa(unit()) if isinstance(who, str) else who
    with pytest.raises(NotAllowed):
        set_target(series_id=series_id, promise=HOLD, start=DAY, by=by, at=AT)
