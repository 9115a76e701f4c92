"""How each language writes numbers, dates and missing figures (experience § 9), as data.

A new language is one row here. U+00A0 keeps a figure and its unit on one line; U+2212 is the
minus sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"

_FI_MONTHS = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu"
_SV_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
_EN_MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True, slots=True)
class Conventions:
    """One language's ways; templates take the named parts with `str.format`.

    `month_stem` and `month_end` build `tammi–elokuu`: stems joined by a dash, the end once.
    """

    thousands: str
    decimal: str
    percent: str
    points: tuple[str, str]
    euros: str
    millions: str
    day: str
    clock: str
    moment: str
    since: str
    until: str
    months: tuple[str, ...]
    month_end: str
    week: str
    school_year: str
    missing: str
    hidden: str
    provisional: str


CONVENTIONS: Mapping[str, Conventions] = {
    "fi": Conventions(
        thousands=NBSP,
        decimal=",",
        percent=f"{{number}}{NBSP}%",
        points=(f"{{number}}{NBSP}%-yksikkö", f"{{number}}{NBSP}%-yksikköä"),
        euros=f"{{sign}}{{number}}{NBSP}€",
        millions=f"{{sign}}{{number}}{NBSP}milj.{NBSP}€",
        day="{day}.{month}.{year}",
        clock=f"klo{NBSP}{{hour}}.{{minute:02}}",
        moment="{day} {clock}",
        since="{day} alkaen",
        until="{day} asti",
        months=tuple(_FI_MONTHS.split()),
        month_end="kuu",
        week="viikko {week}/{year}",
        school_year="lukuvuosi {first}–{last}",
        missing="ei tietoa",
        hidden=f"suojattu (<{NBSP}{{limit}})",
        provisional="ennakkotieto",
    ),
    "sv": Conventions(
        thousands=NBSP,
        decimal=",",
        percent=f"{{number}}{NBSP}%",
        points=(f"{{number}}{NBSP}procentenhet", f"{{number}}{NBSP}procentenheter"),
        euros=f"{{sign}}{{number}}{NBSP}euro",
        millions=f"{{sign}}{{number}}{NBSP}mn{NBSP}euro",
        day="{day}.{month}.{year}",
        clock=f"kl.{NBSP}{{hour}}.{{minute:02}}",
        moment="{day} {clock}",
        since="från {day}",
        until="till {day}",
        months=tuple(_SV_MONTHS.split()),
        month_end="",
        week="vecka {week}/{year}",
        school_year="läsåret {first}–{last}",
        missing="uppgift saknas",
        hidden=f"skyddad (<{NBSP}{{limit}})",
        provisional="preliminär",
    ),
    "en": Conventions(
        thousands=",",
        decimal=".",
        percent="{number}%",
        points=(f"{{number}}{NBSP}percentage point", f"{{number}}{NBSP}percentage points"),
        euros="{sign}€{number}",
        millions=f"{{sign}}€{{number}}{NBSP}million",
        day="{day} {month_name} {year}",
        clock="{hour:02}:{minute:02}",
        moment="{day}, {clock}",
        since="from {day}",
        until="until {day}",
        months=tuple(_EN_MONTHS.split()),
        month_end="",
        week="week {week}, {year}",
        school_year="school year {first}–{last}",
        missing="no data",
        hidden=f"protected (<{NBSP}{{limit}})",
        provisional="preliminary",
    ),
}


def conventions(language: str) -> Conventions:
    """The ways of a language; a region (`sv-fi`) is left out, an unknown language is Finnish."""
    return CONVENTIONS.get(language.partition("-")[0].lower(), CONVENTIONS["fi"])
