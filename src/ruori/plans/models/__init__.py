"""Tables of plans: identities with `version`, dated states, links and the promise ledger."""

from ruori.plans.models.goals import Goal, GoalIndicator, GoalState, GoalTest, Value, ValueState
from ruori.plans.models.health import AcceptedFinding, HealthLimits, HealthLimitsState
from ruori.plans.models.ledger import PlanVersion, PromiseChange, Succession
from ruori.plans.models.measures import (
    Measure,
    MeasureIndicator,
    MeasureState,
    MeasureUnit,
    Serves,
    Step,
)
from ruori.plans.models.plans import Plan, PlanState

__all__ = [
    "AcceptedFinding",
    "Goal",
    "GoalIndicator",
    "GoalState",
    "GoalTest",
    "HealthLimits",
    "HealthLimitsState",
    "Measure",
    "MeasureIndicator",
    "MeasureState",
    "MeasureUnit",
    "Plan",
    "PlanState",
    "PlanVersion",
    "PromiseChange",
    "Serves",
    "Step",
    "Succession",
    "Value",
    "ValueState",
]
