"""L12: which goals have come true so often that they may be everyday work."""

import pytest

from ruori.followup.rules.repeats import JudgedYear, Repeated, repeated

WORDS = frozenset({"avataan", "rantaa"})


def judged(*years: tuple[int, bool], goal: int = 1, low: int = 60) -> list[JudgedYear]:
    """A goal as it was judged in some years."""
    return [JudgedYear(goal, year, WORDS, (low,), is_met) for year, is_met in years]


def test_three_years_running_are_found() -> None:
    told = judged((2023, True), (2024, True), (2025, True))
    assert repeated(told) == [Repeated(1, 2023, 2025)]


def test_yearly_goals_of_the_same_words_and_target_are_one() -> None:
    told = [one for goal in (1, 2, 3) for one in judged((2022 + goal, True), goal=goal)]
    assert repeated(told) == [Repeated(3, 2023, 2025)]


@pytest.mark.parametrize(
    "told",
    [
        judged((2024, True), (2025, True)),
        judged((2022, True), (2024, True), (2025, True)),
        judged((2023, True), (2024, False), (2025, True)),
        judged((2022, True), (2023, True), (2024, True), (2025, False)),
        [*judged((2023, True), (2024, True)), *judged((2025, True), low=70)],
        [*judged((2023, True), (2024, True), (2025, True)), *judged((2025, False), goal=2)],
        [],
    ],
)
def test_a_gap_a_failure_or_another_target_is_no_repetition(told: list[JudgedYear]) -> None:
    assert repeated(told) == []
