"""Build the city, measure it, print the table, write build/bench.json."""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator

os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - models are read after setup
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from ruori.config.settle import settle  # noqa: E402
from ruori.kernel.instants import city_day  # noqa: E402
from ruori.notices.actions import check_plans  # noqa: E402
from tools.bench.city import MadeCity, build_city  # noqa: E402
from tools.bench.database import empty_database  # noqa: E402
from tools.bench.figure import Figure  # noqa: E402
from tools.bench.health import measured_check  # noqa: E402
from tools.bench.machine import fresh_migrate, told, web_process_memory  # noqa: E402
from tools.bench.pages import (  # noqa: E402
    HOST,
    busiest_head,
    entry_form_of,
    link_pages_of,
    measured,
    my_turn_of,
    pages_of,
    plan_pages_of,
    round_board_of,
)
from tools.bench.reminders import measured_reminders  # noqa: E402
from tools.bench.report import measured_report  # noqa: E402
from tools.bench.settings import FOLDER  # noqa: E402
from tools.bench.size import Size  # noqa: E402

RESULT = FOLDER.parent / "bench.json"


def figures() -> Iterator[Figure]:
    """Every figure, each as soon as it is known."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with empty_database():
        print(f"Measured on {told()}", flush=True)
        yield fresh_migrate()
        call_command("collectstatic", interactive=False, verbosity=0)
        city = _built()
        settle()
        public = Client(SERVER_NAME=HOST)
        for page in pages_of(city):
            yield from measured(page, public)
        yield from measured(link_pages_of(city), public)
        desk = Client(SERVER_NAME=HOST)
        desk.force_login(city.staff.heads[city.staff.units[0]])
        yield from measured(entry_form_of(city), desk)
        busiest, things = busiest_head(city)
        desk.force_login(busiest)
        yield from measured(my_turn_of(things), desk)
        desk.force_login(city.staff.manager)
        yield from measured(round_board_of(city), desk)
        yield from measured_check()
        check_plans(at=timezone.now())
        for page in plan_pages_of(city):
            yield from measured(page, desk)
        yield measured_report(city)
        yield web_process_memory([each for page in pages_of(city) for each in page.addresses])
        # The last, for it makes the city larger than the one the other limits are written for.
        yield measured_reminders(city)


def _built() -> MadeCity:
    began = time.perf_counter()
    city = build_city(Size(), today=city_day(timezone.now()))
    _tell(f"City of {city.size.measures} measures built in {time.perf_counter() - began:.1f} s")
    return city


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def main() -> int:
    """Measure everything; 1 when a limit is missed."""
    found = []
    for figure in figures():
        mark = "ok" if figure.ok else "MISSED"
        value, limit = f"{figure.value:g}", f"≤ {figure.limit:g}"
        print(f"{figure.name:<30} {value:>8} {figure.unit:<8} {limit:<6} {mark}", flush=True)
        found.append(figure)
    lines = [figure.as_json() for figure in found]
    RESULT.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(figure.ok for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
