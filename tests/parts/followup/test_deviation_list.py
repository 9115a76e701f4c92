"""The list of deviations: what has been taken up and what only shows, and who sees what."""

from datetime import date, datetime
from typing import Any

import pytest

from ruori.followup import actions, queries
from ruori.followup.codes import DeviationState
from ruori.followup.models import Deviation
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import now
from ruori.kernel.problems import Refused
from ruori.organisation.rules import STRANGER
from ruori.plans.models import Goal, Measure
from tests.parts.followup.given import (
    LATER,
    OPENED,
    Reporting,
    more_measures,
    report_goal,
    reporting,
)
from tests.parts.followup.test_deviations import acted, agreed, late

pytestmark = pytest.mark.django_db


def notice(given: Reporting, about: Measure | Goal, at: datetime = LATER) -> Deviation:
    """Oona takes up what the days show."""
    made = actions.notice_deviation(about=about, by=given.liisa, at=at)
    return Deviation.objects.get(pk=made.pk)


def test_what_only_the_days_show_can_be_taken_up() -> None:
    given = reporting(ends_on=date(2026, 2, 1))

    row = notice(given, given.measure)

    assert (row.entry_id, row.state) == (None, DeviationState.NOTICED)


def test_what_goes_well_is_not_taken_up() -> None:
    given = reporting()

    for about in (given.measure, given.goal):
        with pytest.raises(Refused) as refused:
            notice(given, about)
        assert refused.value.problem.code == "GOES_WELL"


def test_what_is_open_is_not_taken_up_again() -> None:
    given = reporting(ends_on=date(2026, 2, 1))
    notice(given, given.measure)

    with pytest.raises(Refused) as refused:
        notice(given, given.measure)
    assert refused.value.problem.code == "ALREADY_NOTICED"


def test_the_list_tells_those_without_a_reaction_first_also_untaken_ones() -> None:
    given = reporting(ends_on=date(2026, 2, 1))
    report_goal(given, given.liisa, outlook=Attainment.AT_RISK, done="Ei hyvä.")
    row = Deviation.objects.get()
    agreed(given, row)

    found = queries.deviations(given.aino, now(LATER))

    assert [(card.has_reaction, card.pk) for card in found] == [(False, None), (True, row.pk)]
    assert found[0].is_overdue


def test_the_list_is_chosen_by_unit_and_plan() -> None:
    given = reporting(ends_on=date(2026, 2, 1))
    moment = now(LATER)

    assert len(queries.deviations(given.aino, moment, unit=given.kemi.schools.pk)) == 1
    assert queries.deviations(given.aino, moment, unit=given.kemi.environment.pk) == ()
    assert len(queries.deviations(given.aino, moment, plan=given.plan.pk)) == 1
    assert queries.deviations(given.aino, moment, plan=given.plan.pk + 1) == ()


def test_others_do_not_see_it() -> None:
    given = reporting()
    row = late(given)
    moment = now(LATER)

    for viewer in (given.oona, given.liisa, given.aino, given.tarja):
        assert queries.deviation(viewer, moment, row.pk) is not None
        assert [card.pk for card in queries.deviations(viewer, moment)] == [row.pk]
    for viewer in (given.eero, STRANGER):
        assert queries.deviation(viewer, moment, row.pk) is None
        assert queries.deviations(viewer, moment) == ()


def test_it_waits_for_who_acts_and_then_for_who_verifies() -> None:
    given = reporting()
    row = late(given)
    agreed(given, row)
    assert "ACT_ON_DEVIATION" in {each.kind for each in queries.due(given.liisa, LATER)}

    acted(given, row)
    assert "ACT_ON_DEVIATION" not in {each.kind for each in queries.due(given.liisa, LATER)}
    assert "VERIFY_DEVIATION" in {each.kind for each in queries.due(given.toni, LATER)}


def test_a_reaction_ends_the_warning_and_its_lack_keeps_it() -> None:
    given = reporting()
    row = late(given)
    assert "L26" in {each.code for each in queries.problems(now(LATER))}

    agreed(given, row)
    assert "L26" not in {each.code for each in queries.problems(now(LATER))}


def test_the_list_asks_as_many_queries_of_many_as_of_few(
    django_assert_max_num_queries: Any,
) -> None:
    given = reporting(ends_on=date(2026, 2, 1))
    for measure in more_measures(given, 5, reported=False):
        actions.report_measure(
            round=given.round,
            measure=measure,
            progress=Progress.LATE,
            done="Myöhässä.",
            by=given.oona,
            at=OPENED,
        )
    with django_assert_max_num_queries(16):
        assert len(queries.deviations(given.aino, now(LATER))) == 6
