"""Taking in an arrival of figures."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruori.audit.models import TrailEntry
from ruori.indicators.actions import take_in
from ruori.indicators.models import Batch, CurrentValue, Observation
from ruori.indicators.queries import problems, series_points
from ruori.indicators.rules.codes import BatchState, Replaces
from ruori.indicators.rules.numbers import Notation
from ruori.kernel.moments import now
from ruori.kernel.problems import NotAllowed
from ruori.organisation.rules import STRANGER, SYSTEM, Viewer
from tests.parts.indicators.given import AT, DAY, MATTI, arrival, arrived, kemi, liisa, unit

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def line(series_id: int, *, known_on: date = DAY, is_public: bool = True) -> dict[str, str]:
    points = series_points(series_id, as_of=DAY, known_on=known_on, is_public=is_public)
    return {str(point.period): str(point.value) for point in points}


def test_an_arrival_is_stored_and_counts_at_once() -> None:
    series_id = kemi().pk
    taken = take_in(
        arrival=arrival(series_id, {"2021": "19982", "2022": "19499"}), by=SYSTEM, at=AT
    )
    assert (taken.state, taken.stored, taken.is_new) == (BatchState.TAKEN_IN, 2, True)
    assert line(series_id) == {"2021": "19982", "2022": "19499"}
    assert TrailEntry.objects.filter(verb="batch.taken_in").count() == 1
    assert problems(now(AT)) == []


def test_the_same_content_again_makes_no_batch_and_no_rows() -> None:
    series_id = kemi().pk
    first = arrived(series_id, {"2022": "19499"})
    again = take_in(arrival=arrival(series_id, {"2022": "19499"}), by=SYSTEM, at=LATER)
    assert (again.batch_id, again.is_new, again.stored) == (first, False, 0)
    assert Batch.objects.count() == Observation.objects.count() == 1


def test_a_source_that_goes_back_to_an_older_figure_makes_a_new_vintage() -> None:
    series_id = kemi().pk
    for figure in ("19499", "19500", "19499"):
        arrived(series_id, {"2022": figure})
    assert Observation.objects.count() == 3
    assert line(series_id) == {"2022": "19499"}


def test_unchanged_rows_of_a_later_arrival_are_not_stored_again() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2021": "19982"})
    taken = take_in(
        arrival=arrival(series_id, {"2021": "19982", "2022": "19499"}), by=SYSTEM, at=LATER
    )
    assert taken.stored == 1


def test_a_later_row_revises_its_own_period_only() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2021": "19982", "2022": "19499"})
    arrived(series_id, {"2022": "19501"}, at=LATER)
    assert line(series_id) == {"2021": "19982", "2022": "19501"}


def test_a_whole_release_withdraws_the_years_it_lacks() -> None:
    """Edge case 22: withdrawn now, present at the old `known_on`."""
    series_id = kemi().pk
    arrived(series_id, {"1990": "26000", "2022": "19499"}, replaces=Replaces.WHOLE)
    next_day = AT + timedelta(days=1)
    arrived(series_id, {"2022": "19499"}, at=next_day, replaces=Replaces.WHOLE)
    assert line(series_id, known_on=DAY) == {"1990": "26000", "2022": "19499"}
    assert line(series_id, known_on=DAY + timedelta(days=1)) == {"2022": "19499"}
    assert problems(now(next_day)) == []


def test_a_whole_release_that_lost_a_series_withdraws_it_entirely() -> None:
    first, other = kemi().pk, kemi(code="tyottomat").pk
    rows = (
        *arrival(first, {"2022": "19499"}).rows,
        *arrival(other, {"2022": "1200"}).rows,
    )
    both = arrival(first, {}, rows=rows, replaces=Replaces.WHOLE)
    take_in(arrival=both, by=SYSTEM, at=AT)
    arrived(first, {"2022": "19500"}, at=LATER, replaces=Replaces.WHOLE)
    assert line(other) == {}
    assert line(first) == {"2022": "19500"}


def test_a_withdrawn_year_that_comes_back_counts_again() -> None:
    series_id = kemi().pk
    for values in ({"1990": "26000"}, {"2022": "19499"}, {"1990": "26000"}):
        arrived(series_id, values, replaces=Replaces.WHOLE)
    assert line(series_id) == {"1990": "26000"}
    assert problems(now(AT)) == []


@pytest.mark.parametrize(
    ("values", "changes", "code"),
    [
        ({"2022": "-5"}, {}, "OUTSIDE_LIMITS"),
        ({"2022": "1,234"}, {"notation": Notation()}, "AMBIGUOUS_NUMBER"),
        ({"2022": "noin 5"}, {}, "UNREADABLE_NUMBER"),
        ({"2021": "1950", "2022": "19499"}, {}, "JUMP"),
        ({"2027": "19000"}, {}, "FUTURE_WITHOUT_FORECAST"),
        ({"vuosi 2022": "19499"}, {}, "UNREADABLE_PERIOD"),
        ({"2022-07": "19499"}, {}, "FREQUENCY_DIFFERS"),
        ({}, {}, "EMPTY"),
    ],
)
def test_an_odd_arrival_waits_whole_in_quarantine(
    values: dict[str, str], changes: dict[str, Any], code: str
) -> None:
    series_id = kemi().pk
    taken = take_in(arrival=arrival(series_id, values, **changes), by=SYSTEM, at=AT)
    assert taken.state is BatchState.QUARANTINED
    assert {finding.code for finding in taken.findings} == {code}
    assert line(series_id, is_public=False) == {}
    assert CurrentValue.objects.count() == 0


def test_unequal_duplicates_wait_and_equal_ones_are_one() -> None:
    """Edge case 40."""
    series_id = kemi().pk
    row = arrival(series_id, {"2022": "19499"}).rows[0]
    equal = take_in(arrival=arrival(series_id, {}, rows=(row, row)), by=SYSTEM, at=AT)
    assert (equal.state, equal.duplicates, equal.stored) == (BatchState.TAKEN_IN, 1, 1)
    unequal = arrival(series_id, {}, rows=(row, row._replace(value="19500")))
    assert take_in(arrival=unequal, by=SYSTEM, at=LATER).state is BatchState.QUARANTINED


def test_a_changed_unit_waits() -> None:
    series_id = kemi(unit_code="t_co2e").pk
    changed = arrival(series_id, {"2022": "5"}, units={series_id: "mwh"})
    taken = take_in(arrival=changed, by=SYSTEM, at=AT)
    assert [finding.code for finding in taken.findings] == ["UNIT_CHANGED"]
    assert taken.findings[0].facts["can_be_converted"] is False


def test_a_changed_method_waits_unless_the_whole_line_is_replaced() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2021": "100"}, method="ALas 1.5")
    rows = take_in(arrival=arrival(series_id, {"2022": "101"}, method="ALas 1.6"), by=SYSTEM, at=AT)
    assert [finding.code for finding in rows.findings] == ["METHOD_CHANGED"]
    whole = arrival(series_id, {"2022": "102"}, method="ALas 1.6", replaces=Replaces.WHOLE)
    assert take_in(arrival=whole, by=SYSTEM, at=AT).state is BatchState.TAKEN_IN
    assert line(series_id) == {"2022": "102"}


def test_a_forecast_of_the_future_is_kept() -> None:
    series_id = kemi().pk
    row = arrival(series_id, {"2030": "18000"}).rows[0]._replace(status="F")
    taken = take_in(arrival=arrival(series_id, {}, rows=(row,)), by=SYSTEM, at=AT)
    assert taken.state is BatchState.TAKEN_IN
    assert line(series_id) == {"2030": "18000"}


def test_absent_zero_and_suppressed_are_stored_as_three_things() -> None:
    series_id = kemi(natural_max=None).pk
    rows = arrival(series_id, {"2020": "0", "2021": "", "2022": "..."}).rows
    suppressed = rows[2]._replace(value="", conf="C")
    take_in(arrival=arrival(series_id, {}, rows=(rows[0], rows[1], suppressed)), by=SYSTEM, at=AT)
    forms = [
        point.form.value
        for point in series_points(series_id, as_of=DAY, known_on=DAY, is_public=False)
    ]
    assert forms == ["VALUE", "ABSENT", "SUPPRESSED"]


def test_every_digit_is_kept() -> None:
    """Edge case 47."""
    series_id = kemi().pk
    arrived(series_id, {"2020": "1000000000000.000001", "2021": "1000000000000.10"})
    assert line(series_id) == {"2020": "1000000000000.000001", "2021": "1000000000000.10"}


@pytest.mark.parametrize("who", [STRANGER, MATTI])
def test_a_stranger_and_a_councillor_cannot_take_in(who: Viewer) -> None:
    series_id = kemi().pk
    with pytest.raises(NotAllowed):
        take_in(arrival=arrival(series_id, {"2022": "1"}), by=who, at=AT)


def test_the_owner_cannot_take_in_a_source() -> None:
    series_id = kemi().pk
    with pytest.raises(NotAllowed):
        take_in(arrival=arrival(series_id, {"2022": "1"}), by=liisa(unit()), at=AT)


def test_reading_a_line_takes_one_query() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2021": "19982", "2022": "19499"})
    with CaptureQueriesContext(connection) as asked:
        line(series_id)
    assert len(asked) == 1
