"""Proofs, and which claims they are used for."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from ruori.files.queries import card_of as file_card
from ruori.followup.access import proofs_seen_with_claims, proofs_visible_to
from ruori.followup.models import Proof, ProofUse
from ruori.followup.queries.cards import ProofCard
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer


def proofs_of_entries(
    viewer: Viewer, moment: Moment, entries: Collection[int]
) -> dict[int, tuple[ProofCard, ...]]:
    """The proofs of each entry that the viewer may see; one query."""
    return _used("entry_id", entries, _visible(viewer, moment), viewer, moment)


def proofs_of_shown_entries(
    viewer: Viewer, moment: Moment, entries: Collection[int]
) -> dict[int, tuple[ProofCard, ...]]:
    """The proofs that the viewer may see of entries already shown to the viewer; one query."""
    seen = proofs_seen_with_claims(viewer, moment)
    return _used("entry_id", entries, seen, viewer, moment)


def proofs_of_judgements(
    viewer: Viewer, moment: Moment, judgements: Collection[int]
) -> dict[int, tuple[ProofCard, ...]]:
    """The proofs of each judgement that the viewer may see; one query."""
    return _used("judgement_id", judgements, _visible(viewer, moment), viewer, moment)


def proof(viewer: Viewer, moment: Moment, pk: int) -> ProofCard | None:
    """One proof, or None for what the viewer may not see; one query.

    A face that hands out the file of a proof asks here first.
    """
    row = _proofs(viewer, moment).filter(pk=pk).first()
    return None if row is None else _card(row, viewer, moment)


def _visible(viewer: Viewer, moment: Moment) -> Q:
    return Q(proof__in=Proof.objects.filter(proofs_visible_to(viewer, moment)))


def _used(
    field: str, pks: Collection[int], seen: Q, viewer: Viewer, moment: Moment
) -> dict[int, tuple[ProofCard, ...]]:
    uses = (
        ProofUse.objects.filter(seen, **{f"{field}__in": pks})
        .select_related("proof__file", "proof__approval")
        .order_by("proof_id")
    )
    found: dict[int, list[ProofCard]] = defaultdict(list)
    for use in uses:
        found[getattr(use, field)].append(_card(use.proof, viewer, moment))
    return {item: tuple(proofs) for item, proofs in found.items()}


def _proofs(viewer: Viewer, moment: Moment) -> Any:
    return Proof.objects.filter(proofs_visible_to(viewer, moment)).select_related(
        "file", "approval"
    )


def _card(row: Proof, viewer: Viewer, moment: Moment) -> ProofCard:
    approval = getattr(row, "approval", None)
    known_at = moment.known_at
    if approval is not None and known_at is not None and approval.recorded_at >= known_at:
        approval = None
    return ProofCard(
        pk=row.pk,
        title=row.title,
        file=None if row.file is None else file_card(row.file),
        link=row.link,
        decision=row.decision_id,
        observation=row.observation_id,
        covers_from=row.covers_from,
        covers_to=row.covers_to,
        received_on=row.received_on,
        is_public=row.is_public,
        giver=row.person_id if viewer.is_staff else None,
        approved_at=None if approval is None else approval.recorded_at,
        approved_by_post=None if approval is None else approval.post_id,
    )
