"""The city's judgements at the freezing of a round: by the rule, and never success unproven."""

from datetime import date

import pytest
from django.db import IntegrityError

from ruori.cycle.rules import RoundKind, RoundState
from ruori.followup import actions, queries
from ruori.followup.codes import Judge
from ruori.followup.models import Judgement
from ruori.followup.rules.judging import again
from ruori.indicators.actions import HandValue
from ruori.indicators.models import Observation
from ruori.kernel.codes import Attainment, Provability
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.plans.codes import GoalRule
from tests.parts.followup.given import (
    CLOSING,
    FREEZING,
    LATER,
    LINK,
    Reporting,
    at_least,
    close,
    deed,
    figure,
    freeze,
    proven,
    report,
    report_goal,
    reporting,
    second_goal,
    tell,
    with_tests,
)

pytestmark = pytest.mark.django_db

MET, UNPROVABLE = Attainment.MET, Attainment.UNPROVABLE


def year_end(value: str = "1300", **terms: object) -> Reporting:
    """A year-end round in which the goal asks for 1 250 of 2025."""
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given)
    with_tests(given, at_least(series, 1250, **terms))  # type: ignore[arg-type]
    if value:
        tell(series, "2025", value)
    return given


def judged(given: Reporting) -> tuple[str, str, str]:
    """What the city judged: published, by the rule, how far proven."""
    row = Judgement.objects.get(goal=given.goal)
    return row.attainment, row.rule_result, row.provability


def test_a_goal_met_and_proven_by_somebody_else_is_met() -> None:
    given = year_end()
    entry = report_goal(given, given.liisa, outlook=None, proofs=[LINK])
    proven(entry, given.toni)

    freeze(given)

    assert judged(given) == ("MET", "MET", "PROVEN")


@pytest.mark.parametrize("has_proof", [True, False])
def test_a_goal_met_without_approved_proof_is_published_as_unprovable(has_proof: bool) -> None:
    given = year_end()
    report_goal(given, given.liisa, outlook=None, proofs=[LINK] if has_proof else [])

    freeze(given)

    shown = "NOT_CHECKED" if has_proof else "UNPROVEN"
    assert judged(given) == ("UNPROVABLE", "MET", shown)


def test_a_goal_nobody_wrote_of_is_not_met_by_figures_alone() -> None:
    given = year_end()

    freeze(given)

    assert judged(given) == ("UNPROVABLE", "MET", "UNPROVEN")


def test_an_approver_who_then_rewrites_the_claim_has_not_approved_it() -> None:
    given = year_end()
    entry = report_goal(given, given.liisa, outlook=None, proofs=[LINK])
    proven(entry, given.toni)
    report_goal(given, given.toni, outlook=None, done="X", expected_last=entry.pk, at=LATER)

    freeze(given)

    assert judged(given) == ("UNPROVABLE", "MET", "NOT_CHECKED")


def test_a_goal_missed_is_not_met_without_any_proof() -> None:
    given = year_end("1249")

    freeze(given)

    assert judged(given) == ("NOT_MET", "NOT_MET", "UNPROVEN")


def test_a_goal_without_its_figure_cannot_be_proved() -> None:
    given = year_end("")

    freeze(given)

    assert judged(given) == ("UNPROVABLE", "UNPROVABLE", "UNPROVEN")


def test_what_is_stored_gives_the_result_again() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given)
    with_tests(given, at_least(series, 1250), deed(), rule=GoalRule.ANY)
    tell(series, "2025", "1000")
    entry = report_goal(
        given, given.liisa, outlook=None, deeds={2: date(2026, 4, 2)}, proofs=[LINK]
    )
    proven(entry, given.toni)

    freeze(given)

    row = Judgement.objects.get(goal=given.goal)
    ruled = again(row.inputs)
    assert ruled is not None
    assert ruled.attainment == row.rule_result == MET
    assert [test["result"] for test in row.inputs["tests"]] == ["NOT_REACHED", "REACHED"]
    assert row.inputs["tests"][0]["value"] == "1000"
    assert row.inputs["tests"][1]["done_on"] == "2026-04-02"
    assert row.proof_uses.count() == 1


