"""Everything a goal is judged by, gathered for many goals at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundKind, is_final_report
from ruori.followup.models import Entry, ProofUse
from ruori.followup.queries.entries import deeds_of, standing
from ruori.followup.rules.goals import (
    NO_FIGURE,
    Bound,
    DeedWord,
    Figure,
    Outcome,
    Result,
    Ruled,
    deed_result,
    figure_result,
    printed,
    rule_of,
    ruled,
)
from ruori.followup.rules.judging import Question, TestShown, outcomes
from ruori.followup.rules.proof import ProofState, Shown, best, proof_state, recalculates
from ruori.indicators.models import IndicatorState, Series
from ruori.indicators.queries import region_line_points
from ruori.indicators.rules.codes import Status
from ruori.indicators.rules.lines import Form, Point
from ruori.indicators.rules.units import ratio, unit_of
from ruori.kernel.canonical import plain
from ruori.kernel.codes import Attainment
from ruori.kernel.instants import city_day
from ruori.kernel.moments import Moment
from ruori.kernel.period import NotAPeriod, parse_period
from ruori.organisation.rules import SYSTEM
from ruori.plans.codes import TestKind
from ruori.plans.queries import GoalCard, TestCard, goal_cards, plan_cards, tests_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """A goal's question with the inputs it is stored with, and whether it is documented (A2)."""

    goal: GoalCard
    question: Question
    inputs: Mapping[str, Any]
    is_documented: bool


def goal_tested(at: datetime, *, round_id: int, goal: int) -> Ruled | None:
    """What the tests of a goal say in a round so far; None without tests. Ten queries."""
    row = Round.objects.filter(pk=round_id).first()
    moment = Moment(city_day(at))
    cards = goal_cards(SYSTEM, moment, pks=[goal])
    if row is None or not cards or not tests_of(moment, [goal])[goal]:
        return None
    return tested_so_far(evidence(cards, row, at)[0])


def tested_so_far(each: Evidence) -> Ruled:
    """What the rule says now, whether or not the period has ended; no query."""
    return ruled(each.question.rule, outcomes(each.question))


@dataclass(frozen=True, slots=True)
class _Line:
    """A series as a test reads it: its indicator, unit, decimals and points."""

    indicator: int
    unit_code: str
    decimals: int
    has_only_estimates: bool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What was said of a goal in the round, by whom, with which deeds and proofs."""

    entry: int | None = None
    writer: int | None = None
    said: Attainment | None = None
    deeds: Mapping[int, DeedWord] | None = None
    proofs: tuple[tuple[int | None, int | None], ...] = ()

    def proof(self, observation: int | None) -> ProofState:
        """Where the proof stands: of the claim, or of one figure in it.

        A proof that is a figure proves that figure only; any other proves the whole claim.
        """
        return best(
            [
                proof_state(writer=self.writer, approvers=[approver])
                for of, approver in self.proofs
                if of is None or of == observation
            ]
        )


def evidence(
    goals: Collection[GoalCard],
    row: Round,
    at: datetime,
) -> list[Evidence]:
    """What each goal is judged by in a round, as known at an instant; ten queries, however many."""
    moment = Moment(city_day(at))
    tests = tests_of(moment, [goal.pk for goal in goals])
    series = {test.series for of_goal in tests.values() for test in of_goal if test.series}
    lines = _lines(series, moment)
    claims = _claims(row, moment)
    ends = {plan.pk: plan.period_to for plan in plan_cards(SYSTEM, moment)}
    return [
        _evidence(
            goal, tests[goal.pk], lines, claims.get(goal.pk, _Claim()), ends.get(goal.plan), row
        )
        for goal in goals
    ]


def _evidence(
    goal: GoalCard,
    tests: Collection[TestCard],
    lines: Mapping[int, _Line],
    claim: _Claim,
    plan_ends: date | None,
    row: Round,
) -> Evidence:
    read = [_test(test, lines, claim, row.covers_to) for test in tests]
    question = Question(
        rule=rule_of(
            goal.rule,
            count=goal.rule_count,
            share=goal.rule_share,
            partly_at=goal.partly_at,
            tests=len(tests),
        ),
        tests=tuple(shown for shown, _ in read),
        said=claim.said,
        proof=claim.proof(None),
        plan_ends=plan_ends,
        judged_on=row.covers_to,
        is_final=is_final_report(RoundKind(row.kind)),
    )
    has_inputs = all(shown.shown.has_inputs for shown, _ in read)
    return Evidence(
        goal=goal,
        question=question,
        inputs=_inputs(question, claim, [stored for _, stored in read]),
        is_documented=claim.entry is not None and bool(claim.proofs) and has_inputs,
    )


def _test(
    test: TestCard, lines: Mapping[int, _Line], claim: _Claim, judged_on: date
) -> tuple[TestShown, dict[str, Any]]:
    if test.kind is TestKind.DEED:
        return _deed(test, claim, judged_on)
    line = lines.get(test.series or 0)
    point, ends_on = _point(test, line)
    result = _figure_result(test, line, point)
    observation = None if point is None else point.observation_id
    shown = Shown(
        Outcome(result, test.weight),
        has_inputs=line is not None
        and point is not None
        and gives_again(point, unit_code=line.unit_code, decimals=line.decimals),
        proof=claim.proof(observation),
    )
    stored = {
        **_promised(test),
        "indicator": None if line is None else line.indicator,
        "decimals": None if line is None else line.decimals,
        "value": None if line is None or point is None else _printed(line, point),
        "status": None if point is None else point.status,
        "observation": observation,
        "result": result,
        "proof": shown.proof,
    }
    return TestShown(shown, ends_on), stored


def _deed(test: TestCard, claim: _Claim, judged_on: date) -> tuple[TestShown, dict[str, Any]]:
    word = (claim.deeds or {}).get(test.number)
    result = deed_result(word, due_on=test.due_on, as_of=judged_on)
    shown = Shown(
        Outcome(result, test.weight), has_inputs=word is not None, proof=claim.proof(None)
    )
    stored = {
        **_promised(test),
        "indicator": None,
        "done_on": None if word is None else word.done_on,
        "result": result,
        "proof": shown.proof,
    }
    return TestShown(shown, test.due_on), stored


def _promised(test: TestCard) -> dict[str, Any]:
    return {
        "number": test.number,
        "kind": test.kind,
        "series": test.series,
        "period": test.period,
        "operator": test.operator,
        "low": test.low,
        "high": test.high,
        "tolerance": test.tolerance,
        "due_on": test.due_on,
        "weight": test.weight,
    }


def _point(test: TestCard, line: _Line | None) -> tuple[Point | None, date | None]:
    """The value of the test's period, and the last day of that period."""
    try:
        period = parse_period(test.period)
    except NotAPeriod:
        return None, test.due_on
    points = line.points if line is not None else ()
    return next((point for point in points if point.period == period), None), period.end


