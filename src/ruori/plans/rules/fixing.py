"""What must be told of a goal's tests and rule before the year begins (domain §§ 8, 9 A6).

Pure: which test lacks what, and whether the rule can decide with so many tests.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ruori.kernel.problems import Problem
from ruori.kernel.text import N_
from ruori.plans.codes import GoalRule, Operator, TestKind


@dataclass(frozen=True, slots=True)
class TestFacts:
    """What is told of one test, without rows."""

    __test__ = False

    kind: TestKind
    has_series: bool = False
    period: str = ""
    operator: Operator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    has_baseline: bool = False
    has_deed: bool = False
    due_on: date | None = None
    weight: Decimal = Decimal(1)


def test_problems(number: int, test: TestFacts) -> list[Problem]:
    """What one test lacks; empty when it can decide."""
    found = _of_deed(test) if test.kind is TestKind.DEED else _of_figure(test)
    problems = [
        Problem(code, msgid, {"number": number, "field": f"t{number}_{field}"})
        for code, msgid, field in found
    ]
    if test.weight <= 0:
        problems.append(
            Problem(
                "TEST_WEIGHT",
                N_("Test %(number)s: the weight is above zero."),
                {"number": number, "field": f"t{number}_weight"},
            )
        )
    return problems


test_problems.__test__ = False  # type: ignore[attr-defined]


def _of_deed(test: TestFacts) -> Iterator[tuple[str, str, str]]:
    if not test.has_deed:
        yield "TEST_DEED", N_("Test %(number)s: write what is done."), "deed"
    if test.due_on is None:
        yield "TEST_DUE", N_("Test %(number)s: tell by which day it is done."), "due_on"


def _of_figure(test: TestFacts) -> Iterator[tuple[str, str, str]]:
    if not test.has_series:
        yield "TEST_SERIES", N_("Test %(number)s: choose the figure."), "series"
    if not test.period:
        yield "TEST_PERIOD", N_("Test %(number)s: tell of which period the figure is."), "period"
    if test.operator is None:
        yield (
            "TEST_OPERATOR",
            N_("Test %(number)s: choose whether the level is a least, a most, a range or exact."),
            "operator",
        )
    if test.low is None or (test.operator is Operator.WITHIN and test.high is None):
        yield "TEST_LEVEL", N_("Test %(number)s: tell the level that is promised."), "low"
    if not test.has_baseline:
        yield (
            "TEST_BASELINE",
            N_("Test %(number)s: tell where one starts from, both the value and its day."),
            "baseline_value",
        )


def rule_problems(
    rule: GoalRule | None,
    *,
    count: int | None,
    share: Decimal | None,
    partly_at: Decimal | None,
    tests: int,
) -> list[Problem]:
    """Why a rule cannot decide with so many tests; empty when it can."""
    found = []
    if tests > 1 and rule is None:
        found.append(Problem("RULE_MISSING", N_("Several tests need a rule."), {"field": "rule"}))
    if rule is GoalRule.AT_LEAST and not (count is not None and 1 <= count <= tests):
        found.append(
            Problem(
                "RULE_COUNT",
                N_("Tell how many tests, from 1 to %(tests)s, must be reached."),
                {"tests": tests, "field": "rule_count"},
            )
        )
    if rule is GoalRule.WEIGHTED and not _is_share(share):
        found.append(
            Problem(
                "RULE_SHARE", N_("Tell the share, above 0 and at most 1."), {"field": "rule_share"}
            )
        )
    if partly_at is not None and not _is_share(partly_at):
        found.append(
            Problem(
                "PARTLY_SHARE", N_("Tell the share, above 0 and at most 1."), {"field": "partly_at"}
            )
        )
    return found


def _is_share(share: Decimal | None) -> bool:
    return share is not None and 0 < share <= 1


def all_problems(rule: Sequence[Problem], tests: Sequence[TestFacts]) -> list[Problem]:
    """Everything that keeps a rule and its tests from being fixed."""
    return [
        *rule,
        *(
            problem
            for number, test in enumerate(tests, start=1)
            for problem in test_problems(number, test)
        ),
    ]
