"""What is wrong with goals and their tests (domain § 14: L2–L4, L6–L11, L14)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ruori.indicators.rules.codes import Influence
from ruori.kernel.codes import Severity
from ruori.kernel.period import NotAPeriod, Period, parse_period
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_
from ruori.plans.codes import GoalLevel, Operator, TestKind
from ruori.plans.rules.lint.facts import Facts, GoalFacts, SeriesFacts, TestFacts, found
from ruori.plans.rules.lint.months import end_of_month_after
from ruori.plans.rules.promises import FOLLOWED_KINDS, is_promised, unserved

SAME_VALUES = 5
"""A line with this many equal values in a row does not move (L11)."""

Judged = tuple[GoalFacts, TestFacts, SeriesFacts]


def incomplete_tests(city: Facts) -> Iterator[Problem]:
    """L2: a test that lacks its comparison, its target or its period."""
    for goal in city.goals.values():
        for test in goal.tests:
            missing = lacking(test)
            if missing:
                yield found(
                    "L2",
                    Severity.BLOCK,
                    goal.ref,
                    N_("A test lacks its comparison, its target or its period."),
                    field=missing[0],
                    test=test.number,
                    missing=missing,
                )


def lacking(test: TestFacts) -> tuple[str, ...]:
    """The parts a test needs to be judged and does not have."""
    if test.kind is TestKind.DEED:
        return () if test.due_on is not None else ("due_on",)
    parts = {
        "operator": test.operator is not None,
        "low": test.low is not None or test.high is not None,
        "high": test.operator is not Operator.WITHIN or None not in (test.low, test.high),
        "period": period_of(test) is not None,
    }
    return tuple(name for name, is_there in parts.items() if not is_there)


def without_baseline(city: Facts) -> Iterator[Problem]:
    """L3: a figure is tested, and where it began or on which day is not told."""
    for goal in city.goals.values():
        severity = Severity.BLOCK if city.is_binding(goal) else Severity.WARN
        for test in goal.tests:
            is_whole = test.baseline_value is not None and test.baseline_on is not None
            if test.kind is TestKind.INDICATOR and not is_whole:
                yield found(
                    "L3",
                    severity,
                    goal.ref,
                    N_("The baseline or its day is missing."),
                    field="baseline_value" if test.baseline_value is None else "baseline_on",
                    test=test.number,
                )


def without_rule(city: Facts) -> Iterator[Problem]:
    """L4: several tests, and no word on whether one is enough."""
    for goal in city.goals.values():
        if len(goal.tests) > 1 and goal.rule is None:
            yield found(
                "L4",
                Severity.BLOCK,
                goal.ref,
                N_("Tell whether one test is enough or all must come true."),
                field="rule",
                tests=len(goal.tests),
            )


def ownerless_goals(city: Facts) -> Iterator[Problem]:
    """L6: a goal nobody answers for."""
    for goal in city.goals.values():
        if not goal.has_owner:
            yield found(
                "L6", Severity.BLOCK, goal.ref, N_("Nobody answers for this."), field="post"
            )


def unexplained_indicators(city: Facts) -> Iterator[Problem]:
    """L7: an indicator stands beside a goal, and nobody says how it measures this goal."""
    for goal in city.goals.values():
        for link in goal.indicators:
            if not str(link.how).strip():
                yield found(
                    "L7",
                    Severity.BLOCK,
                    goal.ref,
                    N_("Tell how “%(indicator)s” measures just this goal."),
                    field="how",
                    indicator=link.name,
                    indicator_pk=link.indicator,
                )


def across_a_break(city: Facts) -> Iterator[Problem]:
    """L8: the baseline stands before a break of the line and the target after it."""
    for goal, test, line in _judged(city):
        period = period_of(test)
        since = test.baseline_on
        if period is None or since is None:
            continue
        between = [day for day in line.breaks if since < day <= period.start]
        if between:
            yield found(
                "L8",
                Severity.BLOCK,
                goal.ref,
                N_("The line breaks on %(broken_on)s: baseline and target cannot be compared."),
                field="baseline_on",
                test=test.number,
                broken_on=max(between),
            )


def told_too_late(city: Facts) -> Iterator[Problem]:
    """L9: the figure comes out after the goal is judged."""
    for goal, test, line in _judged(city):
        period = period_of(test)
        if period is None:
            continue
        comes_on = period.end + timedelta(days=line.lag_days)
        judged_on = end_of_month_after(date(period.end.year, 12, 31), city.limits.judged_months)
        if comes_on > judged_on:
            yield found(
                "L9",
                Severity.WARN,
                goal.ref,
                N_("The figure comes out on %(comes_on)s, the goal is judged by %(judged_on)s."),
                field="period",
                test=test.number,
                comes_on=comes_on,
                judged_on=judged_on,
            )


def reached_at_start(city: Facts) -> Iterator[Problem]:
    """L10: the baseline keeps the promise already."""
    for goal, test, line in _judged(city):
        if test.baseline_value is not None and reaches(test, test.baseline_value, line.decimals):
            yield found(
                "L10",
                Severity.WARN,
                goal.ref,
                N_("The target was reached at the baseline already (%(baseline)s)."),
                field="low",
                test=test.number,
                baseline=test.baseline_value,
                low=test.low,
                high=test.high,
            )


def immovable(city: Facts) -> Iterator[Problem]:
    """L11: the line has stood still for five values, or its only test is not the city's doing."""
    for goal in city.goals.values():
        tested = [test.series for test in goal.tests if test.series is not None]
        linked = [link.series for link in goal.indicators if link.series is not None]
        for series in dict.fromkeys((*tested, *linked)):
            line = city.series.get(series, SeriesFacts())
            is_only = len(goal.tests) == 1 and series in tested
            is_still = stands_still(line.last)
            if is_still or (is_only and line.influence is Influence.CONTEXT):
                yield found(
                    "L11",
                    Severity.WARN,
                    goal.ref,
                    N_("The indicator does not move, or the city cannot move it."),
                    field="series",
                    series=series,
                    is_still=is_still,
                )