def _figure_result(test: TestCard, line: _Line | None, point: Point | None) -> Result:
    if line is None or test.operator is None:
        return Result.UNKNOWN
    return figure_result(
        _figure(line, point),
        Bound(test.operator, test.low, test.high, test.tolerance),
        decimals=line.decimals,
        is_provisional_enough=test.is_provisional_enough,
    )


def _figure(line: _Line, point: Point | None) -> Figure:
    """A point as a test reads it; a suppressed value and one of a running period do not decide."""
    if point is None or not point.is_usable:
        return NO_FIGURE
    return Figure(
        point.value,
        is_firm=point.may_decide(has_only_estimates=line.has_only_estimates),
        is_provisional=point.status is Status.PROVISIONAL,
    )


def gives_again(point: Point, *, unit_code: str, decimals: int) -> bool:
    """True when the stored parts of a figure give the figure again (A2)."""
    if point.value is None or point.form is not Form.VALUE:
        return False
    parts = ratio(point.numerator, point.denominator, unit=unit_of(unit_code))
    return recalculates(point.value, again=parts, decimals=decimals)


def _printed(line: _Line, point: Point) -> Decimal | None:
    told = point.form is Form.VALUE and point.value is not None
    return printed(point.value, line.decimals) if told and point.value is not None else None


def _inputs(
    question: Question, claim: _Claim, tests: Collection[Mapping[str, Any]]
) -> Mapping[str, Any]:
    rule = question.rule
    counts = ruled(rule, outcomes(question))
    stored: Mapping[str, Any] = plain(
        {
            "entry": claim.entry,
            "said": claim.said,
            "proof": question.proof,
            "judged_on": question.judged_on,
            "rule": None
            if rule is None
            else {
                "kind": rule.kind,
                "count": rule.count,
                "share": rule.share,
                "partly_at": rule.partly_at,
            },
            "reached": counts.reached,
            "unknown": counts.unknown,
            "total": counts.total,
            "tests": list(tests),
        }
    )
    return stored


def _lines(series: Collection[int], moment: Moment) -> dict[int, _Line]:
    """The lines the tests read, unpublished values of the round among them; three queries."""
    rows = list(Series.objects.filter(pk__in=series))
    states = {
        state.indicator_id: state
        for state in IndicatorState.objects.in_force(moment.as_of).filter(
            indicator_id__in=[row.indicator_id for row in rows]
        )
    }
    points = region_line_points(series, as_of=moment.as_of, known_on=moment.as_of, is_public=False)
    return {
        row.pk: _Line(
            indicator=row.indicator_id,
            unit_code=row.unit_code,
            decimals=states[row.indicator_id].decimals,
            has_only_estimates=states[row.indicator_id].has_only_estimates,
            points=points.get(row.pk, ()),
        )
        for row in rows
        if row.indicator_id in states
    }


def _claims(row: Round, moment: Moment) -> dict[int, _Claim]:
    """What stands about each goal in the round; three queries."""
    entries = list(
        Entry.objects.filter(standing(moment), round=row, goal__isnull=False).values_list(
            "pk", "goal_id", "person_id", "outlook"
        )
    )
    pks = [pk for pk, *_ in entries]
    deeds = deeds_of(pks)
    proofs: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
    uses = ProofUse.objects.filter(entry_id__in=pks).values_list(
        "entry_id", "proof__observation_id", "proof__approval__person_id"
    )
    for entry, observation, approver in uses:
        proofs[entry].append((observation, approver))
    return {
        goal: _Claim(
            entry=pk,
            writer=person,
            said=Attainment(outlook) if outlook else None,
            deeds={number: DeedWord(done_on) for number, done_on in deeds.get(pk, ())},
            proofs=tuple(proofs[pk]),
        )
        for pk, goal, person, outlook in entries
    }
