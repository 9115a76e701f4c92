"""The outbox as its keepers see it: what waits, what failed, whose address does not work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef

from ruori.notices import access
from ruori.notices.models import Delivery, TimerRun
from ruori.notices.rules.letters import WAITING, State
from ruori.organisation.rules import Viewer

SHOWN = 200


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """A letter of the outbox: to whom, how far it is, and the server's words."""

    pk: int
    version: int
    person: int
    name: str
    address: str
    subject: str
    day: date
    state: State
    attempts: int
    last_error: str
    queued_at: datetime
    try_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterCard(DeliveryCard):
    """One letter with its text as it is stored."""

    body: str = ""
    language: str = "fi"


@dataclass(frozen=True, slots=True)
class TimerCard:
    """The last run of a duty of the timer."""

    duty: str
    ran_at: datetime
    done_at: datetime | None
    fault: str


def outbox(viewer: Viewer, states: Collection[State] = ()) -> list[DeliveryCard]:
    """The newest letters, those of some states when asked; for keepers only; one query."""
    if not access.may_keep_outbox(viewer):
        return []
    rows = Delivery.objects.select_related("person").order_by("-queued_at", "-id")
    if states:
        rows = rows.filter(state__in=states)
    return [DeliveryCard(**_words(row)) for row in rows[:SHOWN]]


def letter_card(viewer: Viewer, pk: int) -> LetterCard | None:
    """One letter with its text, for keepers only; one query."""
    if not access.may_keep_outbox(viewer):
        return None
    row = Delivery.objects.select_related("person").filter(pk=pk).first()
    if row is None:
        return None
    return LetterCard(**_words(row), body=row.body, language=row.language)


def counts(viewer: Viewer) -> dict[State, int]:
    """How many letters there are in each state; one query."""
    if not access.may_keep_outbox(viewer):
        return {}
    rows = Delivery.objects.values_list("state").annotate(count=Count("id")).order_by()
    found = {State(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in State}


def broken_addresses(viewer: Viewer) -> list[DeliveryCard]:
    """The last letter to each address that does not work, until one gets through; one query."""
    if not access.may_keep_outbox(viewer):
        return []
    later = Delivery.objects.filter(
        person=OuterRef("person"),
        ended_at__gt=OuterRef("ended_at"),
        state__in=(State.SENT, State.BOUNCED),
    )
    rows = (
        Delivery.objects.filter(state=State.BOUNCED)
        .filter(~Exists(later))
        .select_related("person__user")
        .order_by("person__name", "id")
    )
    return [DeliveryCard(**_words(row)) for row in rows if row.address == _address_of(row)]


def timer_runs() -> list[TimerCard]:
    """The last run of each duty of the timer; one query."""
    rows = TimerRun.objects.order_by("duty")
    return [TimerCard(row.duty, row.ran_at, row.done_at, row.fault) for row in rows]


def waiting_letters(at: datetime) -> int:
    """How many letters wait to be sent at an instant; one query."""
    return Delivery.objects.filter(state__in=WAITING, try_at__lte=at).count()


def _address_of(row: Delivery) -> str:
    person = row.person
    return person.work_email or (person.user.email if person.user is not None else "")


def _words(row: Delivery) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "version": row.version,
        "person": row.person_id,
        "name": row.person.name,
        "address": row.address,
        "subject": row.subject,
        "day": row.day_on,
        "state": State(row.state),
        "attempts": row.attempts,
        "last_error": row.last_error,
        "queued_at": row.queued_at,
        "try_at": row.try_at,
        "ended_at": row.ended_at,
    }
