"""Actor: who does a deed, as the trail remembers it; made by a face only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

ATTEMPTS_PER_QUARTER = 5
QUARTER = timedelta(minutes=15)


class ActorKind(StrEnum):
    """The four kinds of doers."""

    USER = "USER"
    LINK = "LINK"
    RESIDENT = "RESIDENT"
    TIMER = "TIMER"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, an update link, a resident without an account, or the timer."""

    kind: ActorKind
    user_id: int | None = None
    label: str = ""


TIMER = Actor(ActorKind.TIMER, label="ajastin")
RESIDENT = Actor(ActorKind.RESIDENT, label="asukas")


def may_try_again(failures: list[datetime], at: datetime) -> bool:
    """True unless five sign-ins with this address failed within the last quarter of an hour."""
    return sum(1 for failed in failures if at - failed < QUARTER) < ATTEMPTS_PER_QUARTER


def normal_email(address: str) -> str:
    """An address as accounts are told apart: trimmed, case folded."""
    return address.strip().casefold()
