"""What every report has in common: the open round, the unseen answer of another, the one row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ruori.audit import actions as audit
from ruori.cycle import queries as cycle
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup.access import Item, is_on_behalf, may_report
from ruori.followup.actions.noticing import Notice, follow_entry, said_of
from ruori.followup.codes import Channel, Verdict
from ruori.followup.models import DeedReport, Entry, EntryDraft, EntryReview, HandOver, ProofUse
from ruori.followup.rules.drafts import covers
from ruori.followup.rules.entries import (
    UNDO_WITHIN,
    acting_post,
    answering_unit,
    may_correct,
    round_not_open,
)
from ruori.followup.rules.progress import Schedule, Words, open_days
from ruori.kernel.codes import ENDED_PROGRESS
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.rules import SYSTEM, Chart, Viewer
from ruori.plans.queries import measure_card, steps_of

SENTENCES = ("done", "effects", "cause", "action", "forecast")
SAID = ("progress", "outlook", *SENTENCES, "new_end_on")
"""What an entry says; the rest of a row is its frame."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of a report: the entry that stands now, and until when it can be undone."""

    entry: int
    corrects: int | None
    undo_until: datetime
    proofs: tuple[int, ...] = ()
    has_value_waiting: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """The measure or goal reported on, and who answers for it.

    `receiver` is the post it was passed on to in the round at hand, if it was.
    """

    about: Ref
    unit: int
    post: int | None
    receiver: int | None = None

    @property
    def item(self) -> Item:
        """The unit and post, as rights are asked."""
        return Item(self.unit, self.post, self.receiver)

    @property
    def answering_post(self) -> int | None:
        """The post that answers: the receiver's when it was passed on, else its own."""
        return self.receiver or self.post

    @property
    def key(self) -> dict[str, int]:
        """The column that points at it."""
        return {"measure_id" if self.about.label == "plans.measure" else "goal_id": self.about.pk}

    def with_receiver(self, post: int | None) -> "Subject":
        """The same, passed on to a post."""
        return replace(self, receiver=post)

    def in_round(self, round_id: int) -> "Subject":
        """The same with who received it in a round; one query."""
        rows = HandOver.objects.filter(round_id=round_id, ended_at__isnull=True, **self.key)
        return self.with_receiver(rows.values_list("to_post_id", flat=True).first())


@dataclass(frozen=True, slots=True)
class Pen:
    """A report being written: in which round, on what, by whom, recorded when, after which row.

    `seen_draft` is the version of the draft that the writer had before the eyes, if any.
    """

    row: Round
    subject: Subject
    by: Viewer
    at: datetime
    stamped_at: datetime
    chart: Chart
    tip: Entry | None
    seen_draft: int | None = None

    @property
    def today(self) -> date:
        """The day of the report."""
        return city_day(self.at)


def take_pen(
    *, round_id: int, subject: Subject, by: Viewer, at: datetime, seen_draft: int | None = None
) -> Pen:
    """Begin to report: lock the clock, check the right and that the round asks and is open.

    Raises NotAllowed, Refused (ROUND_NOT_OPEN, NOT_ASKED).
    """
    subject = subject.in_round(round_id)
    require(may_report(by, subject.item))
    stamped_at = audit.stamp(at=at)
    row = Round.objects.get(pk=round_id)
    if row.state != RoundState.OPEN:
        raise Refused(round_not_open(RoundState(row.state)))
    chart = organisation.chart(now(at))
    asked = cycle.asked_units([row.pk])[row.pk]
    if answering_unit(chart.parent_of, subject.unit, asked, chart.heirs_of) is None:
        raise refuse("NOT_ASKED", N_("This round does not ask about this."), subject.about)
    return Pen(row, subject, by, at, stamped_at, chart, tip_of(row.pk, subject), seen_draft)


def tip_of(round_id: int, subject: Subject) -> Entry | None:
    """The last row about a thing in a round, a withdrawal included."""
    rows = Entry.objects.filter(round_id=round_id, **subject.key).order_by("-id")
    found: Entry | None = rows.first()
    return found


def check_seen(pen: Pen, expected_last: int | None, said: Mapping[str, Any]) -> None:
    """Raise Conflict, with both texts, when another answer came that the writer has not seen."""
    tip = pen.tip
    if (None if tip is None else tip.pk) == expected_last:
        return
    raise conflict(pen, tip, said)


def conflict(pen: Pen, tip: Entry | None, said: Mapping[str, Any]) -> Conflict:
    """Two people answered the same: what the other said and what the writer says."""
    return conflict_of_texts(
        N_("Somebody else reported on this while you were writing."),
        theirs=tip,
        yours=said,
        about=pen.subject.about,
    )


def conflict_of_texts(
    msgid: str, *, theirs: Entry | None, yours: Mapping[str, Any], about: Ref
) -> Conflict:
    """A conflict that carries both texts, so a face can show them side by side."""
    return Conflict(
        Problem(
            code="REPORTED_MEANWHILE",
            msgid=msgid,
            facts={
                "theirs": {} if theirs is None else {name: getattr(theirs, name) for name in SAID},
                "yours": {name: yours.get(name) for name in SAID},
                "theirs_at": None if theirs is None else theirs.recorded_at,
                "theirs_person": None if theirs is None else theirs.person_id,
                "last": None if theirs is None else theirs.pk,
            },
            about=about,
        )
    )


