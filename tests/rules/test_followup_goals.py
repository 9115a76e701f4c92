"""The goal rule by worked tables (domain § 8)."""

from datetime import date
from decimal import Decimal

import pytest

from ruori.followup.rules.goals import (
    NO_FIGURE,
    Bound,
    DeedWord,
    Figure,
    Outcome,
    Result,
    Rule,
    deed_result,
    figure_result,
    is_due,
    printed,
    rule_of,
    ruled,
)
from ruori.kernel.codes import Attainment
from ruori.plans.codes import GoalRule, Operator

R, N, U = Result.REACHED, Result.NOT_REACHED, Result.UNKNOWN
LETTERS = {"R": R, "N": N, "U": U}


def outcomes(letters: str, weights: str = "") -> list[Outcome]:
    """Tests by letters: R reached, N not reached, U unknown; weights by digits."""
    digits = weights or "1" * len(letters)
    return [
        Outcome(LETTERS[letter], Decimal(digit))
        for letter, digit in zip(letters, digits, strict=True)
    ]


@pytest.mark.parametrize(
    ("rule", "letters", "expected"),
    [
        (Rule(GoalRule.ALL), "RRR", "MET"),
        (Rule(GoalRule.ALL), "RRN", "NOT_MET"),
        (Rule(GoalRule.ALL), "RUN", "NOT_MET"),
        (Rule(GoalRule.ALL), "RRU", "UNPROVABLE"),
        (Rule(GoalRule.ANY), "NNR", "MET"),
        (Rule(GoalRule.ANY), "UUR", "MET"),
        (Rule(GoalRule.ANY), "NNN", "NOT_MET"),
        (Rule(GoalRule.ANY), "NNU", "UNPROVABLE"),
        (Rule(GoalRule.AT_LEAST, count=2), "RRN", "MET"),
        (Rule(GoalRule.AT_LEAST, count=2), "RUN", "UNPROVABLE"),
        (Rule(GoalRule.AT_LEAST, count=2), "RNN", "NOT_MET"),
        (Rule(GoalRule.AT_LEAST, count=3), "RRR", "MET"),
        (Rule(GoalRule.AT_LEAST, count=1), "UNN", "UNPROVABLE"),
    ],
)
def test_the_rule_says(rule: Rule, letters: str, expected: str) -> None:
    assert ruled(rule, outcomes(letters)).attainment == expected


@pytest.mark.parametrize(
    ("share", "letters", "weights", "expected"),
    [
        ("0.6", "RRN", "321", "MET"),
        ("0.5", "RN", "11", "MET"),
        ("0.6", "RNU", "311", "MET"),
        ("0.7", "RNU", "311", "UNPROVABLE"),
        ("0.9", "RNU", "311", "NOT_MET"),
        ("1.0", "RRU", "111", "UNPROVABLE"),
        ("1.0", "RR", "12", "MET"),
    ],
)
def test_the_weighted_rule_says(share: str, letters: str, weights: str, expected: str) -> None:
    rule = Rule(GoalRule.WEIGHTED, share=Decimal(share))

    assert ruled(rule, outcomes(letters, weights)).attainment == expected


def test_a_third_of_three_equal_weights_is_reached_exactly() -> None:
    rule = Rule(GoalRule.WEIGHTED, share=Decimal(1) / 3)

    assert ruled(rule, outcomes("RNN")).attainment is Attainment.MET


@pytest.mark.parametrize(
    ("partly_at", "letters", "expected"),
    [
        (None, "RRN", "NOT_MET"),
        ("0.6", "RRN", "PARTLY_MET"),
        ("0.7", "RRN", "NOT_MET"),
        ("0.6", "RRU", "UNPROVABLE"),
        ("0.6", "RRR", "MET"),
        ("0.6", "RUN", "NOT_MET"),
    ],
)
def test_partly_exists_only_when_fixed_in_advance(
    partly_at: str | None, letters: str, expected: str
) -> None:
    rule = Rule(GoalRule.ALL, partly_at=Decimal(partly_at) if partly_at else None)

    assert ruled(rule, outcomes(letters)).attainment == expected


def test_a_part_of_a_weighted_goal_is_counted_by_weight() -> None:
    rule = Rule(GoalRule.WEIGHTED, share=Decimal("0.9"), partly_at=Decimal("0.7"))

    assert ruled(rule, outcomes("RNN", "811")).attainment is Attainment.PARTLY_MET
    assert ruled(rule, outcomes("NRR", "811")).attainment is Attainment.NOT_MET


def test_what_was_reached_is_told_as_numbers() -> None:
    said = ruled(Rule(GoalRule.ALL), outcomes("RRUN"))

    assert (said.reached, said.unknown, said.total) == (2, 1, 4)


def test_a_goal_without_tests_is_decided_by_no_rule() -> None:
    assert ruled(Rule(GoalRule.ALL), []).attainment is Attainment.UNPROVABLE


def test_several_tests_without_a_rule_decide_nothing() -> None:
    nothing = {"count": None, "share": None, "partly_at": None}

    assert rule_of(None, tests=2, **nothing) is None
    assert rule_of(None, tests=1, **nothing) == Rule(GoalRule.ALL)
    assert ruled(None, outcomes("RR")).attainment is Attainment.UNPROVABLE


