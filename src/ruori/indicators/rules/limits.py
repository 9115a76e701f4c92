"""95 % limits of counts, rates and shares (indicators § 7.3)."""

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from ruori.indicators.rules.units import Kind, UnitOfMeasure

Z = 1.959964
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a value lies with 95 % confidence."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """True when a value lies inside, ends included."""
        return self.low <= value <= self.high


def byar(count: int) -> tuple[float, float]:
    """Byar's limits of a count of events. Raises ValueError for a negative count."""
    if count < 0:
        raise ValueError("a count is not negative")
    low = 0.0 if count == 0 else count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3
    upper = count + 1
    high = upper * (1 - 1 / (9 * upper) + Z / (3 * sqrt(upper))) ** 3
    return max(low, 0.0), high


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Wilson's limits of a share. Raises ValueError unless 0 ≤ successes ≤ trials, trials > 0."""
    if trials <= 0 or not 0 <= successes <= trials:
        raise ValueError("a share has 0 ≤ part ≤ whole and a whole above 0")
    share = successes / trials
    middle = share + Z * Z / (2 * trials)
    spread = Z * sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    below = 1 + Z * Z / trials
    low = 0.0 if successes == 0 else (middle - spread) / below
    high = 1.0 if successes == trials else (middle + spread) / below
    return max(low, 0.0), min(high, 1.0)


def interval_of(
    unit: UnitOfMeasure, *, numerator: Decimal | None, denominator: Decimal | None
) -> Interval | None:
    """The interval of a value, where its parts are known.

    A count has one only when it is given as a numerator, as events are: a population counted from
    a register is not a random number.
    """
    if not _is_count(numerator):
        return None
    if unit.kind is Kind.COUNT:
        return _scaled(byar(int(numerator or 0)), Decimal(1))
    if numerator is None or denominator is None or denominator <= 0:
        return None
    return _interval_of_ratio(unit, int(numerator), denominator)


def _is_count(number: Decimal | None) -> bool:
    return number is not None and number >= 0 and number == int(number)


def _interval_of_ratio(
    unit: UnitOfMeasure, numerator: int, denominator: Decimal
) -> Interval | None:
    if unit.kind is Kind.RATE:
        return _scaled(byar(numerator), unit.scale / denominator)
    is_share = unit.kind in (Kind.SHARE, Kind.SURVEY_SHARE)
    if is_share and numerator <= denominator and _is_count(denominator):
        return _scaled(wilson(numerator, int(denominator)), unit.scale)
    return None


def _scaled(limits: tuple[float, float], by: Decimal) -> Interval:
    """Limits as decimals; six digits are far beyond what the method promises."""
    low, high = (Decimal(f"{limit:.12g}") * by for limit in limits)
    return Interval(low, high)
