"""What the board of a round is made of, read in six queries: no more of each row than it shows.

The same questions as `asking` asks, of one round and without the texts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from ruori.cycle.models import Round, RoundUnit
from ruori.followup.codes import UnitReportState, Verdict
from ruori.followup.models import Entry, EntryReview, ProofUse, UnitReport
from ruori.followup.queries.asking import Answer, Asked, is_still_live, shown_of
from ruori.followup.queries.entries import SETTLED, standing
from ruori.followup.rules.entries import answering_unit
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Ref
from ruori.organisation.rules import Chart
from ruori.plans.queries import (
    FollowedGoal,
    FollowedMeasure,
    followed_goals,
    followed_measures,
)

Key = tuple[str, int]
MEASURE, GOAL = "plans.measure", "plans.goal"


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit of the round: its day, and how far its own summary is."""

    due_on: date
    report: UnitReportState
    report_pk: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """An answer with what a board counts of it besides."""

    answer: Answer
    writer_name: str
    is_unchanged: bool
    has_proof: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What has been said: the answers of the round, and the last settled word on each measure."""

    answers: Mapping[Key, Said]
    settled: Mapping[int, Progress]


def asked_units(round_id: int) -> tuple[Round | None, dict[int, AskedUnit]]:
    """The round and its units in their order; one query, two for a round that asks nobody."""
    reports = UnitReport.objects.filter(round=OuterRef("round"), unit=OuterRef("unit"))
    rows = list(
        RoundUnit.objects.filter(round_id=round_id)
        .select_related("round")
        .annotate(
            report_state=Subquery(reports.values("state")[:1]),
            report_pk=Subquery(reports.values("pk")[:1]),
        )
        .order_by("id")
    )
    if not rows:
        return Round.objects.filter(pk=round_id).first(), {}
    row = rows[0].round
    found = {
        each.unit_id: AskedUnit(
            due_on=each.due_on or row.due_on,
            report=UnitReportState(each.report_state or UnitReportState.OPENED),
            report_pk=each.report_pk,
        )
        for each in rows
    }
    return row, found


def words_of_round(row: Round, moment: Moment) -> Words:
    """The answers that stand in a round, and what measures were last settled at; one query."""
    reviews = EntryReview.objects.filter(entry=OuterRef("pk")).order_by("-id")
    rows = (
        Entry.objects.filter(standing(moment))
        .filter(Q(round=row) | Q(measure__isnull=False))
        .annotate(
            verdict=Subquery(reviews.values("verdict")[:1]),
            has_proof=Exists(ProofUse.objects.filter(entry=OuterRef("pk"))),
        )
        .order_by("round__covers_to", "round_id", "id")
        .values_list(*_COLUMNS)
    )
    answers: dict[Key, Said] = {}
    settled: dict[int, Progress] = {}
    for pk, round_id, state, measure, goal, *said in rows:
        progress, *_, verdict, _ = said
        if measure is not None and progress and _is_settled(state, verdict):
            settled[measure] = Progress(progress)
        if round_id == row.pk:
            about = (MEASURE, measure) if measure is not None else (GOAL, goal)
            answers[about] = _said(pk, *said)
    return Words(answers, settled)


def asked_items(
    units: Mapping[int, AskedUnit], words: Words, chart: Chart, moment: Moment
) -> tuple[Asked, ...]:
    """Every question of the round, measures first; two queries."""
    live = (
        _measure(each, words, moment)
        for each in followed_measures(moment)
        if (MEASURE, each.pk) in words.answers or is_still_live(each, words.settled)
    )
    goals = (_goal(each, words) for each in followed_goals(moment))
    return tuple(
        Asked(unit=unit, asked_unit=place, due_on=units[place].due_on, **told)
        for unit, told in (*live, *goals)
        if (place := answering_unit(chart.parent_of, unit, units)) is not None
    )


_COLUMNS = (
    "pk",
    "round_id",
    "round__state",
    "measure_id",
    "goal_id",
    "progress",
    "outlook",
    "person_id",
    "person__name",
    "is_unchanged",
    "recorded_at",
    "verdict",
    "has_proof",
)


def _is_settled(state: str, verdict: str | None) -> bool:
    return state in SETTLED or verdict == Verdict.APPROVED


def _said(
    pk: int,
    progress: str,
    outlook: str,
    person: int | None,
    name: str | None,
    is_unchanged: bool,  # noqa: FBT001 - a row's columns in their order
    recorded_at: datetime,
    verdict: str | None,
    has_proof: bool,  # noqa: FBT001 - a row's columns in their order
) -> Said:
    return Said(
        Answer(
            entry=pk,
            progress=Progress(progress) if progress else None,
            outlook=Attainment(outlook) if outlook else None,
            writer=person,
            verdict=Verdict(verdict) if verdict else None,
            recorded_at=recorded_at,
        ),
        writer_name=name or "",
        is_unchanged=is_unchanged,
        has_proof=has_proof,
    )


def _measure(each: FollowedMeasure, words: Words, moment: Moment) -> tuple[int, dict[str, Any]]:
    answer = _answer(words.answers, (MEASURE, each.pk))
    shown = shown_of(each, answer.progress if answer else None, moment)
    about = Ref(MEASURE, each.pk, each.name)
    return each.unit, {"about": about, "post": each.post, "answer": answer, "shown": shown}


def _goal(each: FollowedGoal, words: Words) -> tuple[int, dict[str, Any]]:
    answer = _answer(words.answers, (GOAL, each.pk))
    return each.unit, {"about": Ref(GOAL, each.pk, each.name), "post": each.post, "answer": answer}


def _answer(answers: Mapping[Key, Said], key: Key) -> Answer | None:
    said = answers.get(key)
    return None if said is None else said.answer


def keys_of(items: Iterable[Asked]) -> Iterable[Key]:
    """The keys of questions, by which their answers are found."""
    return ((item.about.label, item.about.pk) for item in items)
