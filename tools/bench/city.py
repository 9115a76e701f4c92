"""A whole made city in a few seconds."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tools.bench.figures import Figures, build_figures
from tools.bench.people import Staff, build_staff
from tools.bench.promises import Promises, build_promises
from tools.bench.size import Days, Size
from tools.bench.told import Told, build_told


@dataclass(frozen=True, slots=True)
class MadeCity:
    """A made city: who is in it, what they promised, what they said, what they count."""

    size: Size
    days: Days
    staff: Staff
    promises: Promises
    told: Told
    figures: Figures


@transaction.atomic
def build_city(size: Size, *, today: date) -> MadeCity:
    """Fill an empty database with a city of a size, living on a day."""
    days = Days(today)
    staff = build_staff(size, days)
    promises = build_promises(size, days, staff)
    told = build_told(days, staff, promises)
    return MadeCity(size, days, staff, promises, told, build_figures(size, days, staff, promises))
