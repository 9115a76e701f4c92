"""What may be said of a figure: state now and on path (indicators § 7.2, answers 1 and 2).

Rule version 0: the trend answers 3–5 are not in use, so the direction is NOT_ASSESSABLE with its
reason, and no word claims a change. A changed constant or answer is a new rule version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ruori.indicators.rules.codes import Mode, Wanted
from ruori.indicators.rules.limits import interval_of
from ruori.indicators.rules.lines import (
    BreakMark,
    Form,
    Point,
    after_last_break,
    is_nominal_too_long,
    is_stale,
    last_break,
    usable,
)
from ruori.indicators.rules.numbers import rounded
from ruori.indicators.rules.targets import Promise, TargetMark, gap, path_at, primary_of, sense
from ruori.indicators.rules.units import Kind, UnitOfMeasure
from ruori.kernel.codes import Direction

RULE_VERSION = 0
"""Stored with every judgement; 1 will be the whole rule of indicators § 7."""

TREND_NOT_IN_USE = "TREND_NOT_IN_USE"


class Word(StrEnum):
    """The one word about a figure (indicators § 7.5); words of change come with rule version 1."""

    NOT_ASSESSABLE = "NOT_ASSESSABLE"
    TARGET_REACHED = "TARGET_REACHED"
    ON_PATH = "ON_PATH"


class PathAnswer(StrEnum):
    """Whether the last value is on its path."""

    ON = "ON"
    WITHIN_NOISE = "WITHIN_NOISE"
    BEHIND = "BEHIND"


class Note(StrEnum):
    """Something the reader must be told beside the word."""

    PROVISIONAL = "PROVISIONAL"
    ONE_OBSERVATION = "ONE_OBSERVATION"
    DATE_PASSED = "DATE_PASSED"
    NOMINAL_EUROS = "NOMINAL_EUROS"
    TREND_NOT_IN_USE = "TREND_NOT_IN_USE"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a judgement needs to know of the indicator on the day."""

    unit: UnitOfMeasure
    decimals: int = 0
    wanted: Wanted = Wanted.NONE
    every: int = 1
    lag_days: int = 0
    price_year: int | None = None
    has_only_estimates: bool = False


@dataclass(frozen=True, slots=True)
class StateNow:
    """Answer 1, where we are: the gap to a target in units, per cent of it, and persons.

    The gap is positive on the good side. `is_firm` tells whether the value's status may decide.
    """

    value: Decimal
    target: TargetMark
    gap: Decimal
    gap_percent: Decimal | None
    gap_persons: Decimal | None
    is_reached: bool
    is_firm: bool


@dataclass(frozen=True, slots=True)
class OnPath:
    """Answer 2: what the path promised for the last period, and how the value stands to it."""

    answer: PathAnswer
    promised: Decimal
    deviation: Decimal


@dataclass(frozen=True, slots=True)
class SeriesJudgement:
    """Everything that is said of a line on a day, with the rule version and what it stands on."""

    word: Word
    reason: str
    direction: Direction
    direction_reason: str
    n: int
    last: Point | None
    previous: Point | None
    state: StateNow | None = None
    path: OnPath | None = None
    others: tuple[StateNow, ...] = ()
    notes: tuple[Note, ...] = ()
    rule_version: int = RULE_VERSION
    batches: tuple[int, ...] = ()


def judge(
    points: Sequence[Point],
    *,
    meaning: Meaning,
    as_of: date,
    promises: Sequence[Promise] = (),
    breaks: Sequence[BreakMark] = (),
) -> SeriesJudgement:
    """Judge a line. Raises Refused (METHODS_MIXED) when two methods stand in it.

    Guarantee: the order of points is irrelevant, and the same input gives the same judgement.
    """
    ordered = sorted(points, key=lambda point: (point.period.start, point.period.end))
    chosen = usable(after_last_break(ordered, breaks))
    primary = primary_of(promises)
    reason = _reason_not_to_judge(ordered, chosen, meaning, as_of, primary)
    last = chosen[-1] if chosen else None
    state = path = None
    if last is not None and primary is not None and reason not in ("ANOTHER_UNIT", "SUPPRESSED"):
        state = state_now(last, primary.last, meaning)
        path = None if _is_cut(primary, ordered, breaks) else on_path(last, primary, meaning)
    word = Word.NOT_ASSESSABLE if reason else _word(last, primary, state, path)
    return SeriesJudgement(
        word=word,
        reason=reason or _reason_of_word(word, primary, ordered, breaks),
        direction=Direction.NOT_ASSESSABLE,
        direction_reason=reason or TREND_NOT_IN_USE,
        n=len(chosen),
        last=last,
        previous=chosen[-2] if len(chosen) > 1 else None,
        state=state,
        path=path,
        others=_others(last, promises, meaning) if state is not None else (),
        notes=_notes(chosen, primary, state, meaning, as_of),
        batches=tuple(sorted({point.source.batch_id for point in chosen})),
    )


def not_judged(reason: str) -> SeriesJudgement:
    """The judgement of a line nothing can be said of, with the reason."""
    return SeriesJudgement(
        word=Word.NOT_ASSESSABLE,
        reason=reason,
        direction=Direction.NOT_ASSESSABLE,
        direction_reason=reason,
        n=0,
        last=None,
        previous=None,
    )


def _is_cut(primary: Promise | None, points: Sequence[Point], breaks: Sequence[BreakMark]) -> bool:
    """True when a break lies between the target's starting point and the line as it is now."""
    begin = last_break(points, breaks)
    if primary is None or primary.base is None or begin is None:
        return False
    return primary.base.period.start < begin


