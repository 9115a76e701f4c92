"""A text still being written: kept for those who may send it, gone when sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.cycle.queries import asked_units
from ruori.cycle.rules import RoundState
from ruori.followup.access import may_review, may_see_draft, may_write_report
from ruori.followup.actions.subjects import goal_subject, measure_subject, subject_of
from ruori.followup.actions.writing import Subject
from ruori.followup.models import Entry, EntryDraft, UnitReport
from ruori.followup.queries.cards import DraftCard
from ruori.followup.queries.forms import draft_card
from ruori.followup.rules.drafts import covers
from ruori.followup.rules.entries import acting_post, round_not_open
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Viewer

DRAFT_MAX = 20_000
"""The longest draft kept, in characters over all its fields."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a draft is about in a round, by key: one measure or goal; the summary of a unit; why an
    answer (`entry`) or a summary (`unit_report`) is returned.
    """

    round: int
    measure: int | None = None
    goal: int | None = None
    unit: int | None = None
    entry: int | None = None
    unit_report: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a draft is kept: its column, what it is about, who answers, whether one may write."""

    key: dict[str, int]
    about: Ref
    post: int | None
    unit: int | None
    may_write: bool


@transaction.atomic
def save_draft(
    *, topic: Topic, fields: Mapping[str, str], version: int | None, by: Viewer, at: datetime
) -> DraftCard:
    """Keep what has been typed. `version` is that of the draft seen, None for a first saving.

    Raises NotAllowed; Conflict with both texts when somebody of the same post saved meanwhile
    words that these fields do not have;
    Refused (ROUND_NOT_OPEN, TOO_LONG).
    """
    place = _place_of(topic, by, at)
    require(place.may_write)
    stamped_at = audit.stamp(at=at)
    state = RoundState(Round.objects.get(pk=topic.round).state)
    if state is not RoundState.OPEN:
        raise Refused(round_not_open(state))
    if sum(len(text) for text in fields.values()) > DRAFT_MAX:
        raise refuse("TOO_LONG", N_("The draft is too long to be kept."), limit=DRAFT_MAX)
    row = EntryDraft.objects.filter(round_id=topic.round, **place.key).first()
    if row is None and version is None:
        return _begin(topic, place, fields, by, stamped_at)
    if row is None or (row.version != version and not covers(fields, row.fields)):
        raise _changed(row, fields, place.about)
    changes = {"fields": dict(fields), "saved_at": stamped_at, "person_id": by.person_id}
    audit.claim(row=row, version=row.version, changes=changes)
    row.refresh_from_db()
    return draft_card(row)


@transaction.atomic
def discard_draft(*, topic: Topic, by: Viewer, at: datetime, version: int | None = None) -> bool:
    """Throw a draft away; true when there was one. Repeating it is harmless.

    `version` is that of the draft seen, None to throw away whatever there is. Raises NotAllowed;
    Conflict when somebody of the same post has written more meanwhile.
    """
    place = _place_of(topic, by, at)
    require(place.may_write)
    stamped_at = audit.stamp(at=at)
    row = EntryDraft.objects.filter(round_id=topic.round, **place.key).first()
    if row is not None and version not in (None, row.version):
        raise _changed(row, {}, place.about)
    gone, _ = EntryDraft.objects.filter(round_id=topic.round, **place.key).delete()
    if gone:
        _record("draft.discarded", topic, place, by, stamped_at)
    return bool(gone)


def subject_of_topic(topic: Topic, at: datetime) -> Subject:
    """The measure or goal of a topic, with who received it. Raises Refused (NOT_FOLLOWED)."""
    if topic.measure is not None:
        return measure_subject(topic.measure, at)[0].in_round(topic.round)
    return goal_subject(topic.goal or 0, at)[0].in_round(topic.round)


def _place_of(topic: Topic, by: Viewer, at: datetime) -> _Place:
    if topic.unit is not None:
        is_asked = topic.unit in asked_units([topic.round])[topic.round]
        may_write = is_asked and may_write_report(by, unit=topic.unit)
        about = Ref("organisation.unit", topic.unit)
        return _Place({"unit_id": topic.unit}, about, None, topic.unit, may_write)
    if topic.entry is not None:
        entry = Entry.objects.filter(pk=topic.entry, round_id=topic.round).first()
        unit = None if entry is None else subject_of(entry, at).unit
        return _returned("entry", topic.entry, by, unit, entry)
    if topic.unit_report is not None:
        rows = UnitReport.objects.filter(pk=topic.unit_report, round_id=topic.round)
        report = rows.first()
        unit = None if report is None else report.unit_id
        return _returned("unit_report", topic.unit_report, by, unit, report)
    subject = subject_of_topic(topic, at)
    may_write = may_see_draft(by, subject.item)
    return _Place(subject.key, subject.about, subject.post, subject.unit, may_write)


def _returned(
    name: str, pk: int, by: Viewer, unit: int | None, row: Entry | UnitReport | None
) -> _Place:
    """Why something is returned: written by those who may review it."""
    about = Ref(f"followup.{name.replace('_', '')}", pk)
    may_write = (
        row is not None and unit is not None and may_review(by, unit=unit, writer=row.person_id)
    )
    return _Place({f"{name}_id": pk}, about, None, unit, may_write)


def _begin(
    topic: Topic, place: _Place, fields: Mapping[str, str], by: Viewer, stamped_at: datetime
) -> DraftCard:
    chart = organisation.chart(now(stamped_at))
    row = EntryDraft.objects.create(
        round_id=topic.round,
        **place.key,
        post_id=acting_post(chart, by, post=place.post, unit=place.unit),
        person_id=by.person_id,
        fields=dict(fields),
        saved_at=stamped_at,
    )
    # Every later saving would fill the trail with key strokes: it tells when writing began.
    _record("draft.begun", topic, place, by, stamped_at)
    return draft_card(row)


def _changed(row: EntryDraft | None, fields: Mapping[str, str], about: Ref) -> Conflict:
    return Conflict(
        Problem(
            code="CHANGED_MEANWHILE",
            msgid=N_("Somebody else changed this while you were writing."),
            facts={
                "theirs": {} if row is None else dict(row.fields),
                "yours": dict(fields),
                "version": None if row is None else row.version,
            },
            about=about,
        )
    )


def _record(verb: str, topic: Topic, place: _Place, by: Viewer, stamped_at: datetime) -> None:
    audit.record(
        verb=verb, about=place.about, by=by.actor, at=stamped_at, facts={"round": topic.round}
    )
