"""Rules of plans, case by case."""

from datetime import date
from decimal import Decimal

import pytest

from ruori.kernel.text import Text
from ruori.plans.codes import ChangeKind, GoalLevel, Operator, Stage, TestKind
from ruori.plans.rules import (
    changes_between,
    changes_of_test,
    kind_of,
    may_hold,
    may_step,
    period_is_over,
    reordered,
    target_change,
    thread_breaks,
    unserved,
)


@pytest.mark.parametrize(
    ("stage", "to", "allowed"),
    [
        (Stage.DRAFT, Stage.ADOPTED, True),
        (Stage.DRAFT, Stage.IN_FORCE, False),
        (Stage.IN_FORCE, Stage.DRAFT, False),
        (Stage.IN_FORCE, Stage.EVALUATED, True),
        (Stage.IN_FORCE, Stage.ENDED, False),
        (Stage.EVALUATED, Stage.ENDED, True),
        (Stage.SUPERSEDED, Stage.DRAFT, False),
    ],
)
def test_a_plan_lives_in_one_direction(stage: Stage, to: Stage, allowed: bool) -> None:
    assert may_step(stage, to) is allowed


def test_a_period_is_over_the_day_after_its_last() -> None:
    last = date(2025, 12, 31)
    assert not period_is_over(last, last)
    assert period_is_over(last, date(2026, 1, 1))
    assert not period_is_over(None, date(2099, 1, 1))


@pytest.mark.parametrize(
    ("parent", "child", "allowed"),
    [
        (None, GoalLevel.STRATEGIC, True),
        (GoalLevel.STRATEGIC, GoalLevel.OBJECTIVE, True),
        (GoalLevel.OBJECTIVE, GoalLevel.STRATEGIC, False),
        (GoalLevel.SUB_OBJECTIVE, GoalLevel.SUB_OBJECTIVE, False),
        (None, GoalLevel.COMMITMENT, True),
        (None, GoalLevel.SUB_OBJECTIVE, False),
    ],
)
def test_a_goal_stands_only_where_its_level_may(
    parent: GoalLevel | None, child: GoalLevel, allowed: bool
) -> None:
    assert may_hold(parent, child) is allowed


def test_a_moved_goal_takes_its_place_and_the_others_keep_their_order() -> None:
    assert reordered([1, 2, 3, 4], 4, 0) == [4, 1, 2, 3]
    assert reordered([1, 2, 3, 4], 1, 99) == [2, 3, 4, 1]
    assert reordered([1, 2, 3], 9, 1) == [1, 9, 2, 3]


@pytest.mark.parametrize(
    ("field", "before", "after", "kind"),
    [
        ("ends_on", date(2025, 6, 30), date(2025, 12, 31), ChangeKind.MOVED_LATER),
        ("ends_on", date(2025, 6, 30), None, ChangeKind.MOVED_LATER),
        ("ends_on", None, date(2025, 6, 30), ChangeKind.MOVED_EARLIER),
        ("due_on", date(2025, 6, 30), date(2025, 5, 31), ChangeKind.MOVED_EARLIER),
        ("unit_id", 1, 2, ChangeKind.REASSIGNED),
        ("name", Text("a"), Text("b"), ChangeKind.REWORDED),
        ("needs_money", "NO", "YES", ChangeKind.CHANGED),
    ],
)
def test_the_ledger_tells_what_a_change_did(
    field: str, before: object, after: object, kind: ChangeKind
) -> None:
    assert kind_of(field, before, after) is kind


def test_order_and_codes_are_no_promises_but_words_and_days_are() -> None:
    before = {"position": 1, "code": "1", "name": Text("a"), "ends_on": date(2025, 1, 1)}
    after = {"position": 2, "code": "2", "name": Text("b"), "ends_on": date(2025, 1, 1)}
    assert [change.field for change in changes_between(before, after)] == ["name"]


@pytest.mark.parametrize("field", ["unit_id", "post_id", "owner_unit_id"])
def test_a_first_giving_leaves_no_line_but_passing_on_and_taking_away_do(field: str) -> None:
    assert changes_between({field: None}, {field: 7}) == []
    passed_on = changes_between({field: 7}, {field: 8})
    taken_away = changes_between({field: 7}, {field: None})
    assert [each.kind for each in (*passed_on, *taken_away)] == [ChangeKind.REASSIGNED] * 2


@pytest.mark.parametrize(
    ("before", "after", "rising_is_good", "kind"),
    [
        ("60", "42", True, ChangeKind.EASED),
        ("60", "70", True, ChangeKind.TIGHTENED),
        ("60", "70", False, ChangeKind.EASED),
        ("60", "70", None, ChangeKind.CHANGED),
        ("60", "60", True, ChangeKind.CHANGED),
    ],
)
def test_a_target_eases_or_tightens_by_its_direction(
    before: str, after: str, rising_is_good: bool | None, kind: ChangeKind
) -> None:
    found = target_change(Decimal(before), Decimal(after), rising_is_good=rising_is_good)
    assert found is kind


def test_a_measure_that_serves_only_a_dropped_goal_breaks_the_thread() -> None:
    serves = [(1, 10), (2, 11), (3, 12), (3, 10)]
    assert thread_breaks(measures=[1, 2, 3, 4], serves=serves, reachable=frozenset({10})) == [2, 4]


def test_a_goal_is_served_when_something_below_it_is() -> None:
    goals = {1: None, 2: 1, 3: 1, 4: None}
    assert unserved(goals=goals, served=[2]) == [3, 4]


def figure(operator: Operator, low: int, high: int | None = None) -> dict[str, object]:
    """A test of a figure as its columns."""
    return {
        "kind": TestKind.INDICATOR,
        "operator": operator,
        "low": Decimal(low),
        "high": None if high is None else Decimal(high),
    }


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (figure(Operator.AT_LEAST, 60), figure(Operator.AT_LEAST, 50), ChangeKind.EASED),
        (figure(Operator.AT_LEAST, 60), figure(Operator.AT_LEAST, 70), ChangeKind.TIGHTENED),
        (figure(Operator.AT_MOST, 60), figure(Operator.AT_MOST, 70), ChangeKind.EASED),
        (figure(Operator.AT_MOST, 60), figure(Operator.AT_MOST, 50), ChangeKind.TIGHTENED),
        (figure(Operator.EXACTLY, 60), figure(Operator.EXACTLY, 50), ChangeKind.CHANGED),
        (figure(Operator.WITHIN, 4, 6), figure(Operator.WITHIN, 3, 6), ChangeKind.EASED),
        (figure(Operator.WITHIN, 4, 6), figure(Operator.WITHIN, 4, 5), ChangeKind.TIGHTENED),
    ],
)
def test_a_moved_target_says_whether_it_eased(
    before: dict[str, object], after: dict[str, object], kind: ChangeKind
) -> None:
    assert [change.kind for change in changes_of_test(before, after)] == [kind]


def test_a_test_set_or_taken_away_is_told_by_its_target() -> None:
    (come,) = changes_of_test(None, figure(Operator.AT_LEAST, 60))
    (gone,) = changes_of_test(figure(Operator.AT_LEAST, 60), None)
    assert (come.field, come.before, come.after) == ("test", None, Decimal(60))
    assert (gone.before, gone.after) == (Decimal(60), None)