def _reason_of_word(
    word: Word, primary: Promise | None, points: Sequence[Point], breaks: Sequence[BreakMark]
) -> str:
    if word is not Word.NOT_ASSESSABLE:
        return ""
    return "BASE_BEFORE_BREAK" if _is_cut(primary, points, breaks) else TREND_NOT_IN_USE


def _reason_not_to_judge(
    points: Sequence[Point],
    chosen: Sequence[Point],
    meaning: Meaning,
    as_of: date,
    primary: Promise | None,
) -> str:
    """Row 1 of the word's table; empty when the line may be judged."""
    past = [point for point in points if point.period.is_over(as_of)]
    if past and past[-1].form is Form.SUPPRESSED:
        return "SUPPRESSED"
    if not chosen:
        return "NO_VALUE"
    last = chosen[-1]
    if is_stale(last.period, every=meaning.every, lag_days=meaning.lag_days, as_of=as_of):
        return "STALE"
    return "" if primary is None else _reason_of_target(last, primary, meaning)


def _reason_of_target(last: Point, primary: Promise, meaning: Meaning) -> str:
    if primary.unit_code != meaning.unit.code:
        return "ANOTHER_UNIT"
    base = primary.base
    is_early = base is not None and last.period.midpoint() <= base.period.midpoint()
    return "BEFORE_BASE" if is_early else ""


def state_now(last: Point, mark: TargetMark, meaning: Meaning) -> StateNow:
    """Answer 1 for a usable point, on values rounded to the declared decimals."""
    value = _value(last)
    distance = gap(value, mark, wanted=meaning.wanted, decimals=meaning.decimals)
    percent = None
    if mark.value:
        percent = distance * 100 / abs(mark.value)
    persons = None
    if last.denominator is not None and meaning.unit.kind in (Kind.RATE, Kind.SHARE):
        persons = distance * last.denominator / meaning.unit.scale
    return StateNow(
        value=rounded(value, meaning.decimals),
        target=mark,
        gap=distance,
        gap_percent=percent,
        gap_persons=persons,
        is_reached=distance >= 0,
        is_firm=last.may_decide(has_only_estimates=meaning.has_only_estimates),
    )


def on_path(last: Point, promise: Promise, meaning: Meaning) -> OnPath | None:
    """Answer 2 for a usable point; None without a path or before it begins."""
    t = last.period.midpoint()
    if promise.base is not None and t <= promise.base.period.midpoint():
        return None
    value = _value(last)
    d, bound = _way(value, promise.last, meaning.wanted)
    if not d:
        return OnPath(PathAnswer.ON, value, Decimal(0))
    promised = path_at(promise, t, bound=bound)
    if promised is None:
        return None
    deviation = d * (value - promised)
    slack = max(promise.tolerance or Decimal(0), Decimal(5).scaleb(-meaning.decimals - 1))
    if deviation >= -slack:
        return OnPath(PathAnswer.ON, promised, deviation)
    noise = interval_of(meaning.unit, numerator=last.numerator, denominator=last.denominator)
    inside = noise is not None and noise.holds(promised)
    return OnPath(PathAnswer.WITHIN_NOISE if inside else PathAnswer.BEHIND, promised, deviation)


def _way(value: Decimal, mark: TargetMark, wanted: Wanted) -> tuple[int, str]:
    """The good sense and the end of the range the path leads to; 0 when inside the range."""
    if mark.value is not None:
        return sense(wanted), "value"
    if mark.low is not None and value < mark.low:
        return 1, "low"
    if mark.high is not None and value > mark.high:
        return -1, "high"
    return 0, ""


def _word(
    last: Point | None, primary: Promise | None, state: StateNow | None, path: OnPath | None
) -> Word:
    """Rows 4 and 6 of the word's table; the rows that need a trend are left unsaid."""
    if last is None or primary is None or state is None:
        return Word.NOT_ASSESSABLE
    date_reached = last.period.midpoint() >= primary.last.period.midpoint()
    if state.is_reached and state.is_firm and (primary.mode is Mode.REACH or date_reached):
        return Word.TARGET_REACHED
    undecided = not date_reached or not state.is_firm
    if undecided and path is not None and path.answer is PathAnswer.ON:
        return Word.ON_PATH
    return Word.NOT_ASSESSABLE


def _others(
    last: Point | None, promises: Sequence[Promise], meaning: Meaning
) -> tuple[StateNow, ...]:
    """The gaps to the targets that are not primary: both are shown, the word is on one."""
    if last is None:
        return ()
    return tuple(
        state_now(last, promise.last, meaning)
        for promise in promises
        if not promise.is_primary and promise.unit_code == meaning.unit.code
    )


def _notes(
    chosen: Sequence[Point],
    primary: Promise | None,
    state: StateNow | None,
    meaning: Meaning,
    as_of: date,
) -> tuple[Note, ...]:
    found = [Note.TREND_NOT_IN_USE]
    if state is not None and not state.is_firm:
        found.append(Note.PROVISIONAL)
    if len(chosen) == 1:
        found.append(Note.ONE_OBSERVATION)
    date_passed = primary is not None and primary.last.period.is_over(as_of)
    if date_passed and state is not None and not state.is_reached:
        found.append(Note.DATE_PASSED)
    if is_nominal_too_long(
        chosen, is_money=meaning.unit.kind is Kind.MONEY, price_year=meaning.price_year
    ):
        found.append(Note.NOMINAL_EUROS)
    return tuple(found)


def _value(point: Point) -> Decimal:
    if point.value is None:
        raise ValueError("only a point with a value is judged")
    return point.value
