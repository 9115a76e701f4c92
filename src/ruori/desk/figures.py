"""Figures asked together with a measure: their names, units, last values, and what was typed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.followup.queries import EntryForm
from ruori.indicators import queries as indicators
from ruori.indicators.actions import HandValue
from ruori.indicators.queries import IndicatorRow
from ruori.indicators.rules.arrivals import is_slip
from ruori.indicators.rules.numbers import Notation, read_number
from ruori.organisation.rules import SYSTEM
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """One figure asked with a report; `last` is its last value in words, `before` as a number."""

    series: int
    label: str
    period: str
    last: str
    before: Decimal | None

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return f"value_{self.series}"

    def is_odd(self, typed: str) -> bool:
        """True when what was typed is ten times the last value or a tenth of it."""
        reading = read_number(typed, Notation())
        return isinstance(reading.value, Decimal) and is_slip(self.before, reading.value)


def asked_figures(request: DeskRequest, asked: EntryForm) -> tuple[AskedFigure, ...]:
    """Every figure that is asked with the item; six queries when there is one."""
    return figures_of(asked, figure_rows(request, asked.indicators))


def figure_rows(request: DeskRequest, pks: Collection[int]) -> dict[int, IndicatorRow]:
    """The indicators of some figures, by key; six queries when there is one."""
    if not pks:
        return {}
    rows = indicators.indicator_rows(
        viewer=SYSTEM, at=request.at, is_public=False, indicator_ids=pks
    )
    return {row.card.pk: row for row in rows}


def figures_of(asked: EntryForm, known: Mapping[int, IndicatorRow]) -> tuple[AskedFigure, ...]:
    """The figures asked with one item, of indicators read already; no query."""
    found = (known.get(pk) for pk in asked.indicators)
    return tuple(
        _figure(row, row.series.pk, str(asked.round.covers_to.year))
        for row in found
        if row is not None and row.series is not None
    )


def hand_values(figures: tuple[AskedFigure, ...], cleaned: Mapping[str, Any]) -> list[HandValue]:
    """What was typed as figures to keep; nothing for those left empty."""
    return [
        HandValue(series_id=figure.series, period=figure.period, value=typed)
        for figure in figures
        if (typed := cleaned.get(figure.field, "").strip())
    ]


def _figure(row: IndicatorRow, series: int, period: str) -> AskedFigure:
    symbol = words(row.card.unit.symbol)
    last = row.judgement.last
    told, before = "", None
    if last is not None and last.value is not None:
        before = last.value
        value = formats.number(before, language(), row.card.decimals)
        told = f"{value} {symbol} ({formats.period(last.period, language())})"
    return AskedFigure(series, f"{words(row.card.name)}, {period} ({symbol})", period, told, before)
