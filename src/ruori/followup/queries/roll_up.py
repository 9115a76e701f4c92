"""A unit in a round with everything below it: counts, texts to read and to put in, claims."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard
from ruori.followup.codes import UnitReportState
from ruori.followup.queries.asking import Asked, asking_of
from ruori.followup.queries.board import unit_reports
from ruori.followup.queries.cards import EntryCard, UnitReportCard
from ruori.followup.queries.entries import entry_cards
from ruori.followup.rules.counts import tally
from ruori.followup.rules.roll_up import Rolled, below, nearest_below, rolled
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import now
from ruori.organisation.rules import SYSTEM

HANDED_IN = frozenset({UnitReportState.SUBMITTED, UnitReportState.APPROVED})
"""States in which those above read a unit's summary; before that it is its own."""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One question of the unit itself with what was said."""

    item: Asked
    entry: EntryCard | None


@dataclass(frozen=True, slots=True)
class UnitBelow:
    """A unit right below, with everything under it, and its summary once it is handed in."""

    unit: int
    rolled: Rolled
    report: UnitReportCard | None

    @property
    def summary(self) -> str:
        """Its own words, when it has handed them in."""
        handed_in = self.report is not None and self.report.state in HANDED_IN
        return self.report.summary if self.report is not None and handed_in else ""


@dataclass(frozen=True, slots=True)
class UnitRollUp:
    """What a unit reads when it writes its summary. Nothing here is an average."""

    round: RoundCard
    whole: Rolled
    own: tuple[OwnAnswer, ...]
    below: tuple[UnitBelow, ...]
    report: UnitReportCard | None

    @property
    def unproven(self) -> int:
        """How many answers of the unit claim success that nobody else has seen proven (A1)."""
        return sum(
            answer.entry is not None and answer.entry.is_claim_unproven for answer in self.own
        )


def unit_roll_up(round_id: int, unit: int, at: datetime) -> UnitRollUp | None:
    """A unit in a round; None for a round that does not ask it. About twenty queries at any size.

    Whoever calls asks for the right to the unit first.
    """
    row = Round.objects.filter(pk=round_id).first()
    asked = None if row is None else asking_of(row, at)
    if asked is None or unit not in asked.by_unit:
        return None
    groups = {each: _rolled(items) for each, items in asked.by_unit.items()}
    parents = asked.chart.parent_of
    reports = unit_reports(round_id)
    children = tuple(
        UnitBelow(child, _with_below(parents, child, groups), reports.get(child))
        for child in nearest_below(parents, unit, groups)
    )
    own = asked.by_unit[unit]
    entries = entry_cards(SYSTEM, now(at), [item.answer.entry for item in own if item.answer])
    answers = tuple(
        OwnAnswer(item, None if item.answer is None else entries.get(item.answer.entry))
        for item in own
    )
    whole = _with_below(parents, unit, groups)
    return UnitRollUp(asked.round, whole, answers, children, reports.get(unit))


def _with_below(
    parents: Mapping[int, int | None], unit: int, groups: Mapping[int, Rolled]
) -> Rolled:
    return rolled([groups[unit], *(groups[each] for each in below(parents, unit, groups))])


def _rolled(items: Collection[Asked]) -> Rolled:
    """The answers of one unit alone; a measure late by the days is counted as late."""
    silent = any(item.answer is None for item in items)
    return Rolled(
        measures=tally(_progress(item) for item in items if item.is_measure),
        goals=tally(_outlook(item) for item in items if not item.is_measure),
        units=1 if items else 0,
        ready=1 if items and not silent else 0,
    )


def _progress(item: Asked) -> Progress | None:
    if item.answer is None or item.answer.progress is None:
        return None
    return item.shown.codes[-1] if item.shown else item.answer.progress


def _outlook(item: Asked) -> Attainment | None:
    return item.answer.outlook if item.answer else None
