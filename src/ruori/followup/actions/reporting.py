"""Reporting: on a measure, on a goal, the same as last time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundKind, is_final_report
from ruori.followup.actions.proofs import NewProof, give_proofs
from ruori.followup.actions.subjects import (
    before,
    goal_subject,
    measure_subject,
    outlook_before,
    progress_before,
    schedule_of,
)
from ruori.followup.actions.writing import (
    SAID,
    SENTENCES,
    Pen,
    Reported,
    carry_over,
    check_not_approved,
    check_seen,
    record,
    reported,
    take_pen,
    words_of,
    write_entry,
)
from ruori.followup.codes import Channel
from ruori.followup.queries.forms import goal_card
from ruori.followup.queries.judging import evidence, tested_so_far
from ruori.followup.rules.entries import source_key
from ruori.followup.rules.progress import outlook_problems, progress_problems
from ruori.indicators.actions import EnteredValue, HandValue, enter_by_hand
from ruori.indicators.models import CurrentValue, Observation, Series
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import now
from ruori.kernel.period import parse_period
from ruori.kernel.problems import Problem, Refused, refuse
from ruori.kernel.text import N_
from ruori.organisation.rules import RoleCode, Viewer
from ruori.plans.codes import TestKind
from ruori.plans.models import Goal, Measure
from ruori.plans.queries import MeasureCard, TestCard, asked_indicators, tests_of

NOTHING: Mapping[int, date | None] = {}


@transaction.atomic
def report_measure(
    *,
    round: Round,
    measure: Measure,
    progress: Progress,
    by: Viewer,
    at: datetime,
    done: str = "",
    effects: str = "",
    cause: str = "",
    action: str = "",
    forecast: str = "",
    new_end_on: date | None = None,
    value: HandValue | None = None,
    more_values: Sequence[HandValue] = (),
    proofs: Sequence[NewProof] = (),
    expected_last: int | None = None,
    seen_draft: int | None = None,
    channel: Channel = Channel.DESK,
) -> Reported:
    """Say how a measure stands in a round; a second word in the same round corrects the first.

    `expected_last` is the last row the writer saw in this round (`EntryForm.expected_last`), None
    for none; `seen_draft` the version of the draft it was written from: a draft that says more
    stays. `more_values` are the further figures a measure asks. A value is kept inside until the
    round is published. Raises NotAllowed; Conflict with both texts; Refused: ROUND_NOT_OPEN,
    NOT_ASKED, NOT_FOLLOWED, ENTRY_APPROVED, and what `rules.progress.progress_problems` finds.
    """
    subject, card = measure_subject(measure.pk, at)
    pen = take_pen(round_id=round.pk, subject=subject, by=by, at=at, seen_draft=seen_draft)
    words = {"done": done, "effects": effects, "cause": cause, "action": action}
    said = _said(progress=progress, **words, forecast=forecast, new_end_on=new_end_on)
    check_seen(pen, expected_last, said)
    check_not_approved(pen)
    check_measure(pen, card, said)
    entered = None if value is None else _enter(pen, value, measure.pk)
    waits = [each for each in more_values if not _enter(pen, each, measure.pk).counts]
    told = _write(pen, said, entered=entered, value=value, proofs=proofs, channel=channel)
    return replace(told, has_value_waiting=told.has_value_waiting or bool(waits))


@transaction.atomic
def report_goal(
    *,
    round: Round,
    goal: Goal,
    outlook: Attainment | None,
    by: Viewer,
    at: datetime,
    done: str = "",
    effects: str = "",
    cause: str = "",
    action: str = "",
    forecast: str = "",
    new_end_on: date | None = None,
    deeds: Mapping[int, date | None] = NOTHING,
    value: HandValue | None = None,
    proofs: Sequence[NewProof] = (),
    expected_last: int | None = None,
    seen_draft: int | None = None,
    channel: Channel = Channel.DESK,
) -> Reported:
    """Say how a goal looks in a round; at the end of a period, when no tests decide, how it ended.

    `deeds` tells of promised deeds, by test number, the day done or None for not done. Raises as
    `report_measure`, and Refused (NO_SUCH_DEED).
    """
    subject, _ = goal_subject(goal.pk, at)
    pen = take_pen(round_id=round.pk, subject=subject, by=by, at=at, seen_draft=seen_draft)
    words = {"done": done, "effects": effects, "cause": cause, "action": action}
    said = _said(outlook=outlook or "", **words, forecast=forecast, new_end_on=new_end_on)
    check_seen(pen, expected_last, said)
    check_not_approved(pen)
    _check_deeds(check_goal(pen, said), deeds)
    entered = None if value is None else _enter(pen, value, None)
    return _write(
        pen, said, entered=entered, value=value, proofs=proofs, channel=channel, deeds=deeds
    )


@transaction.atomic
def repeat_measure(
    *,
    round: Round,
    measure: Measure,
    by: Viewer,
    at: datetime,
    expected_last: int | None = None,
    channel: Channel = Channel.DESK,
) -> Reported:
    """Say that nothing has changed since the last round: its words stand, marked and counted.

    Raises as `report_measure`, and Refused (NOTHING_TO_REPEAT).
    """
    subject, card = measure_subject(measure.pk, at)
    pen = take_pen(round_id=round.pk, subject=subject, by=by, at=at)
    last = before(pen)
    if last is None:
        raise refuse("NOTHING_TO_REPEAT", N_("Nothing has been reported on this before."))
    said = {name: getattr(last, name) for name in SAID}
    check_seen(pen, expected_last, said)
    check_not_approved(pen)
    check_measure(pen, card, said)
    entry = write_entry(pen, said, channel=channel, is_unchanged=True)
    carry_over(pen.tip, entry, NOTHING)
    record("entry.repeated", pen, entry)
    return reported(entry)


def check_measure(pen: Pen, card: MeasureCard, said: Mapping[str, Any]) -> None:
    """Raise Refused for the first thing that keeps a word about a measure from being taken."""
    progress = Progress(said["progress"])
    problems = progress_problems(
        progress=progress,
        before=progress_before(before(pen)),
        words=words_of(said),
        is_overdue=schedule_of(card).is_overdue(pen.today),
    )
    _raise_first(problems)


def check_goal(pen: Pen, said: Mapping[str, Any]) -> Sequence[TestCard]:
    """Raise Refused for the first thing that keeps a word about a goal from being taken.

    Gives the tests of the goal.
    """
    goal = pen.subject.about.pk
    tests = tests_of(now(pen.at), [goal])[goal]
    problems = outlook_problems(
        outlook=Attainment(said["outlook"]) if said["outlook"] else None,
        before=outlook_before(before(pen)),
        words=words_of(said),
        is_final=is_final_report(RoundKind(pen.row.kind)),
        has_tests=bool(tests),
        computed=_computed(pen) if tests else None,
    )
    _raise_first(problems)
    return tests


def _computed(pen: Pen) -> Attainment | None:
    """What the tests of the goal say so far."""
    card = goal_card(now(pen.at), pen.subject.about.pk)
    return None if card is None else tested_so_far(evidence([card], pen.row, pen.at)[0]).attainment


def _raise_first(problems: Sequence[Problem]) -> None:
    if problems:
        raise Refused(problems[0])


def _said(**words: Any) -> dict[str, Any]:
    """What is said, in the columns of an entry; sentences without spaces around them."""
    return {**words, **{name: words[name].strip() for name in SENTENCES}}


def _check_deeds(tests: Sequence[TestCard], deeds: Mapping[int, date | None]) -> None:
    promised = {test.number for test in tests if test.kind is TestKind.DEED}
    if set(deeds) - promised:
        raise refuse("NO_SUCH_DEED", N_("This goal has promised no such deed."))


def _write(
    pen: Pen,
    said: Mapping[str, Any],
    *,
    entered: EnteredValue | None,
    value: HandValue | None,
    proofs: Sequence[NewProof],
    channel: Channel,
    deeds: Mapping[int, date | None] = NOTHING,
) -> Reported:
    observation = None if entered is None or value is None else _observation(entered, value)
    entry = write_entry(pen, said, channel=channel, observation_id=observation)
    carry_over(pen.tip, entry, deeds)
    given = give_proofs(proofs, entry=entry, by=pen.by, stamped_at=pen.stamped_at)
    record("entry.reported", pen, entry)
    waits = entered is not None and not entered.counts
    return reported(entry, proofs=given, has_value_waiting=waits)


def _enter(pen: Pen, value: HandValue, measure: int | None) -> EnteredValue:
    """Keep a figure of the report inside until the round is published."""
    return enter_by_hand(
        value=value,
        by=_teller(pen, value, measure),
        at=pen.at,
        source_key=source_key(pen.row.pk),
        is_public=False,
    )


def _teller(pen: Pen, value: HandValue, measure: int | None) -> Viewer:
    """Who tells the figure: a figure asked with a measure may be told by whoever reports on it,
    also when another post keeps the indicator; the trail names the same actor."""
    if measure is None:
        return pen.by
    asked = asked_indicators(now(pen.at), [measure])[measure]
    if not Series.objects.filter(pk=value.series_id, indicator_id__in=asked).exists():
        return pen.by
    return replace(pen.by, roles=pen.by.roles | {RoleCode.STRATEGY_MANAGER})


def _observation(entered: EnteredValue, value: HandValue) -> int | None:
    """The stored figure: the row of its batch, or the equal one that was there already."""
    mine = Observation.objects.filter(batch_id=entered.batch_id, series_id=value.series_id)
    found: int | None = mine.values_list("pk", flat=True).first()
    if found is not None:
        return found
    period = parse_period(entered.observation_period)
    standing = CurrentValue.objects.filter(
        series_id=value.series_id, start_on=period.start, end_on=period.end
    )
    return standing.values_list("known_id", flat=True).first()