def stands_still(values: Iterable[Decimal]) -> bool:
    """True when the last values are as many as needed and all the same."""
    last = list(values)[-SAME_VALUES:]
    return len(last) == SAME_VALUES and len(set(last)) == 1


def unserved_goals(city: Facts) -> Iterator[Problem]:
    """L14: no measure and no binding goal carries a goal out, itself or below."""
    asked = {
        goal.pk: goal.parent
        for goal in city.goals.values()
        if goal.level is not GoalLevel.COMMITMENT and city.plans[goal.plan].kind in FOLLOWED_KINDS
    }
    for pk in unserved(goals=asked, served=_carried_out(city)):
        yield found(
            "L14",
            Severity.WARN,
            city.goals[pk].ref,
            N_("Nothing carries this goal out."),
            field="served_by",
        )


def _carried_out(city: Facts) -> Iterator[int]:
    """Goals that something promised serves, or something of their own draft."""
    home = {pk: measure.plan for pk, measure in city.measures.items()} | dict(city.settled)
    for measure, goal, served in city.serves:
        servant = city.goals.get(goal or 0)
        plan = home.get(measure or 0, 0) if servant is None else servant.plan
        target = city.goals.get(served)
        if target is None or plan not in city.plans:
            continue
        if plan == target.plan or is_promised(city.plans[plan].stage):
            yield served


def period_of(test: TestFacts) -> Period | None:
    """The period a test is judged on; None when it names none."""
    try:
        return parse_period(test.period)
    except NotAPeriod:
        return None


def reaches(test: TestFacts, value: Decimal, decimals: int) -> bool:
    """True when a value, rounded as it is printed, keeps the promise of a test."""
    level = test.low if test.low is not None else test.high
    shown = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if level is None or test.operator is None:
        return False
    if test.operator is Operator.AT_LEAST:
        return shown >= level
    if test.operator is Operator.AT_MOST:
        return shown <= level
    if test.operator is Operator.EXACTLY:
        return abs(shown - level) <= (test.tolerance or 0)
    return test.high is not None and level <= shown <= test.high


def _judged(city: Facts) -> Iterator[Judged]:
    for goal in city.goals.values():
        for test in goal.tests:
            line = city.series.get(test.series or 0)
            if test.kind is TestKind.INDICATOR and line is not None:
                yield goal, test, line
