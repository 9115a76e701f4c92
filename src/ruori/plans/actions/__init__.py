"""Deeds on plans. Drafts are edited in place; what is adopted is restated, and the ledger grows."""

from ruori.plans.actions.abolishing import abolish_post
from ruori.plans.actions.adoption import Adopted, adopt_plan, publish_plan, seal_version, step_plan
from ruori.plans.actions.fixing import RuleTerms, fix_rule
from ruori.plans.actions.goals import (
    GoalTerms,
    TestTerms,
    add_goal,
    add_value,
    change_goal,
    change_value,
    drop_goal,
    move_goal,
    set_tests,
)
from ruori.plans.actions.health import accept_finding, set_limits, take_up_finding
from ruori.plans.actions.links import (
    ask_indicator,
    link_indicator,
    link_serves,
    set_co_units,
    unlink_indicator,
    unlink_serves,
)
from ruori.plans.actions.measures import (
    MeasureTerms,
    add_measure,
    add_step,
    change_measure,
    drop_measure,
    finish_step,
)
from ruori.plans.actions.plans import PlanTerms, change_plan, draft_plan
from ruori.plans.actions.succeeding import Element, merge_measure, tell_fate
from ruori.plans.actions.succession import Succession, leave_post, reorganise
from ruori.plans.actions.writing import Terms, Written

__all__ = [
    "Adopted",
    "Element",
    "GoalTerms",
    "MeasureTerms",
    "PlanTerms",
    "RuleTerms",
    "Succession",
    "Terms",
    "TestTerms",
    "Written",
    "abolish_post",
    "accept_finding",
    "add_goal",
    "add_measure",
    "add_step",
    "add_value",
    "adopt_plan",
    "ask_indicator",
    "change_goal",
    "change_measure",
    "change_plan",
    "change_value",
    "draft_plan",
    "drop_goal",
    "drop_measure",
    "finish_step",
    "fix_rule",
    "leave_post",
    "link_indicator",
    "link_serves",
    "merge_measure",
    "move_goal",
    "publish_plan",
    "reorganise",
    "seal_version",
    "set_co_units",
    "set_limits",
    "set_tests",
    "step_plan",
    "take_up_finding",
    "tell_fate",
    "unlink_indicator",
    "unlink_serves",
]
