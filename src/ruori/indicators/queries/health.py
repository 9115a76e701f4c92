"""Lines of figures as the check of plans reads them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from ruori.indicators.models import CurrentValue, IndicatorState, Series
from ruori.indicators.queries.lines import breaks_of
from ruori.indicators.rules.codes import Influence
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line with what its indicator says of it, where it breaks, and its values, oldest first."""

    series: int
    indicator: int
    is_main: bool
    name: Text
    influence: Influence
    lag_days: int
    decimals: int
    breaks: tuple[date, ...]
    values: tuple[Decimal, ...]


def lines_to_check(
    moment: Moment, *, series: Collection[int], indicators: Collection[int]
) -> dict[int, LineFacts]:
    """The given lines, and the main lines of the given indicators; four queries."""
    wanted = Q(pk__in=list(series)) | Q(indicator_id__in=list(indicators), is_main=True)
    rows = list(Series.objects.filter(wanted).values_list("pk", "indicator_id", "is_main"))
    states = {
        state.indicator_id: state
        for state in IndicatorState.objects.in_force(moment.as_of, moment.known_on).filter(
            indicator_id__in={indicator for _, indicator, _ in rows}
        )
    }
    keys = [pk for pk, _, _ in rows]
    breaks = breaks_of(keys, known_on=moment.known_on or moment.as_of)
    values = _values(keys, moment.as_of)
    return {
        pk: LineFacts(
            series=pk,
            indicator=indicator,
            is_main=is_main,
            name=states[indicator].name,
            influence=Influence(states[indicator].influence),
            lag_days=states[indicator].lag_days,
            decimals=states[indicator].decimals,
            breaks=tuple(mark.starts_on for mark in breaks.get(pk, ())),
            values=tuple(values[pk]),
        )
        for pk, indicator, is_main in rows
        if indicator in states
    }


def _values(series: Collection[int], day: date) -> dict[int, list[Decimal]]:
    found: dict[int, list[Decimal]] = defaultdict(list)
    rows = CurrentValue.objects.filter(
        series_id__in=series,
        start_on__lte=day,
        known__value__isnull=False,
        known__is_withdrawn=False,
    )
    for pk, value in rows.order_by("start_on", "id").values_list("series_id", "known__value"):
        if value is None:
            continue
        found[pk].append(value)
    return found
