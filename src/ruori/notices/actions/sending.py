"""Sending what waits in the outbox: claimed before, sent outside a transaction, marked after.

A process that is killed in the middle leaves a claimed letter, which the next run sends again under
the same Message-ID. So nothing is lost, and what comes twice a mailbox knows for one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol

from django.db import transaction
from django.db.models import F, Q

from ruori.audit import actions as audit
from ruori.kernel.problems import Ref, require
from ruori.kernel.text import Text
from ruori.notices import access
from ruori.notices.models import Delivery
from ruori.notices.postman import Envelope, Postman
from ruori.notices.queries import receivers, waiting_letters
from ruori.notices.rules.letters import LOST_AFTER, Fate, Outcome, State, filled, next_try
from ruori.organisation.rules import Viewer

LABEL: Final = "notices.delivery"
MOST_SILENCES: Final = 2
"""How many times in a row the server may be out of reach before the run ends."""
NO_ADDRESS: Final = "no address"
MOST_WORDS: Final = 300


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter taken to be sent, with what its places lead to."""

    pk: int
    version: int
    person: int
    address: str
    language: str
    subject: str
    body: str
    links: tuple[Mapping[str, Any], ...]
    message_key: str
    is_courtesy: bool
    attempts: int


class Addresses(Protocol):
    """Makes the addresses of a letter's places; a face knows its own pages and makes links."""

    def __call__(self, letter: Claimed) -> Mapping[str, str]:
        """The address of each place: `1`, `2`, …, `desk`, `unsubscribe`."""


@dataclass(frozen=True, slots=True)
class Office:
    """From where letters are sent: this machine, its mail domain, and who makes addresses."""

    machine: str
    domain: str
    addresses: Addresses
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the letters of one run."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    bounced: int = 0
    is_reachable: bool = True

    @property
    def total(self) -> int:
        """All letters that were tried."""
        return self.sent + self.later + self.failed + self.bounced


def _quiet(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def send_outbox(
    *,
    postman: Postman,
    office: Office,
    by: Viewer,
    at: datetime,
    tell: Callable[[int, int], None] = _quiet,
) -> Sent:
    """Send what waits at an instant. Only one run of a machine may do it at a time.

    Raises NotAllowed. A server out of reach ends the run; what was not sent keeps waiting.
    """
    require(access.may_keep_outbox(by))
    _take_back_lost(machine=office.machine, at=at)
    total, silences, told = waiting_letters(at), 0, Sent()
    while silences < MOST_SILENCES:
        letter = _claim(machine=office.machine, at=at, now=office.clock())
        if letter is None:
            break
        outcome = _posted(letter, postman, office)
        _settle(letter=letter, outcome=outcome, by=by, at=office.clock())
        silences = silences + 1 if outcome.fate is Fate.UNREACHABLE else 0
        told = _counted(told, outcome.fate)
        tell(told.total, max(total, told.total))
    return replace(told, is_reachable=not silences)


def _posted(letter: Claimed, postman: Postman, office: Office) -> Outcome:
    if not letter.address:
        return Outcome(Fate.REFUSED, NO_ADDRESS)
    places = office.addresses(letter)
    headers = {}
    if letter.is_courtesy:
        headers = {
            "List-Unsubscribe": f"<{places['unsubscribe']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return postman.post(
        Envelope(
            to=letter.address,
            subject=letter.subject,
            body=filled(letter.body, places),
            message_id=f"<{letter.message_key}@{office.domain}>",
            language=letter.language,
            headers=headers,
        )
    )


@transaction.atomic
def _take_back_lost(*, machine: str, at: datetime) -> None:
    """Put back what a killed run of this machine had claimed, or another machine long ago.

    A letter whose run was killed again and again may be what kills it, so it is given up.
    """
    held = Q(claimed_by=machine) | Q(claimed_at__lt=at - LOST_AFTER)
    for row in Delivery.objects.filter(held, state=State.SENDING):
        is_over = next_try(row.attempts + 1, at) is None
        ends = {"state": State.FAILED, "ended_at": at} if is_over else {"state": State.QUEUED}
        Delivery.objects.filter(pk=row.pk, state=State.SENDING, version=row.version).update(
            attempts=F("attempts") + 1, version=F("version") + 1, **ends
        )


@transaction.atomic
def _claim(*, machine: str, at: datetime, now: datetime) -> Claimed | None:
    """Take the letter that has waited longest, to its receiver's address of today."""
    waiting = Delivery.objects.filter(state=State.QUEUED, try_at__lte=at).order_by("try_at", "id")
    for row in waiting[:100]:
        to = receivers([row.person_id])[row.person_id].address
        taken = Delivery.objects.filter(pk=row.pk, state=State.QUEUED, version=row.version).update(
            state=State.SENDING,
            claimed_at=now,
            claimed_by=machine,
            address=to,
            version=F("version") + 1,
        )
        if taken:
            return _claimed(row, to)
    return None


def _claimed(row: Delivery, address: str) -> Claimed:
    return Claimed(
        pk=row.pk,
        version=row.version + 1,
        person=row.person_id,
        address=address,
        language=row.language,
        subject=row.subject,
        body=row.body,
        links=tuple(row.links),
        message_key=row.message_key,
        is_courtesy=row.is_courtesy,
        attempts=row.attempts,
    )


@transaction.atomic
def _settle(*, letter: Claimed, outcome: Outcome, by: Viewer, at: datetime) -> None:
    """Mark what became of a letter; one that another run has taken meanwhile is left to it."""
    rows = Delivery.objects.filter(pk=letter.pk, state=State.SENDING, version=letter.version)
    words = outcome.words[:MOST_WORDS]
    rows.update(last_error=words, version=F("version") + 1, **_becomes(letter, outcome, at))
    if outcome.fate is Fate.NO_SUCH_ADDRESS:
        about = Ref(LABEL, letter.pk, Text(letter.subject))
        facts = {"person": letter.person}
        audit.record(verb="letter.bounced", about=about, by=by.actor, at=at, facts=facts)


def _becomes(letter: Claimed, outcome: Outcome, at: datetime) -> dict[str, Any]:
    ends = {
        Fate.TAKEN: State.SENT,
        Fate.NO_SUCH_ADDRESS: State.BOUNCED,
        Fate.REFUSED: State.FAILED,
    }
    tries = letter.attempts + (outcome.fate is not Fate.UNREACHABLE)
    if outcome.fate in ends:
        return {"state": ends[outcome.fate], "attempts": tries, "ended_at": at}
    again = next_try(max(tries, 1), at)
    if again is None:
        return {"state": State.FAILED, "attempts": tries, "ended_at": at}
    return {"state": State.QUEUED, "attempts": tries, "try_at": again}


def _counted(told: Sent, fate: Fate) -> Sent:
    name = {
        Fate.TAKEN: "sent",
        Fate.NO_SUCH_ADDRESS: "bounced",
        Fate.REFUSED: "failed",
    }.get(fate, "later")
    return replace(told, **{name: getattr(told, name) + 1})
