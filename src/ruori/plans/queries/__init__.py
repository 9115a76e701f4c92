"""Reads of plans as frozen values, each with a constant number of queries."""

from ruori.plans.queries.cards import (
    ChangeCard,
    GoalCard,
    IndicatorLink,
    MeasureCard,
    PlanCard,
    ServesCard,
    StepCard,
    TestCard,
    ValueCard,
)
from ruori.plans.queries.ledger import changes_of
from ruori.plans.queries.measures import (
    MeasureFilter,
    asked_indicators,
    co_units,
    live_measures,
    measure_card,
    measure_cards,
    measure_counts,
    serves_of,
    steps_of,
)
from ruori.plans.queries.plans import plan_card, plan_cards
from ruori.plans.queries.problems import problems
from ruori.plans.queries.tree import (
    GoalNode,
    PlanTree,
    goal_cards,
    indicator_links,
    servants_of,
    tests_of,
    tree,
    value_cards,
)

__all__ = [
    "ChangeCard",
    "GoalCard",
    "GoalNode",
    "IndicatorLink",
    "MeasureCard",
    "MeasureFilter",
    "PlanCard",
    "PlanTree",
    "ServesCard",
    "StepCard",
    "TestCard",
    "ValueCard",
    "asked_indicators",
    "changes_of",
    "co_units",
    "goal_cards",
    "indicator_links",
    "live_measures",
    "measure_card",
    "measure_cards",
    "measure_counts",
    "plan_card",
    "plan_cards",
    "problems",
    "servants_of",
    "serves_of",
    "steps_of",
    "tests_of",
    "tree",
    "value_cards",
]
