"""Laws of the plan check, on any plans."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ruori.kernel.text import Text
from ruori.plans.codes import NeedsMoney, PlanKind, Stage
from ruori.plans.rules.lint import (
    Facts,
    GoalFacts,
    Limits,
    MeasureFacts,
    PlanFacts,
    fingerprint,
    lint,
)
from ruori.plans.rules.lint.twins import Home, likeness, twins

TODAY = date(2026, 3, 2)
LIMITS = Limits(3, 5, 2, Decimal("0.80"), 2, 12, 3, 3)
WORDS = ("avataan", "kaksi", "uutta", "rantaa", "edistetään", "hyvinvointia", "2027")
NAMES = st.lists(st.sampled_from(WORDS), max_size=6).map(lambda words: Text(" ".join(words)))
DAYS = st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1))
TOKENS = st.frozensets(st.sampled_from("abcdefg"), min_size=1)
PLANS = st.builds(
    PlanFacts,
    st.just(0),
    kind=st.sampled_from(PlanKind),
    stage=st.sampled_from([Stage.DRAFT, Stage.ADOPTED, Stage.IN_FORCE]),
    period_to=DAYS,
    has_evaluation=st.booleans(),
)
GOALS = st.builds(
    GoalFacts,
    st.just(0),
    st.integers(1, 3),
    NAMES,
    parent=st.none() | st.integers(1, 5),
    has_owner=st.booleans(),
)
MEASURES = st.builds(
    MeasureFacts,
    st.just(0),
    st.integers(1, 3),
    NAMES,
    post=st.none() | st.integers(1, 2),
    has_owner=st.booleans(),
    needs_money=st.sampled_from(NeedsMoney),
    ends_on=DAYS,
    steps=st.lists(st.dates(TODAY, date(2028, 1, 1)), max_size=4).map(tuple),
)


@st.composite
def cities(draw: st.DrawFn) -> Facts:
    """Three plans with some goals and measures that serve some of them."""
    plans = {pk: replace(draw(PLANS), pk=pk) for pk in (1, 2, 3)}
    goals = {pk: replace(draw(GOALS), pk=pk) for pk in range(1, draw(st.integers(1, 5)) + 1)}
    sizes = range(1, draw(st.integers(0, 6)) + 1)
    measures = {pk: replace(draw(MEASURES), pk=pk) for pk in sizes}
    arrows = st.tuples(st.integers(1, 6), st.none(), st.integers(1, 5))
    serves = tuple(draw(st.lists(arrows, max_size=6)))
    return Facts(TODAY, LIMITS, plans, goals, measures, serves)


@given(cities(), st.randoms())
def test_the_order_of_what_is_told_changes_nothing(city: Facts, random: object) -> None:
    def turned(things: dict) -> dict:  # type: ignore[type-arg]
        keys = list(things)
        random.shuffle(keys)  # type: ignore[attr-defined]
        return {key: things[key] for key in keys}

    other = replace(
        city,
        plans=turned(dict(city.plans)),
        goals=turned(dict(city.goals)),
        measures=turned(dict(city.measures)),
        serves=tuple(reversed(city.serves)),
    )
    assert lint(other) == lint(city)


@given(cities())
def test_giving_an_owner_never_adds_a_finding(city: Facts) -> None:
    owned = replace(
        city, goals={pk: replace(goal, has_owner=True) for pk, goal in city.goals.items()}
    )
    before = {fingerprint(one) for one in lint(city)}
    assert {fingerprint(one) for one in lint(owned)} <= before


@given(cities(), st.dates(TODAY, date(2027, 3, 2)))
def test_an_agreed_task_never_makes_next_tasks_worse(city: Facts, day: date) -> None:
    more = replace(
        city,
        measures={pk: replace(one, steps=(*one.steps, day)) for pk, one in city.measures.items()},
    )
    before = {one.about for one in lint(city) if one.code == "L22"}
    assert {one.about for one in lint(more) if one.code == "L22"} <= before


@given(cities())
def test_each_finding_is_told_once_about_something_at_a_field(city: Facts) -> None:
    found = lint(city)
    assert len({fingerprint(one) for one in found}) == len(found)
    assert all(one.about is not None and one.facts["field"] for one in found)


@given(
    st.dictionaries(st.integers(1, 30), st.tuples(TOKENS, st.integers(1, 3), st.booleans())),
    st.sampled_from([Decimal("0.5"), Decimal("0.75"), Decimal("0.8"), Decimal(1)]),
)
def test_twins_are_those_that_comparing_each_with_each_would_find(
    told: dict[int, tuple[frozenset[str], int, bool]], similarity: Decimal
) -> None:
    tokens = {pk: words for pk, (words, _, _) in told.items()}
    homes = {pk: Home(plan, is_draft=plan == 3) for pk, (_, plan, _) in told.items()}
    slow: dict[int, int] = {}
    for one, other in combinations(sorted(told), 2):
        for late, early in ((other, one), (one, other)):
            shared, together = likeness(tokens[late], tokens[early])
            is_before = homes[late].is_draft or early < late
            is_promise = not homes[early].is_draft and homes[late].plan != homes[early].plan
            if is_before and is_promise and shared >= similarity * together:
                slow[late] = min(early, slow.get(late, early))
    assert dict(twins(tokens, homes, similarity)) == slow
