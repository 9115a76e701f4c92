"""Reporting on a goal: an outlook during the year, the deeds, the unit's own verdict at the end."""

from datetime import date

import pytest

from ruori.cycle.rules import RoundKind
from ruori.followup import actions, queries
from ruori.followup.models import DeedReport
from ruori.kernel.codes import Attainment
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER
from tests import city
from tests.parts.followup.given import (
    LATER,
    OPENED,
    close,
    deed,
    report_goal,
    reporting,
    with_tests,
)

pytestmark = pytest.mark.django_db


def test_liisa_tells_the_outlook_of_her_goal() -> None:
    given = reporting()

    entry = report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)

    latest = queries.latest_of_goals(given.liisa, now(LATER), [given.goal.pk])
    assert latest[given.goal.pk].pk == entry.pk
    assert latest[given.goal.pk].outlook is Attainment.ON_COURSE


def test_a_mid_year_round_takes_no_verdict() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        report_goal(given, given.liisa, outlook=Attainment.MET)
    assert refused.value.problem.code == "OUTLOOK_NOT_ASKED"


def test_a_year_end_round_takes_the_unit_s_verdict_on_a_narrative_goal() -> None:
    given = reporting(kind=RoundKind.YEAR_END)

    assert report_goal(given, given.liisa, outlook=Attainment.MET).outlook == Attainment.MET


def test_a_year_end_round_takes_no_verdict_where_tests_decide() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    with_tests(given, deed())

    with pytest.raises(Refused) as refused:
        report_goal(given, given.liisa, outlook=Attainment.MET)
    assert refused.value.problem.code == "OUTLOOK_NOT_ASKED"


def test_a_risk_needs_a_sentence() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        report_goal(given, given.liisa, outlook=Attainment.AT_RISK)
    assert refused.value.problem.code == "SENTENCE_NEEDED"


def test_a_deed_is_told_with_its_day_and_kept_through_a_correction() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    with_tests(given, deed(), deed())
    done_on = date(2026, 4, 1)
    first = report_goal(given, given.liisa, outlook=None, deeds={1: done_on})
    second = report_goal(
        given, given.liisa, outlook=None, deeds={2: None}, expected_last=first.pk, at=LATER
    )

    told = DeedReport.objects.filter(entry=second).order_by("number")
    assert list(told.values_list("number", "done_on")) == [(1, done_on), (2, None)]


def test_a_deed_nobody_promised_is_refused() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    with_tests(given, deed())

    with pytest.raises(Refused) as refused:
        report_goal(given, given.liisa, outlook=None, deeds={2: None})
    assert refused.value.problem.code == "NO_SUCH_DEED"


def test_two_writers_see_both_words() -> None:
    given = reporting()
    report_goal(given, given.liisa, outlook=Attainment.ON_COURSE, done="Liisan.")

    with pytest.raises(Conflict) as conflict:
        report_goal(given, given.aino, outlook=Attainment.ON_COURSE, done="Ainon.")
    facts = conflict.value.problem.facts
    assert (facts["theirs"]["done"], facts["yours"]["done"]) == ("Liisan.", "Ainon.")


def test_another_area_tells_nothing_of_the_goal() -> None:
    given = reporting()

    for viewer in (given.eero, given.oona, given.matti, STRANGER):
        with pytest.raises(NotAllowed):
            report_goal(given, viewer, outlook=Attainment.ON_COURSE)


def test_a_closed_round_takes_no_word_of_a_goal() -> None:
    given = reporting()
    close(given)

    with pytest.raises(Refused) as refused:
        report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"


def test_a_goal_without_a_unit_is_nobody_s_to_report() -> None:
    given = reporting()
    loose = city.goal(given.plan, "Irrallinen")

    with pytest.raises(Refused) as refused:
        actions.report_goal(
            round=given.round,
            goal=loose,
            outlook=Attainment.ON_COURSE,
            by=given.liisa,
            at=OPENED,
        )
    assert refused.value.problem.code == "NOT_FOLLOWED"
