"""Which limits of the check make sense."""

from decimal import Decimal

from ruori.plans.rules.lint.facts import Limits

LEAST_ALIKE = Decimal("0.5")
LONGEST_MONTHS = 60


def limit_out_of_reach(limits: Limits) -> str | None:
    """The first limit that would find nothing or everything; None when all make sense."""
    sensible = {
        "plan_hint": 1 <= limits.plan_hint <= limits.plan_warn,
        "plan_warn": limits.plan_warn >= 1,
        "post_warn": limits.post_warn >= 1,
        "similarity": LEAST_ALIKE <= limits.similarity <= 1,
        "shortest": limits.shortest >= 1,
        "step_months": 1 <= limits.step_months <= LONGEST_MONTHS,
        "steps_wanted": limits.steps_wanted >= 1,
        "judged_months": 0 <= limits.judged_months <= LONGEST_MONTHS,
    }
    return next((name for name, is_sensible in sensible.items() if not is_sensible), None)
