"""Laws of follow-up over many examples: truth by brute force, monotony, no order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ruori.followup.rules.counts import Share, Tally, tally
from ruori.followup.rules.goals import Bound, Outcome, Result, Rule, printed, ruled
from ruori.followup.rules.progress import Schedule, shown_progress
from ruori.followup.rules.proof import ProofState, Shown, provability, published
from ruori.kernel.codes import ENDED_PROGRESS, Attainment, Progress, Provability
from ruori.plans.codes import GoalRule, Operator

R, N, U = Result.REACHED, Result.NOT_REACHED, Result.UNKNOWN

weights = st.decimals("0.0001", "9999", places=4)
tested = st.builds(Outcome, st.sampled_from(Result), weights)
several = st.lists(tested, min_size=1, max_size=6)
shares = st.decimals("0.0001", "1", places=4)


@st.composite
def rules(draw: st.DrawFn, size: int) -> Rule:
    """Any rule that could be confirmed for so many tests."""
    kind = draw(st.sampled_from(GoalRule))
    return Rule(
        kind,
        count=draw(st.integers(1, size)) if kind is GoalRule.AT_LEAST else None,
        share=draw(shares) if kind is GoalRule.WEIGHTED else None,
        partly_at=draw(st.none() | shares),
    )


@st.composite
def goals(draw: st.DrawFn) -> tuple[Rule, list[Outcome]]:
    """A rule with its tests."""
    tests = draw(several)
    return draw(rules(len(tests))), tests


def truth(rule: Rule, tests: list[Outcome]) -> bool:
    """Whether a goal is met when nothing is unknown, straight from the words of the rule."""
    reached = [test.result is R for test in tests]
    if rule.kind is GoalRule.ALL:
        return all(reached)
    if rule.kind is GoalRule.ANY:
        return any(reached)
    if rule.kind is GoalRule.AT_LEAST:
        return sum(reached) >= (rule.count or 0)
    have = sum(test.weight for test in tests if test.result is R)
    return have >= (rule.share or 0) * sum(test.weight for test in tests)


def completions(tests: list[Outcome]) -> Iterator[list[Outcome]]:
    """Every way the unknown tests could still turn out."""
    ways = [(R, N) if test.result is U else (test.result,) for test in tests]
    for results in product(*ways):
        yield [replace(t, result=r) for t, r in zip(tests, results, strict=True)]


@given(goals())
def test_met_means_met_however_the_unknown_turns_out(goal: tuple[Rule, list[Outcome]]) -> None:
    rule, tests = goal
    found = {truth(rule, completion) for completion in completions(tests)}
    said = ruled(rule, tests).attainment

    assert (said is Attainment.MET) == (found == {True})
    assert (said in (Attainment.NOT_MET, Attainment.PARTLY_MET)) == (found == {False})
    assert (said is Attainment.UNPROVABLE) == (found == {True, False})


@given(goals(), st.randoms())
def test_the_order_of_tests_decides_nothing(goal: tuple[Rule, list[Outcome]], dice: object) -> None:
    rule, tests = goal
    mixed = list(tests)
    dice.shuffle(mixed)  # type: ignore[attr-defined]

    assert ruled(rule, mixed) == ruled(rule, tests)


@given(goals())
def test_a_test_that_becomes_reached_never_makes_a_goal_worse(
    goal: tuple[Rule, list[Outcome]],
) -> None:
    rule, tests = goal
    better = [replace(tests[0], result=R), *tests[1:]]
    order = (Attainment.NOT_MET, Attainment.PARTLY_MET, Attainment.UNPROVABLE, Attainment.MET)

    before, after = ruled(rule, tests).attainment, ruled(rule, better).attainment

    assert order.index(after) >= order.index(before)


@given(goals())
def test_partly_met_is_never_said_of_a_goal_that_could_be_met(
    goal: tuple[Rule, list[Outcome]],
) -> None:
    rule, tests = goal
    plain = ruled(replace(rule, partly_at=None), tests).attainment

    if ruled(rule, tests).attainment is Attainment.PARTLY_MET:
        assert rule.partly_at is not None
        assert plain is Attainment.NOT_MET


figures = st.decimals("-100000", "100000", places=4)


@given(figures, figures, st.integers(0, 4), st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]))
def test_a_printed_value_is_judged_like_itself(
    value: Decimal, level: Decimal, decimals: int, operator: Operator
) -> None:
    bound = Bound(operator, level)
    shown = printed(value, decimals)

    assert printed(shown, decimals) == shown
    assert bound.holds(shown) == (
        shown >= level if operator is Operator.AT_LEAST else shown <= level
    )


@given(figures, figures, figures)
def test_within_is_both_bounds(value: Decimal, low: Decimal, high: Decimal) -> None:
    both = Bound(Operator.AT_LEAST, low).holds(value) and Bound(Operator.AT_MOST, high).holds(value)

    assert Bound(Operator.WITHIN, low, high).holds(value) == both


shown_tests = st.builds(Shown, tested, st.booleans(), st.sampled_from(ProofState))


@given(st.data(), st.lists(shown_tests, min_size=1, max_size=6))
def test_more_proof_never_proves_less(data: st.DataObject, tests: list[Shown]) -> None:
    rule = data.draw(rules(len(tests)))
    place = data.draw(st.integers(0, len(tests) - 1))
    more = list(tests)
    more[place] = replace(more[place], has_inputs=True, proof=ProofState.APPROVED)
    order = (
        Provability.UNPROVEN,
        Provability.NOT_CHECKED,
        Provability.PARTLY_PROVEN,
        Provability.PROVEN,
    )

    assert order.index(provability(rule, more)) >= order.index(provability(rule, tests))


@given(st.data(), st.lists(shown_tests, min_size=1, max_size=6))
def test_what_is_published_as_met_is_met_by_its_proven_tests_alone(
    data: st.DataObject, tests: list[Shown]
) -> None:
    rule = data.draw(rules(len(tests)))
    result = ruled(rule, [test.outcome for test in tests]).attainment

    if published(result, provability(rule, tests)) is Attainment.MET:
        proven = [t.outcome if t.is_proven else replace(t.outcome, result=N) for t in tests]
        assert truth(rule, proven)


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
schedules = st.builds(Schedule, st.none() | days, st.lists(days, max_size=3).map(tuple))
written = st.none() | st.sampled_from([p for p in Progress if p is not Progress.NOT_REPORTED])


@given(schedules, days, st.integers(0, 2000))
def test_what_is_late_stays_late(schedule: Schedule, day: date, more: int) -> None:
    if schedule.is_overdue(day):
        assert schedule.is_overdue(day + timedelta(days=more))


@given(schedules, days, written)
def test_no_word_takes_a_computed_lateness_away(
    schedule: Schedule, day: date, said: Progress | None
) -> None:
    codes = shown_progress(said, schedule, as_of=day).codes

    if schedule.is_overdue(day) and said not in ENDED_PROGRESS:
        assert Progress.LATE in codes
    assert codes[0] is (said or Progress.NOT_REPORTED)


answers = st.lists(st.none() | st.sampled_from(Progress), max_size=30)


@given(answers, st.randoms())
def test_counts_have_no_order(given_answers: list[Progress | None], dice: object) -> None:
    mixed = list(given_answers)
    dice.shuffle(mixed)  # type: ignore[attr-defined]

    assert tally(mixed) == tally(given_answers)


@given(answers, answers)
def test_counts_of_two_groups_are_the_counts_of_both(
    first: list[Progress | None], second: list[Progress | None]
) -> None:
    together = tally(first) + tally(second)

    assert together == tally([*first, *second])
    assert together.answered + together.silent == together.total == len(first) + len(second)


def test_nothing_counted_is_nothing() -> None:
    assert tally([]) == Tally()
    assert Tally().of(Progress.DONE) == 0
    assert tally([Progress.DONE, None, Progress.DONE]).of(Progress.DONE) == 2


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_hundred_per_cent_means_all(number: int, rest: int) -> None:
    share = Share(number, number + rest)

    assert (share.percent == 100) == (rest == 0 and number > 0)
    assert (share.percent is None) == (share.of == 0)
