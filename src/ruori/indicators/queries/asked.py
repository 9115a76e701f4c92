"""The figure that is asked of somebody: what it is called, where it is kept, its last value."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ruori.indicators.models import IndicatorState, Series
from ruori.indicators.queries.upkeep import last_values
from ruori.indicators.rules.units import UnitOfMeasure, unit_of
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A figure to fill in: the main line it goes to, and the last value known there."""

    series: int
    name: Text
    unit: UnitOfMeasure
    decimals: int
    last: tuple[date, date, Decimal] | None


def asked_figure(moment: Moment, indicator: int) -> AskedFigure | None:
    """The figure of an indicator in force, whoever is asked, or None; three queries."""
    rows = IndicatorState.objects.in_force(moment.as_of).filter(indicator_id=indicator)
    state = rows.first()
    series = Series.objects.filter(indicator_id=indicator, is_main=True).first()
    if state is None or series is None:
        return None
    return AskedFigure(
        series=series.pk,
        name=state.name,
        unit=unit_of(state.unit_code),
        decimals=state.decimals,
        last=last_values([indicator]).get(indicator),
    )
