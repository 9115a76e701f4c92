"""Fixing in advance how a goal is judged: what must be told, and what the ledger then keeps."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER
from ruori.plans import actions, queries
from ruori.plans.actions import RuleTerms, Terms
from ruori.plans.actions import TestTerms as GoalTestTerms
from ruori.plans.codes import ChangeKind, GoalRule, Operator, TestKind
from ruori.plans.models import GoalTest, PromiseChange
from tests.city import TODAY
from tests.parts.followup.given import OPENED, Reporting, at_least, figure, reporting

pytestmark = pytest.mark.django_db
DEED = GoalTestTerms(TestKind.DEED, deed=Text("Ohje annetaan"), due_on=date(2026, 6, 1))


def told(series: int, **changes: Any) -> GoalTestTerms:
    """A test of a figure with everything told: at least a hundred, from fifty."""
    return at_least(
        series, 100, **{"baseline_value": Decimal(50), "baseline_on": date(2024, 12, 31), **changes}
    )


def fix(given: Reporting, *tests: GoalTestTerms, **changes: Any) -> None:
    """Aino fixes the rule and the tests of the goal."""
    given.goal.refresh_from_db()
    words: dict[str, Any] = {
        "version": given.goal.version,
        "rule": RuleTerms(),
        "by": given.aino,
        "terms": Terms(reason="Tarkennus"),
        **changes,
    }
    actions.fix_rule(goal=given.goal, tests=tests, at=OPENED, **words)


def test_a_rule_and_its_tests_are_fixed_in_one_deed() -> None:
    given = reporting()
    fix(given, told(figure(given)), DEED, rule=RuleTerms(GoalRule.ALL, partly_at=Decimal("0.5")))

    card = queries.goal_cards(given.aino, TODAY, pks=[given.goal.pk])[0]
    assert (card.rule, card.partly_at) == (GoalRule.ALL, Decimal("0.5"))
    tests = queries.tests_of(TODAY, [given.goal.pk])[given.goal.pk]
    assert [test.kind for test in tests] == [TestKind.INDICATOR, TestKind.DEED]
    assert tests[0].baseline_on == date(2024, 12, 31)
    assert TrailEntry.objects.get(verb="goal.rule_fixed").facts["tests"] == 2


def test_an_eased_level_is_told_in_the_ledger_and_needs_a_reason() -> None:
    given = reporting()
    series = figure(given)
    fix(given, told(series))

    with pytest.raises(Refused) as refused:
        fix(given, eased(series), terms=Terms())
    assert refused.value.problem.code == "REASON_MISSING"
    fix(given, eased(series))
    assert PromiseChange.objects.filter(kind=ChangeKind.EASED, field="low").count() == 1


def eased(series: int) -> GoalTestTerms:
    """The same test with a lower level."""
    return at_least(series, 80, baseline_value=Decimal(50), baseline_on=date(2024, 12, 31))


def broken(code: str, series: int) -> GoalTestTerms:
    """A test that lacks what a code names."""
    full = told(series)
    changes: dict[str, dict[str, Any]] = {
        "TEST_SERIES": {"series": None},
        "TEST_PERIOD": {"period": ""},
        "TEST_OPERATOR": {"operator": None},
        "TEST_LEVEL": {"operator": Operator.WITHIN},
        "TEST_BASELINE": {"baseline_on": None},
        "TEST_WEIGHT": {"weight": Decimal(0)},
    }
    if code in changes:
        words = {name: getattr(full, name) for name in GoalTestTerms.__dataclass_fields__}
        return GoalTestTerms(**{**words, **changes[code]})
    if code == "TEST_DEED":
        return GoalTestTerms(TestKind.DEED, due_on=date(2026, 6, 1))
    return GoalTestTerms(TestKind.DEED, deed=Text("Ohje"))


@pytest.mark.parametrize(
    "code",
    [
        "TEST_SERIES",
        "TEST_PERIOD",
        "TEST_OPERATOR",
        "TEST_LEVEL",
        "TEST_BASELINE",
        "TEST_WEIGHT",
        "TEST_DEED",
        "TEST_DUE",
    ],
)
def test_a_test_tells_what_it_needs_to_decide(code: str) -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        fix(given, broken(code, figure(given)))
    assert refused.value.problem.code == code
    assert refused.value.problem.facts["field"].startswith("t1_")
    assert not GoalTest.objects.exists()


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (RuleTerms(), "RULE_MISSING"),
        (RuleTerms(GoalRule.AT_LEAST), "RULE_COUNT"),
        (RuleTerms(GoalRule.AT_LEAST, count=3), "RULE_COUNT"),
        (RuleTerms(GoalRule.WEIGHTED), "RULE_SHARE"),
        (RuleTerms(GoalRule.WEIGHTED, share=Decimal("1.5")), "RULE_SHARE"),
        (RuleTerms(GoalRule.ALL, partly_at=Decimal(0)), "PARTLY_SHARE"),
    ],
)
def test_a_rule_tells_what_it_needs_to_decide(rule: RuleTerms, code: str) -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        fix(given, told(figure(given)), DEED, rule=rule)
    assert refused.value.problem.code == code


def test_nobody_else_fixes_it() -> None:
    given = reporting()

    for viewer in (given.liisa, given.oona, given.matti, given.tarja, STRANGER):
        with pytest.raises(NotAllowed):
            fix(given, DEED, by=viewer)


def test_two_who_write_at_once_are_told() -> None:
    given = reporting()
    fix(given, DEED)

    with pytest.raises(Conflict):
        fix(given, DEED, version=1)
