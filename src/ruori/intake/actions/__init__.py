"""Deeds on drafts: taking a page in, settling its rows, and letting it become the city's plans."""

from ruori.intake.actions.accepting import AcceptedDraft, accept_draft
from ruori.intake.actions.opening import OpenedDraft, discard_draft, open_draft
from ruori.intake.actions.settling import (
    Placing,
    Settled,
    accept_certain_rows,
    accept_row,
    correct_row,
    drop_row,
    drop_unread,
    part_row,
    place_unread,
    reopen_row,
)

__all__ = [
    "AcceptedDraft",
    "OpenedDraft",
    "Placing",
    "Settled",
    "accept_certain_rows",
    "accept_draft",
    "accept_row",
    "correct_row",
    "discard_draft",
    "drop_row",
    "drop_unread",
    "open_draft",
    "part_row",
    "place_unread",
    "reopen_row",
]
