"""What was promised of a figure, and the path to it (indicators § 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from ruori.indicators.rules.codes import Mode, PathShape, TargetChange, TargetLevel, Wanted
from ruori.indicators.rules.numbers import rounded
from ruori.kernel.period import Period
from ruori.kernel.problems import Problem, Refused, refuse
from ruori.kernel.text import N_


@dataclass(frozen=True, slots=True)
class TargetMark:
    """A promise for a period: a value, or the two ends of a range."""

    period: Period
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_range(self) -> bool:
        """True when the promise is to stay between two values."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Base:
    """Where a target starts from."""

    period: Period
    value: Decimal


@dataclass(frozen=True, slots=True)
class Promise:
    """A target as it held on a day: base, points, mode, path, tolerance, unit.

    `version` is what an editor must show to change it; two promises are the same without it.
    """

    level: TargetLevel
    points: tuple[TargetMark, ...]
    unit_code: str
    base: Base | None = None
    mode: Mode = Mode.REACH
    path: PathShape = PathShape.LINEAR
    tolerance: Decimal | None = None
    is_primary: bool = True
    version: int = field(default=0, compare=False)

    @property
    def last(self) -> TargetMark:
        """The target itself: the last promised point."""
        return self.points[-1]


def span(start: date, end: date) -> Period:
    """The period of two stored days, its frequency told by its length."""
    days = (end - start).days + 1
    frequency = next((letter for longest, letter in _FREQUENCIES if days <= longest), "A")
    return Period(start, end, frequency)


_FREQUENCIES = ((1, "D"), (7, "W"), (31, "M"), (92, "Q"), (184, "S"))


def sense(wanted: Wanted) -> int:
    """+1 when more is better or nothing is said, -1 when less is."""
    return -1 if wanted is Wanted.DECREASE else 1


def gap(value: Decimal, mark: TargetMark, *, wanted: Wanted, decimals: int) -> Decimal:
    """How far a value is on the good side of a promise (negative: short of it), as printed."""
    printed = rounded(value, decimals)
    if mark.value is not None:
        return sense(wanted) * (printed - rounded(mark.value, decimals))
    low, high = _ends(mark)
    return min(printed - rounded(low, decimals), rounded(high, decimals) - printed)


def default_mode(base: Base | None, last: TargetMark, *, wanted: Wanted, decimals: int) -> Mode:
    """HOLD when the base fulfils the promise already, as population at least 19 000; else REACH."""
    if base is None:
        return Mode.REACH
    fulfils = gap(base.value, last, wanted=wanted, decimals=decimals) >= 0
    return Mode.HOLD if fulfils else Mode.REACH


def check_promise(promise: Promise, *, wanted: Wanted, decimals: int) -> None:
    """Raise Refused when a target cannot be followed as it stands."""
    problem = _problem_of(promise, wanted, decimals)
    if problem is not None:
        raise Refused(problem)


def _problem_of(promise: Promise, wanted: Wanted, decimals: int) -> Problem | None:
    if not promise.points:
        return Problem("TARGET_EMPTY", N_("A target needs at least one period and value."))
    ordered = [mark.period.start for mark in promise.points]
    if ordered != sorted(set(ordered)):
        return Problem("TARGET_DISORDER", N_("Each target period is given once, oldest first."))
    if any(mark.is_range != promise.last.is_range for mark in promise.points):
        return Problem("TARGET_MIXED", N_("A target is either values or ranges, not both."))
    if any(mark.is_range and _ends(mark)[0] > _ends(mark)[1] for mark in promise.points):
        return Problem("TARGET_UPSIDE_DOWN", N_("The range ends below where it begins."))
    return _problem_of_way(promise, wanted, decimals)


def _problem_of_way(promise: Promise, wanted: Wanted, decimals: int) -> Problem | None:
    base = promise.base
    if promise.path is PathShape.GEOMETRIC and not _can_be_geometric(promise):
        return Problem(
            "TARGET_NOT_GEOMETRIC",
            N_("A path of equal percentages needs a base and a target above zero."),
        )
    if base is None:
        return None
    if base.period.midpoint() >= promise.points[0].period.midpoint():
        return Problem("TARGET_BEFORE_BASE", N_("The target lies before its starting point."))
    on_wrong_side = (
        promise.mode is Mode.REACH
        and not promise.last.is_range
        and wanted in (Wanted.INCREASE, Wanted.DECREASE)
        and gap(base.value, promise.last, wanted=wanted, decimals=decimals) > 0
    )
    if on_wrong_side:
        return Problem(
            "TARGET_WRONG_SIDE",
            N_("The starting point is already better than the target; choose to hold the level."),
        )
    return None


