"""Reading the trail back, for the history of one object and for those who watch."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ruori.audit.models import TrailEntry


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the trail as a reader sees it."""

    pk: int
    verb: str
    label: str
    object_pk: int
    title: str
    actor: str
    at: datetime
    facts: dict[str, Any]


def deeds_about(label: str, pk: int, limit: int = 50) -> list[Deed]:
    """The newest deeds about one object, newest first; one query."""
    rows = TrailEntry.objects.filter(label=label, object_pk=pk).order_by("-id")[:limit]
    return [_deed(row) for row in rows]


def newest_deeds(limit: int) -> list[Deed]:
    """The newest deeds of the whole city, newest first; one query."""
    return [_deed(row) for row in TrailEntry.objects.order_by("-id")[:limit]]


def deeds_since(at: datetime, limit: int = 500) -> list[Deed]:
    """Deeds recorded at or after an instant, oldest first; the city's only change feed."""
    rows = TrailEntry.objects.filter(recorded_at__gte=at).order_by("id")[:limit]
    return [_deed(row) for row in rows]


def newest_line() -> tuple[int, datetime] | None:
    """The key and the instant of the newest line of the trail; None before the first. One query."""
    rows = TrailEntry.objects.order_by("-id").values_list("pk", "recorded_at")
    return rows.first()


def _deed(row: TrailEntry) -> Deed:
    return Deed(
        pk=row.pk,
        verb=row.verb,
        label=row.label,
        object_pk=row.object_pk,
        title=row.title,
        actor=row.actor_label,
        at=row.recorded_at,
        facts=row.facts,
    )
