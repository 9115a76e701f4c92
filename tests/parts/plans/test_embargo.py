"""What may not be read today is not told of any other day: embargo and secrecy hold."""

from datetime import date

import pytest

from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
from ruori.organisation.rules import STRANGER
from ruori.plans import actions, queries
from ruori.plans.actions import Terms
from tests.city import AT, DAY, adopt, draft_plan, goal, measure, small_kemi

pytestmark = pytest.mark.django_db

LATER = date(2027, 1, 1)
EARLIER = date(2026, 1, 1)


def _asked(day: date, known_on: date | None = None) -> Moment:
    return Moment(day, known_on, DAY)


def test_a_measure_planned_to_become_public_is_not_told_before_its_day() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    for version, visibility, start in (
        (1, Visibility.IN_PREPARATION, DAY),
        (2, Visibility.PUBLIC, LATER),
    ):
        actions.change_measure(
            measure=made,
            version=version,
            changes={"visibility": visibility},
            by=kemi.aino,
            at=AT,
            terms=Terms(holds_from=start),
        )
    assert queries.measure_card(STRANGER, _asked(LATER), made.pk) is None
    assert queries.measure_card(kemi.eero, _asked(LATER), made.pk) is not None
    on_the_day = Moment(LATER, None, LATER)
    assert queries.measure_card(STRANGER, on_the_day, made.pk) is not None


def test_a_goal_made_secret_is_not_told_of_the_days_it_was_public() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    top = goal(plan)
    adopt(plan)
    actions.change_goal(
        goal=top,
        version=1,
        changes={"visibility": Visibility.SECRET},
        by=kemi.aino,
        at=AT,
        terms=Terms(holds_from=DAY),
    )
    for moment in (_asked(EARLIER), _asked(EARLIER, DAY), _asked(DAY)):
        assert queries.goal_cards(STRANGER, moment, pks=[top.pk]) == []
    assert queries.goal_cards(kemi.aino, _asked(EARLIER), pks=[top.pk]) != []


def test_what_has_ended_is_still_told_of_its_own_days() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    made = measure(plan, goal(plan), kemi.education)
    adopt(plan)
    actions.drop_measure(
        measure=made, version=1, by=kemi.aino, at=AT, terms=Terms(DAY, reason="Valmis")
    )
    assert queries.measure_card(STRANGER, _asked(DAY), made.pk) is None
    assert queries.measure_card(STRANGER, _asked(EARLIER), made.pk) is not None
