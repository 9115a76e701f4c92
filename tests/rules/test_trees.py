"""Trees whose rows hold from day to day never circle, and nothing hangs on what has ended."""

from datetime import date

import pytest

from ruori.kernel.trees import Astray, astray, days_of_change, would_loop
from ruori.kernel.validity import Row


def day(number: int) -> date:
    return date(2026, 1, number)


def row(start: int, end: int | None, parent: int | None = None) -> Row:
    return Row(None, day(start), None if end is None else day(end), {"parent_id": parent})


@pytest.mark.parametrize(
    ("key", "parent", "loops"), [(1, 3, True), (1, 1, True), (3, 1, False), (4, None, False)]
)
def test_nothing_may_stand_under_itself(key: int, parent: int | None, loops: bool) -> None:
    assert would_loop({1: None, 2: 1, 3: 2, 4: None}, key, parent) is loops


def test_days_of_change_begin_with_the_day_asked() -> None:
    rows = [row(1, 5), row(8, None)]
    assert days_of_change([rows], since=day(3)) == [day(3), day(5), day(8)]


def test_a_circle_that_only_lasts_some_days_is_found() -> None:
    rows = {1: [row(1, 9, 2), row(9, None)], 2: [row(1, 5), row(5, None, 1)]}
    assert astray(rows, since=day(1)) == Astray(1, day(5), is_loop=True)


def test_what_hangs_on_an_ended_thing_is_found_and_the_past_is_let_be() -> None:
    rows = {1: [row(1, 5)], 2: [row(1, None, 1)]}
    assert astray(rows, since=day(1)) == Astray(2, day(5), is_loop=False)
    assert astray({2: [row(1, 5, 1)]}, since=day(6)) is None
