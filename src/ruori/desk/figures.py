"""A figure asked together with a measure: its name, unit, last value, and what was typed."""

from dataclasses import dataclass

from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.followup.queries import EntryForm
from ruori.indicators import queries as indicators
from ruori.indicators.actions import HandValue
from ruori.organisation.rules import SYSTEM
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """The figure asked with a report."""

    series: int
    label: str
    period: str
    last: str


def asked_figure(request: DeskRequest, asked: EntryForm) -> AskedFigure | None:
    """The first figure that is asked with the item, or None; six queries when there is one."""
    if not asked.indicators:
        return None
    rows = indicators.indicator_rows(
        viewer=SYSTEM, at=request.at, is_public=False, indicator_ids=asked.indicators[:1]
    )
    row = rows[0] if rows else None
    if row is None or row.series is None:
        return None
    period = str(asked.round.covers_to.year)
    symbol = words(row.card.unit.symbol)
    last = row.judgement.last
    told = ""
    if last is not None and last.value is not None:
        value = formats.number(last.value, language(), row.card.decimals)
        told = f"{value} {symbol} ({formats.period(last.period, language())})"
    return AskedFigure(
        series=row.series.pk,
        label=f"{words(row.card.name)}, {period} ({symbol})",
        period=period,
        last=told,
    )


def hand_value(figure: AskedFigure, typed: str) -> HandValue | None:
    """What was typed as a figure to keep, or None when nothing was typed."""
    if not typed.strip():
        return None
    return HandValue(series_id=figure.series, period=figure.period, value=typed)
