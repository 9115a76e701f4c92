"""Keeping what the check of all plans found; no deed of a person, so it leaves no trail."""

from datetime import datetime

from django.db import transaction

from ruori.audit.queries import newest_line
from ruori.kernel.problem_data import data_of
from ruori.notices.models import PlanCheck
from ruori.notices.queries.everything import plan_health


@transaction.atomic
def check_plans(*, at: datetime) -> None:
    """Check every plan as the city is now and keep the findings for the pages.

    The trail is read first: what is written while the check runs makes it due again.
    """
    newest = newest_line()
    found = [
        {"plans": sorted(one.plans), "mark": one.fingerprint, **data_of(one.problem)}
        for one in plan_health(at)
    ]
    told = {"checked_at": at, "newest": newest[0] if newest else 0, "findings": found}
    PlanCheck.objects.update_or_create(pk=1, defaults=told)
