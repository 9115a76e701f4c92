"""Every question of a round with what was answered: what a sheet or an export tells of each."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundKind, is_final_report
from ruori.followup.access import Item, entries_visible_to, may_report
from ruori.followup.models import Entry
from ruori.followup.queries.asking import Asked, asking_of, moment_of
from ruori.followup.queries.cards import EntryCard
from ruori.followup.queries.entries import card_of, standing, with_verdicts
from ruori.followup.rules.progress import allowed_outlooks
from ruori.indicators.queries import indicator_rows
from ruori.kernel.codes import Attainment
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans.queries import asked_indicators, tests_of

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A figure asked with a measure: its series and period, its name, and the last one known."""

    series: int
    period: str
    name: Text
    symbol: Text
    last: Decimal | None
    last_period: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An entry with what is told of it besides: its figure, its proofs, and who wrote it."""

    entry: EntryCard
    value: Decimal | None
    proofs: int
    writer: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question of a round. `words` are all that was said of it in the round, by entry.

    `tip` is the last row about it, a withdrawal included: who answers gives it back, so that
    nobody overwrites unseen. `previous` stood last before the round.
    """

    asked: Asked
    is_overdue: bool
    current: Answered | None
    tip: int | None
    words: Mapping[int, Answered]
    previous: EntryCard | None
    outlooks: tuple[Attainment, ...]
    has_tests: bool
    is_final: bool
    figure: AskedFigure | None

    @property
    def key(self) -> Key:
        """The label and key of the thing asked about."""
        return (self.asked.about.label, self.asked.about.pk)


@dataclass(frozen=True, slots=True)
class _Told:
    """What was said: the entries of the round by thing, and the last words before it."""

    here: Mapping[Key, Mapping[int, Answered]]
    standing: Collection[int]
    tips: Mapping[Key, int]
    before: Mapping[Key, EntryCard]


def round_items(
    viewer: Viewer, at: datetime, row: Round, *, unit: int | None = None
) -> list[ItemLine]:
    """The questions of a round, or those of one asked unit; a constant number of queries.

    Answers are told as far as the viewer may see them.
    """
    moment = moment_of(row, at)
    found = asking_of(row, at).items
    items = [item for item in found if unit is None or item.asked_unit == unit]
    told = _told(viewer, moment, row)
    tests = tests_of(moment, [item.about.pk for item in items if not item.is_measure])
    figures = _figures([item.about.pk for item in items if item.is_measure], row, at, moment)
    is_final = is_final_report(RoundKind(row.kind))
    lines = []
    for item in items:
        key = (item.about.label, item.about.pk)
        has_tests = bool(not item.is_measure and tests[item.about.pk])
        words = told.here.get(key, {})
        lines.append(
            ItemLine(
                asked=item,
                is_overdue=bool(item.shown and item.shown.is_overdue),
                current=next((words[pk] for pk in words if pk in told.standing), None),
                tip=told.tips.get(key),
                words=words,
                previous=told.before.get(key),
                outlooks=()
                if item.is_measure
                else allowed_outlooks(is_final=is_final, has_tests=has_tests),
                has_tests=has_tests,
                is_final=is_final,
                figure=figures.get(item.about.pk) if item.is_measure else None,
            )
        )
    return lines


def reportable(viewer: Viewer, lines: Collection[ItemLine]) -> list[ItemLine]:
    """Those questions that the viewer may answer; no query."""
    return [line for line in lines if may_report(viewer, _right(line.asked))]


def _right(asked: Asked) -> Item:
    return Item(asked.unit, asked.own_post, receiver=asked.post)


def _told(viewer: Viewer, moment: Moment, row: Round) -> _Told:
    here: dict[Key, dict[int, Answered]] = defaultdict(dict)
    before: dict[Key, EntryCard] = {}
    seen = entries_visible_to(viewer, moment)
    for entry in _rows(Entry.objects.filter(seen, round=row), moment):
        here[_key(entry)][entry.pk] = Answered(
            entry=card_of(entry, viewer),
            value=None if entry.observation is None else entry.observation.value,
            proofs=entry.proof_count,
            writer=entry.person.name if entry.person and viewer.is_staff else "",
        )
    earlier = Entry.objects.filter(
        seen, standing(moment), round__covers_to__lte=row.covers_to
    ).exclude(round=row)
    for entry in _rows(earlier, moment):
        before[_key(entry)] = card_of(entry, viewer)
    tips: dict[Key, int] = {}
    stands = set()
    rows = Entry.objects.filter(round=row).annotate(
        is_standing=ExpressionWrapper(standing(moment), BooleanField())
    )
    for entry in rows.order_by("id").only("measure_id", "goal_id"):
        tips[_key(entry)] = entry.pk
        if entry.is_standing:
            stands.add(entry.pk)
    return _Told(here, stands, tips, before)


def _rows(entries: Any, moment: Moment) -> Any:
    return (
        with_verdicts(entries, moment)
        .annotate(proof_count=Count("proof_uses"))
        .select_related("observation", "person")
        .order_by("round__covers_to", "round_id", "id")
    )


def _key(entry: Entry) -> Key:
    if entry.measure_id is not None:
        return ("plans.measure", entry.measure_id)
    return ("plans.goal", entry.goal_id or 0)


def _figures(
    measures: Collection[int], row: Round, at: datetime, moment: Moment
) -> dict[int, AskedFigure]:
    """The first figure asked with each measure; seven queries when any is."""
    asked = {pk: found[0] for pk, found in asked_indicators(moment, measures).items() if found}
    if not asked:
        return {}
    rows = indicator_rows(viewer=SYSTEM, at=at, is_public=False, indicator_ids=set(asked.values()))
    period = str(row.covers_to.year)
    known = {each.card.pk: _figure(each, period) for each in rows if each.series is not None}
    return {pk: known[indicator] for pk, indicator in asked.items() if indicator in known}


def _figure(row: Any, period: str) -> AskedFigure:
    last = row.judgement.last
    return AskedFigure(
        series=row.series.pk,
        period=period,
        name=row.card.name,
        symbol=row.card.unit.symbol,
        last=None if last is None else last.value,
        last_period="" if last is None else str(last.period),
    )
