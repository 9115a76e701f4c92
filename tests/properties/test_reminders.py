"""Laws of reminders: everything is told once, nobody is drowned, order does not matter."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ruori.cycle.rules import is_working_day
from ruori.notices.rules.reminders import (
    MOST_A_WEEK,
    Line,
    Stage,
    Told,
    Wait,
    digest,
    reminder_day,
)

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
SPAN = 120
WAITS = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"), st.integers(0, SPAN - 20).map(lambda n: FIRST + n * DAY)
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda wait: wait[0],
)
DOWN = st.sets(st.integers(-30, SPAN).map(lambda n: FIRST + n * DAY), max_size=60)


def run(waits: list[Wait], down: set[date], *, wants_early: bool = True) -> dict[date, list[Line]]:
    """The letters of a person while the timer runs on every day but some, and then for a while."""
    told: set[Told] = set()
    sent: dict[date, list[Line]] = {}
    for n in range(-30, SPAN + 40):
        today = FIRST + n * DAY
        for _twice in range(2):
            if today in down:
                continue
            lines = digest(waits, told=told, mailed=sent, today=today, wants_early=wants_early)
            told |= {(line.subject, line.due_on, stage) for line in lines for stage in line.stages}
            if lines:
                assert today not in sent
                sent[today] = list(lines)
    return sent


@given(waits=WAITS, down=DOWN)
def test_every_reminder_of_every_deadline_is_told_exactly_once(
    waits: list[Wait], down: set[date]
) -> None:
    told = Counter(
        (line.subject, line.due_on, stage)
        for lines in run(waits, down).values()
        for line in lines
        for stage in line.stages
    )
    assert told == Counter((subject, due_on, stage) for subject, due_on in waits for stage in Stage)


@given(waits=WAITS, down=DOWN)
def test_nobody_gets_three_letters_in_a_week_or_one_on_a_day_off(
    waits: list[Wait], down: set[date]
) -> None:
    days = list(run(waits, down))
    assert all(is_working_day(day) for day in days)
    assert max(Counter(day.isocalendar()[:2] for day in days).values()) <= MOST_A_WEEK


@given(waits=WAITS, down=DOWN, order=st.randoms())
def test_the_order_in_which_things_wait_changes_nothing(
    waits: list[Wait], down: set[date], order: Random
) -> None:
    shuffled = list(waits)
    order.shuffle(shuffled)
    assert run(shuffled, down) == run(waits, down)


@given(waits=WAITS)
def test_while_the_timer_runs_a_reminder_before_a_deadline_is_never_late(
    waits: list[Wait],
) -> None:
    for day, lines in run(waits, set()).items():
        for line in lines:
            for stage in set(line.stages) - {Stage.LATE}:
                assert day <= reminder_day(line.due_on, stage)


@given(waits=WAITS)
def test_a_late_thing_is_told_within_a_week_of_its_day(waits: list[Wait]) -> None:
    for day, lines in run(waits, set()).items():
        for line in lines:
            if Stage.LATE in line.stages:
                first = reminder_day(line.due_on, Stage.LATE)
                assert first <= day <= first + 7 * DAY


@given(waits=WAITS, down=DOWN)
def test_who_declined_the_early_ones_gets_the_others(waits: list[Wait], down: set[date]) -> None:
    told = Counter(
        (line.subject, stage)
        for lines in run(waits, down, wants_early=False).values()
        for line in lines
        for stage in line.stages
    )
    assert told == Counter(
        (subject, stage) for subject, _ in waits for stage in (Stage.SOON, Stage.LATE)
    )
