"""The council's report of a made city: read from the records, composed, and set as a PDF."""

from datetime import date

from django.conf import settings

from ruori.organisation.rules import SYSTEM
from ruori.reports import council_year
from ruori.reports.catalogue import render
from ruori.reports.council_year import Parameters
from ruori.reports.rules import Format
from tools.bench.city import MadeCity
from tools.bench.figure import Figure, milliseconds, p95
from tools.bench.size import noon

TIMES = 5


def measured_report(city: MadeCity) -> Figure:
    """Seconds from the records to the finished PDF; the slowest of a few times."""
    parameters = parameters_of(city)

    def make(_number: int) -> bytes:
        document = council_year.build(parameters, SYSTEM)
        return render(document, "fi", Format.PDF, fonts=settings.REPORT_FONTS)

    slowest = p95(milliseconds(make, TIMES)) / 1000
    name = f"report PDF of {len(city.promises.measures)} measures"
    return Figure(name, round(slowest, 2), "s", 2)


def parameters_of(city: MadeCity) -> Parameters:
    """What is asked of the report: the last year that was reported whole."""
    year = city.days.year
    return Parameters(
        year=year,
        as_of=date(year, 12, 31),
        known_at=noon(city.days.today),
        base=settings.BASE_URL,
        round=city.told.year_end.pk,
    )