def test_a_goal_whose_figure_comes_later_has_an_outlook_and_no_verdict() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    with_tests(given, at_least(figure(given), 1250, "2030"))
    report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)

    freeze(given)

    assert judged(given) == ("ON_COURSE", "", "UNPROVEN")


def test_a_narrative_goal_is_met_by_its_unit_s_word_with_approved_proof_only() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    entry = report_goal(given, given.liisa, outlook=MET, proofs=[LINK])
    proven(entry, given.toni)
    other = second_goal(given)
    actions.report_goal(round=given.round, goal=other, outlook=MET, by=given.liisa, at=LATER)

    freeze(given)

    assert judged(given) == ("MET", "MET", "PROVEN")
    assert Judgement.objects.get(goal=other).attainment == UNPROVABLE


def test_a_mid_year_round_keeps_the_outlook() -> None:
    given = reporting()
    report_goal(given, given.liisa, outlook=Attainment.AT_RISK, done="Rahoitus puuttuu.")

    freeze(given)

    assert judged(given) == ("AT_RISK", "", "UNPROVEN")


def test_a_goal_of_which_nothing_is_said_is_not_judged() -> None:
    given = reporting()

    frozen = freeze(given)

    assert frozen.unjudged == (given.goal.pk,)
    assert not Judgement.objects.exists()


def test_a_figure_told_in_the_round_decides_before_it_is_public() -> None:
    given = year_end("")
    series = given.goal.tests.filter(retracted_at=None).get().series
    assert series is not None
    told = HandValue(series.pk, "2025", "1300")
    report_goal(given, given.aino, outlook=None, value=told)

    freeze(given)

    assert judged(given)[1] == "MET"


def test_a_provisional_figure_decides_only_when_allowed() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given)
    other = second_goal(given)
    with_tests(given, at_least(series, 1250))
    with_tests(given, at_least(series, 1250, is_provisional_enough=True), goal=other)
    tell(series, "2025", "1300", status="P")

    freeze(given)

    assert Judgement.objects.get(goal=given.goal).rule_result == UNPROVABLE
    assert Judgement.objects.get(goal=other).rule_result == MET


def test_a_suppressed_figure_does_not_decide_and_is_not_stored() -> None:
    given = year_end("")
    series = given.goal.tests.filter(retracted_at=None).get().series_id
    assert series is not None
    tell(series, "2025", "1300", is_suppressed=True)

    freeze(given)

    row = Judgement.objects.get(goal=given.goal)
    assert row.rule_result == UNPROVABLE
    assert row.inputs["tests"][0]["value"] is None


def test_partly_met_is_judged_only_when_it_was_fixed_in_advance() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given)
    tell(series, "2025", "1300")
    tests = (at_least(series, 1250), at_least(series, 2000))
    other = second_goal(given)
    with_tests(given, *tests, rule=GoalRule.ALL, partly_at="0.5")
    with_tests(given, *tests, goal=other, rule=GoalRule.ALL)
    entry = report_goal(given, given.liisa, outlook=None, proofs=[LINK])
    proven(entry, given.toni)

    freeze(given)

    assert judged(given) == ("PARTLY_MET", "PARTLY_MET", "PROVEN")
    assert Judgement.objects.get(goal=other).attainment == Attainment.NOT_MET


def test_aino_freezes_a_closed_round_and_only_once() -> None:
    given = reporting()
    report(given, given.liisa)

    freeze(given)

    assert given.round.state == RoundState.FROZEN
    with pytest.raises(Refused) as refused:
        actions.freeze_follow_up(
            round=given.round, version=given.round.version, by=given.aino, at=FREEZING
        )
    assert refused.value.problem.code == "ROUND_NOT_CLOSED"


