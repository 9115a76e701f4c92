"""Correcting and taking back what was said; the old row stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup.access import may_correct_published, may_report
from ruori.followup.actions.reporting import check_goal, check_measure
from ruori.followup.actions.subjects import goal_subject, measure_subject, subject_of
from ruori.followup.actions.writing import (
    SAID,
    SENTENCES,
    Pen,
    Reported,
    Subject,
    carry_over,
    conflict,
    record,
    reported,
    tip_of,
    verdict_of,
    write_entry,
)
from ruori.followup.codes import Channel
from ruori.followup.models import Entry
from ruori.followup.rules.entries import may_correct, may_take_back
from ruori.kernel.moments import now
from ruori.kernel.problems import Problem, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Viewer

BLANK: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an undo left standing: the entry restored, or none. A figure told with it stays."""

    row: int
    stands: int | None
    keeps_value: bool


@transaction.atomic
def correct_entry(
    *, entry: Entry, changes: Mapping[str, Any], by: Viewer, at: datetime, reason: str = ""
) -> Reported:
    """Put right what an entry says: `changes` are of progress, outlook, the sentences, new_end_on.

    In an open round by those who may report; after publication by who steers, with a reason that
    stays with it. Raises NotAllowed; Conflict with both texts when it was corrected meanwhile;
    Refused: ENTRY_APPROVED, ROUND_NOT_OPEN, CORRECTION_TELLS_WHY, UNKNOWN_FIELD, and what a
    report itself is refused for.
    """
    subject = subject_of(entry, at).in_round(entry.round_id)
    pen = _pen(entry, subject, by, at)
    is_published = pen.row.state == RoundState.PUBLISHED
    require(may_correct_published(by) if is_published else may_report(by, subject.item))
    said = _changed(entry, changes)
    _check_is_last(pen, entry, said)
    state = RoundState(pen.row.state)
    _refuse(may_correct(state=state, verdict=verdict_of(entry), steers=by.steers))
    if is_published and not reason.strip():
        raise refuse("CORRECTION_TELLS_WHY", N_("Tell why this is corrected."), field="reason")
    _check_words(pen, entry, said, at)
    made = write_entry(pen, said, reason=reason)
    carry_over(entry, made, {})
    record("entry.corrected", pen, made)
    return reported(made)


@transaction.atomic
def withdraw_entry(
    *, entry: Entry, by: Viewer, at: datetime, channel: Channel = Channel.DESK
) -> TakenBack:
    """Undo an entry within 24 hours while its round is open; what stood before it stands again.

    A figure told with the entry stays in its indicator. Raises NotAllowed; Conflict when something
    newer stands; Refused: UNDO_TOO_LATE, ENTRY_APPROVED, ROUND_NOT_OPEN, NOTHING_TO_UNDO.
    """
    subject = subject_of(entry, at).in_round(entry.round_id)
    require(may_report(by, subject.item))
    pen = _pen(entry, subject, by, at)
    if entry.is_withdrawn:
        raise refuse("NOTHING_TO_UNDO", N_("This has already been undone."))
    _check_is_last(pen, entry, {})
    _refuse(
        may_take_back(
            recorded_at=entry.recorded_at,
            at=at,
            state=RoundState(pen.row.state),
            verdict=verdict_of(entry),
        )
    )
    earlier = entry.corrects
    restores = earlier is not None and not earlier.is_withdrawn
    said = {name: getattr(earlier, name) for name in SAID} if restores else BLANK
    made = write_entry(
        pen,
        said,
        channel=channel,
        is_withdrawn=not restores,
        observation_id=earlier.observation_id if restores and earlier else None,
    )
    carry_over(earlier, made, {})
    record("entry.withdrawn", pen, made)
    return TakenBack(made.pk, made.pk if restores else None, entry.observation_id is not None)


def _pen(entry: Entry, subject: Subject, by: Viewer, at: datetime) -> Pen:
    stamped_at = audit.stamp(at=at)
    return Pen(
        row=Round.objects.get(pk=entry.round_id),
        subject=subject,
        by=by,
        at=at,
        stamped_at=stamped_at,
        chart=organisation.chart(now(at)),
        tip=tip_of(entry.round_id, subject),
    )


def _check_is_last(pen: Pen, entry: Entry, said: Mapping[str, Any]) -> None:
    if pen.tip is None or pen.tip.pk != entry.pk:
        raise conflict(pen, pen.tip, said)


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise Refused(problem)


def _changed(entry: Entry, changes: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(changes) - set(SAID)
    if unknown:
        raise refuse(
            "UNKNOWN_FIELD", N_("An entry has no such field."), fields=", ".join(sorted(unknown))
        )
    told = {**{name: getattr(entry, name) for name in SAID}, **changes}
    return {**told, **{name: told[name].strip() for name in SENTENCES}}


def _check_words(pen: Pen, entry: Entry, said: Mapping[str, Any], at: datetime) -> None:
    if entry.measure_id is not None:
        _, card = measure_subject(entry.measure_id, at)
        check_measure(pen, card, said)
    else:
        goal_subject(entry.goal_id or 0, at)
        check_goal(pen, said)
