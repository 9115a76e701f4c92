"""From figures to places on the drawing: round ticks and straight scales."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
ZERO_IS_NEAR = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from `low`–`high` in figures to `start`–`end` in units of the drawing."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def __call__(self, value: Decimal) -> float:
        """Where a figure stands."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = float((value - self.low) / (self.high - self.low))
        return self.start + (self.end - self.start) * share


def ticks(values: Sequence[Decimal], *, from_zero: bool, most: int = 6) -> tuple[Decimal, ...]:
    """Round figures that hold all the values between the first and the last.

    Zero is included when asked for, and when it is near: within half the height of the values.
    """
    low, high = min(values), max(values)
    if from_zero or 0 < low <= high * ZERO_IS_NEAR:
        low = min(low, Decimal(0))
    if from_zero or (high < 0 and high >= low * ZERO_IS_NEAR):
        high = max(high, Decimal(0))
    if low == high:
        low, high = (low - 1, high + 1) if low else (Decimal(0), Decimal(1))
    step = _step((high - low) / (most - 1))
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return tuple(step * number for number in range(int(first), int(last) + 1))


def _step(least: Decimal) -> Decimal:
    size = Decimal(1).scaleb(least.adjusted())
    return next(size * step for step in STEPS if size * step >= least)


def apart(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """The places moved as little as needed to be `least` apart, in their order, within bounds."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    moved = [min(max(place, low), high) for place in places]
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + least)
    ceiling = high
    for at in reversed(order):
        moved[at] = min(moved[at], ceiling)
        ceiling = moved[at] - least
    return moved
