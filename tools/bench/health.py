"""How long the check of all plans takes: what the nightly check and the pages of plans ask."""

from django.utils import timezone

from ruori.kernel.moments import now
from ruori.notices.queries import plan_health
from ruori.plans.queries import facts
from ruori.plans.rules.lint import lint
from tools.bench.figure import REPETITIONS, Figure, milliseconds, p95

LIMIT = 1000


def measured_check() -> tuple[Figure, Figure]:
    """The rules over facts in memory, and the whole check with everything it reads."""
    at = timezone.now()
    city = facts(now(at))
    rules = milliseconds(lambda _number: len(lint(city)), REPETITIONS)
    whole = milliseconds(lambda _number: len(plan_health(at)), REPETITIONS)
    return (
        Figure("plan check, rules, p95", round(p95(rules), 1), "ms", LIMIT),
        Figure("plan check, whole, p95", round(p95(whole), 1), "ms", LIMIT),
    )
