"""Build the city, live the year, print what it came to."""

import os
import shutil
import sys
import time
from dataclasses import asdict
from datetime import date
from random import Random

os.environ["DJANGO_SETTINGS_MODULE"] = "tools.simulate.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - models are read after setup
from django.db import transaction  # noqa: E402

from ruori.organisation.models import Person, Unit  # noqa: E402
from tools.bench.people import Staff, build_staff  # noqa: E402
from tools.bench.promises import build_promises  # noqa: E402
from tools.bench.size import Days, Size  # noqa: E402
from tools.simulate.assumed import Assumed, Lived  # noqa: E402
from tools.simulate.settings import FOLDER  # noqa: E402
from tools.simulate.year import Year, days_of  # noqa: E402

YEAR = 2027
SEED = 240
SIZE = Size(areas=60, units_of_area=4)
MOST_MAILS_A_WEEK = 2


def main() -> int:
    """Live one year; 1 when somebody got too many mails or something lost its owner."""
    staff = _built()
    began = time.perf_counter()
    year = Year(YEAR, staff, Assumed(), Random(SEED))  # noqa: S311 - dice, no secret
    year.live(days_of(YEAR), _tell_month)
    lived = year.lived(
        persons=Person.objects.count(), units=Unit.objects.count(), measures=SIZE.measures
    )
    _print(lived, time.perf_counter() - began)
    return int(lived.orphans > 0 or lived.most_mails_a_week > MOST_MAILS_A_WEEK)


def _built() -> Staff:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    call_command("migrate", verbosity=0)
    days = Days(date(YEAR, 1, 1))
    with transaction.atomic():
        staff = build_staff(SIZE, days)
        build_promises(SIZE, days, staff)
    return staff


def _tell_month(day: date) -> None:
    if day.day == 1:
        sys.stderr.write(f"{day:%Y-%m} …\n")
        sys.stderr.flush()


def _print(lived: Lived, seconds: float) -> None:
    print(f"A year of {lived.persons} persons, {lived.units} units, {lived.measures} measures,")
    print(f"lived in {seconds:.0f} s. Assumed of people: {asdict(Assumed())}")
    for name, value in asdict(lived).items():
        print(f"{name.replace('_', ' '):<24} {value}")
    share = lived.answered / lived.asked if lived.asked else 0
    print(f"{'response rate (assumed)':<24} {share:.1%}")


if __name__ == "__main__":
    sys.exit(main())
