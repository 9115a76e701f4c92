"""Deeds on drafts and sheets: taking them in, settling their rows, letting them have effect."""

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
from ruori.intake.actions.sheets import (
    OpenedSheet,
    TakenSheet,
    discard_sheet,
    open_sheet,
    sweep_sheets,
    take_sheet,
)

__all__ = [
    "AcceptedDraft",
    "OpenedDraft",
    "OpenedSheet",
    "Placing",
    "Settled",
    "TakenSheet",
    "accept_certain_rows",
    "accept_draft",
    "accept_row",
    "correct_row",
    "discard_draft",
    "discard_sheet",
    "drop_row",
    "drop_unread",
    "open_draft",
    "open_sheet",
    "part_row",
    "place_unread",
    "reopen_row",
    "sweep_sheets",
    "take_sheet",
]
