"""Times as one says them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruori.ui.durations import HOUR, duration, rough, roughly, span


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0 s"),
        (59.9, "59 s"),
        (60, "1 min 0 s"),
        (125, "2 min 5 s"),
        (3600, "1 h 0 min"),
        (3780, "1 h 3 min"),
    ],
)
def test_a_time_is_told_to_the_second(seconds: float, words: str) -> None:
    assert duration(seconds).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "5 s"),
        (19, "20 s"),
        (58, "1 min"),
        (64, "1 min"),
        (97, "1 min 40 s"),
        (299, "5 min"),
        (340, "6 min"),
        (3590, "1 h 0 min"),
    ],
)
def test_what_is_to_come_is_told_roughly(seconds: int, words: str) -> None:
    assert roughly(seconds).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (14, 14, "15 s"),
        (14, 16, "15 s"),
        (19, 41, "20–40 s"),
        (38, 121, "40 s – 2 min"),
        (120, 300, "2–5 min"),
        (97, 300, "1 min 40 s – 5 min"),
    ],
)
def test_a_range_is_told_once_when_both_ends_are_the_same(low: int, high: int, words: str) -> None:
    assert span(low, high).replace("\u00a0", " ") == words


@given(st.integers(1, 10 * HOUR))
def test_rounding_never_strays_far_and_never_says_nothing(seconds: int) -> None:
    assert rough(seconds) > 0
    assert abs(rough(seconds) - seconds) <= max(5, seconds * 0.1)
