"""What auditors' findings impose (domain § 9): each rule by its own number, from end to end."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from ruori.accounts.models import User
from ruori.cycle.rules import RoundKind
from ruori.followup import actions, queries
from ruori.followup.codes import Judge, Verdict
from ruori.followup.models import Deviation, Judgement
from ruori.followup.rules.judging import again, result_again
from ruori.indicators.models import Indicator, Series
from ruori.indicators.rules.codes import BreakKind, Status, TargetLevel, Wanted
from ruori.indicators.rules.judging import Meaning, Word, judge
from ruori.indicators.rules.lines import BreakMark, Point, Source
from ruori.indicators.rules.targets import Base, Promise, TargetMark
from ruori.indicators.rules.units import UNITS
from ruori.kernel.codes import Attainment, Direction, Progress, Provability
from ruori.kernel.moments import now
from ruori.kernel.period import parse_period
from ruori.kernel.problems import Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER, SYSTEM, Viewer
from ruori.plans import actions as plans
from ruori.plans.codes import GoalRule
from tests.parts.followup.given import (
    FREEZING,
    LATER,
    LINK,
    OPENED,
    PUBLISHING,
    Reporting,
    at_least,
    figure,
    freeze,
    proven,
    publish,
    report,
    report_goal,
    reporting,
    tell,
    with_tests,
)

pytestmark = pytest.mark.django_db


def browser(viewer: Viewer) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.actor.user_id or 0))
    return client


def year() -> Reporting:
    """A year-end round in which the goal may be said to have come true."""
    return reporting(kind=RoundKind.YEAR_END)


def claimed(given: Reporting, **words: Any) -> Any:
    """Liisa says that the goal came true."""
    return report_goal(given, given.liisa, outlook=Attainment.MET, done="Toteutui.", **words)


@pytest.mark.parametrize("proofs", [(), (LINK,)])
def test_a1_nothing_unproven_is_published_as_met(proofs: tuple[Any, ...]) -> None:
    given = year()
    entry = claimed(given, proofs=proofs)
    with pytest.raises(Refused) as refused:
        actions.review_entry(entry=entry, verdict=Verdict.APPROVED, by=given.toni, at=LATER)
    assert refused.value.problem.code == "SUCCESS_UNPROVEN"
    publish(given)

    judged = queries.judgements_of(STRANGER, now(PUBLISHING), [given.goal.pk])[given.goal.pk]
    assert judged.city is not None
    assert judged.city.attainment is Attainment.UNPROVABLE
    assert judged.city.rule_result is Attainment.MET
    with time_machine.travel(PUBLISHING, tick=False):
        page = Client().get(f"/tavoite/{given.goal.pk}-x/", follow=True).content.decode()
    assert "Ei voida todentaa" in page
    assert "<span>Toteutunut</span>" not in page


def test_a1_the_tables_themselves_refuse_an_unproven_success() -> None:
    given = year()
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(
            goal=given.goal,
            round=given.round,
            judge=Judge.CITY,
            attainment=Attainment.MET,
            provability=Provability.UNPROVEN,
            recorded_at=FREEZING,
        )


def test_a2_the_board_counts_documented_goals_of_goals() -> None:
    given = year()

    def documented() -> tuple[int, int]:
        board = queries.board(given.aino, LATER, given.round.pk)
        assert board is not None
        line = next(each for each in board.units if each.unit == given.kemi.education.pk)
        return line.documented.number, line.documented.of

    assert documented() == (0, 1)
    entry = claimed(given)
    assert documented() == (0, 1)
    claimed(given, proofs=[LINK], expected_last=entry.pk)
    assert documented() == (1, 1)


def test_a3_both_judgements_and_both_counts_stand_side_by_side() -> None:
    given = year()
    proven(claimed(given, proofs=[LINK]), given.toni)
    freeze(given)
    actions.judge_goal(
        goal=given.goal,
        round=given.round,
        attainment=Attainment.NOT_MET,
        reason="Aloitukset laskettiin.",
        by=given.tarja,
        at=FREEZING,
    )
    assert sorted(Judgement.objects.values_list("judge", "attainment")) == [
        ("AUDITOR", "NOT_MET"),
        ("CITY", "MET"),
    ]
    with time_machine.travel(FREEZING, tick=False):
        place = f"/desk/rounds/{given.round.pk}/judgements/"
        page = browser(given.tarja).get(place).content.decode()
    assert "Kaupunki, 1 tavoite: 1 toteutunut" in page
    assert "Tarkastaja, 1 tavoite: 1 ei toteutunut" in page


def test_a4_an_indicator_of_a_goal_tells_how_it_measures_this_goal() -> None:
    given = year()
    series = figure(given)
    indicator = Indicator.objects.get(pk=Series.objects.get(pk=series).indicator_id)

    def link(how: str) -> None:
        plans.link_indicator(
            goal=given.goal, indicator=indicator, how=Text(how), by=SYSTEM, at=OPENED
        )

    with pytest.raises(Refused) as refused:
        link("")
    assert refused.value.problem.code == "HOW_MISSING"
    link("Lasketaan valmistuneet, ei aloitettuja.")
    with time_machine.travel(LATER, tick=False):
        page = Client().get(f"/tavoite/{given.goal.pk}-x/", follow=True).content.decode()
    assert "Lasketaan valmistuneet, ei aloitettuja." in page


def test_a7_an_outsider_reckons_the_same_from_what_is_stored() -> None:
    given = year()
    low, high = figure(given), figure(given, code="toinen")
    tell(low, "2025", "120")
    tell(high, "2025", "80")
    with_tests(given, at_least(low, 100), at_least(high, 100), rule=GoalRule.ALL)
    report_goal(given, given.liisa, outlook=None, done="Näin.")
    freeze(given)

    row = Judgement.objects.get(judge=Judge.CITY)
    inputs = row.inputs
    assert [test["value"] for test in inputs["tests"]] == ["120", "80"]
    for test in inputs["tests"]:
        assert result_again(test, inputs) == test["result"]
    ruled = again(inputs)
    assert ruled is not None
    assert ruled.attainment == row.rule_result == Attainment.NOT_MET
    other = {**inputs["tests"][1], "value": "130"}
    assert result_again(other, inputs) != inputs["tests"][1]["result"]


@pytest.mark.parametrize(
    "said", [Attainment.AT_RISK, Attainment.WILL_NOT, Attainment.NOT_MET, "LATE", "OVERDUE"]
)
def test_a11_every_deviation_has_a_reaction_or_is_first_on_the_list(said: Any) -> None:
    ends_on = date(2026, 2, 1) if said == "OVERDUE" else date(2026, 12, 31)
    given = reporting(kind=RoundKind.YEAR_END, ends_on=ends_on)
    if said == "LATE":
        report(given, given.oona, progress=Progress.LATE, done="Viivästyi.")
    elif said != "OVERDUE":
        report_goal(given, given.liisa, outlook=said, done="Ei onnistu.")

    first = queries.deviations(given.aino, now(LATER))[0]
    assert not first.has_reaction
    made = (
        Deviation.objects.get()
        if first.pk
        else Deviation.objects.get(
            pk=actions.notice_deviation(about=given.measure, by=given.liisa, at=LATER).pk
        )
    )
    actions.react_to_deviation(
        deviation=made,
        version=made.version,
        reaction=actions.ReactionTerms(
            action="Korjataan.", post=given.kemi.education_head, due_on=date(2026, 4, 1)
        ),
        by=given.liisa,
        at=LATER,
    )
    assert queries.deviations(given.aino, now(LATER))[0].has_reaction


def test_a12_nothing_is_compared_across_a_break() -> None:
    def point(period: str, value: str) -> Point:
        told = Source(1, "s", datetime(2023, 6, 1, tzinfo=UTC), method="")
        return Point(parse_period(period), Decimal(value), Status.NORMAL, told)

    points = [point(f"{each}", f"{each}") for each in range(2019, 2023)]
    base = Base(parse_period("2019"), Decimal("2019"))
    promise = Promise(
        level=TargetLevel.MINIMUM,
        points=(TargetMark(parse_period("2030"), Decimal(3000)),),
        unit_code="persons",
        base=base,
    )
    meaning = Meaning(unit=UNITS["persons"], wanted=Wanted.INCREASE)
    whole = judge(points, promises=(promise,), meaning=meaning, as_of=date(2023, 6, 30))
    cut = judge(
        points,
        promises=(promise,),
        breaks=(BreakMark(date(2021, 1, 1), BreakKind.DEFINITION),),
        meaning=meaning,
        as_of=date(2023, 6, 30),
    )
    assert whole.path is not None
    assert (cut.path, cut.word, cut.direction) == (
        None,
        Word.NOT_ASSESSABLE,
        Direction.NOT_ASSESSABLE,
    )
    assert whole.n == 4
    assert cut.n == 2
