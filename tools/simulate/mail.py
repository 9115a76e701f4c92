"""The city's own digests of a day: who got one, and what waits for whom."""

from collections import defaultdict
from datetime import datetime

from ruori.kernel.instants import city_day
from ruori.kernel.problems import Due
from ruori.notices.actions import queue_reminders
from ruori.notices.models import Delivery
from ruori.notices.queries import due_of_all
from ruori.organisation.rules import SYSTEM


def waiting(at: datetime) -> dict[int, list[Due]]:
    """All that waits at an instant, by the person who answers."""
    found: dict[int, list[Due]] = defaultdict(list)
    for item in due_of_all(at):
        if item.owner is not None:
            found[item.owner].append(item)
    return dict(found)


def mailed_today(at: datetime) -> frozenset[int]:
    """Write the digests of the morning as the timer does; the persons who get one."""
    queue_reminders(by=SYSTEM, at=at)
    rows = Delivery.objects.filter(day_on=city_day(at))
    return frozenset(rows.values_list("person_id", flat=True))
