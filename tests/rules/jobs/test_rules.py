"""How far long work is and how long it takes, in plain values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruori.jobs.rules import (
    Outcome,
    PastRun,
    Span,
    State,
    StepState,
    estimate,
    is_alive,
    kept_outcome,
    outcome_of,
    quarter,
    remaining,
    step_states,
)
from ruori.kernel.problems import Ref
from ruori.kernel.text import Text

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
DONE, NOW, COMING = StepState.DONE, StepState.NOW, StepState.COMING


@pytest.mark.parametrize(
    ("runs", "total", "span"),
    [
        ([], 0, None),
        ([], 281, None),
        ([PastRun(14.2, 0)], 0, Span(14, 14)),
        ([PastRun(14, 0), PastRun(40, 0), PastRun(20, 0)], 0, Span(14, 40)),
        ([PastRun(10, 100), PastRun(30, 100)], 200, Span(20, 60)),
        ([PastRun(10, 100), PastRun(30, 0)], 200, Span(10, 30)),
        ([PastRun(10, 100)], 0, Span(10, 10)),
        ([PastRun(0.01, 0)], 0, Span(1, 1)),
    ],
)
def test_the_estimate_is_a_range_of_earlier_runs(
    runs: list[PastRun], total: int, span: Span | None
) -> None:
    assert estimate(runs, total) == span


@pytest.mark.parametrize(
    ("elapsed", "done", "total", "left"),
    [
        (14, 118, 281, 19),
        (14, 0, 281, None),
        (14, 281, 281, None),
        (14, 5, 0, None),
        (0.1, 1, 2, 1),
    ],
)
def test_what_is_left_follows_the_pace_so_far(
    elapsed: float, done: int, total: int, left: int | None
) -> None:
    assert remaining(elapsed, done, total) == left


@pytest.mark.parametrize(
    ("done", "total", "full"),
    [(0, 0, 0), (0, 8, 0), (1, 8, 0), (2, 8, 1), (5, 8, 2), (7, 8, 3), (8, 8, 4), (9, 8, 4)],
)
def test_a_listener_hears_of_full_quarters_only(done: int, total: int, full: int) -> None:
    assert quarter(done, total) == full


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_quarters_never_go_back(total: int, done: int) -> None:
    assert quarter(done, total) <= quarter(done + 1, total) <= 4


@pytest.mark.parametrize(("seconds", "alive"), [(0, True), (29, True), (30, False), (300, False)])
def test_a_worker_unseen_for_half_a_minute_is_not_running(seconds: int, alive: bool) -> None:
    assert is_alive(AT - timedelta(seconds=seconds), AT) is alive


@pytest.mark.parametrize(
    ("done", "state", "states"),
    [
        ([], State.QUEUED, (COMING, COMING, COMING)),
        ([], State.RUNNING, (NOW, COMING, COMING)),
        (["a"], State.RUNNING, (DONE, NOW, COMING)),
        (["a"], State.FAILED, (DONE, COMING, COMING)),
        (["a", "b", "c"], State.RUNNING, (DONE, DONE, DONE)),
        (["a", "b", "c"], State.DONE, (DONE, DONE, DONE)),
    ],
)
def test_the_first_step_not_done_is_going_on(
    done: list[str], state: State, states: tuple[StepState, ...]
) -> None:
    assert step_states(["a", "b", "c"], done, state) == states


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(),
        Outcome("%(new)s new rows.", {"new": 0}),
        Outcome("Ready.", {}, Ref("reports.edition", 3, Text(fi="Laitos", sv="Utgåva"))),
    ],
)
def test_an_outcome_is_read_back_as_it_was(outcome: Outcome) -> None:
    assert outcome_of(kept_outcome(outcome)) == outcome


def test_a_result_without_words_says_nothing() -> None:
    assert outcome_of({"rows": 3}) == Outcome()
