"""A unit that closes while a round is open: its heir answers, and nothing that was said is lost."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ruori.cycle.models import RoundUnit
from ruori.followup import actions, queries
from ruori.followup.models import Entry
from ruori.followup.queries.asking import asking_of
from ruori.kernel.codes import Attainment, Progress
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person, Unit
from ruori.organisation.rules import SYSTEM, SuccessionKind, Viewer
from ruori.plans import actions as plans
from ruori.plans.actions import Succession
from tests import city
from tests.parts.followup.given import Reporting, report, report_goal, reporting

pytestmark = pytest.mark.django_db

CLOSES = date(2026, 3, 10)
SINCE = city.AT + timedelta(days=8)
"""The morning the unit is gone."""


def merge(given: Reporting, *heirs: Unit, **more: Any) -> None:
    row = Unit.objects.get(pk=given.kemi.education.pk)
    told = Succession(SuccessionKind.MERGED, heirs, CLOSES, **more)
    plans.reorganise(unit=row, version=row.version, succession=told, by=SYSTEM, at=city.AT)


def waits(viewer: Viewer, at: Any = SINCE) -> set[tuple[str, str, int]]:
    return {(item.kind, item.about.label, item.about.pk) for item in queries.due(viewer, at)}


def viewer_since(viewer: Viewer) -> Viewer:
    return again(viewer, SINCE)


def again(viewer: Viewer, at: datetime) -> Viewer:
    """The same person as the city sees them at another instant."""
    assert viewer.person_id is not None
    return city.viewer(Person.objects.get(pk=viewer.person_id), at=at)


def test_an_asked_heir_is_asked_what_the_closed_unit_was() -> None:
    given = reporting()
    merge(given, given.kemi.environment)
    eero = viewer_since(given.eero)
    found = {(kind, label) for kind, label, _ in waits(eero)}
    assert {("REPORT_MEASURE", "plans.measure"), ("REPORT_GOAL", "plans.goal")} <= found
    by_unit = asking_of(given.round, SINCE).by_unit
    assert len(by_unit[given.kemi.environment.pk]) == 2
    assert by_unit[given.kemi.education.pk] == ()


def test_an_heir_that_was_not_asked_answers_in_the_place_of_the_closed_unit() -> None:
    given = reporting()
    heir = city.unit("culture", name="Kulttuuri")
    pia = city.person("Pia", account=True)
    city.head(heir, pia)
    merge(given, heir)
    asked = asking_of(given.round, SINCE)
    assert {item.about.label for item in asked.by_unit[given.kemi.education.pk]} == {
        "plans.measure",
        "plans.goal",
    }
    entry = actions.report_measure(
        round=given.round,
        measure=given.measure,
        by=city.viewer(pia, at=SINCE),
        at=SINCE,
        progress=Progress.ON_SCHEDULE,
        done="Uusi alue jatkaa.",
    )
    assert Entry.objects.get(pk=entry.entry).measure_id == given.measure.pk
    kinds = {kind for kind, _, _ in waits(city.viewer(pia, at=SINCE))}
    assert "SUBMIT_REPORT" in kinds


def test_what_an_other_heir_of_a_split_was_given_is_still_asked() -> None:
    given = reporting()
    first, second = city.unit("culture"), city.unit("youth")
    things = {("plans.goal", given.goal.pk): second.pk}
    merge(given, first, second, things=things)
    items = asking_of(given.round, SINCE).by_unit[given.kemi.education.pk]
    assert {item.unit for item in items if not item.is_measure} == {second.pk}
    assert len(items) == 2


def test_what_was_said_before_keeps_its_unit_and_counts_for_the_heir() -> None:
    given = reporting()
    entry = report(given, given.liisa)
    said = report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)
    before = Entry.objects.get(pk=said.pk).unit_id
    merge(given, given.kemi.environment)
    assert Entry.objects.get(pk=said.pk).unit_id == before == given.kemi.education.pk
    items = asking_of(given.round, SINCE).by_unit[given.kemi.environment.pk]
    assert {item.answer.entry for item in items if item.answer} == {entry.pk, said.pk}
    assert RoundUnit.objects.filter(round=given.round, unit=given.kemi.education).exists()


def test_the_heir_hands_in_the_report_of_the_closed_unit() -> None:
    given = reporting()
    heir = city.unit("culture", name="Kulttuuri")
    pia = city.person("Pia", account=True)
    city.head(heir, pia)
    merge(given, heir)
    handed = actions.submit_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary="Yhteenveto uudelta alueelta.",
        version=None,
        by=city.viewer(pia, at=SINCE),
        at=SINCE,
    )
    assert handed


def test_a_round_loses_no_question_whoever_is_heir() -> None:
    given = reporting()
    before = {(item.about.label, item.about.pk) for item in asking_of(given.round, city.AT).items}
    merge(given, city.unit("elsewhere"))
    after = {(item.about.label, item.about.pk) for item in asking_of(given.round, SINCE).items}
    assert after == before
    assert len(after) == 2


def test_whoever_stands_in_for_a_head_sees_the_units_things_marked() -> None:
    given = reporting()

    sara = city.person("Sara", account=True)
    post = given.kemi.education_head
    post.refresh_from_db()
    organisation.stand_in(
        post=post,
        version=post.version,
        deputy=sara,
        start=date(2026, 3, 9),
        end=date(2026, 4, 1),
        by=SYSTEM,
        at=city.AT,
    )
    found = queries.due(city.viewer(sara, at=SINCE), SINCE)
    assert {item.kind for item in found} == {"REPORT_MEASURE", "REPORT_GOAL", "SUBMIT_REPORT"}
    assert all(item.facts["as_substitute"] for item in found)
    assert queries.due(viewer_since(given.liisa), SINCE) == []
    back = city.AT + timedelta(days=31)
    liisa = again(given.liisa, back)
    assert "REPORT_MEASURE" in {item.kind for item in queries.due(liisa, back)}
