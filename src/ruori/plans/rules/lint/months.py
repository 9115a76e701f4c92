"""Days some months away."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month when it is shorter."""
    turned = day.year * 12 + day.month - 1 + months
    year, month = turned // 12, turned % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_month_after(day: date, months: int) -> date:
    """The last day of the month some months later."""
    there = months_after(day, months)
    return there.replace(day=monthrange(there.year, there.month)[1])
