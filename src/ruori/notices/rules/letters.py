"""The life of a letter in the outbox, and the shape of its text (experience § 8)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

WIDTH: Final = 72
MOST_LINES: Final = 12
PLACE = re.compile(r"\[\[(\w+)\]\]")
"""Where an address comes when the letter is sent: `[[1]]`, `[[desk]]`, `[[unsubscribe]]`."""


NEW_LINK: Final = "LINK "
"""How the reason of a letter begins that brings a new link somebody asked for."""


class State(StrEnum):
    """QUEUED → SENDING → SENT, or back to QUEUED; BOUNCED and FAILED wait for a person."""

    QUEUED = "QUEUED"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    BOUNCED = "BOUNCED"
    CANCELLED = "CANCELLED"


WAITING: Final = frozenset({State.QUEUED, State.SENDING})
MAY_GO_AGAIN: Final = frozenset({State.FAILED, State.BOUNCED, State.CANCELLED})


class Topic(StrEnum):
    """What somebody may decline: the early reminders. What a post must do is always told."""

    EARLY_REMINDERS = "EARLY_REMINDERS"


class Fate(StrEnum):
    """What the receiving server said of a letter."""

    TAKEN = "TAKEN"
    NO_SUCH_ADDRESS = "NO_SUCH_ADDRESS"
    REFUSED = "REFUSED"
    LATER = "LATER"
    UNREACHABLE = "UNREACHABLE"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of a letter and the server's own words."""

    fate: Fate
    words: str = ""


WAITS: Final = tuple(timedelta(minutes=m) for m in (5, 15, 60, 240, 720, 1440, 1440, 1440))
"""How long a letter waits before each new try; after the last one it is given up: four days."""
LOST_AFTER: Final = timedelta(minutes=10)
"""A letter another machine took and never told of is taken again after this."""


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When a letter is tried again after so many tries, or None when it is given up."""
    return at + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def fitted(text: str, width: int = WIDTH) -> str:
    """The text on one line of at most `width` signs, cut at a word; a place for an address is kept
    out of names.
    """
    line = " ".join(text.replace("[[", "[ [").split())
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    kept = cut.rpartition(" ")[0]
    return f"{(kept if len(kept) > width // 2 else cut).rstrip(' ,.:–')}…"


def filled(body: str, addresses: Mapping[str, str]) -> str:
    """A stored text with the addresses put in their places. Raises KeyError for one not given."""
    return PLACE.sub(lambda found: addresses[found.group(1)], body)


def places(body: str) -> list[str]:
    """The places of a stored text in their order."""
    return PLACE.findall(body)
