"""Proofs that were asked for, as cards."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from ruori.followup.access import proof_requests_visible_to
from ruori.followup.codes import ProofRequestState
from ruori.followup.models import ProofRequest
from ruori.organisation.rules import Viewer


@dataclass(frozen=True, slots=True)
class ProofRequestCard:
    """A request for a proof: of what, by when, by whom, and what came of it."""

    pk: int
    round: int
    measure: int | None
    goal: int | None
    unit: int
    post: int | None
    asker: int | None
    needed: str
    due_on: date
    state: ProofRequestState
    proof: int | None
    reason: str
    asked_at: datetime


def proof_request(viewer: Viewer, pk: int) -> ProofRequestCard | None:
    """One request, or None for what the viewer may not see; one query."""
    row = ProofRequest.objects.filter(proof_requests_visible_to(viewer), pk=pk).first()
    return None if row is None else _card(row)


def proof_requests_of(
    viewer: Viewer, *, round_id: int, measure: int | None = None, goal: int | None = None
) -> tuple[ProofRequestCard, ...]:
    """The requests about a thing in a round that the viewer may see, oldest first; one query."""
    about = Q(measure_id=measure) if measure is not None else Q(goal_id=goal)
    rows = ProofRequest.objects.filter(proof_requests_visible_to(viewer), about, round_id=round_id)
    return tuple(_card(row) for row in rows.order_by("id"))


def _card(row: ProofRequest) -> ProofRequestCard:
    return ProofRequestCard(
        pk=row.pk,
        round=row.round_id,
        measure=row.measure_id,
        goal=row.goal_id,
        unit=row.unit_id,
        post=row.post_id,
        asker=row.person_id,
        needed=row.needed,
        due_on=row.due_on,
        state=ProofRequestState(row.state),
        proof=row.proof_id,
        reason=row.reason,
        asked_at=row.asked_at,
    )
