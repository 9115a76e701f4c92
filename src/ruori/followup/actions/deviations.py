"""Deviations: taking one up, reacting, acting, verifying the effect, closing (domain § 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit import actions as audit
from ruori.decisions.models import Decision
from ruori.followup.access import (
    may_act_on_deviation,
    may_report,
    may_review,
)
from ruori.followup.actions.noticing import (
    Notice,
    key_of,
    open_deviation,
    open_of,
    said_of,
    take_step,
    tell,
)
from ruori.followup.actions.subjects import goal_subject, measure_subject, schedule_of
from ruori.followup.actions.writing import Subject
from ruori.followup.codes import Cause, DeviationState
from ruori.followup.models import Deviation, DeviationStep, Entry
from ruori.followup.queries.deviations import reaction_of
from ruori.followup.queries.entries import standing
from ruori.followup.rules.deviations import (
    deviates,
    may_close,
    may_step,
    may_verify,
    reaction_problems,
    state_written,
)
from ruori.followup.rules.entries import acting_post
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.models import Post
from ruori.organisation.rules import Viewer
from ruori.plans.models import Goal, Measure


@dataclass(frozen=True, slots=True)
class ReactionTerms:
    """What is written of a deviation: why, with which effect, what is done, by whom and when."""

    cause_code: Cause | None = None
    cause: str = ""
    effect: str = ""
    action: str = ""
    action_measure: Measure | None = None
    post: Post | None = None
    due_on: date | None = None
    decision: Decision | None = None
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class DeviationMoved:
    """Where a deviation stands after a deed."""

    pk: int
    version: int
    state: DeviationState


@transaction.atomic
def notice_deviation(*, about: Measure | Goal, by: Viewer, at: datetime) -> DeviationMoved:
    """Take up a deviation that the days or the last word show and nobody has taken up.

    Raises NotAllowed; Refused: NOT_FOLLOWED, ALREADY_NOTICED, GOES_WELL.
    """
    subject, is_overdue = _subject(about, at)
    require(may_report(by, subject.item))
    stamped_at = audit.stamp(at=at)
    notice = _notice(subject, by, at, stamped_at, is_overdue=is_overdue)
    if open_of(subject.about) is not None:
        raise refuse("ALREADY_NOTICED", N_("This deviation has been taken up already."))
    last = _last_word(subject.about, at)
    said = None if last is None else said_of(last)
    if not deviates(said, is_overdue=is_overdue):
        raise refuse("GOES_WELL", N_("Nothing shows that this deviates."))
    words = {} if last is None else {"cause": last.cause, "action": last.action}
    row = open_deviation(notice, unit=subject.unit, words=words, entry=last)
    return _moved(row)


@transaction.atomic
def react_to_deviation(
    *, deviation: Deviation, version: int, reaction: ReactionTerms, by: Viewer, at: datetime
) -> DeviationMoved:
    """Write why it deviates and what is done: action, who and by when, or accepted by a decision.

    Raises NotAllowed; Conflict with both texts; Refused: ACCEPTED_BY_DECISION, ACTION_HAS_OWNER,
    DEVIATION_CLOSED.
    """
    subject, is_overdue = _subject_of(deviation, at)
    require(may_report(by, subject.item))
    notice = _notice(subject, by, at, audit.stamp(at=at), is_overdue=is_overdue)
    row = Deviation.objects.get(pk=deviation.pk)
    written = _columns(reaction)
    if row.version != version:
        raise _changed_meanwhile(row, written)
    for name, value in written.items():
        setattr(row, name, value)
    found = reaction_of(row)
    _raise_first(reaction_problems(found))
    return _go(notice, row, state_written(found), written, verb="deviation.reacted")


@transaction.atomic
def act_on_deviation(
    *, deviation: Deviation, version: int, note: str, by: Viewer, at: datetime
) -> DeviationMoved:
    """Say that the agreed action is done. Raises NotAllowed, Conflict, Refused (WRONG_STEP)."""
    subject, is_overdue = _subject_of(deviation, at)
    require(may_act_on_deviation(by, item=subject.item, post=deviation.post_id))
    notice = _notice(subject, by, at, audit.stamp(at=at), is_overdue=is_overdue)
    row = _fresh(deviation, version)
    return _go(notice, row, DeviationState.ACTED, {}, verb="deviation.acted", note=note)


@transaction.atomic
def verify_deviation(
    *,
    deviation: Deviation,
    version: int,
    helped: bool,
    note: str,
    by: Viewer,
    at: datetime,
) -> DeviationMoved:
    """A head above, other than who acted, says whether the action helped; if not, it goes on.

    Raises NotAllowed, Conflict; Refused: NOT_ACTED, VERIFYING_TELLS_WHY.
    """
    subject, is_overdue = _subject_of(deviation, at)
    require(may_review(by, unit=subject.unit, writer=_who_acted(deviation)))
    notice = _notice(subject, by, at, audit.stamp(at=at), is_overdue=is_overdue)
    row = _fresh(deviation, version)
    is_back = _is_back_on_course(subject.about, at, is_overdue=is_overdue)
    _refuse(may_verify(DeviationState(row.state), is_back_on_course=is_back))
    if not note.strip():
        raise refuse("VERIFYING_TELLS_WHY", N_("Tell what shows whether it helped."), field="note")
    to = DeviationState.VERIFIED if helped else DeviationState.ACTION_AGREED
    return _go(notice, row, to, {}, verb="deviation.verified", note=note)


@transaction.atomic
def close_deviation(
    *, deviation: Deviation, version: int, by: Viewer, at: datetime
) -> DeviationMoved:
    """Close a deviation whose effect is verified, or which a decision accepts as it is.

    Raises NotAllowed, Conflict, Refused (NOT_VERIFIED).
    """
    subject, is_overdue = _subject_of(deviation, at)
    require(may_review(by, unit=subject.unit, writer=None))
    notice = _notice(subject, by, at, audit.stamp(at=at), is_overdue=is_overdue)
    row = _fresh(deviation, version)
    _refuse(may_close(DeviationState(row.state), reaction_of(row)))
    return _go(notice, row, DeviationState.CLOSED, {}, verb="deviation.closed")


def _go(
    notice: Notice,
    row: Deviation,
    to: DeviationState,
    written: Mapping[str, Any],
    *,
    verb: str,
    note: str = "",
) -> DeviationMoved:
    """Claim the row, write its state and words, keep the step, leave the trail."""
    before = DeviationState(Deviation.objects.values_list("state", flat=True).get(pk=row.pk))
    if before is DeviationState.CLOSED:
        raise refuse("DEVIATION_CLOSED", N_("This deviation has been closed."))
    if not may_step(before, to):
        raise refuse("WRONG_STEP", N_("The deviation is not that far yet."), state=before)
    audit.claim(row=row, version=row.version, changes={**written, "state": to})
    row.refresh_from_db()
    take_step(notice, row, to, note)
    tell(verb, notice, row)
    return _moved(row)


def _moved(row: Deviation) -> DeviationMoved:
    return DeviationMoved(row.pk, row.version, DeviationState(row.state))


def _columns(reaction: ReactionTerms) -> dict[str, Any]:
    texts = {name: getattr(reaction, name).strip() for name in ("cause", "effect", "action")}
    keys = {
        f"{name}_id": None if getattr(reaction, name) is None else getattr(reaction, name).pk
        for name in ("action_measure", "post", "decision")
    }
    plain = {
        "cause_code": reaction.cause_code or "",
        "due_on": reaction.due_on,
        "is_accepted": reaction.is_accepted,
    }
    return {**texts, **keys, **plain}


def _fresh(deviation: Deviation, version: int) -> Deviation:
    row: Deviation = Deviation.objects.get(pk=deviation.pk)
    if row.version != version:
        raise _changed_meanwhile(row, {})
    return row


def _changed_meanwhile(row: Deviation, written: Mapping[str, Any]) -> Conflict:
    names = [field.name for field in fields(ReactionTerms)]
    texts = [name for name in names if isinstance(getattr(row, name), str)]
    return Conflict(
        Problem(
            code="CHANGED_MEANWHILE",
            msgid=N_("Somebody else changed this while you were writing."),
            facts={
                "theirs": {name: getattr(row, name) for name in texts},
                "yours": {name: written.get(name, "") for name in texts},
                "version": row.version,
            },
        )
    )


def _subject(about: Measure | Goal, at: datetime) -> tuple[Subject, bool]:
    if isinstance(about, Goal):
        return goal_subject(about.pk, at)[0], False
    subject, card = measure_subject(about.pk, at)
    return subject, schedule_of(card).is_overdue(city_day(at))


def _subject_of(row: Deviation, at: datetime) -> tuple[Subject, bool]:
    """What a deviation is of; its own unit answers even when the thing is followed no more."""
    about = row.measure if row.measure is not None else row.goal
    try:
        return _subject(about, at)  # type: ignore[arg-type]
    except Refused:
        label = "plans.measure" if row.measure_id is not None else "plans.goal"
        return Subject(Ref(label, row.measure_id or row.goal_id or 0), row.unit_id, None), False


def _notice(
    subject: Subject, by: Viewer, at: datetime, stamped_at: datetime, *, is_overdue: bool
) -> Notice:
    chart = organisation.chart(now(at))
    post = acting_post(chart, by, post=subject.post, unit=subject.unit)
    return Notice(subject.about, by, post, stamped_at, is_overdue)


def _last_word(about: Ref, at: datetime) -> Entry | None:
    rows = Entry.objects.filter(standing(now(at)), **key_of(about))
    found: Entry | None = rows.order_by("-round__covers_to", "-round_id", "-id").first()
    return found


def _is_back_on_course(about: Ref, at: datetime, *, is_overdue: bool) -> bool:
    last = _last_word(about, at)
    return last is not None and not deviates(said_of(last), is_overdue=is_overdue)


def _who_acted(row: Deviation) -> int | None:
    acted = DeviationStep.objects.filter(deviation=row, state=DeviationState.ACTED)
    found: int | None = acted.order_by("-id").values_list("person_id", flat=True).first()
    return found


def _raise_first(problems: list[Problem]) -> None:
    if problems:
        raise Refused(problems[0])


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise Refused(problem)
