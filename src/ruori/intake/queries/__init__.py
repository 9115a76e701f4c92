"""Drafts as cards, and the bodies that their decisions name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ruori.intake import access, draft_json
from ruori.intake.draft import Draft as Proposal
from ruori.intake.models import Draft, DraftOutcome
from ruori.intake.rules import Standing
from ruori.kernel.moments import Moment
from ruori.organisation.queries import units
from ruori.organisation.rules import UnitKind, Viewer


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    pk: int
    title: str
    state: Standing
    opened_at: datetime
    accepted_at: datetime | None


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A whole draft: the source by lines, the proposal, and the plans made of it."""

    pk: int
    version: int
    title: str
    language: str
    state: Standing
    opened_at: datetime
    accepted_at: datetime | None
    file: int | None
    source: tuple[str, ...]
    proposal: Proposal
    plans: tuple[int, ...]


def draft_lines(viewer: Viewer, *, limit: int = 50) -> list[DraftLine]:
    """The newest drafts a viewer may see; one query."""
    rows = (
        Draft.objects.filter(access.visible_to(viewer))
        .only("title", "state", "opened_at", "accepted_at")
        .order_by("-id")[:limit]
    )
    return [
        DraftLine(row.pk, row.title, Standing(row.state), row.opened_at, row.accepted_at)
        for row in rows
    ]


def draft_card(viewer: Viewer, pk: int) -> DraftCard | None:
    """One draft, or None for what the viewer cannot see; two queries."""
    row = Draft.objects.filter(access.visible_to(viewer), pk=pk).first()
    if row is None:
        return None
    made = DraftOutcome.objects.filter(draft=row).order_by("id").values_list("plan_id", flat=True)
    return DraftCard(
        pk=row.pk,
        version=row.version,
        title=row.title,
        language=row.language,
        state=Standing(row.state),
        opened_at=row.opened_at,
        accepted_at=row.accepted_at,
        file=row.file_id,
        source=tuple(row.source.replace("\r\n", "\n").replace("\r", "\n").split("\n")),
        proposal=draft_json.from_data(row.proposal),
        plans=tuple(made),
    )


_BY_ENDING: Mapping[str, UnitKind] = {
    "valtuusto": UnitKind.COUNCIL,
    "fullmäktige": UnitKind.COUNCIL,
    "council": UnitKind.COUNCIL,
    "hallitus": UnitKind.BOARD,
    "styrelsen": UnitKind.BOARD,
}


def body_named(name: str, moment: Moment) -> int | None:
    """The unit that a decision's body is, on a day: by its name, else the only one of its kind.

    "kaupunginvaltuusto" finds the council whatever the city calls it; one query.
    """
    cards = units(moment).values()
    for card in cards:
        if any(words.casefold() == name.casefold() for words in card.name.values()):
            return card.pk
    kind = next((kind for end, kind in _BY_ENDING.items() if name.endswith(end)), None)
    found = [card.pk for card in cards if kind is not None and card.kind is kind]
    return found[0] if len(found) == 1 else None
