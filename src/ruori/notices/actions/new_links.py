"""Writing the letters that bring a new link to whoever answers, when somebody asked for one."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from ruori.audit import actions as audit
from ruori.followup.queries import RequestedLink, requested_links
from ruori.kernel.problems import Due, Ref, require
from ruori.kernel.text import Text
from ruori.notices import access
from ruori.notices.actions.writing import Draft, Queued, record_queued, write_letters
from ruori.notices.models import Delivery
from ruori.notices.queries import Receiver, receivers, setting_of
from ruori.notices.rules.letters import NEW_LINK, WAITING, State
from ruori.notices.rules.reminders import Line, subject_of
from ruori.notices.wording import Occasion, Told
from ruori.organisation.rules import Viewer

ASKED = "%Y%m%dT%H%M%S"


def queue_new_links(*, by: Viewer, at: datetime) -> Queued:
    """Write a letter for each new link that was asked for, at any hour; again adds nothing.

    The link itself is made when the letter is sent, and only that makes the request done. A letter
    that waits for somebody who no longer answers is left unsent. Raises NotAllowed.
    """
    require(access.may_keep_outbox(by))
    # First without a lock: most runs find that nobody has asked.
    if not requested_links(at):
        return Queued(0, 0)
    return _queue(by=by, at=at)


@transaction.atomic
def _queue(*, by: Viewer, at: datetime) -> Queued:
    """Asked again under the lock, so that two timers at once write one letter."""
    stamped_at = audit.stamp(at=at)
    asked = requested_links(at)
    for each in asked:
        _leave_unsent(each, by=by, at=stamped_at)
    known = receivers(each.person for each in asked)
    reached = [each for each in asked if known[each.person].address]
    fresh = [each for each in reached if not _is_written(each)]
    _write(fresh, known, at=stamped_at)
    if fresh:
        record_queued(len(fresh), by=by, at=stamped_at)
    return Queued(len(fresh), len(asked) - len(reached))


def _write(asked: Iterable[RequestedLink], known: dict[int, Receiver], *, at: datetime) -> None:
    setting = setting_of(at)
    for each in asked:
        draft = Draft(known[each.person], _told(each))
        write_letters([draft], setting, _reason(each), Occasion.NEW_LINK, at=at)


def _leave_unsent(asked: RequestedLink, *, by: Viewer, at: datetime) -> None:
    """What waits to be sent to who answered before."""
    rows = Delivery.objects.filter(reason__startswith=_of_item(asked), state=State.QUEUED)
    for row in rows.exclude(person=asked.person).select_for_update():
        changes = {"state": State.CANCELLED, "ended_at": at}
        audit.claim(row=row, version=row.version, changes=changes)
        about = Ref("notices.delivery", row.pk, Text(row.subject))
        facts = {"person": row.person_id, "was": State.QUEUED}
        audit.record(verb="letter.cancelled", about=about, by=by.actor, at=at, facts=facts)


def _is_written(asked: RequestedLink) -> bool:
    """True for a request that has its letter, and while another for the same thing waits."""
    rows = Delivery.objects.filter(person=asked.person)
    waits = rows.filter(reason__startswith=_of_item(asked), state__in=WAITING)
    return rows.filter(reason=_reason(asked)).exists() or waits.exists()


def _of_item(asked: RequestedLink) -> str:
    kind = "m" if asked.item.measure is not None else "g"
    return f"{NEW_LINK}{asked.item.round} {kind}{asked.item.pk} "


def _reason(asked: RequestedLink) -> str:
    return f"{_of_item(asked)}{asked.asked_at.astimezone(UTC):{ASKED}}"


def _told(asked: RequestedLink) -> Told:
    """The thing as a line of a letter that is no reminder of any stage."""
    item = Due(
        kind="REPORT_MEASURE" if asked.item.measure is not None else "REPORT_GOAL",
        about=asked.about,
        due_on=asked.due_on,
        post_id=asked.item_post,
        unit_id=asked.unit,
        facts={"round": asked.item.round},
        owner=asked.person,
    )
    return ((item, Line(subject_of(item), item.due_on, ())),)