def check_not_approved(pen: Pen) -> None:
    """Raise Refused when what stands has been approved already."""
    if pen.tip is None or pen.tip.is_withdrawn:
        return
    problem = may_correct(
        state=RoundState(pen.row.state), verdict=verdict_of(pen.tip), steers=pen.by.steers
    )
    if problem is not None:
        raise Refused(problem)


def verdict_of(entry: Entry) -> Verdict | None:
    """What the last review of an entry decided."""
    row = EntryReview.objects.filter(entry=entry).order_by("-id").first()
    return None if row is None else Verdict(row.verdict)


def write_entry(
    pen: Pen,
    said: Mapping[str, Any],
    *,
    channel: Channel = Channel.DESK,
    observation_id: int | None = None,
    reason: str = "",
    is_withdrawn: bool = False,
    is_unchanged: bool = False,
) -> Entry:
    """Write the one row of a report; after it the draft it was written from is gone."""
    kept = None if pen.tip is None else pen.tip.observation_id
    entry: Entry = Entry.objects.create(
        round=pen.row,
        **pen.subject.key,
        unit_id=pen.subject.unit,
        post_id=acting_post(
            pen.chart, pen.by, post=pen.subject.answering_post, unit=pen.subject.unit
        ),
        person_id=pen.by.person_id,
        channel=channel,
        observation_id=observation_id or (None if is_withdrawn else kept),
        corrects=pen.tip,
        is_withdrawn=is_withdrawn,
        is_unchanged=is_unchanged,
        reason=reason.strip(),
        recorded_at=pen.stamped_at,
        **said,
    )
    sent = {name: str(value or "") for name, value in said.items()}
    clear_draft(pen.row.pk, pen.subject.key, pen.seen_draft, sent)
    follow_entry(_notice(pen, entry), entry)
    return entry


def clear_draft(
    round_id: int, key: Mapping[str, int], seen: int | None, sent: Mapping[str, str]
) -> None:
    """Remove the draft that was sent. One that says more, written meanwhile, stays on offer."""
    row = EntryDraft.objects.filter(round_id=round_id, **key).first()
    if row is not None and (row.version == seen or covers(sent, row.fields)):
        row.delete()


def _notice(pen: Pen, entry: Entry) -> Notice:
    """What the entry may show: its word, or days that have passed undone."""
    is_overdue = entry.measure_id is not None and said_of(entry) not in ENDED_PROGRESS
    if is_overdue:
        is_overdue = schedule_by_key(entry.measure_id or 0, pen.at).is_overdue(pen.today)
    return Notice(pen.subject.about, pen.by, entry.post_id, pen.stamped_at, is_overdue)


def schedule_by_key(measure: int, at: datetime) -> Schedule:
    """The promised days of a measure; two queries."""
    card = measure_card(SYSTEM, now(at), measure)
    steps = steps_of([measure])[measure]
    days = open_days((step.due_on, step.done_on) for step in steps)
    return Schedule(None if card is None else card.ends_on, days)


def carry_over(source: Entry | None, entry: Entry, deeds: Mapping[int, date | None]) -> None:
    """Let proofs and deeds of the corrected entry stand with the new one; new deeds win."""
    told = dict(deeds)
    if source is not None and not source.is_withdrawn:
        for number, done_on in source.deeds.values_list("number", "done_on"):
            told.setdefault(number, done_on)
        for proof in source.proof_uses.values_list("proof_id", flat=True):
            ProofUse.objects.create(proof_id=proof, entry=entry, recorded_at=entry.recorded_at)
    for number, done_on in sorted(told.items()):
        DeedReport.objects.create(
            entry=entry, number=number, done_on=done_on, recorded_at=entry.recorded_at
        )


def record(verb: str, pen: Pen, entry: Entry) -> None:
    """Leave the trail of a report: what was said before and after, without its sentences."""
    before = pen.tip
    audit.record(
        verb=verb,
        about=Ref("followup.entry", entry.pk, pen.subject.about.title),
        by=pen.by.actor,
        at=pen.stamped_at,
        facts={
            "about": pen.subject.about.label,
            "pk": pen.subject.about.pk,
            "round": pen.row.pk,
            "before": None if before is None else before.progress or before.outlook,
            "after": entry.progress or entry.outlook,
            "corrects": entry.corrects_id,
            "post": entry.post_id,
            "on_behalf": is_on_behalf(pen.by, pen.subject.item),
        },
    )


def reported(
    entry: Entry, *, proofs: tuple[int, ...] = (), has_value_waiting: bool = False
) -> Reported:
    """The outcome of a report."""
    return Reported(
        entry=entry.pk,
        corrects=entry.corrects_id,
        undo_until=entry.recorded_at + UNDO_WITHIN,
        proofs=proofs,
        has_value_waiting=has_value_waiting,
    )


def words_of(said: Mapping[str, Any]) -> Words:
    """The sentences of what is said."""
    return Words(**{name: said.get(name, "") for name in SENTENCES})
