"""Indicators as plain values: what one means, its series, its lines with what is said of them."""

from dataclasses import dataclass
from decimal import Decimal

from ruori.indicators.rules.codes import Frequency, IndicatorLevel, Influence, Wanted
from ruori.indicators.rules.judging import Meaning, SeriesJudgement
from ruori.indicators.rules.lines import BreakMark, Point
from ruori.indicators.rules.regions import RegionKey
from ruori.indicators.rules.targets import Promise
from ruori.indicators.rules.units import UnitOfMeasure
from ruori.kernel.codes import Visibility
from ruori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """What an indicator means on a day."""

    pk: int
    code: str
    version: int
    name: Text
    definition: Text
    formula: Text
    unit: UnitOfMeasure
    decimals: int
    price_year: int | None
    wanted: Wanted
    wanted_low: Decimal | None
    wanted_high: Decimal | None
    natural_min: Decimal | None
    natural_max: Decimal | None
    frequency: Frequency
    every: int
    lag_days: int
    has_only_estimates: bool
    suppress_below: int | None
    owner_post_id: int | None
    owner_unit_id: int | None
    influence: Influence
    level: IndicatorLevel
    visibility: Visibility

    @property
    def meaning(self) -> Meaning:
        """What a judgement needs to know."""
        return Meaning(
            unit=self.unit,
            decimals=self.decimals,
            wanted=self.wanted,
            every=self.every,
            lag_days=self.lag_days,
            price_year=self.price_year,
            has_only_estimates=self.has_only_estimates,
        )


@dataclass(frozen=True, slots=True)
class SeriesName:
    """A series by its key."""

    pk: int
    indicator_id: int
    region: RegionKey
    region_name: Text
    breakdown: str
    frequency: Frequency
    division_year: int
    unit: UnitOfMeasure
    is_main: bool
    has_break: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A line with what is said of it."""

    series: SeriesName
    points: tuple[Point, ...]
    breaks: tuple[BreakMark, ...]
    promises: tuple[Promise, ...]
    judgement: SeriesJudgement


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """Everything of one indicator on a day, the city's main line first."""

    card: IndicatorCard
    lines: tuple[IndicatorLine, ...]

    @property
    def main(self) -> IndicatorLine | None:
        """The city's own line."""
        return next((line for line in self.lines if line.series.is_main), None)


@dataclass(frozen=True, slots=True)
class LatestValue:
    """An indicator beside something else: only its newest usable value."""

    card: IndicatorCard
    last: Point | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in a list: last and previous value of its main line, and the word."""

    card: IndicatorCard
    series: SeriesName | None
    promises: tuple[Promise, ...]
    judgement: SeriesJudgement
