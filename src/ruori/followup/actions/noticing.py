"""A word that tells of a deviation opens one in the same transaction; a word taken back ends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.followup.codes import DeviationState
from ruori.followup.models import Deviation, DeviationStep, Entry
from ruori.followup.queries.deviations import OPEN_STATES, reaction_of
from ruori.followup.rules.deviations import deviates, state_written
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Ref
from ruori.organisation.rules import Viewer

LABEL = "followup.deviation"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is followed: by whose word, through which post, recorded when, and whether overdue."""

    about: Ref
    by: Viewer
    post: int | None
    stamped_at: datetime
    is_overdue: bool


def said_of(entry: Entry) -> Progress | Attainment | None:
    """The judgement of an entry, of a measure or of a goal."""
    if entry.progress:
        return Progress(entry.progress)
    return Attainment(entry.outlook) if entry.outlook else None


def open_of(about: Ref) -> Deviation | None:
    """The open deviation of a measure or goal, if there is one."""
    rows = Deviation.objects.filter(state__in=OPEN_STATES, **key_of(about))
    found: Deviation | None = rows.first()
    return found


def key_of(about: Ref) -> dict[str, int]:
    """The column that points at a measure or goal."""
    return {"measure_id" if about.label == "plans.measure" else "goal_id": about.pk}


def follow_entry(notice: Notice, entry: Entry) -> None:
    """Open a deviation for what an entry tells, renew the open one, or end one told by mistake."""
    found = open_of(notice.about)
    standing = not entry.is_withdrawn
    if standing and deviates(said_of(entry), is_overdue=notice.is_overdue):
        if found is None:
            open_deviation(notice, unit=entry.unit_id, words=_words(entry), entry=entry)
        else:
            _renew(notice, found, entry)
    elif found is not None and _was_told_by_mistake(found, entry):
        _end(notice, found)


def open_deviation(
    notice: Notice,
    *,
    unit: int,
    words: Mapping[str, Any],
    entry: Entry | None = None,
    round: Round | None = None,
) -> Deviation:
    """Write a deviation as far as its words carry it, and its first step."""
    row = Deviation(
        **key_of(notice.about),
        entry=entry,
        round_id=None if entry is None else entry.round_id,
        unit_id=unit,
        noticed_at=notice.stamped_at,
        **words,
    )
    if round is not None:
        row.round = round
    row.state = state_written(reaction_of(row))
    row.save(force_insert=True)
    take_step(notice, row, DeviationState(row.state))
    tell("deviation.noticed", notice, row)
    return row


def take_step(notice: Notice, row: Deviation, state: DeviationState, note: str = "") -> None:
    """Keep a step of a deviation for its history."""
    DeviationStep.objects.create(
        deviation=row,
        state=state,
        note=note.strip(),
        post_id=notice.post,
        person_id=notice.by.person_id,
        recorded_at=notice.stamped_at,
    )


def tell(verb: str, notice: Notice, row: Deviation) -> None:
    """Leave the trail of a deviation, without its sentences."""
    audit.record(
        verb=verb,
        about=Ref(LABEL, row.pk, notice.about.title),
        by=notice.by.actor,
        at=notice.stamped_at,
        facts={
            "about": notice.about.label,
            "pk": notice.about.pk,
            "state": row.state,
            "entry": row.entry_id,
        },
    )


def _words(entry: Entry) -> dict[str, Any]:
    """The cause and action an entry gives; whoever answers for the item acts by its new day."""
    words: dict[str, Any] = {"cause": entry.cause, "action": entry.action}
    if entry.action:
        words |= {"post_id": entry.post_id, "due_on": entry.new_end_on}
    return words


def _renew(notice: Notice, row: Deviation, entry: Entry) -> None:
    """The newest word shows the deviation; it fills in only what nobody has written yet."""
    row.refresh_from_db()
    told = _words(entry)
    was_prefilled = row.version == 1 and row.entry_id == entry.corrects_id
    kept = {
        name: value if was_prefilled or not getattr(row, name) else getattr(row, name)
        for name, value in told.items()
    }
    for name, value in kept.items():
        setattr(row, name, value)
    changes: dict[str, Any] = {**kept, "entry_id": entry.pk, "round_id": entry.round_id}
    state = state_written(reaction_of(row))
    if row.state not in (DeviationState.ACTED, DeviationState.VERIFIED):
        changes["state"] = state
    before = row.state
    if was_prefilled:
        Deviation.objects.filter(pk=row.pk, version=row.version).update(**changes)
    else:
        audit.claim(row=row, version=row.version, changes=changes)
    row.refresh_from_db()
    if row.state != before:
        take_step(notice, row, DeviationState(row.state))
    tell("deviation.renewed", notice, row)


def _was_told_by_mistake(row: Deviation, entry: Entry) -> bool:
    """True when the word that opened it was put right in the same round, and nobody reacted."""
    return row.version == 1 and row.entry_id is not None and row.entry_id == entry.corrects_id


def _end(notice: Notice, row: Deviation) -> None:
    audit.claim(row=row, version=row.version, changes={"state": DeviationState.CLOSED})
    row.refresh_from_db()
    take_step(notice, row, DeviationState.CLOSED)
    tell("deviation.closed", notice, row)
