"""Numbers, money, dates and periods in the reader's language (experience § 9).

Figures are rounded here, once, when shown, halves away from zero; sums are counted before.
A missing figure is a word, never an empty place or a lone dash. All functions are pure and
take the language; the template filters of `{% load formats %}` know the reader's.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ruori.kernel.instants import CITY_ZONE
from ruori.kernel.period import SCHOOL_YEAR_STARTS, Period
from ruori.ui.conventions import DASH, MINUS, conventions

MILLION = Decimal(1_000_000)
SMALL_CELL = 5

Number = Decimal | int


def number(value: Number | None, language: str, decimals: int | None = None) -> str:
    """`19 512,5`, `−4,2`; without `decimals` every decimal there is, without ending zeros."""
    if value is None:
        return missing(language)
    sign, digits = _signed(value, language, decimals)
    return sign + digits


def _signed(value: Number, language: str, decimals: int | None) -> tuple[str, str]:
    exact = Decimal(value)
    if decimals is None:
        shown = exact.normalize() if exact else Decimal(0)
        decimals = max(0, -int(shown.as_tuple().exponent))
    shown = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    ways = conventions(language)
    whole, _, part = f"{abs(shown):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ways.thousands)
    return (MINUS if shown < 0 else ""), grouped + (ways.decimal + part if part else "")


def number_range(low: Number, high: Number, language: str, decimals: int | None = None) -> str:
    """`5–7`, with an en dash."""
    return f"{number(low, language, decimals)}{DASH}{number(high, language, decimals)}"


def percent(value: Number | None, language: str, decimals: int | None = None) -> str:
    """`12,5 %`; the value is in per cent already."""
    if value is None:
        return missing(language)
    return conventions(language).percent.format(number=number(value, language, decimals))


def points(value: Number | None, language: str, decimals: int | None = None) -> str:
    """A difference of two percentages: `2,1 %-yksikköä`."""
    if value is None:
        return missing(language)
    words = number(value, language, decimals)
    one, many = conventions(language).points
    return (one if words.lstrip(MINUS) == "1" else many).format(number=words)


def money(value: Number | None, language: str, decimals: int = 0) -> str:
    """Euros: `1 234 500 €`, `€1,234,500`; cents with `decimals=2`."""
    if value is None:
        return missing(language)
    sign, digits = _signed(value, language, decimals)
    return conventions(language).euros.format(sign=sign, number=digits)


def millions(value: Number | None, language: str, decimals: int = 1) -> str:
    """A sum in euros told in millions: `1,2 milj. €`."""
    if value is None:
        return missing(language)
    sign, digits = _signed(Decimal(value) / MILLION, language, decimals)
    return conventions(language).millions.format(sign=sign, number=digits)


def day(value: date | None, language: str) -> str:
    """`31.8.2026`, `31 August 2026`."""
    if value is None:
        return missing(language)
    ways = conventions(language)
    name = ways.months[value.month - 1] + ways.month_end
    return ways.day.format(day=value.day, month=value.month, month_name=name, year=value.year)


def clock(value: datetime, language: str) -> str:
    """`klo 14.05`, in the city's own time. Raises ValueError without a time zone."""
    local = _local(value)
    return conventions(language).clock.format(hour=local.hour, minute=local.minute)


def moment(value: datetime | None, language: str) -> str:
    """`31.8.2026 klo 14.05`, in the city's own time. Raises ValueError without a time zone."""
    if value is None:
        return missing(language)
    return conventions(language).moment.format(
        day=day(_local(value).date(), language), clock=clock(value, language)
    )


def _local(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("an instant carries its time zone")
    return value.astimezone(CITY_ZONE)


def since(value: date, language: str) -> str:
    """`1.1.2026 alkaen`."""
    return conventions(language).since.format(day=day(value, language))


def until(value: date, language: str) -> str:
    """`31.12.2026 asti`."""
    return conventions(language).until.format(day=day(value, language))


def span(first: date, last: date | None, language: str) -> str:
    """The days from first to last: whole years and months by their names, else as dates.

    `2022–2025`, `2026`, `tammi–elokuu 2026`, `elokuu 2026`, `3.2.2026–14.5.2026`; without an end
    `1.1.2026 alkaen`.
    """
    if last is None:
        return since(first, language)
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1 or last < first:
        return f"{day(first, language)}{DASH}{day(last, language)}"
    if first.month == 1 and after.month == 1:
        return str(first.year) if first.year == last.year else f"{first.year}{DASH}{last.year}"
    if first.year == last.year:
        return _months(first.month, last.month, first.year, language)
    return f"{day(first, language)}{DASH}{day(last, language)}"


def _months(first: int, last: int, year: int, language: str) -> str:
    ways = conventions(language)
    stems = ways.months[first - 1]
    if last != first:
        stems += DASH + ways.months[last - 1]
    return f"{stems}{ways.month_end} {year}"


def period(value: Period, language: str) -> str:
    """A period in words: also `viikko 5/2024`, `lukuvuosi 2023–2024`, one day as a date."""
    ways = conventions(language)
    if value.frequency == "W":
        iso = value.start.isocalendar()
        return ways.week.format(week=iso.week, year=iso.year)
    if value.frequency == "D":
        return day(value.start, language)
    is_school_year = (value.start.month, value.start.day) == SCHOOL_YEAR_STARTS
    if value.frequency == "A" and is_school_year:
        return ways.school_year.format(first=value.start.year, last=value.end.year)
    return span(value.start, value.end, language)


def missing(language: str) -> str:
    """`ei tietoa`: what stands in the place of a figure nobody has."""
    return conventions(language).missing


def hidden(language: str, limit: int = SMALL_CELL) -> str:
    """`suojattu (< 5)`: a figure of so few people that it would tell who they are."""
    return conventions(language).hidden.format(limit=limit)


def provisional(language: str) -> str:
    """`ennakkotieto`: a figure its source may still change."""
    return conventions(language).provisional
