"""The board of a round counts what is asked, answered, approved and documented."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from ruori.cycle.rules import RoundKind
from ruori.followup import actions, queries
from ruori.followup.codes import Verdict
from ruori.followup.models import Entry
from ruori.followup.queries.asking import followed_goals
from ruori.followup.rules.counts import Share
from ruori.followup.rules.standing import UnitStanding
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import now
from ruori.organisation import queries as organisation
from ruori.organisation.rules import STRANGER
from tests import city
from tests.parts.followup.given import (
    CLOSING,
    LATER,
    LINK,
    NEXT_DAY,
    OPENED,
    PUBLISHING,
    approve,
    at_least,
    deed,
    figure,
    more_measures,
    next_round,
    proven,
    publish,
    report,
    report_goal,
    reporting,
    second_goal,
    tell,
    with_tests,
)

pytestmark = pytest.mark.django_db


def test_the_board_counts_answers_of_what_is_asked() -> None:
    given = reporting()
    more_measures(given, 2, reported=False)
    entry = report(given, given.oona)
    approve(entry, given.liisa)
    goal = report_goal(given, given.liisa, outlook=Attainment.ON_COURSE, proofs=[LINK])
    proven(goal, given.toni)

    board = queries.board(given.aino, NEXT_DAY, given.round.pk)

    assert board is not None
    education = next(line for line in board.units if line.unit == given.kemi.education.pk)
    assert education.answered == Share(2, 4)
    assert education.approved == Share(1, 4)
    assert education.documented == Share(1, 1)
    assert (education.progress.total, education.progress.of(Progress.ON_SCHEDULE)) == (3, 1)
    assert education.last_edit_at == LATER
    assert education.head_post == given.kemi.education_head.pk
    assert board.answered == Share(2, 4)
    assert (board.ready, board.late) == (Share(0, 1), 0)


def test_the_board_tells_who_is_late_and_what_disagrees() -> None:
    given = reporting(ends_on=city.DAY - timedelta(days=1))
    report(given, given.oona, cause="Lisäaika.")

    board = queries.board(given.liisa, CLOSING, given.round.pk)

    assert board is not None
    assert board.late == 1
    assert board.units[0].is_late
    assert [about.pk for about in board.disagreements] == [given.measure.pk]


def test_the_board_is_for_staff() -> None:
    given = reporting()

    assert queries.board(STRANGER, LATER, given.round.pk) is None
    assert queries.board(given.aino, LATER, 0) is None


def test_the_board_grows_without_more_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    given = reporting()
    more_measures(given, 2)
    goal = report_goal(given, given.liisa, outlook=Attainment.ON_COURSE, proofs=[LINK])
    proven(goal, given.toni)
    chart = organisation.chart(now(NEXT_DAY))
    with django_assert_max_num_queries(6):
        queries.board(given.aino, NEXT_DAY, given.round.pk, chart)
    more_measures(given, 6)
    with django_assert_max_num_queries(6):
        queries.board(given.aino, NEXT_DAY, given.round.pk, chart)


@pytest.mark.parametrize("has_proof", [True, False])
@pytest.mark.parametrize("period", ["2025", "2024", "kevät"])
def test_the_board_calls_documented_what_a_judgement_would(period: str, has_proof: bool) -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given)
    tell(series, "2025", "12", numerator="12", denominator="1")
    second = second_goal(given)
    with_tests(given, at_least(series, 10, period), deed(), goal=second)
    proofs = [LINK] if has_proof else []
    report_goal(given, given.liisa, outlook=Attainment.ON_COURSE, proofs=proofs)
    actions.report_goal(
        round=given.round,
        goal=second,
        outlook=Attainment.ON_COURSE,
        deeds={2: date(2026, 3, 1)},
        proofs=proofs,
        by=given.liisa,
        at=OPENED,
    )

    board = queries.board(given.aino, NEXT_DAY, given.round.pk)
    judged = queries.evidence(followed_goals(now(NEXT_DAY)), given.round, NEXT_DAY)

    assert board is not None
    told = sum(line.documented.number for line in board.units)
    assert told == sum(each.is_documented for each in judged)
    assert told == (0 if not has_proof else 2 if period == "2025" else 1)


def test_the_board_names_who_said_something_last_and_counts_what_is_the_same() -> None:
    given = reporting()
    report(given, given.oona)
    publish(given)
    then = next_round(given)
    actions.repeat_measure(round=then.round, measure=then.measure, by=then.oona, at=PUBLISHING)
    entry = Entry.objects.latest("pk")
    actions.review_entry(
        entry=entry, verdict=Verdict.RETURNED, reason="Kerro.", by=then.liisa, at=PUBLISHING
    )

    board = queries.board(then.aino, PUBLISHING, then.round.pk)

    assert board is not None
    education = next(line for line in board.units if line.unit == given.kemi.education.pk)
    assert (education.reporter, education.unchanged, education.returned) == (
        "Esimerkki Oona",
        1,
        1,
    )
    assert board.unchanged == Share(1, 1)
    assert education.standing is UnitStanding.RETURNED
