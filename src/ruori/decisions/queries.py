"""Decisions as cards. Whoever does not say who looks gets what everybody may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from ruori.decisions import access
from ruori.decisions.models import Decision
from ruori.decisions.rules import DecisionKind
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER, Viewer


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision: what, by which body or post, when, under which section, and where to read it."""

    pk: int
    version: int
    kind: DecisionKind
    body: int | None
    post: int | None
    decided_on: date | None
    section: str
    case_number: str
    title: Text
    text: str
    link: str
    file: int | None

    @property
    def is_pending(self) -> bool:
        """True until the day of the decision is known."""
        return self.decided_on is None


def cards(pks: Collection[int], viewer: Viewer = STRANGER) -> dict[int, DecisionCard]:
    """The decisions asked that the viewer may see, by key; one query, none when none is asked."""
    if not pks:
        return {}
    rows = Decision.objects.filter(access.visible_to(viewer), pk__in=pks)
    return {row.pk: _card(row) for row in rows}


def shown(row: Decision | None, viewer: Viewer = STRANGER) -> DecisionCard | None:
    """A decision read together with something else, when the viewer may see it; no query."""
    return _card(row) if row is not None and access.may_see(viewer, row) else None


def recent(*, limit: int, viewer: Viewer = STRANGER) -> list[DecisionCard]:
    """The newest decisions the viewer may see, pending ones first; one query."""
    rows = Decision.objects.filter(access.visible_to(viewer)).order_by(
        F("decided_on").desc(nulls_first=True), "-id"
    )
    return [_card(row) for row in rows[:limit]]


def _card(row: Decision) -> DecisionCard:
    return DecisionCard(
        pk=row.pk,
        version=row.version,
        kind=DecisionKind(row.kind),
        body=row.body_id,
        post=row.post_id,
        decided_on=row.decided_on,
        section=row.section,
        case_number=row.case_number,
        title=row.title,
        text=row.text,
        link=row.link,
        file=row.file_id,
    )
