"""What a chart shows, as plain values."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

MOST_LINES = 4

Drawn = Literal["FILLED", "HOLLOW", "DOTTED"]


@dataclass(frozen=True, slots=True)
class Point:
    """One figure in time, or a place where there is none.

    `at` is decimal time (`Period.midpoint()`), `label` the period in words for the table and
    `short` for the axis. FILLED may decide a target, HOLLOW is provisional, partial or
    uncertain, DOTTED is imputed or forecast. `note` says so in words in the table; without a
    value it says why (*ei tietoa*, *suojattu (< 5)*). `gap` is the reason the line breaks
    before this point (a change of method). `low` and `high` bound a shaded interval.
    """

    at: Decimal
    label: str
    value: Decimal | None
    short: str = ""
    drawn: Drawn = "FILLED"
    note: str = ""
    gap: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A named series of points in order of time."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The promised path: its label and its corners, from the start to the target year."""

    label: str
    corners: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of up to four lines, or of bars from zero when `as_bars` (then one line).

    `summary` is two sentences that say what the drawing shows. Raises ValueError for more than
    four lines, for bars of several, and for a chart with no figure at all.
    """

    title: str
    language: str
    lines: tuple[Line, ...]
    unit: str = ""
    decimals: int | None = None
    target: Target | None = None
    as_bars: bool = False
    summary: str = ""

    def __post_init__(self) -> None:
        most = 1 if self.as_bars else MOST_LINES
        if not 1 <= len(self.lines) <= most:
            raise ValueError(f"a chart of this kind has 1 to {most} lines, not {len(self.lines)}")
        if not any(point.value is not None for line in self.lines for point in line.points):
            raise ValueError("a chart without a figure is not drawn: say why there is none")

    def points(self) -> tuple[Point, ...]:
        """Every point of every line."""
        return tuple(point for line in self.lines for point in line.points)
