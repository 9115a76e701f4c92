"""Whom a round asks and by which day each answers."""

from datetime import date

import pytest

from ruori.audit.queries import deeds_about
from ruori.cycle import actions
from ruori.cycle.models import Round
from ruori.cycle.queries import asked_units
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.models import Unit
from ruori.organisation.rules import UnitKind
from tests.city import AT, DAYS, opened_round, planned_round, unit
from tests.people import EVERYBODY, aino

pytestmark = pytest.mark.django_db

EARLY, LATE = date(2026, 4, 30), date(2026, 5, 8)


def sector_and_area() -> tuple[Unit, Unit]:
    sector = unit("sector", kind=UnitKind.SECTOR)
    return sector, unit("area", parent=sector)


def set_days(row: Round, due: dict[int, date | None], version: int | None = None) -> None:
    told = row.version if version is None else version
    actions.set_deadlines(round=row, version=told, due=due, by=aino(), at=AT)
    row.refresh_from_db()


def unask(row: Round, asked: Unit, *, has_answered: bool = False) -> None:
    actions.unask_unit(round=row, unit=asked, has_answered=has_answered, by=aino(), at=AT)


def asked(row: Round) -> dict[int, date | None]:
    return asked_units([row.pk])[row.pk]


@pytest.mark.parametrize(
    "kind", [UnitKind.SUBSIDIARY, UnitKind.NGO_PARTNER, UnitKind.SERVICE_PROVIDER]
)
def test_those_outside_the_city_are_asked_like_its_own(kind: UnitKind) -> None:
    partner = unit("partner", kind=kind)
    row = planned_round(partner)
    assert asked(row) == {partner.pk: None}


def test_each_unit_gets_its_own_day_from_the_bottom_up() -> None:
    sector, area = sector_and_area()
    row = planned_round(sector, area)
    set_days(row, {sector.pk: LATE, area.pk: EARLY})
    assert asked(row) == {sector.pk: LATE, area.pk: EARLY}
    facts = deeds_about("cycle.round", row.pk)[0].facts
    assert facts[str(area.pk)] == {"before": None, "after": "2026-04-30"}


def test_the_rounds_own_day_is_kept_as_no_day_of_its_own() -> None:
    sector, area = sector_and_area()
    row = planned_round(sector, area)
    set_days(row, {sector.pk: DAYS.due_on, area.pk: EARLY})
    assert asked(row)[sector.pk] is None


def test_a_unit_does_not_answer_after_the_one_above_it() -> None:
    sector, area = sector_and_area()
    row = planned_round(sector, area)
    with pytest.raises(Refused) as refused:
        set_days(row, {sector.pk: EARLY, area.pk: LATE})
    assert refused.value.problem.code == "ANSWERS_AFTER_ABOVE"
    assert refused.value.problem.facts["field"] == f"due_{area.pk}"
    assert asked(row) == {sector.pk: None, area.pk: None}


def test_a_day_outside_the_round_is_refused() -> None:
    sector, _ = sector_and_area()
    row = planned_round(sector)
    with pytest.raises(Refused) as refused:
        set_days(row, {sector.pk: date(2026, 6, 1)})
    assert refused.value.problem.code == "UNIT_DUE_OUTSIDE_ROUND"


def test_who_is_not_asked_gets_no_day() -> None:
    sector, area = sector_and_area()
    row = planned_round(sector)
    set_days(row, {area.pk: EARLY})
    assert asked(row) == {sector.pk: None}


def test_two_who_set_days_at_once_conflict() -> None:
    sector, _ = sector_and_area()
    row = planned_round(sector)
    set_days(row, {sector.pk: EARLY})
    with pytest.raises(Conflict):
        set_days(row, {sector.pk: LATE}, version=1)
    assert asked(row) == {sector.pk: EARLY}


def test_a_unit_is_asked_no_more_once_and_for_all() -> None:
    sector, area = sector_and_area()
    row = planned_round(sector, area)
    unask(row, area)
    unask(row, area)
    assert asked(row) == {sector.pk: None}
    verbs = [deed.verb for deed in deeds_about("cycle.round", row.pk)]
    assert verbs.count("round.unit_unasked") == 1


def test_a_unit_that_has_answered_stays_in_an_open_round() -> None:
    sector, area = sector_and_area()
    row = opened_round(sector, area)
    with pytest.raises(Refused) as refused:
        unask(row, area, has_answered=True)
    assert refused.value.problem.code == "UNIT_HAS_ANSWERED"
    assert area.pk in asked(row)


def test_a_closed_round_keeps_whom_it_asked_and_when() -> None:
    sector, _ = sector_and_area()
    row = opened_round(sector)
    actions.close_round(round=row, version=row.version, by=aino(), at=AT)
    row.refresh_from_db()
    with pytest.raises(Refused) as refused:
        unask(row, sector)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"
    with pytest.raises(Refused) as refused:
        set_days(row, {sector.pk: EARLY})
    assert refused.value.problem.code == "ROUND_NOT_OPEN"


def test_asking_again_leaves_no_second_line_in_the_trail() -> None:
    sector, _ = sector_and_area()
    row = planned_round(sector)
    before = len(deeds_about("cycle.round", row.pk))
    actions.ask_unit(round=row, unit=sector, by=aino(), at=AT)
    assert len(deeds_about("cycle.round", row.pk)) == before


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_who_steers_sets_days_and_asks_no_more(name: str) -> None:
    viewer = EVERYBODY[name]
    sector, area = sector_and_area()
    row = planned_round(sector, area)
    verbs = (
        lambda: actions.set_deadlines(round=row, version=1, due={}, by=viewer, at=AT),
        lambda: actions.unask_unit(round=row, unit=area, has_answered=False, by=viewer, at=AT),
    )
    for verb in verbs:
        if viewer.steers:
            verb()
            continue
        with pytest.raises(NotAllowed):
            verb()
