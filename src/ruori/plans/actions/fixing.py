"""Fixing in advance how a goal is judged: its rule and its tests, in one deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from ruori.audit.actions import claim, record
from ruori.kernel.problems import Ref, Refused
from ruori.organisation.rules import Viewer
from ruori.plans.actions.goals import TestTerms, write_tests
from ruori.plans.actions.writing import (
    NO_TERMS,
    Terms,
    Written,
    amend_state,
    require_editor,
    take_pen,
    write_ledger,
)
from ruori.plans.codes import GoalRule
from ruori.plans.models import Goal, GoalState
from ruori.plans.rules.fixing import TestFacts, all_problems, rule_problems


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """How the tests decide: all, any, at least so many, or a weighted share; and partly from."""

    rule: GoalRule | None = None
    count: int | None = None
    share: Decimal | None = None
    partly_at: Decimal | None = None


@transaction.atomic
def fix_rule(
    *,
    goal: Goal,
    version: int,
    rule: RuleTerms,
    tests: Sequence[TestTerms],
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> Written:
    """Fix the rule and the tests of a goal; after adoption each change goes to the ledger.

    Raises NotAllowed; Conflict; Refused: REASON_MISSING, and for the first thing that is not told:
    RULE_MISSING, RULE_COUNT, RULE_SHARE, PARTLY_SHARE, TEST_SERIES, TEST_PERIOD, TEST_OPERATOR,
    TEST_LEVEL, TEST_BASELINE, TEST_DEED, TEST_DUE, TEST_WEIGHT.
    """
    pen = take_pen(plan=goal.plan, at=at, terms=terms)
    require_editor(pen, by)
    of_rule = rule_problems(
        rule.rule, count=rule.count, share=rule.share, partly_at=rule.partly_at, tests=len(tests)
    )
    problems = all_problems(of_rule, [_facts(test) for test in tests])
    if problems:
        raise Refused(problems[0])
    claim(row=goal, version=version)
    columns = {
        "rule": rule.rule or "",
        "rule_count": rule.count,
        "rule_share": rule.share,
        "partly_at": rule.partly_at,
    }
    told = amend_state(pen, model=GoalState, key={"goal_id": goal.pk}, changes=columns)
    write_ledger(pen, changes=told, goal=goal.pk)
    write_tests(pen, goal, tests)
    about = Ref("plans.goal", goal.pk)
    facts = {"rule": rule.rule, "tests": len(tests)}
    record(verb="goal.rule_fixed", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(goal.pk, version + 1)


def _facts(test: TestTerms) -> TestFacts:
    return TestFacts(
        kind=test.kind,
        has_series=test.series is not None,
        period=test.period,
        operator=test.operator,
        low=test.low,
        high=test.high,
        has_baseline=test.baseline_value is not None and test.baseline_on is not None,
        has_deed=bool(test.deed),
        due_on=test.due_on,
        weight=test.weight,
    )
