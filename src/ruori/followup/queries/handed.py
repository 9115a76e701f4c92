"""Items passed on in a round: to which post, by whom, why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from ruori.followup.codes import Channel
from ruori.followup.models import HandOver


@dataclass(frozen=True, slots=True)
class HandOverCard:
    """A standing hand-over. `to_post` is None when the address given is not known to the city."""

    pk: int
    round: int
    measure: int | None
    goal: int | None
    from_post: int | None
    from_person: int | None
    to_post: int | None
    work_email: str
    reason: str
    channel: Channel
    recorded_at: datetime

    @property
    def needs_review(self) -> bool:
        """True when the strategy manager must say who receives it."""
        return self.to_post is None

    @property
    def key(self) -> tuple[str, int]:
        """What was passed on: the label and key of the record."""
        if self.measure is not None:
            return ("plans.measure", self.measure)
        return ("plans.goal", self.goal or 0)


def standing_hand_overs(rounds: Collection[int]) -> list[HandOverCard]:
    """The hand-overs that stand in some rounds; one query."""
    rows = HandOver.objects.filter(round_id__in=rounds, ended_at__isnull=True).order_by("id")
    return [hand_over_card(row) for row in rows]


def hand_over_of(
    round_id: int, *, measure: int | None = None, goal: int | None = None
) -> HandOverCard | None:
    """The standing hand-over of one thing in a round; one query."""
    about = Q(measure_id=measure) if measure is not None else Q(goal_id=goal)
    row = HandOver.objects.filter(about, round_id=round_id, ended_at__isnull=True).first()
    return None if row is None else hand_over_card(row)


def hand_over_card(row: Any) -> HandOverCard:
    """A row as a card; no query."""
    return HandOverCard(
        pk=row.pk,
        round=row.round_id,
        measure=row.measure_id,
        goal=row.goal_id,
        from_post=row.from_post_id,
        from_person=row.from_person_id,
        to_post=row.to_post_id,
        work_email=row.work_email,
        reason=row.reason,
        channel=Channel(row.channel),
        recorded_at=row.recorded_at,
    )
