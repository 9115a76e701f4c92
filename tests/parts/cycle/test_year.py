"""The city's year: loaded once, edited by the city, never overwritten."""

from datetime import date

import pytest

from ruori.audit.queries import deeds_since
from ruori.cycle import actions
from ruori.cycle.models import Cycle, CycleEvent
from ruori.cycle.queries import events
from ruori.cycle.rules import CycleKind
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from tests.city import AT, small_kemi
from tests.people import EVERYBODY, aino

pytestmark = pytest.mark.django_db

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def year_of(begins_on: date = YEAR[0], ends_on: date = YEAR[1]) -> Cycle:
    return actions.open_cycle(
        kind=CycleKind.YEAR,
        name=Text("Vuosi 2026"),
        begins_on=begins_on,
        ends_on=ends_on,
        by=aino(),
        at=AT,
    )


def seminar(code: str = "seminar", due_on: date = date(2026, 5, 20)) -> actions.EventTerms:
    return actions.EventTerms(code, Text("Valtuustoseminaari"), due_on, date(2026, 5, 19))


def test_the_steps_of_a_year_are_loaded_with_who_answers() -> None:
    kemi = small_kemi()
    loaded = actions.load_year(year=2026, posts={"mayor": kemi.mayor}, by=aino(), at=AT)
    found = {event.code: event for event in events(*YEAR)}
    assert set(loaded.added) == set(found)
    assert found["budget-approved"].post == kemi.mayor.pk
    assert found["interim-report-1"].post is None
    assert found["accounts-signed"].law == "Kuntalaki 410/2015 § 113"


def test_loading_a_year_again_changes_nothing() -> None:
    actions.load_year(year=2026, by=aino(), at=AT)
    deeds = len(deeds_since(AT))
    assert actions.load_year(year=2026, by=aino(), at=AT).added == ()
    assert len(deeds_since(AT)) == deeds
    assert Cycle.objects.count() == 1


def test_what_the_city_edited_stays_when_the_year_is_loaded_again() -> None:
    actions.load_year(year=2026, by=aino(), at=AT)
    event = CycleEvent.objects.get(code="tax-rates")
    actions.change_event(
        event=event, version=1, changes={"due_on": date(2026, 11, 16)}, by=aino(), at=AT
    )
    actions.load_year(year=2026, by=aino(), at=AT)
    event.refresh_from_db()
    assert (event.due_on, event.version) == (date(2026, 11, 16), 2)


def test_events_are_told_in_the_order_of_their_days() -> None:
    actions.load_year(year=2026, by=aino(), at=AT)
    days = [event.due_on for event in events(*YEAR)]
    assert days == sorted(days)
    assert [event.code for event in events(date(2026, 3, 1), date(2026, 3, 31))] == [
        "accounts-signed",
        "euro-outcome-03",
    ]


def test_the_same_year_is_opened_once() -> None:
    assert year_of().pk == year_of().pk


def test_a_year_does_not_end_before_it_begins() -> None:
    with pytest.raises(Refused) as refused:
        year_of(ends_on=date(2025, 12, 31))
    assert refused.value.problem.code == "DAYS_IN_DISORDER"


def test_an_event_is_added_once() -> None:
    cycle = year_of()
    actions.add_event(cycle=cycle, event=seminar(), by=aino(), at=AT)
    with pytest.raises(Refused) as refused:
        actions.add_event(cycle=cycle, event=seminar(), by=aino(), at=AT)
    assert refused.value.problem.code == "CODE_TAKEN"


def test_an_event_does_not_end_before_it_begins() -> None:
    cycle = year_of()
    with pytest.raises(Refused):
        actions.add_event(cycle=cycle, event=seminar(due_on=date(2026, 5, 18)), by=aino(), at=AT)
    event = actions.add_event(cycle=cycle, event=seminar(), by=aino(), at=AT)
    with pytest.raises(Refused):
        actions.change_event(
            event=event, version=1, changes={"begins_on": date(2026, 6, 1)}, by=aino(), at=AT
        )


def test_a_stale_change_of_an_event_conflicts() -> None:
    event = actions.add_event(cycle=year_of(), event=seminar(), by=aino(), at=AT)
    spring, autumn = {"title": Text("Kevätseminaari")}, {"title": Text("Syysseminaari")}
    actions.change_event(event=event, version=1, changes=spring, by=aino(), at=AT)
    with pytest.raises(Conflict):
        actions.change_event(event=event, version=1, changes=autumn, by=aino(), at=AT)


def test_the_code_of_an_event_does_not_change() -> None:
    event = actions.add_event(cycle=year_of(), event=seminar(), by=aino(), at=AT)
    with pytest.raises(TypeError, match="code"):
        actions.change_event(event=event, version=1, changes={"code": "x"}, by=aino(), at=AT)


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_who_steers_keeps_the_year(name: str) -> None:
    viewer = EVERYBODY[name]
    cycle = year_of()
    event = actions.add_event(cycle=cycle, event=seminar(), by=aino(), at=AT)
    verbs = (
        lambda: actions.open_cycle(
            kind=CycleKind.TERM,
            name=Text("Valtuustokausi"),
            begins_on=date(2025, 6, 1),
            ends_on=date(2029, 5, 31),
            by=viewer,
            at=AT,
        ),
        lambda: actions.add_event(cycle=cycle, event=seminar("other"), by=viewer, at=AT),
        lambda: actions.change_event(
            event=event, version=1, changes={"law": "Kuntalaki"}, by=viewer, at=AT
        ),
        lambda: actions.load_year(year=2026, by=viewer, at=AT),
    )
    for verb in verbs:
        if viewer.steers:
            verb()
            continue
        with pytest.raises(NotAllowed):
            verb()
