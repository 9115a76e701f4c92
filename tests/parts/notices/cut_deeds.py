"""Deeds of letters that a power cut may end, done in a process of their own."""

from collections.abc import Mapping
from datetime import datetime

from ruori.notices import actions
from ruori.notices.actions import Claimed, Office
from ruori.notices.postman import Postman
from ruori.organisation.rules import SYSTEM
from tests.parts.notices.server import posting_to


def addresses(letter: Claimed) -> Mapping[str, str]:
    """Made-up addresses."""
    names = [*(str(n) for n in range(1, len(letter.links) + 1)), "desk", "unsubscribe"]
    return {name: f"https://kemi.invalid/{name}" for name in names}


def write(*, at: str) -> None:
    """Write the reminders of a morning."""
    actions.queue_reminders(by=SYSTEM, at=datetime.fromisoformat(at))


def send(*, port: int, at: str) -> None:
    """Send what waits."""
    now = datetime.fromisoformat(at)
    office = Office("kone", "kemi.invalid", addresses, clock=lambda: now)
    with posting_to(port), Postman("ruori@kemi.invalid") as postman:
        actions.send_outbox(postman=postman, office=office, by=SYSTEM, at=now)