@pytest.mark.parametrize(
    ("bound", "value", "decimals", "expected"),
    [
        (Bound(Operator.AT_LEAST, Decimal("70")), "69.5", 0, R),
        (Bound(Operator.AT_LEAST, Decimal("70")), "69.49", 0, N),
        (Bound(Operator.AT_LEAST, Decimal("70")), "69.5", 1, N),
        (Bound(Operator.AT_LEAST, Decimal("70")), "70", 1, R),
        (Bound(Operator.AT_MOST, Decimal("5.2")), "5.24", 1, R),
        (Bound(Operator.AT_MOST, Decimal("5.2")), "5.25", 1, N),
        (Bound(Operator.AT_MOST, high=Decimal("5.2")), "5.2", 1, R),
        (Bound(Operator.WITHIN, Decimal(1), Decimal(2)), "2", 0, R),
        (Bound(Operator.WITHIN, Decimal(1), Decimal(2)), "1", 0, R),
        (Bound(Operator.WITHIN, Decimal(1), Decimal(2)), "2.1", 1, N),
        (Bound(Operator.WITHIN, Decimal(1), Decimal(2)), "0.9", 1, N),
        (Bound(Operator.EXACTLY, Decimal(10), tolerance=Decimal("0.5")), "10.5", 1, R),
        (Bound(Operator.EXACTLY, Decimal(10), tolerance=Decimal("0.5")), "9.4", 1, N),
        (Bound(Operator.EXACTLY, Decimal(10)), "10.04", 1, R),
        (Bound(Operator.WITHIN, Decimal(1)), "1", 0, U),
        (Bound(Operator.AT_LEAST), "1", 0, U),
        (Bound(Operator.AT_LEAST, Decimal(-80)), "-79.5", 0, R),
    ],
)
def test_what_is_printed_is_what_is_judged(
    bound: Bound, value: str, decimals: int, expected: Result
) -> None:
    assert figure_result(Figure(Decimal(value)), bound, decimals=decimals) is expected


def test_halves_are_printed_away_from_zero() -> None:
    assert [str(printed(Decimal(text), 1)) for text in ("0.25", "-0.25", "0.35", "7")] == [
        "0.3",
        "-0.3",
        "0.4",
        "7.0",
    ]


def test_a_provisional_figure_decides_only_when_it_was_allowed() -> None:
    figure = Figure(Decimal(80), is_firm=False, is_provisional=True)
    bound = Bound(Operator.AT_LEAST, Decimal(70))

    assert figure_result(figure, bound, decimals=0) is U
    assert figure_result(figure, bound, decimals=0, is_provisional_enough=True) is R


def test_a_forecast_never_decides() -> None:
    forecast = Figure(Decimal(80), is_firm=False)
    bound = Bound(Operator.AT_LEAST, Decimal(70))

    assert figure_result(forecast, bound, decimals=0, is_provisional_enough=True) is U


def test_no_figure_says_nothing() -> None:
    assert figure_result(NO_FIGURE, Bound(Operator.AT_LEAST, Decimal(0)), decimals=0) is U
    assert figure_result(Figure(None), Bound(Operator.AT_LEAST, Decimal(0)), decimals=0) is U


@pytest.mark.parametrize(
    ("done_on", "due_on", "as_of", "expected"),
    [
        (date(2025, 6, 30), date(2025, 6, 30), date(2025, 12, 31), R),
        (date(2025, 7, 1), date(2025, 6, 30), date(2025, 12, 31), N),
        (None, date(2025, 6, 30), date(2025, 7, 1), N),
        (None, date(2025, 6, 30), date(2025, 6, 30), U),
        (date(2026, 1, 15), date(2025, 6, 30), date(2025, 6, 1), U),
        (date(2025, 7, 1), None, date(2025, 12, 31), R),
        (None, None, date(2025, 12, 31), U),
    ],
)
def test_a_deed_is_reached_when_done_in_time(
    done_on: date | None, due_on: date | None, as_of: date, expected: Result
) -> None:
    assert deed_result(DeedWord(done_on), due_on=due_on, as_of=as_of) is expected


def test_a_deed_nobody_spoke_of_is_unknown() -> None:
    assert deed_result(None, due_on=date(2025, 6, 30), as_of=date(2026, 1, 1)) is U


@pytest.mark.parametrize(
    ("periods_end", "plan_ends", "expected"),
    [
        ([date(2025, 12, 31)], date(2030, 12, 31), True),
        ([date(2025, 12, 31), date(2026, 12, 31)], None, False),
        ([], date(2025, 12, 31), True),
        ([], date(2026, 12, 31), False),
        ([], None, False),
        ([None], date(2025, 12, 31), True),
        ([None, date(2025, 6, 30)], None, True),
    ],
)
def test_a_goal_is_judged_when_its_last_test_has_ended(
    periods_end: list[date | None], plan_ends: date | None, expected: bool
) -> None:
    judged_on = date(2025, 12, 31)

    assert is_due(periods_end=periods_end, plan_ends=plan_ends, judged_on=judged_on) is expected
