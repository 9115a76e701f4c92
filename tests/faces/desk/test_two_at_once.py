"""Two people on one page: the second sees both texts, and what the first wrote is never lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from ruori.audit.models import TrailEntry
from ruori.followup.models import Entry, UnitReport
from ruori.organisation.models import Unit
from ruori.plans.models import GoalState, MeasureState, PlanState, PromiseChange, ValueState
from tests.furnished import Furnished

FIRST, SECOND, JOINED = "Ensimmäisen teksti.", "Toisen teksti.", "Molempien teksti."


@dataclass(frozen=True)
class Page:
    """A form that two people have open: its address, its hidden answers, its sentence."""

    address: Callable[[Furnished], str]
    words: Callable[[Furnished], dict[str, Any]]
    sentence: str
    told: Callable[[Furnished], list[str]]
    """Every text the city has kept of it, old ones too."""


def kept(table: type[Model], field: str, **key: Any) -> list[str]:
    """Every text a table has kept in a field, the oldest first; empty ones left out."""
    rows = table._default_manager.filter(**key).order_by("id").values_list(field, flat=True)
    return [text if isinstance(text, str) else text["fi"] for text in rows if text]


def goal_words(_city: Furnished) -> dict[str, Any]:
    """What else a goal's form asks."""
    return {"name_fi": "Hyvinvoivat asukkaat", "reason": "Täsmennys"}


def measure_words(city: Furnished) -> dict[str, Any]:
    """What else a measure's form asks."""
    return {
        "name_fi": "Avataan uusi liikuntapaikka",
        "unit": city.kemi.schools.pk,
        "post": city.kemi.education_head.pk,
        "ends_on": "2025-06-30",
        "needs_money": "UNKNOWN",
        "environment_effect": "UNKNOWN",
        "visibility": "PUBLIC",
        "reason": "Täsmennys",
    }


PAGES = {
    "goal": Page(
        lambda city: reverse("desk:goal", args=[city.goal.pk]),
        goal_words,
        "text_fi",
        lambda city: kept(GoalState, "text", goal=city.goal),
    ),
    "value": Page(
        lambda city: reverse("desk:value", args=[city.value.pk]),
        lambda _: {"name_fi": "Avoimuus", "reason": "Täsmennys"},
        "text_fi",
        lambda city: kept(ValueState, "text", value=city.value),
    ),
    "plan": Page(
        lambda city: reverse("desk:plan_texts", args=[city.plan.pk]),
        lambda _: {"title_fi": "Kaupunkistrategia", "reason": "Täsmennys"},
        "plain_text_fi",
        lambda city: kept(PlanState, "plain_text", plan=city.plan),
    ),
    "measure": Page(
        lambda city: reverse("desk:measure", args=[city.measure.pk]),
        measure_words,
        "text_fi",
        lambda city: kept(MeasureState, "text", measure=city.measure),
    ),
    "entry of a measure": Page(
        lambda city: reverse("desk:report_measure", args=[city.round.pk, city.measure.pk]),
        lambda _: {"progress": "DONE"},
        "done",
        lambda city: kept(Entry, "done", measure=city.measure),
    ),
    "entry of a goal": Page(
        lambda city: reverse("desk:report_goal", args=[city.round.pk, city.objective.pk]),
        lambda _: {"outlook": "ON_COURSE"},
        "done",
        lambda city: kept(Entry, "done", goal=city.objective),
    ),
    "summary of a unit": Page(
        lambda city: reverse("desk:unit_report", args=[city.round.pk, city.kemi.environment.pk]),
        lambda _: {},
        "summary",
        lambda city: kept(UnitReport, "summary", unit=city.kemi.environment),
    ),
}


