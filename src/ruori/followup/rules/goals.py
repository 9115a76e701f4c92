"""Whether a goal came true by its own tests, fixed in advance (domain § 8).

A test is REACHED, NOT_REACHED or UNKNOWN. The rule says MET only when the unknown tests, however
they turn out, could not change it, and NOT_MET likewise; in between the goal is UNPROVABLE. What
is compared is the value as it is printed: rounded to the indicator's declared decimals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from ruori.kernel.codes import Attainment
from ruori.plans.codes import GoalRule, Operator


class Result(StrEnum):
    """What one test says."""

    REACHED = "REACHED"
    NOT_REACHED = "NOT_REACHED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as known when judging: firm values decide; provisional ones only when allowed.

    `value` is None when there is none or it may not be told; a period still running has no figure.
    """

    value: Decimal | None
    is_firm: bool = True
    is_provisional: bool = False


NO_FIGURE = Figure(None, is_firm=False)


@dataclass(frozen=True, slots=True)
class Bound:
    """What was promised of a figure: the comparison and its limits, inclusive.

    `low` is the level of AT_LEAST, AT_MOST and EXACTLY; WITHIN uses both ends.
    """

    operator: Operator
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: Decimal | None = None

    def holds(self, value: Decimal) -> bool | None:
        """Whether a rounded value keeps the promise; None when the promise lacks a limit."""
        level = self.low if self.low is not None else self.high
        if level is None or (self.operator is Operator.WITHIN and None in (self.low, self.high)):
            return None
        if self.operator is Operator.AT_LEAST:
            return value >= level
        if self.operator is Operator.AT_MOST:
            return value <= level
        if self.operator is Operator.EXACTLY:
            return abs(value - level) <= (self.tolerance or 0)
        return level <= value <= (level if self.high is None else self.high)


def printed(value: Decimal, decimals: int) -> Decimal:
    """The value as it is printed: rounded to the declared decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def figure_result(
    figure: Figure, bound: Bound, *, decimals: int, is_provisional_enough: bool = False
) -> Result:
    """What a figure says of its promise."""
    counts = figure.is_firm or (figure.is_provisional and is_provisional_enough)
    if figure.value is None or not counts:
        return Result.UNKNOWN
    holds = bound.holds(printed(figure.value, decimals))
    if holds is None:
        return Result.UNKNOWN
    return Result.REACHED if holds else Result.NOT_REACHED


@dataclass(frozen=True, slots=True)
class DeedWord:
    """What the unit said of a promised deed: the day it was done, or None for not done."""

    done_on: date | None


def deed_result(word: DeedWord | None, *, due_on: date | None, as_of: date) -> Result:
    """What is known of a promised deed: done in time, done late or left undone, or not told."""
    if word is None:
        return Result.UNKNOWN
    if word.done_on is not None and word.done_on <= as_of:
        in_time = due_on is None or word.done_on <= due_on
        return Result.REACHED if in_time else Result.NOT_REACHED
    is_over = due_on is not None and as_of > due_on
    return Result.NOT_REACHED if is_over else Result.UNKNOWN


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test with its result and its weight (> 0)."""

    result: Result
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Rule:
    """How the tests of a goal decide: ALL, ANY, AT_LEAST `count`, WEIGHTED `share`."""

    kind: GoalRule
    count: int | None = None
    share: Decimal | None = None
    partly_at: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rule says, with how many of how many tests were reached."""

    attainment: Attainment
    reached: int
    unknown: int
    total: int


def rule_of(
    kind: GoalRule | None,
    *,
    count: int | None,
    share: Decimal | None,
    partly_at: Decimal | None,
    tests: int,
) -> Rule | None:
    """The rule of a goal; a single test needs none, several tests without one decide nothing."""
    if kind is None:
        return Rule(GoalRule.ALL, partly_at=partly_at) if tests == 1 else None
    return Rule(kind, count, share, partly_at)


def ruled(rule: Rule | None, tests: Sequence[Outcome]) -> Ruled:
    """Apply the rule to the tests (worked table: docs/rules/goal.md)."""
    if rule is None or not tests:
        return _ruled(Attainment.UNPROVABLE, tests)
    if _is_met(rule, tests):
        return _ruled(Attainment.MET, tests)
    if not _may_still_be_met(rule, tests):
        partly = rule.partly_at is not None and _share(rule, tests) >= rule.partly_at
        return _ruled(Attainment.PARTLY_MET if partly else Attainment.NOT_MET, tests)
    return _ruled(Attainment.UNPROVABLE, tests)


def _is_met(rule: Rule, tests: Sequence[Outcome]) -> bool:
    return _weight(rule, tests, {Result.REACHED}) >= _needed(rule, tests)


def _may_still_be_met(rule: Rule, tests: Sequence[Outcome]) -> bool:
    possible = {Result.REACHED, Result.UNKNOWN}
    return _weight(rule, tests, possible) >= _needed(rule, tests)


def _needed(rule: Rule, tests: Sequence[Outcome]) -> Decimal:
    """The weight that must be reached; the same unit as `_weight`."""
    if rule.kind is GoalRule.ALL:
        return Decimal(len(tests))
    if rule.kind is GoalRule.ANY:
        return Decimal(1)
    if rule.kind is GoalRule.AT_LEAST:
        return Decimal(rule.count if rule.count is not None else len(tests))
    share = rule.share if rule.share is not None else Decimal(1)
    return share * sum((test.weight for test in tests), Decimal(0))


def _weight(rule: Rule, tests: Sequence[Outcome], results: set[Result]) -> Decimal:
    counted = [test for test in tests if test.result in results]
    if rule.kind is GoalRule.WEIGHTED:
        return sum((test.weight for test in counted), Decimal(0))
    return Decimal(len(counted))


def _share(rule: Rule, tests: Sequence[Outcome]) -> Decimal:
    """The share of the promise known to be reached, by weight where the rule weighs."""
    if rule.kind is GoalRule.WEIGHTED:
        whole = sum((test.weight for test in tests), Decimal(0))
    else:
        whole = Decimal(len(tests))
    return _weight(rule, tests, {Result.REACHED}) / whole


def _ruled(attainment: Attainment, tests: Sequence[Outcome]) -> Ruled:
    results = [test.result for test in tests]
    return Ruled(
        attainment, results.count(Result.REACHED), results.count(Result.UNKNOWN), len(results)
    )


def is_due(*, periods_end: Sequence[date | None], plan_ends: date | None, judged_on: date) -> bool:
    """True when a goal is to be judged by a day: its last test, or else its plan, has ended.

    `periods_end` holds the last day of each test's period or deed; a test without a day never
    holds the judgement back. Before that a goal has an outlook, no verdict.
    """
    days = [day for day in periods_end if day is not None]
    last = max(days) if days else plan_ends
    return last is not None and last <= judged_on
