"""Writing letters into the outbox: the digests of the morning, and reminders by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.kernel.problems import Due, Ref, require
from ruori.notices import access
from ruori.notices.actions.writing import Draft, Queued, record_queued, write_letters
from ruori.notices.queries import (
    Receiver,
    declined,
    due_of_all,
    mailed_this_week,
    reason_of,
    receivers,
    reminded_today,
    setting_of,
    to_remind,
    told_before,
)
from ruori.notices.rules.letters import Topic
from ruori.notices.rules.reminders import digest, is_digest_time, subject_of
from ruori.notices.wording import Occasion, Setting, Told
from ruori.organisation.rules import Viewer

REMINDERS = "REMINDERS"
"""The reason of a digest."""
BATCH = 200
"""Letters written in one transaction, so that others need not wait for thousands."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reminded:
    """The outcome of reminding by hand: letters queued, already reminded today, no address."""

    letters: int
    already: int
    without_address: int


def _quiet(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def queue_reminders(*, by: Viewer, at: datetime, tell: Tell = _quiet) -> Queued:
    """Write the digests of today, one for a person; outside the hours of digests nothing.

    What fell due while the timer was down is in today's digest, once; running again adds nothing.
    Raises NotAllowed.
    """
    require(access.may_keep_outbox(by))
    if not is_digest_time(at):
        return Queued(0, 0)
    waits = _by_owner(due_of_all(at))
    known = receivers(waits)
    setting = setting_of(at)
    reached = {owner: items for owner, items in waits.items() if known[owner].address}
    # First without a lock: most runs find nothing to write, and then nobody waits for them.
    waiting = sorted(_digests(reached, setting.today))
    written = 0
    for done, owners in enumerate(_batches(waiting), start=1):
        batch = {owner: reached[owner] for owner in owners}
        written += _write_digests(batch, known, setting, by=by, at=at)
        tell(min(done * BATCH, len(waiting)), len(waiting))
    return Queued(written, len(waits) - len(reached))


@transaction.atomic
def remind(*, round: Round, unit: int | None, by: Viewer, at: datetime) -> Reminded:
    """Remind by hand: of one unit all that is undone, without a unit all that is late.

    One letter for a person, a round and a day: repeating it is harmless. Raises NotAllowed.
    """
    require(access.may_remind(by))
    stamped_at = audit.stamp(at=at)
    asked = to_remind(round_pk=round.pk, unit=unit, at=at)
    got = reminded_today(round.pk, at)
    reached = [each for each in asked if each.receiver.address]
    fresh = [each for each in reached if each.receiver.person not in got]
    setting = setting_of(at)
    drafts = [Draft(each.receiver, each.told) for each in fresh]
    write_letters(drafts, setting, reason_of(round.pk), Occasion.BY_HAND, at=stamped_at)
    outcome = Reminded(len(fresh), len(reached) - len(fresh), len(asked) - len(reached))
    audit.record(
        verb="round.reminded",
        about=Ref("cycle.round", round.pk, round.title),
        by=by.actor,
        at=stamped_at,
        facts={"unit": unit, "letters": outcome.letters},
    )
    return outcome


def _by_owner(items: Iterable[Due]) -> dict[int, list[Due]]:
    found: dict[int, list[Due]] = defaultdict(list)
    for item in items:
        if item.owner is not None:
            found[item.owner].append(item)
    return found


def _batches(owners: Sequence[int]) -> Iterator[list[int]]:
    waiting = iter(owners)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _digests(waits: Mapping[int, list[Due]], today: date) -> dict[int, Told]:
    """The digest of each person who gets one today; three queries."""
    if not waits:
        return {}
    told = told_before(min(item.due_on for items in waits.values() for item in items), waits)
    mailed = mailed_this_week(today, waits)
    no_early = declined(Topic.EARLY_REMINDERS)
    found: dict[int, Told] = {}
    for person, items in waits.items():
        by_subject = {(subject_of(item), item.due_on): item for item in items}
        lines = digest(
            by_subject,
            told=told[person],
            mailed=mailed[person],
            today=today,
            wants_early=person not in no_early,
        )
        if lines:
            found[person] = tuple((by_subject[line.subject, line.due_on], line) for line in lines)
    return found


@transaction.atomic
def _write_digests(
    waits: Mapping[int, list[Due]],
    known: Mapping[int, Receiver],
    setting: Setting,
    *,
    by: Viewer,
    at: datetime,
) -> int:
    """What was told is read under the lock, so that two timers at once write one letter."""
    stamped_at = audit.stamp(at=at)
    found = _digests(waits, setting.today)
    drafts = [Draft(known[person], told) for person, told in found.items()]
    if drafts:
        write_letters(drafts, setting, REMINDERS, Occasion.DIGEST, at=stamped_at)
        record_queued(len(drafts), by=by, at=stamped_at)
    return len(drafts)
