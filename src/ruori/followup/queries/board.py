"""The board of a round: who has reported, how well it is documented, what disagrees."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from ruori.cycle import queries as cycle
from ruori.cycle.queries import RoundCard
from ruori.followup.access import may_see_board
from ruori.followup.codes import UnitReportState, Verdict
from ruori.followup.models import EntryReview, UnitReport
from ruori.followup.queries.asking import Asked, moment_of
from ruori.followup.queries.board_rows import (
    GOAL,
    AskedUnit,
    Said,
    Words,
    asked_items,
    asked_units,
    keys_of,
    words_of_round,
)
from ruori.followup.queries.cards import UnitReportCard
from ruori.followup.queries.documented import documented
from ruori.followup.rules.counts import Share, Tally, tally
from ruori.followup.rules.standing import Counted, UnitStanding, unit_standing
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Ref
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Chart, Viewer


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a round: answered of asked, approved, documented goals of goals (A2).

    `head_post` is the post that leads the unit; `last_edit_at` when it last said anything, and
    `reporter` who said it. `returned` and `unchanged` count answers sent back and answers that
    said "no change".
    """

    unit: int
    head_post: int | None
    due_on: date
    answered: Share
    approved: Share
    documented: Share
    progress: Tally
    outlooks: Tally
    returned: int
    unchanged: int
    last_edit_at: datetime | None
    reporter: str
    standing: UnitStanding
    report: UnitReportState
    report_pk: int | None

    @property
    def is_ready(self) -> bool:
        """True when everything asked has been answered and nothing was sent back."""
        return Counted(self.answered.of, self.answered.number, self.returned).is_ready

    @property
    def is_late(self) -> bool:
        """True when the day has passed and something has no answer."""
        return self.standing is UnitStanding.LATE

    @property
    def is_silent(self) -> bool:
        """True when something was asked and nothing has been said."""
        return bool(self.answered.of) and not self.answered.number


@dataclass(frozen=True, slots=True)
class RoundBoard:
    """A round as the controller sees it: the late units first, then by name elsewhere."""

    round: RoundCard
    units: tuple[UnitLine, ...]
    items: tuple[Asked, ...]

    @property
    def answered(self) -> Share:
        """Answers of questions in the whole city."""
        return _sum(line.answered for line in self.units)

    @property
    def approved(self) -> Share:
        """Approved answers of questions in the whole city."""
        return _sum(line.approved for line in self.units)

    @property
    def unchanged(self) -> Share:
        """Answers that said "no change" of all answers."""
        return Share(sum(line.unchanged for line in self.units), self.answered.number)

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
    """The board of a round, or None for who is not staff; six queries at any size.

    Who has read the chart of today already gives it; of a round that is frozen, and without it,
    the chart of its own day is read too.
    """
    row, units = asked_units(round_id)
    if row is None or not may_see_board(viewer):
        return None
    moment = moment_of(row, at)
    own = organisation.chart(moment) if chart is None or row.frozen_at else chart
    words = words_of_round(row, moment)
    items = asked_items(units, words, own, moment)
    of_unit: dict[int, list[Asked]] = defaultdict(list)
    for item in items:
        of_unit[item.asked_unit].append(item)
    proven = _documented(items, documented(_proven(items, words), row, moment))
    lines = [
        _line(unit, asked, of_unit[unit], words, proven[unit], own, city_day(at))
        for unit, asked in units.items()
    ]
    ordered = sorted(lines, key=lambda line: (not line.is_late, line.is_ready))
    return RoundBoard(cycle.card_of(row), tuple(ordered), items)


def unit_reports(round_id: int, units: Collection[int] | None = None) -> dict[int, UnitReportCard]:
    """The units' own summaries in a round, by unit; one query."""
    reviews = EntryReview.objects.filter(unit_report=OuterRef("pk")).order_by("-id")
    rows = UnitReport.objects.filter(round_id=round_id).annotate(
        verdict_reason=Subquery(reviews.values("reason")[:1])
    )
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return {row.unit_id: _report_card(row) for row in rows}


def _sum(shares: Any) -> Share:
    found = list(shares)
    return Share(sum(each.number for each in found), sum(each.of for each in found))


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


def _proven(items: Sequence[Asked], words: Words) -> list[int]:
    """The goals that have been told of with a proof."""
    return [
        key[1]
        for key in keys_of(items)
        if key[0] == GOAL and key in words.answers and words.answers[key].has_proof
    ]


def _documented(items: Sequence[Asked], goals: Collection[int]) -> Counter[int]:
    """How many goals of each asked unit have their inputs and a proof (A2)."""
    return Counter(
        item.asked_unit for item in items if not item.is_measure and item.about.pk in goals
    )


def _line(
    unit: int,
    asked: AskedUnit,
    items: Sequence[Asked],
    words: Words,
    documented: int,
    chart: Chart,
    today: date,
) -> UnitLine:
    said = [words.answers[key] for key in keys_of(items) if key in words.answers]
    goals = [item for item in items if not item.is_measure]
    measures = [item for item in items if item.is_measure]
    returned = _with_verdict(said, Verdict.RETURNED)
    newest = max(said, key=lambda each: each.answer.recorded_at, default=None)
    counted = Counted(len(items), len(said), returned)
    return UnitLine(
        unit=unit,
        head_post=chart.head_of.get(unit),
        due_on=asked.due_on,
        answered=Share(len(said), len(items)),
        approved=Share(_with_verdict(said, Verdict.APPROVED), len(items)),
        documented=Share(documented, len(goals)),
        progress=tally(item.answer.progress if item.answer else None for item in measures),
        outlooks=tally(item.answer.outlook if item.answer else None for item in goals),
        returned=returned,
        unchanged=sum(each.is_unchanged for each in said),
        last_edit_at=newest.answer.recorded_at if newest else None,
        reporter=newest.writer_name if newest else "",
        standing=unit_standing(counted, report=asked.report, is_past_due=today > asked.due_on),
        report=asked.report,
        report_pk=asked.report_pk,
    )


def _with_verdict(said: Sequence[Said], verdict: Verdict) -> int:
    return sum(each.answer.verdict is verdict for each in said)
