"""The indicators of a made city, ten years each, and the goals and measures they stand beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ruori.indicators.models import (
    Batch,
    CurrentValue,
    Indicator,
    IndicatorState,
    Observation,
    Region,
    Series,
    Target,
    TargetPoint,
    TargetState,
)
from ruori.indicators.rules.codes import (
    BatchState,
    Confidence,
    Frequency,
    Influence,
    Mode,
    PathShape,
    Status,
    TargetLevel,
    Wanted,
)
from ruori.kernel.codes import Visibility
from ruori.kernel.text import Text
from ruori.plans.codes import Operator, TestKind
from ruori.plans.models import GoalIndicator, GoalTest, MeasureIndicator
from tools.bench.people import Staff
from tools.bench.promises import Promises
from tools.bench.size import BEGINNING, Days, Size, noon, sentence_of

UNITS = ("persons", "percent", "eur", "visits")
ASKED_EVERY = 5
"""Every fifth measure is asked a figure with its report."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Keys of the indicators."""

    indicators: tuple[int, ...]


def build_figures(size: Size, days: Days, staff: Staff, promises: Promises) -> Figures:
    """Indicators with a value for each year, half of them with a target."""
    indicators = Indicator.objects.bulk_create(
        Indicator(code=f"mittari-{number + 1}") for number in range(size.indicators)
    )
    _states(indicators, staff)
    series = _series(indicators, days)
    _values(series, size, days)
    _targets(series[::2], days)
    _beside(indicators, days, promises)
    _tests(series, days, promises)
    return Figures(tuple(indicator.pk for indicator in indicators))


def _states(indicators: Sequence[Indicator], staff: Staff) -> None:
    IndicatorState.objects.bulk_create(
        IndicatorState(
            indicator=indicator,
            name=Text(fi=f"Mittari {number + 1}: palvelujen käyttö", sv=f"Mätare {number + 1}"),
            definition=Text(sentence_of(number)),
            unit_code=UNITS[number % len(UNITS)],
            decimals=1 if UNITS[number % len(UNITS)] == "percent" else 0,
            wanted=Wanted.INCREASE,
            owner_unit_id=staff.areas[number % len(staff.areas)],
            influence=Influence.OWN,
            suppress_below=None,
            visibility=Visibility.PUBLIC,
            valid_from=BEGINNING,
            recorded_at=noon(BEGINNING),
        )
        for number, indicator in enumerate(indicators)
    )


def _series(indicators: Sequence[Indicator], days: Days) -> list[Series]:
    (region,) = Region.objects.bulk_create(
        [
            Region(
                scheme="fi-kunta",
                code="240",
                name=Text("Mittakaupunki"),
                recorded_at=days.made_at(),
            )
        ]
    )
    rows: list[Series] = Series.objects.bulk_create(
        Series(
            indicator=indicator,
            region=region,
            frequency=Frequency.YEAR,
            unit_code=UNITS[number % len(UNITS)],
            is_main=True,
            recorded_at=days.made_at(),
        )
        for number, indicator in enumerate(indicators)
    )
    return rows


def _values(series: Sequence[Series], size: Size, days: Days) -> None:
    """One batch a year for every series, as figures come from a source."""
    years = range(days.year - size.years + 1, days.year + 1)
    keys = [(row, year) for year in years for row in series]
    batches = Batch.objects.bulk_create(
        Batch(
            source_key=f"hand:{row.pk}",
            retrieved_at=noon(date(year + 1, 1, 15)),
            payload_sha256=f"{order:064x}",
            entered_by_label="Esimerkki",
            row_count=1,
            state=BatchState.TAKEN_IN,
            recorded_at=noon(date(year + 1, 1, 15)),
            known_at=noon(date(year + 1, 1, 15)),
            known_order=order + 1,
            published_at=noon(date(year + 1, 1, 15)),
        )
        for order, (row, year) in enumerate(keys)
    )
    observations = Observation.objects.bulk_create(
        Observation(
            series=row,
            batch=batch,
            start_on=date(year, 1, 1),
            end_on=date(year, 12, 31),
            value=Decimal(40 + place % 20 + year % 10),
            status=Status.NORMAL,
            conf=Confidence.FREE,
        )
        for place, (batch, (row, year)) in enumerate(zip(batches, keys, strict=True))
    )
    CurrentValue.objects.bulk_create(
        CurrentValue(
            series=row.series, start_on=row.start_on, end_on=row.end_on, known=row, public=row
        )
        for row in observations
    )


def _targets(series: Sequence[Series], days: Days) -> None:
    targets = Target.objects.bulk_create(
        Target(series=row, level=TargetLevel.MINIMUM) for row in series
    )
    frame = {"valid_from": days.adopted_on, "recorded_at": days.made_at()}
    TargetState.objects.bulk_create(
        TargetState(
            target=target,
            base_start_on=date(days.year - 2, 1, 1),
            base_end_on=date(days.year - 2, 12, 31),
            base_value=Decimal(50),
            unit_code=target.series.unit_code,
            mode=Mode.REACH,
            path=PathShape.LINEAR,
            **frame,
        )
        for target in targets
    )
    TargetPoint.objects.bulk_create(
        TargetPoint(
            target=target,
            start_on=date(days.year + 3, 1, 1),
            end_on=date(days.year + 3, 12, 31),
            value=Decimal(70),
            **frame,
        )
        for target in targets
    )


def _beside(indicators: Sequence[Indicator], days: Days, promises: Promises) -> None:
    frame = {"valid_from": days.adopted_on, "recorded_at": days.made_at()}
    if not indicators:
        return
    GoalIndicator.objects.bulk_create(
        GoalIndicator(
            goal_id=promises.objectives[number % len(promises.objectives)],
            indicator=indicator,
            how=Text("Kertoo, käytetäänkö palvelua."),
            **frame,
        )
        for number, indicator in enumerate(indicators)
    )
    MeasureIndicator.objects.bulk_create(
        MeasureIndicator(
            measure_id=measure, indicator=indicators[number % len(indicators)], **frame
        )
        for number, measure in enumerate(promises.measures[::ASKED_EVERY])
    )


def _tests(series: Sequence[Series], days: Days, promises: Promises) -> None:
    """One figure that tells whether an objective comes true, fixed in advance."""
    GoalTest.objects.bulk_create(
        GoalTest(
            goal_id=goal,
            kind=TestKind.INDICATOR,
            series=row,
            period=str(days.year),
            operator=Operator.AT_LEAST,
            low=Decimal(70),
            valid_from=days.adopted_on,
            recorded_at=days.made_at(),
        )
        for goal, row in zip(promises.objectives, series, strict=False)
    )
