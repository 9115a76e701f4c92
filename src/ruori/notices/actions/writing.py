"""Putting letters into the outbox with what they tell; shared by every deed that writes some."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.crypto import salted_hmac

from ruori.audit import actions as audit
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Ref
from ruori.notices.models import Delivery, Reminder
from ruori.notices.queries import Receiver
from ruori.notices.wording import Occasion, Setting, Told, letter
from ruori.organisation.rules import Viewer

KEY_LENGTH = 32
"""128 bits; a longer Message-ID would not fit on the one line some servers want it on."""


@dataclass(frozen=True, slots=True)
class Queued:
    """How many letters were put in the outbox, and who could not be reached for want of address."""

    letters: int
    without_address: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter about to be written: to whom, about what."""

    to: Receiver
    told: Told


def write_letters(
    drafts: Sequence[Draft], setting: Setting, reason: str, occasion: Occasion, *, at: datetime
) -> None:
    """Put a letter for each draft into the outbox, and keep what it reminds of."""
    made = Delivery.objects.bulk_create(
        _delivery(draft, setting, reason, occasion, at=at) for draft in drafts
    )
    Reminder.objects.bulk_create(
        [
            Reminder(
                delivery=row,
                person_id=draft.to.person,
                subject=line.subject,
                due_on=line.due_on,
                stage=stage,
            )
            for row, draft in zip(made, drafts, strict=True)
            for _, line in draft.told
            for stage in line.stages
        ],
        # By hand one may be reminded of what a digest has told already.
        ignore_conflicts=occasion is Occasion.BY_HAND,
    )


def record_queued(count: int, *, by: Viewer, at: datetime) -> None:
    """Leave one line in the trail for all the letters of a run."""
    about = Ref("organisation.city", 1)
    audit.record(verb="letter.queued", about=about, by=by.actor, at=at, facts={"letters": count})


def _delivery(
    draft: Draft, setting: Setting, reason: str, occasion: Occasion, *, at: datetime
) -> Delivery:
    text = letter(draft.told, setting, draft.to.language, occasion)
    day = city_day(at)
    return Delivery(
        person_id=draft.to.person,
        reason=reason,
        day_on=day,
        message_key=message_key(person=draft.to.person, reason=reason, day=day),
        address=draft.to.address,
        language=draft.to.language,
        subject=text.subject,
        body=text.body,
        links=[dict(link) for link in text.links],
        is_courtesy=text.is_courtesy,
        queued_at=at,
        try_at=at,
    )


def message_key(*, person: int, reason: str, day: date) -> str:
    """The left half of a letter's Message-ID: the same for the same person, reason and day.

    Also after a restored backup, so that a mailbox knows the letter it has already.
    """
    words = f"{person} {reason} {day.isoformat()}"
    return salted_hmac("ruori.notices.letter", words, algorithm="sha256").hexdigest()[:KEY_LENGTH]
