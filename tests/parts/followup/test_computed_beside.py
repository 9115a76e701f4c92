"""What the tests say so far stands beside the unit's word; a difference wants a reason."""

import pytest

from ruori.followup import queries
from ruori.kernel.codes import Attainment
from ruori.kernel.problems import Refused
from tests.parts.followup.given import (
    LATER,
    Reporting,
    at_least,
    figure,
    report_goal,
    reporting,
    tell,
    with_tests,
)

pytestmark = pytest.mark.django_db


def judged_by(value: str) -> Reporting:
    """The goal is tested by a figure of last year: at least a hundred."""
    given = reporting()
    series = figure(given)
    tell(series, "2025", value)
    with_tests(given, at_least(series, 100))
    return given


@pytest.mark.parametrize(
    ("value", "outlook"),
    [("90", Attainment.ON_COURSE), ("120", Attainment.AT_RISK), ("120", Attainment.WILL_NOT)],
)
def test_a_word_that_differs_from_the_tests_wants_a_reason(value: str, outlook: Attainment) -> None:
    given = judged_by(value)

    with pytest.raises(Refused) as refused:
        report_goal(given, given.liisa, outlook=outlook, done="Näin on.")
    assert refused.value.problem.code == "REASON_NEEDED"

    entry = report_goal(
        given, given.liisa, outlook=outlook, done="Näin on.", cause="Luku on vanha."
    )
    assert entry.cause == "Luku on vanha."


@pytest.mark.parametrize(
    ("value", "outlook"), [("120", Attainment.ON_COURSE), ("90", Attainment.WILL_NOT)]
)
def test_a_word_that_agrees_wants_none(value: str, outlook: Attainment) -> None:
    given = judged_by(value)

    assert report_goal(given, given.liisa, outlook=outlook, done="Näin on.").cause == ""


def test_the_form_shows_what_the_tests_say_so_far() -> None:
    given = judged_by("120")

    form = queries.goal_form(given.liisa, LATER, round_id=given.round.pk, goal=given.goal.pk)

    assert form is not None
    assert form.tested is not None
    assert (form.tested.attainment, form.tested.reached) == (Attainment.MET, 1)


def test_a_goal_without_tests_has_nothing_beside_it() -> None:
    given = reporting()

    form = queries.goal_form(given.liisa, LATER, round_id=given.round.pk, goal=given.goal.pk)

    assert form is not None
    assert form.tested is None
    assert queries.goal_tested(LATER, round_id=given.round.pk, goal=given.goal.pk) is None
