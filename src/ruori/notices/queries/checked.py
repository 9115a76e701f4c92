"""The last check of all plans, as the pages of plans tell it: when it was, and whether it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from ruori.audit.queries import newest_line
from ruori.kernel.instants import city_day
from ruori.kernel.problem_data import problem_from
from ruori.notices.models import PlanCheck
from ruori.notices.queries.everything import plan_health
from ruori.plans import queries as plans
from ruori.plans.queries import Acceptance, Finding
from ruori.plans.rules.lint import may_be_accepted

SETTLES: Final = timedelta(minutes=5)
"""A deed begun before a check may end after it with an older line of the trail: a check is done
again until the newest line is this much older than it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the last check found, at which instant, and whether the city has changed since."""

    findings: list[Finding]
    at: datetime
    is_outdated: bool


def last_check(at: datetime) -> Checked:
    """The kept findings with the acceptances of this moment; three queries.

    A city whose plans nobody has checked yet is checked now.
    """
    kept = PlanCheck.objects.first()
    if kept is None:
        return Checked(plan_health(at), at, is_outdated=False)
    accepted = plans.acceptances()
    found = [_finding(data, accepted) for data in kept.findings]
    return Checked(found, kept.checked_at, is_outdated=_is_outdated(kept, newest_line(), at))


def is_check_due(at: datetime) -> bool:
    """Whether the plans are to be checked anew: something was written, or the day has changed."""
    kept, newest = PlanCheck.objects.defer("findings").first(), newest_line()
    if kept is None:
        return True
    is_settled = newest is None or kept.checked_at - newest[1] > SETTLES
    return not is_settled or _is_outdated(kept, newest, at)


def _is_outdated(kept: PlanCheck, newest: tuple[int, datetime] | None, at: datetime) -> bool:
    is_written = newest is not None and newest[0] != kept.newest
    return is_written or city_day(kept.checked_at) != city_day(at)


def _finding(data: Mapping[str, Any], accepted: Mapping[str, Acceptance]) -> Finding:
    problem, mark = problem_from(data), data["mark"]
    acceptance = accepted.get(mark) if may_be_accepted(problem) else None
    return Finding(problem, frozenset(data["plans"]), acceptance, mark)
