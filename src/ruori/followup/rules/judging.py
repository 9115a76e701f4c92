"""The city's judgement of a goal in a round, and the same computed anew from what was stored.

An outsider who holds the stored inputs gets the stored result (domain A7): `again` does what
`verdict` did, from the inputs alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ruori.followup.rules.goals import (
    Bound,
    DeedWord,
    Figure,
    Outcome,
    Result,
    Rule,
    Ruled,
    deed_result,
    figure_result,
    is_due,
    ruled,
)
from ruori.followup.rules.proof import (
    ProofState,
    Shown,
    narrative_provability,
    provability,
    published,
)
from ruori.kernel.codes import OUTLOOKS, VERDICTS, Attainment, Provability
from ruori.plans.codes import GoalRule, Operator, TestKind


@dataclass(frozen=True, slots=True)
class TestShown:
    """One test of a goal with the last day of its period or deed, and how it can be checked."""

    __test__ = False

    shown: Shown
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """What a goal is judged by in a round: its tests and rule, or its unit's own word.

    `is_final` is true in a round that ends a period, `judged_on` the last day it covers.
    """

    rule: Rule | None
    tests: tuple[TestShown, ...]
    said: Attainment | None
    proof: ProofState
    plan_ends: date | None
    judged_on: date
    is_final: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement: what may be published, what the rule or the unit said, how far it is proven."""

    attainment: Attainment
    rule_result: Attainment | None
    provability: Provability


def verdict(question: Question) -> Verdict | None:
    """The city's judgement of a goal, or None when nobody has said anything of it.

    At the end of a period a goal whose tests have ended is judged by them, and a goal without
    tests by its unit with proof. Before that only an outlook is told. Success is published only
    when proven; the result stays beside it.
    """
    if question.tests and question.is_final and _has_ended(question):
        result = ruled(question.rule, outcomes(question)).attainment
        shown = provability(question.rule, [test.shown for test in question.tests])
        return Verdict(published(result, shown), result, shown)
    shown = narrative_provability(question.proof)
    if not question.tests and question.is_final and question.said in VERDICTS:
        return Verdict(published(question.said, shown), question.said, shown)
    if question.said in OUTLOOKS:
        return Verdict(question.said, None, shown)
    return None


def outcomes(question: Question) -> list[Outcome]:
    """The results of the tests with their weights."""
    return [test.shown.outcome for test in question.tests]


def _has_ended(question: Question) -> bool:
    return is_due(
        periods_end=[test.ends_on for test in question.tests],
        plan_ends=question.plan_ends,
        judged_on=question.judged_on,
    )


AUDITORS_WORDS = frozenset({*VERDICTS, Attainment.NOT_ASSESSABLE})
"""What an auditor may say of a goal; also that the goal itself is unclear."""


def result_again(test: Mapping[str, Any], inputs: Mapping[str, Any]) -> Result:
    """One test reckoned once more from its stored value or day; UNKNOWN without one.

    A figure that was not firm enough to decide stays UNKNOWN, as it was stored.
    """
    if test["kind"] == TestKind.DEED:
        if "done_on" not in test or (test["done_on"] is None and test["result"] == Result.UNKNOWN):
            return Result.UNKNOWN
        word = DeedWord(_day(test["done_on"]))
        judged_on = date.fromisoformat(inputs["judged_on"])
        return deed_result(word, due_on=_day(test["due_on"]), as_of=judged_on)
    if test.get("value") is None or test["result"] == Result.UNKNOWN or not test["operator"]:
        return Result.UNKNOWN
    bound = Bound(
        Operator(test["operator"]),
        _decimal(test["low"]),
        _decimal(test["high"]),
        _decimal(test["tolerance"]),
    )
    return figure_result(Figure(Decimal(test["value"])), bound, decimals=test["decimals"] or 0)


def _day(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)


def again(inputs: Mapping[str, Any]) -> Ruled | None:
    """The rule applied once more to stored inputs; None when the goal was judged without tests."""
    tests: Sequence[Mapping[str, Any]] = inputs.get("tests", ())
    if not tests:
        return None
    stored = inputs.get("rule")
    rule = None if stored is None else _rule(stored)
    return ruled(
        rule, [Outcome(result_again(test, inputs), Decimal(test["weight"])) for test in tests]
    )


def _rule(stored: Mapping[str, Any]) -> Rule:
    return Rule(
        GoalRule(stored["kind"]),
        stored["count"],
        _decimal(stored["share"]),
        _decimal(stored["partly_at"]),
    )


def _decimal(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)
