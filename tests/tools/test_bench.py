"""The bench: its made city obeys the city's own laws, and its figures say what they measured."""

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client

from ruori.followup.models import Entry
from ruori.kernel.codes import Severity
from ruori.kernel.moments import Moment
from ruori.notices.catalogue import PROBLEMS
from ruori.notices.models import Delivery
from ruori.organisation.models import UnitState
from ruori.plans.models import MeasureUnit, Serves
from tools.bench import pages, reminders
from tools.bench.city import MadeCity, build_city
from tools.bench.figure import Figure, counted, milliseconds, p95
from tools.bench.pages import Page, WrongAnswer, entry_form_of, link_pages_of, measured, pages_of
from tools.bench.reminders import measured_reminders
from tools.bench.size import Size

TODAY = date(2026, 11, 24)
SMALL = Size(measures=10, indicators=3, years=4, areas=2, units_of_area=2)


@pytest.fixture
def city(db: None) -> MadeCity:
    """A small made city."""
    return build_city(SMALL, today=TODAY)


def test_every_measure_has_three_entries_two_links_and_one_partner(city: MadeCity) -> None:
    for measure in city.promises.measures:
        assert Entry.objects.filter(measure=measure).exclude(round=city.told.open).count() == 3
        assert Serves.objects.filter(measure=measure).values("served").distinct().count() == 2
        (partner,) = MeasureUnit.objects.filter(measure=measure).values_list("unit_id", flat=True)
        assert partner != city.promises.unit_of[measure]


def test_the_city_of_the_limits_has_sixty_units_and_fifteen_objectives() -> None:
    size = Size()
    assert (size.measures, size.indicators, size.years) == (500, 20, 10)
    assert size.goals * size.objectives == 15
    assert 60 <= size.areas * (1 + size.units_of_area) <= 65


def test_nothing_is_broken_in_a_made_city(city: MadeCity) -> None:
    found = [problem for asked in PROBLEMS for problem in asked(Moment(TODAY))]
    hard = [problem for problem in found if problem.severity is Severity.BLOCK]
    broken = [problem for problem in found if problem.code in ("L6", "L13", "L14")]
    assert [(each.code, each.facts) for each in hard + broken] == []
    assert UnitState.objects.count() == 3 + 2 * 3


def test_the_days_of_a_made_city_are_in_order(city: MadeCity) -> None:
    ends = [row.covers_to for row in city.told.published]
    assert ends == sorted(ends)
    assert all(row.published_at and row.published_at.date() < TODAY for row in city.told.published)
    assert city.told.open.opens_on <= TODAY <= city.told.open.due_on


def test_ninety_five_of_a_hundred_are_not_slower() -> None:
    assert p95([float(number) for number in range(1, 101)]) == 95
    assert p95([3.0]) == 3
    assert p95([1.0] * 38 + [9.0, 9.0]) == 1


def test_warm_ups_do_not_count() -> None:
    seen: list[int] = []
    assert len(milliseconds(seen.append, 5)) == 5
    assert seen == [0, 1, 2, 0, 1, 2, 3, 4]


def test_a_figure_on_its_limit_holds() -> None:
    assert Figure("a", 15, "queries", 15).as_json() == {
        "name": "a", "value": 15, "unit": "queries", "limit": 15, "ok": True,
    }  # fmt: skip
    assert not Figure("a", 15.1, "queries", 15).ok


@pytest.mark.django_db
def test_questions_are_counted_as_they_are_put() -> None:
    with counted() as asked, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert asked == ["SELECT 1"]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few repetitions: what is tried is the measuring, not the speed."""
    monkeypatch.setattr(pages, "REPETITIONS", 2)


@pytest.mark.usefixtures("few")
def test_every_page_with_a_limit_gives_its_figures(city: MadeCity) -> None:
    client = Client()
    names = [figure.name for page in pages_of(city) for figure in measured(page, client)]
    assert names == [
        "public measure list, p95",
        "public measure list, queries",
        "public measure list, HTML",
        "measure page, p95",
        "measure page, queries",
        "strategy tree, p95",
        "strategy tree, queries",
    ]
    client.force_login(city.staff.heads[city.staff.units[0]])
    (form,) = measured(entry_form_of(city), client)
    assert (form.name, form.unit, form.limit) == ("desk entry form, p95", "ms", 100)


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_a_page_that_does_not_answer_is_not_measured() -> None:
    with pytest.raises(WrongAnswer):
        list(measured(Page("nothing", ("/toimenpide/999-x/",), 60), Client()))


def test_the_pages_of_update_links_are_measured_without_an_account(city: MadeCity) -> None:
    page = link_pages_of(city)
    found = {figure.name: figure for figure in measured(page, Client())}
    assert len(page.addresses) > 1
    assert found["update link page, queries"].ok
    assert found["update link page, HTML"].ok


def test_reminders_are_measured_of_everybody_and_taken_back(city: MadeCity) -> None:
    found = measured_reminders(city, people=7)
    assert (found.name, found.unit, found.limit) == ("reminders of 7 people", "s", 10)
    assert found.value > 0
    assert not Delivery.objects.exists()


def test_reminders_that_miss_somebody_are_not_measured(
    city: MadeCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "MORNING", time(5))
    with pytest.raises(WrongAnswer, match="0 letters to 7 people"):
        measured_reminders(city, people=7)


def test_forty_things_wait_for_the_busiest_head(db: None) -> None:
    size = Size(indicators=2, years=2)
    city = build_city(size, today=TODAY)
    quiet = city.staff.units[-1]
    answers = [pk for pk, unit in city.promises.unit_of.items() if unit == quiet]
    assert 39 <= len(answers) <= 40
    assert not Entry.objects.filter(round=city.told.open, measure_id__in=answers).exists()