def _can_be_geometric(promise: Promise) -> bool:
    values = [mark.value for mark in promise.points]
    if promise.base is not None:
        values.append(promise.base.value)
    return promise.base is not None and all(value is not None and value > 0 for value in values)


def path_at(promise: Promise, t: Decimal, *, bound: str = "value") -> Decimal | None:
    """P(t): what the path promises at a decimal time; None without a base or milestones.

    `bound` names the end of a range the path leads to (`low`, `high`). Constant outside the
    first and last known point. Milestones are joined by lines.
    """
    stops = _stops(promise, bound)
    if promise.base is None and len(stops) < 2:
        return None
    if t <= stops[0][0]:
        return stops[0][1]
    for (t0, y0), (t1, y1) in pairwise(stops):
        if t <= t1:
            return _between(promise.path, (t0, y0), (t1, y1), t)
    return stops[-1][1]


def _stops(promise: Promise, bound: str) -> list[tuple[Decimal, Decimal]]:
    marks = promise.points if promise.path is PathShape.MILESTONES else promise.points[-1:]
    stops = [(mark.period.midpoint(), getattr(mark, bound)) for mark in marks]
    if promise.base is not None:
        stops.insert(0, (promise.base.period.midpoint(), promise.base.value))
    return stops


def _between(
    shape: PathShape, start: tuple[Decimal, Decimal], end: tuple[Decimal, Decimal], t: Decimal
) -> Decimal:
    (t0, y0), (t1, y1) = start, end
    if t == t1:
        return y1  # a root rounds; what was promised does not
    share = (t - t0) / (t1 - t0)
    if shape is PathShape.GEOMETRIC:
        with localcontext() as context:
            context.prec = 28
            return y0 * (y1 / y0) ** share
    return y0 + (y1 - y0) * share


def change_of(old: Promise | None, new: Promise, *, wanted: Wanted) -> tuple[TargetChange, ...]:
    """What a new version did to the promise, for the ledger (domain § 13).

    A wider range eases, a narrower one tightens; without a wanted direction a changed value is
    only CHANGED. Empty when the promise is the same.
    """
    if old is None:
        return (TargetChange.NEW,)
    found: list[TargetChange] = []
    before, after = old.last.period.end, new.last.period.end
    if after != before:
        found.append(TargetChange.MOVED_LATER if after > before else TargetChange.MOVED_EARLIER)
    ease = _easing(old.last, new.last, wanted)
    if ease is None:
        found.append(TargetChange.CHANGED)
    elif ease != 0:
        found.append(TargetChange.EASED if ease > 0 else TargetChange.TIGHTENED)
    if not found and old != new:
        found.append(TargetChange.CHANGED)
    return tuple(found)


def _easing(old: TargetMark, new: TargetMark, wanted: Wanted) -> int | None:
    """+1 eased, -1 tightened, 0 same, None when it cannot be told."""
    if old.is_range and new.is_range:
        return _easing_of_range(old, new)
    if old.value is None or new.value is None:
        return None
    if old.value == new.value:
        return 0
    if wanted not in (Wanted.INCREASE, Wanted.DECREASE):
        return None
    return 1 if sense(wanted) * (old.value - new.value) > 0 else -1


def _easing_of_range(old: TargetMark, new: TargetMark) -> int | None:
    low, high = _ends(new)
    old_low, old_high = _ends(old)
    wider = low <= old_low and high >= old_high
    narrower = low >= old_low and high <= old_high
    if wider == narrower:
        return 0 if wider else None
    return 1 if wider else -1


def _ends(mark: TargetMark) -> tuple[Decimal, Decimal]:
    if mark.low is None or mark.high is None:
        raise refuse("TARGET_RANGE", N_("A range needs both ends."))
    return mark.low, mark.high


def primary_of(promises: Sequence[Promise]) -> Promise | None:
    """The promise the word is about."""
    return next((promise for promise in promises if promise.is_primary), None)