def seen_version(client: Client, address: str) -> str:
    """The version that the page carries."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.context is not None
    return str(answer.context["form"]["version"].value())


@pytest.mark.parametrize("name", [name for name in PAGES if name != "summary of a unit"])
def test_the_second_sees_both_texts_and_saves_the_joined_one(
    small_city: Furnished, name: str
) -> None:
    page, first, second = PAGES[name], small_city.browser("aino"), small_city.browser("aino")
    address = page.address(small_city)
    words = {**page.words(small_city), "version": seen_version(first, address)}
    assert seen_version(second, address) == words["version"]
    assert first.post(address, {**words, page.sentence: FIRST}).status_code == 302
    answer = second.post(address, {**words, page.sentence: SECOND})
    assert answer.status_code == 409
    said = answer.content.decode()
    assert FIRST in said
    assert SECOND in said
    assert page.told(small_city)[-1] == FIRST
    again = answer.context["form"]
    joined = {**words, "version": again["version"].value(), page.sentence: JOINED}
    assert second.post(address, joined).status_code == 302
    told = page.told(small_city)
    assert told[-1] == JOINED
    assert FIRST in told or is_in_ledger(FIRST)
    assert SECOND not in told


@pytest.mark.parametrize("name", [name for name in PAGES if name != "summary of a unit"])
def test_both_texts_are_put_in_the_field_in_one_step_and_saved(
    small_city: Furnished, name: str
) -> None:
    page, first, second = PAGES[name], small_city.browser("aino"), small_city.browser("aino")
    address = page.address(small_city)
    words = {**page.words(small_city), "version": seen_version(first, address)}
    first.post(address, {**words, page.sentence: FIRST})
    refused = second.post(address, {**words, page.sentence: SECOND})
    assert 'name="both"' in refused.content.decode()
    answer = second.post(address, {**words, page.sentence: SECOND, "both": "1"})
    assert answer.status_code == 200
    again = answer.context["form"]
    both = again[page.sentence].value()
    assert both.split("\n") == [FIRST, SECOND]
    assert page.told(small_city)[-1] == FIRST
    assert 'name="both"' not in answer.content.decode()
    joined = {**words, "version": again["version"].value(), page.sentence: both}
    assert second.post(address, joined).status_code == 302
    assert page.told(small_city)[-1].replace("\r", "").split("\n") == [FIRST, SECOND]


def is_in_ledger(text: str) -> bool:
    """Whether the promise ledger remembers a text."""
    return any(text in str(change.before) for change in PromiseChange.objects.all())


def test_the_second_summary_of_a_unit_does_not_cover_the_first(small_city: Furnished) -> None:
    page = PAGES["summary of a unit"]
    address = page.address(small_city)
    first, second = small_city.browser("eero"), small_city.browser("aino")
    version = seen_version(first, address)
    assert first.post(address, {"version": version, "summary": FIRST}).status_code == 302
    answer = second.post(address, {"version": version, "summary": SECOND})
    assert answer.status_code in (409, 422)
    assert SECOND in answer.content.decode()
    assert page.told(small_city) == [FIRST]


@pytest.mark.parametrize("name", PAGES)
def test_the_same_form_sent_twice_changes_nothing_the_second_time(
    small_city: Furnished, name: str
) -> None:
    page, client = PAGES[name], small_city.browser("aino")
    address = page.address(small_city)
    words = {**page.words(small_city), "version": seen_version(client, address)}
    words[page.sentence] = FIRST
    assert client.post(address, words).status_code == 302
    told = page.told(small_city)
    deeds = TrailEntry.objects.count()
    assert client.post(address, words).status_code in (302, 409, 422)
    assert page.told(small_city) == told
    assert TrailEntry.objects.count() == deeds


def test_a_step_of_a_round_taken_twice_is_taken_once(small_city: Furnished) -> None:
    client = small_city.browser("aino")
    place = reverse("desk:round_step", args=[small_city.round.pk, "close"])
    small_city.round.refresh_from_db()
    words = {"version": small_city.round.version}
    assert client.post(place, words).status_code == 302
    deeds = TrailEntry.objects.count()
    assert client.post(place, words).status_code == 302
    assert TrailEntry.objects.count() == deeds


def test_an_entry_approved_twice_is_approved_once(small_city: Furnished) -> None:
    client = small_city.browser("liisa")
    place = reverse("desk:approve_entry", args=[small_city.entry.pk])
    assert client.post(place).status_code == 302
    client.post(place)
    assert small_city.entry.reviews.count() == 1


def test_a_goal_moved_with_an_old_page_stays_where_it_is(small_city: Furnished) -> None:
    client, goal = small_city.browser("aino"), small_city.second_draft_goal
    goal.refresh_from_db()
    place = reverse("desk:move_goal", args=[goal.pk])
    words = {"way": "up", "version": goal.version}
    client.post(place, words)
    goal.refresh_from_db()
    moved = goal.version
    client.post(place, {**words, "way": "down"})
    goal.refresh_from_db()
    assert goal.version == moved


@pytest.mark.parametrize("version", ["", "x", "-1", "0", "²", "9" * 30, "9" * 5000, "1.5", "\x00"])
@pytest.mark.parametrize("name", PAGES)
def test_a_forged_version_saves_nothing_and_breaks_nothing(
    small_city: Furnished, name: str, version: str
) -> None:
    page, client = PAGES[name], small_city.browser("aino")
    address = page.address(small_city)
    if version == seen_version(client, address):
        return
    words = {**page.words(small_city), page.sentence: FIRST, "version": version}
    assert client.post(address, words).status_code in (404, 409, 422)
    assert FIRST not in page.told(small_city)


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 30, "9" * 5000])
def test_a_forged_version_of_a_bare_button_breaks_nothing(
    small_city: Furnished, version: str
) -> None:
    client = small_city.browser("aino")
    places = [
        reverse("desk:round_step", args=[small_city.round.pk, "close"]),
        reverse("desk:move_goal", args=[small_city.goal.pk]),
        reverse("desk:same_as_before", args=[small_city.round.pk, small_city.silent.pk]),
        reverse("desk:import_discard", args=[small_city.draft.pk]),
        reverse("desk:add_serves", args=[small_city.measure.pk]),
    ]
    for place in places:
        body = {"version": version, "way": "up", "goal": version}
        assert client.post(place, body).status_code in (302, 404, 409), place
    small_city.round.refresh_from_db()
    assert small_city.round.state == "OPEN"


def test_units_are_not_made_up(small_city: Furnished) -> None:
    """A unit or post that no list offered is refused as a wrong answer."""
    client, address = small_city.browser("aino"), PAGES["measure"].address(small_city)
    words = {**measure_words(small_city), "version": seen_version(client, address)}
    for unit in (Unit.objects.latest("pk").pk + 1, "x", "9" * 30):
        assert client.post(address, {**words, "unit": unit}).status_code == 422
