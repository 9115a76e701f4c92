"""What the tests of intake stand on: the founding page, a small page, and drafts of them."""

from importlib.resources import files

from ruori.intake import actions, draft_json
from ruori.intake.draft import Draft as Proposal
from ruori.intake.models import Draft
from ruori.organisation.rules import SYSTEM, Viewer
from tests.city import AT

SMALL = """Suvikaupungin kaupunkistrategia 2026-2029
Lue lisää tästä
Arvot
- Rohkeus
Päämäärät
Elinvoima
- Työtä on kaikille.
Muut ohjelmat
Ikäohjelma 2026
"""
STRATEGY, VALUE, GOAL, OBJECTIVE, PROGRAMME = (0,), (0, 0), (0, 1), (0, 1, 0), (1,)
UNREAD = 2


def founding_page() -> bytes:
    """Kemi's own page, as shipped."""
    return (files("ruori.intake") / "data" / "kemi-strategia-2022-2025.txt").read_bytes()


def opened(source: str | bytes = SMALL, *, by: Viewer = SYSTEM) -> Draft:
    """The draft of a page."""
    content = source.encode() if isinstance(source, str) else source
    return Draft.objects.get(
        pk=actions.open_draft(content=content, name="sivu.txt", by=by, at=AT).pk
    )


def proposal_of(draft: Draft) -> Proposal:
    """What the draft proposes now."""
    draft.refresh_from_db()
    return draft_json.from_data(draft.proposal)


def settled(draft: Draft) -> Draft:
    """The draft with every row accepted and every unread line left out."""
    for number in range(len(proposal_of(draft).plans)):
        actions.accept_row(
            draft=draft, version=draft.version, path=(number,), with_below=True, by=SYSTEM, at=AT
        )
        draft.refresh_from_db()
    for item in proposal_of(draft).needs_review:
        actions.drop_unread(
            draft=draft, version=draft.version, line=item.line, reason="linkki", by=SYSTEM, at=AT
        )
        draft.refresh_from_db()
    return draft
