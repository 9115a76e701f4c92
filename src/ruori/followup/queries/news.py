"""What others have said lately of somebody's own units, with the names of what they told of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from ruori.followup.access import own_units
from ruori.followup.models import Entry
from ruori.followup.queries.entries import standing
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import Moment
from ruori.kernel.text import EMPTY, Text
from ruori.organisation.rules import Viewer
from ruori.plans.models import GoalState, MeasureState


@dataclass(frozen=True, slots=True)
class News:
    """An answer that somebody else gave in the viewer's own units."""

    entry: int
    name: Text
    progress: Progress | None
    outlook: Attainment | None
    recorded_at: datetime


def news(
    viewer: Viewer, moment: Moment, units: Collection[int], *, since: datetime, limit: int
) -> list[News]:
    """What others have said lately of some of the viewer's own units, newest first; one query."""
    mine = set(units) & own_units(viewer)
    rows = (
        Entry.objects.filter(standing(moment), unit_id__in=mine, recorded_at__gte=since)
        .exclude(person_id=viewer.person_id)
        .annotate(
            name=Coalesce(_name(MeasureState, "measure", moment), _name(GoalState, "goal", moment))
        )
        .order_by("-id")
        .values_list("pk", "name", "progress", "outlook", "recorded_at")
    )
    return [
        News(
            entry=pk,
            name=name or EMPTY,
            progress=Progress(progress) if progress else None,
            outlook=Attainment(outlook) if outlook else None,
            recorded_at=at,
        )
        for pk, name, progress, outlook, at in rows[:limit]
    ]


def _name(states: Any, key: str, moment: Moment) -> Subquery:
    """The name that a measure or goal has on the day."""
    rows = states.objects.in_force_or_draft(moment.as_of, moment.known_on)
    return Subquery(rows.filter(**{key: OuterRef(key)}).order_by("-id").values("name")[:1])