def test_an_open_round_is_not_frozen() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        actions.freeze_follow_up(
            round=given.round, version=given.round.version, by=given.aino, at=FREEZING
        )
    assert refused.value.problem.code == "ROUND_NOT_CLOSED"


def test_a_stale_round_is_not_frozen_and_nothing_is_judged() -> None:
    given = reporting()
    report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)
    close(given)

    with pytest.raises(Conflict):
        actions.freeze_follow_up(round=given.round, version=1, by=given.aino, at=FREEZING)
    assert not Judgement.objects.exists()


def test_nobody_else_freezes() -> None:
    given = reporting()
    close(given)

    for viewer in (given.liisa, given.toni, given.tarja, given.matti):
        with pytest.raises(NotAllowed):
            actions.freeze_follow_up(
                round=given.round, version=given.round.version, by=viewer, at=FREEZING
            )


def test_what_is_judged_is_computed_again_every_night() -> None:
    given = year_end()
    freeze(given)
    right = Judgement.objects.get()
    assert not [p for p in queries.problems(now(CLOSING)) if p.code == "JUDGEMENT_DIFFERS"]

    forged = Judgement.objects.create(
        goal=second_goal(given),
        round=given.round,
        judge=right.judge,
        attainment="NOT_MET",
        rule_result="NOT_MET",
        provability=right.provability,
        inputs=right.inputs,
        recorded_at=FREEZING,
    )

    found = [p for p in queries.problems(now(CLOSING)) if p.code == "JUDGEMENT_DIFFERS"]
    assert [p.about.pk for p in found if p.about] == [forged.pk]
    assert found[0].facts == {"stored": "NOT_MET", "again": MET}


def test_the_database_keeps_no_unproven_success_of_the_city() -> None:
    given = reporting()

    with pytest.raises(IntegrityError):
        Judgement.objects.create(
            goal=given.goal,
            round=given.round,
            judge=Judge.CITY,
            attainment=MET,
            provability=Provability.NOT_CHECKED,
            recorded_at=FREEZING,
        )


def test_a_test_of_an_unreadable_period_says_nothing() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given)
    with_tests(given, at_least(series, 1250, "2025"), at_least(series, 1, "joskus"), rule="ANY")

    freeze(given)

    tests = Judgement.objects.get(goal=given.goal).inputs["tests"]
    assert [test["result"] for test in tests] == ["UNKNOWN", "UNKNOWN"]


def test_a_share_is_proven_by_its_stored_parts() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given, unit_code="percent", decimals=1)
    with_tests(given, at_least(series, 33))
    tell(series, "2025", "", numerator="100", denominator="300")
    entry = report_goal(given, given.liisa, outlook=None, proofs=[LINK])
    proven(entry, given.toni)

    freeze(given)

    assert judged(given) == ("MET", "MET", "PROVEN")
    assert Judgement.objects.get().inputs["tests"][0]["value"] == "33.3"


def test_a_share_that_its_parts_do_not_give_is_not_proven() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given, unit_code="percent", decimals=1)
    with_tests(given, at_least(series, 33))
    tell(series, "2025", "40", numerator="100", denominator="300")
    entry = report_goal(given, given.liisa, outlook=None, proofs=[LINK])
    proven(entry, given.toni)

    freeze(given)

    assert judged(given) == ("UNPROVABLE", "MET", "NOT_CHECKED")


def test_a_figure_as_proof_proves_that_figure_only() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    first, second = figure(given), figure(given, "kavijat")
    with_tests(given, at_least(first, 1), at_least(second, 1), rule=GoalRule.ALL)
    tell(first, "2025", "10")
    tell(second, "2025", "10")
    observation = Observation.objects.get(series=first)
    proof = actions.NewProof("Luku", observation=observation.pk)
    entry = report_goal(given, given.liisa, outlook=None, proofs=[proof])
    proven(entry, given.toni)

    freeze(given)

    assert judged(given) == ("UNPROVABLE", "MET", "PARTLY_PROVEN")
