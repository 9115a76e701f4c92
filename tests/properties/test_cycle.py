"""Laws of the year clock: working days, deadlines from the bottom up, the life of a round."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from ruori.cycle.rules import (
    RoundDays,
    RoundKind,
    accounts_signed_by,
    add_working_days,
    asked_above,
    days_problem,
    is_working_day,
    next_days,
    next_due,
    order_problem,
    stagger_problem,
    staggered,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_between,
)

days = st.dates(date(2020, 1, 1), date(2045, 12, 31))
working = days.filter(is_working_day)


@st.composite
def trees(draw: st.DrawFn) -> tuple[frozenset[int], dict[int, int | None]]:
    """Some units, each under an earlier one or at the top, and those of them that are asked."""
    count = draw(st.integers(1, 12))
    parents: dict[int, int | None] = {
        unit: draw(st.none() | st.integers(1, unit - 1)) if unit > 1 else None
        for unit in range(1, count + 1)
    }
    asked = draw(st.sets(st.sampled_from(sorted(parents)), min_size=1))
    return frozenset(asked), parents


@st.composite
def rounds(draw: st.DrawFn) -> RoundDays:
    """The days of some round in order."""
    begins = draw(days)
    ends = begins + timedelta(days=draw(st.integers(0, 400)))
    opens = begins + timedelta(days=draw(st.integers(0, 450)))
    return RoundDays(begins, ends, opens, opens + timedelta(days=draw(st.integers(0, 90))))


@given(working, st.integers(1, 40))
def test_so_many_working_days_forth_and_back_is_the_same_day(day: date, n: int) -> None:
    there = add_working_days(day, n)
    assert is_working_day(there)
    assert add_working_days(there, -n) == day
    assert working_days_between(day, there) == n


@given(days)
def test_the_nearest_working_days_lie_around_a_day(day: date) -> None:
    before, after = working_day_on_or_before(day), working_day_on_or_after(day)
    assert before <= day <= after
    assert is_working_day(before)
    assert is_working_day(after)
    assert (before == after) is is_working_day(day)


@given(trees(), days, st.integers(1, 15))
def test_who_is_below_always_answers_first_on_a_working_day(
    tree: tuple[frozenset[int], dict[int, int | None]], last_due: date, step: int
) -> None:
    asked, parents = tree
    due = staggered(asked, parents, last_due=last_due, step=step)
    assert set(due) == asked
    for unit, day in due.items():
        assert is_working_day(day)
        above = asked_above(unit, asked, parents)
        if above is None:
            assert day == working_day_on_or_before(last_due)
        else:
            assert day < due[above]
            assert working_days_between(day, due[above]) == step
    assert order_problem(due, parents) is None


@given(trees(), days, st.integers(1, 15), st.integers(0, 60))
def test_a_round_too_short_for_its_levels_is_refused_and_the_advice_helps(
    tree: tuple[frozenset[int], dict[int, int | None]], opens_on: date, step: int, length: int
) -> None:
    asked, parents = tree
    last_due = opens_on + timedelta(days=length)
    due = staggered(asked, parents, last_due=last_due, step=step).values()
    problem = stagger_problem(due, opens_on=opens_on, last_due=last_due, step=step)
    assert (problem is None) is (min(due) >= opens_on)
    if problem is not None:
        advised = problem.facts["first"]
        assert stagger_problem(due, opens_on=advised, last_due=last_due, step=step) is None


@given(rounds(), st.sampled_from(RoundKind), st.integers(-400, 1500))
def test_the_next_round_is_ahead_in_order_and_on_working_days(
    told: RoundDays, kind: RoundKind, away: int
) -> None:
    assume(kind is not RoundKind.YEAR_END or told.due_on < date(told.covers_to.year + 1, 3, 25))
    today = told.due_on + timedelta(days=away)
    then = next_days(kind, told, today=today)
    assert days_problem(then) is None
    assert then.covers_from > told.covers_from
    assert then.due_on > today
    assert then.opens_on > today
    assert is_working_day(then.opens_on)
    assert is_working_day(then.due_on)
    by_law = accounts_signed_by(kind, then.covers_to)
    assert by_law is None or then.due_on <= by_law <= date(then.covers_to.year + 1, 3, 31)


@given(rounds(), st.integers(0, 90), st.integers(0, 90))
def test_the_order_of_deadlines_survives_the_copy(told: RoundDays, one: int, other: int) -> None:
    length = (told.due_on - told.opens_on).days
    first, second = sorted((min(one, length), min(other, length)))
    then = next_days(RoundKind.INTERIM_1, told, today=told.due_on)
    moved = [next_due(told.opens_on + timedelta(days=each), told, then) for each in (first, second)]
    assert moved[0] is not None
    assert moved[1] is not None
    assert then.opens_on <= moved[0] <= moved[1] <= then.due_on
    assert all(is_working_day(day) for day in moved if day is not None)
