"""Keeping the outbox: sending a letter anew, or leaving it unsent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.audit import actions as audit
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.notices import access
from ruori.notices.models import Delivery
from ruori.notices.rules.letters import MAY_GO_AGAIN, State
from ruori.organisation.rules import Viewer

LABEL = "notices.delivery"


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter and its state now."""

    pk: int
    state: State


@transaction.atomic
def send_again(*, delivery: Delivery, version: int, by: Viewer, at: datetime) -> Kept:
    """Queue a letter that failed, bounced or was left unsent, under the same Message-ID.

    Raises NotAllowed, Conflict, Refused (it waits or has been sent).
    """
    require(access.may_keep_outbox(by))
    if delivery.state not in MAY_GO_AGAIN:
        raise refuse(
            "LETTER_NOT_STOPPED",
            N_("Only a letter that failed or was left unsent can be sent again."),
            _about(delivery),
        )
    changes = {"state": State.QUEUED, "attempts": 0, "try_at": at, "ended_at": None}
    return _change(delivery, version, changes, "letter.sent_again", by=by, at=at)


@transaction.atomic
def cancel_letter(*, delivery: Delivery, version: int, by: Viewer, at: datetime) -> Kept:
    """Leave a waiting letter unsent. Raises NotAllowed, Conflict, Refused (it does not wait)."""
    require(access.may_keep_outbox(by))
    if delivery.state != State.QUEUED:
        raise refuse(
            "LETTER_NOT_WAITING",
            N_("Only a letter that waits can be left unsent."),
            _about(delivery),
        )
    changes = {"state": State.CANCELLED, "ended_at": at}
    return _change(delivery, version, changes, "letter.cancelled", by=by, at=at)


def _change(
    delivery: Delivery,
    version: int,
    changes: dict[str, Any],
    verb: str,
    *,
    by: Viewer,
    at: datetime,
) -> Kept:
    stamped_at = audit.stamp(at=at)
    audit.claim(row=delivery, version=version, changes=changes)
    facts = {"person": delivery.person_id, "was": delivery.state}
    audit.record(verb=verb, about=_about(delivery), by=by.actor, at=stamped_at, facts=facts)
    return Kept(delivery.pk, changes["state"])


def _about(delivery: Delivery) -> Ref:
    return Ref(LABEL, delivery.pk, Text(delivery.subject))
