"""The board of a round: who has reported, how well it is documented, what disagrees."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard
from ruori.followup.access import may_see_board
from ruori.followup.codes import UnitReportState, Verdict
from ruori.followup.models import EntryReview, UnitReport
from ruori.followup.queries.asking import Asked, Asking, asking_of
from ruori.followup.queries.cards import UnitReportCard
from ruori.followup.queries.judging import evidence
from ruori.followup.rules.counts import Share, Tally, tally
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Ref
from ruori.organisation.rules import Chart, Viewer


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a round: answered of asked, approved, documented goals of goals (A2).

    `head_post` is the post that leads the unit, `last_edit_at` when it last said anything.
    """

    unit: int
    head_post: int | None
    due_on: date
    answered: Share
    approved: Share
    documented: Share
    progress: Tally
    outlooks: Tally
    last_edit_at: datetime | None
    is_late: bool
    report: UnitReportCard | None

    @property
    def is_ready(self) -> bool:
        """True when everything asked has been answered."""
        return self.answered.number == self.answered.of


@dataclass(frozen=True, slots=True)
class RoundBoard:
    """A round as the controller sees it: the late units first, then by name elsewhere."""

    round: RoundCard
    units: tuple[UnitLine, ...]
    items: tuple[Asked, ...]

    @property
    def answered(self) -> Share:
        """Answers of questions in the whole city."""
        return Share(
            sum(line.answered.number for line in self.units),
            sum(line.answered.of for line in self.units),
        )

    @property
    def ready(self) -> Share:
        """Units that have answered everything, of those that were asked anything."""
        asked = [line for line in self.units if line.answered.of]
        return Share(sum(line.is_ready for line in asked), len(asked))

    @property
    def late(self) -> int:
        """Units that are late."""
        return sum(line.is_late for line in self.units)

    @property
    def disagreements(self) -> tuple[Ref, ...]:
        """Measures of which the writer says one thing and the days another."""
        return tuple(
            item.about for item in self.items if item.answer and item.shown and item.shown.disagrees
        )


def board(
    viewer: Viewer, at: datetime, round_id: int, chart: Chart | None = None
) -> RoundBoard | None:
    """The board of a round, or None for who is not staff; about twenty queries at any size.

    Who has read the chart of today already gives it.
    """
    row = Round.objects.filter(pk=round_id).first()
    if row is None or not may_see_board(viewer):
        return None
    asked = asking_of(row, at, chart)
    documented = _documented(asked, row, at)
    reports = unit_reports(row.pk)
    today = city_day(at)
    lines = [
        _line(asked, unit, items, documented, reports.get(unit), today)
        for unit, items in asked.by_unit.items()
    ]
    ordered = sorted(lines, key=lambda line: (not line.is_late, line.is_ready))
    return RoundBoard(asked.round, tuple(ordered), asked.items)


def unit_reports(round_id: int, units: Collection[int] | None = None) -> dict[int, UnitReportCard]:
    """The units' own summaries in a round, by unit; one query."""
    reviews = EntryReview.objects.filter(unit_report=OuterRef("pk")).order_by("-id")
    rows = UnitReport.objects.filter(round_id=round_id).annotate(
        verdict_reason=Subquery(reviews.values("reason")[:1])
    )
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return {row.unit_id: _report_card(row) for row in rows}


def _report_card(row: Any) -> UnitReportCard:
    return UnitReportCard(
        pk=row.pk,
        version=row.version,
        round=row.round_id,
        unit=row.unit_id,
        summary=row.summary,
        state=UnitReportState(row.state),
        submitted_at=row.submitted_at,
        person=row.person_id,
        verdict_reason=row.verdict_reason or "",
    )


def _documented(asked: Asking, row: Round, at: datetime) -> Counter[int]:
    """How many goals of each asked unit have their inputs and a proof (A2)."""
    unit_of = {item.about.pk: item.asked_unit for item in asked.items if not item.is_measure}
    goals = [goal for goal in asked.goals if goal.pk in unit_of]
    found = evidence(goals, row, asked.round.frozen_at or at, asked.plan_ends)
    return Counter(unit_of[each.goal.pk] for each in found if each.is_documented)


def _line(
    asked: Asking,
    unit: int,
    items: Sequence[Asked],
    documented: Mapping[int, int],
    report: UnitReportCard | None,
    today: date,
) -> UnitLine:
    answers = [item.answer for item in items if item.answer is not None]
    approved = [answer for answer in answers if answer.verdict is Verdict.APPROVED]
    goals = [item for item in items if not item.is_measure]
    measures = [item for item in items if item.is_measure]
    due_on = asked.due_on[unit]
    return UnitLine(
        unit=unit,
        head_post=asked.chart.head_of.get(unit),
        due_on=due_on,
        answered=Share(len(answers), len(items)),
        approved=Share(len(approved), len(items)),
        documented=Share(documented.get(unit, 0), len(goals)),
        progress=tally(item.answer.progress if item.answer else None for item in measures),
        outlooks=tally(item.answer.outlook if item.answer else None for item in goals),
        last_edit_at=max((answer.recorded_at for answer in answers), default=None),
        is_late=today > due_on and len(answers) < len(items),
        report=report,
    )
