"""The next period of a round: the same questions, asked again on the right days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ruori.cycle.rules.days import (
    DAY,
    add_working_days,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_between,
)
from ruori.cycle.rules.rounds import RoundDays, RoundKind
from ruori.kernel.text import Text

ONCE_A_YEAR = frozenset(set(RoundKind) - {RoundKind.FOLLOW_UP})
"""Kinds that come back on the same days of the next year; a follow-up when its period is over."""

YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a round is moved: whole months when its period is whole months, else days."""

    months: int = 0
    days: int = 0

    def moved(self, day: date, times: int) -> date:
        """A day moved so many times; the last of a month stays the last of a month."""
        if self.days:
            return day + timedelta(days=self.days * times)
        count = day.year * MONTHS + day.month - 1 + self.months * times
        year, month = divmod(count, MONTHS)
        length = monthrange(year, month + 1)[1]
        is_last = day.day == monthrange(day.year, day.month)[1]
        return date(year, month + 1, length if is_last else min(day.day, length))


def shift_of(kind: RoundKind, days: RoundDays) -> Shift:
    """How far the next round of a kind lies from this one."""
    if kind in ONCE_A_YEAR:
        return Shift(months=MONTHS)
    begins, ends = days.covers_from, days.covers_to
    is_whole = begins.day == 1 and ends.day == monthrange(ends.year, ends.month)[1]
    if is_whole:
        return Shift(months=(ends.year - begins.year) * MONTHS + ends.month - begins.month + 1)
    return Shift(days=(ends - begins).days + 1)


def accounts_signed_by(kind: RoundKind, covers_to: date) -> date | None:
    """The last working day for the accounts of a year (kuntalaki § 113); None for other rounds."""
    if kind is not RoundKind.YEAR_END:
        return None
    return working_day_on_or_before(date(covers_to.year + 1, 3, 31))


def next_days(kind: RoundKind, days: RoundDays, *, today: date) -> RoundDays:
    """The days of the first coming round whose last day is still ahead.

    It opens after today and is due on a working day; the accounts of a year are ready by 31 March.
    """
    shift = shift_of(kind, days)
    times = 1
    while _due_on(kind, days, shift, times) <= today:
        times += 1
    due_on = _due_on(kind, days, shift, times)
    opens_on = max(shift.moved(days.opens_on, times), today + DAY)
    return RoundDays(
        covers_from=shift.moved(days.covers_from, times),
        covers_to=shift.moved(days.covers_to, times),
        opens_on=min(working_day_on_or_after(opens_on), due_on),
        due_on=due_on,
    )


def _due_on(kind: RoundKind, days: RoundDays, shift: Shift, times: int) -> date:
    by_law = accounts_signed_by(kind, shift.moved(days.covers_to, times))
    due_on = working_day_on_or_before(shift.moved(days.due_on, times))
    return due_on if by_law is None else min(due_on, by_law)


def next_due(own: date | None, days: RoundDays, then: RoundDays) -> date | None:
    """A unit's own deadline in the next round: as many working days before its last day."""
    if own is None:
        return None
    before = working_days_between(own, days.due_on)
    return max(add_working_days(then.due_on, -before), then.opens_on)


def next_title(title: Text, days: RoundDays, then: RoundDays) -> Text:
    """The title with its years moved on; within one year the new period is told after it."""
    years = then.covers_to.year - days.covers_to.year
    if years and any(YEAR.search(words) for words in title.values()):
        return Text({code: _later(words, years) for code, words in title.items()})
    period = f"{_written(then.covers_from)}–{_written(then.covers_to)}"
    bare = {code: words.split(" (")[0] for code, words in title.items()}
    return Text({code: f"{words} ({period})" for code, words in bare.items()})


def next_code(code: str, days: RoundDays, then: RoundDays) -> str:
    """The code of the next round: its year moved on, and its number when it has one."""
    years = then.covers_to.year - days.covers_to.year
    if years and YEAR.search(code):
        return _later(code, years)
    return f"{code[:44]}-{then.covers_to:%Y-%m-%d}"


def _later(words: str, years: int) -> str:
    return YEAR.sub(lambda found: str(int(found[1]) + years), words)


def _written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
