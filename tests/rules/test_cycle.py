"""The life of a round, its days, and the customary year of a city (domain §§ 3, 7)."""

from datetime import date
from importlib.resources import files

import pytest

from ruori.cycle.rules import (
    STEPS,
    RoundDays,
    RoundKind,
    RoundState,
    accepts_reports,
    days_problem,
    is_final_report,
    may_change,
    may_step,
    read_year,
    step_problem,
    unit_due_problem,
)

PLANNED, OPEN, CLOSED, FROZEN, PUBLISHED = RoundState
ALLOWED = {
    (PLANNED, OPEN),
    (OPEN, CLOSED),
    (CLOSED, OPEN),
    (CLOSED, FROZEN),
    (FROZEN, PUBLISHED),
}
DAYS = RoundDays(date(2026, 1, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize("state", RoundState)
@pytest.mark.parametrize("to", RoundState)
def test_a_round_goes_only_one_step_at_a_time(state: RoundState, to: RoundState) -> None:
    assert may_step(state, to) is ((state, to) in ALLOWED)


def test_a_frozen_round_never_opens_again() -> None:
    reachable = {FROZEN}
    for _ in RoundState:
        reachable |= {after for state in reachable for after in STEPS[state]}
    assert reachable == {FROZEN, PUBLISHED}


@pytest.mark.parametrize("expected", [PLANNED, OPEN, CLOSED, FROZEN])
@pytest.mark.parametrize("state", RoundState)
def test_a_refused_step_says_from_where_it_begins(state: RoundState, expected: RoundState) -> None:
    problem = step_problem(state, expected=expected)
    assert (problem is None) is (state is expected)
    if problem is not None:
        assert problem.code == "WRONG_STEP"
        assert problem.facts == {"state": state}


def test_reports_are_taken_only_while_the_round_is_open() -> None:
    assert [state for state in RoundState if accepts_reports(state)] == [OPEN]
    assert [state for state in RoundState if may_change(state)] == [PLANNED, OPEN]


def test_goals_are_judged_for_good_only_at_the_end_of_the_year() -> None:
    assert [kind for kind in RoundKind if is_final_report(kind)] == [RoundKind.YEAR_END]


@pytest.mark.parametrize(
    ("days", "code", "field"),
    [
        (DAYS, None, None),
        (
            RoundDays(date(2026, 5, 1), date(2026, 4, 30), DAYS.opens_on, DAYS.due_on),
            "COVERS_ENDS_BEFORE_IT_BEGINS",
            "covers_to",
        ),
        (
            RoundDays(DAYS.covers_from, DAYS.covers_to, date(2026, 6, 1), date(2026, 5, 31)),
            "DUE_BEFORE_OPENING",
            "due_on",
        ),
        (RoundDays(*[date(2026, 5, 1)] * 4), None, None),
    ],
)
def test_the_days_of_a_round_are_in_order(
    days: RoundDays, code: str | None, field: str | None
) -> None:
    problem = days_problem(days)
    assert (None if problem is None else problem.code) == code
    assert (None if problem is None else problem.facts["field"]) == field


@pytest.mark.parametrize(
    ("due_on", "fits"),
    [
        (None, True),
        (date(2026, 5, 1), True),
        (date(2026, 5, 31), True),
        (date(2026, 4, 30), False),
        (date(2026, 6, 1), False),
    ],
)
def test_a_units_own_deadline_lies_within_the_round(due_on: date | None, fits: bool) -> None:
    assert (unit_due_problem(due_on, DAYS) is None) is fits


def the_file() -> str:
    return files("ruori.cycle").joinpath("data", "year.csv").read_text(encoding="utf-8")


def test_the_days_fixed_by_law_stand_on_the_year() -> None:
    events = {event.code: event for event in read_year(the_file(), 2026)}
    assert events["accounts-signed"].due_on == date(2026, 3, 31)
    assert events["evaluation-report"].due_on == date(2026, 5, 31)
    assert events["accounts-in-council"].due_on == date(2026, 6, 30)
    assert events["budget-approved"].due_on == date(2026, 12, 31)
    assert all("410/2015" in events[code].law for code in ("accounts-signed", "budget-approved"))


def test_every_step_of_the_year_has_three_languages_and_somebody_to_answer() -> None:
    events = read_year(the_file(), 2026)
    assert len({event.code for event in events}) == len(events)
    for event in events:
        assert set(event.title) == {"fi", "sv", "en"}
        assert event.answers in {"mayor", "strategy", "environment", "wellbeing", "audit"}
        assert event.due_on.year == 2026
        assert event.begins_on is None or event.begins_on <= event.due_on


@pytest.mark.parametrize(("year", "last"), [(2027, 28), (2028, 29)])
def test_the_end_of_february_follows_the_calendar(year: int, last: int) -> None:
    events = {event.code: event for event in read_year(the_file(), year)}
    assert events["year-end-reports"].due_on == date(year, 2, last)
    assert events["euro-outcome-02"].due_on == date(year, 2, last)


def test_a_monthly_step_comes_twelve_times() -> None:
    codes = [event.code for event in read_year(the_file(), 2026)]
    assert sum(code.startswith("euro-outcome-") for code in codes) == 12


@pytest.mark.parametrize("due", ["31.3.", "13-01", "02-30", ""])
def test_a_day_that_cannot_be_read_is_a_fault_of_the_file(due: str) -> None:
    header = "code,begins,due,answers,law,public,fi,sv,en"
    with pytest.raises(ValueError):  # noqa: PT011 - any wording will do for a fault
        read_year(f"{header}\nx,,{due},mayor,,yes,a,b,c\n", 2026)
