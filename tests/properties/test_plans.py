"""Laws of trees and threads, on any tree."""

from hypothesis import given
from hypothesis import strategies as st

from ruori.kernel.trees import would_loop
from ruori.plans.rules import reordered, thread_breaks, unserved

KEYS = st.integers(min_value=1, max_value=12)
FORESTS = st.dictionaries(KEYS, st.none() | KEYS)


@st.composite
def trees(draw: st.DrawFn) -> dict[int, int | None]:
    """A tree: each goal stands under an earlier one or under none."""
    size = draw(st.integers(min_value=1, max_value=15))
    return {goal: draw(st.sampled_from([None, *range(1, goal)])) for goal in range(1, size + 1)}


@given(trees(), st.data())
def test_a_tree_stays_a_tree_when_a_goal_moves_where_it_may(
    parents: dict[int, int | None], data: st.DataObject
) -> None:
    goal = data.draw(st.sampled_from(sorted(parents)))
    parent = data.draw(st.sampled_from([None, *sorted(parents)]))
    if would_loop(parents, goal, parent):
        return
    moved = {**parents, goal: parent}
    for start in moved:
        here, steps = start, 0
        while (above := moved[here]) is not None:
            here, steps = above, steps + 1
            assert steps <= len(moved)


@given(FORESTS, KEYS, st.none() | KEYS)
def test_looking_for_a_loop_always_ends(
    parents: dict[int, int | None], goal: int, parent: int | None
) -> None:
    assert would_loop(parents, goal, parent) in {True, False}


@given(st.lists(KEYS, unique=True), KEYS, st.integers())
def test_moving_keeps_every_sibling_once(order: list[int], moved: int, position: int) -> None:
    found = reordered(order, moved, position)
    assert sorted(found) == sorted({*order, moved})
    assert [each for each in found if each != moved] == [each for each in order if each != moved]


@given(
    st.sets(KEYS),
    st.lists(st.tuples(KEYS, KEYS)),
    st.frozensets(KEYS),
)
def test_a_thread_is_whole_or_broken_but_never_both(
    measures: set[int], serves: list[tuple[int, int]], reachable: frozenset[int]
) -> None:
    broken = set(thread_breaks(measures=measures, serves=serves, reachable=reachable))
    whole = {m for m in measures if any(s == m and g in reachable for s, g in serves)}
    assert broken == measures - whole


@given(trees(), st.sets(st.integers(min_value=1, max_value=15)))
def test_a_served_goal_serves_everything_above_it(
    parents: dict[int, int | None], served: set[int]
) -> None:
    idle = set(unserved(goals=parents, served=served & set(parents)))
    for goal in served & set(parents):
        here: int | None = goal
        while here is not None:
            assert here not in idle
            here = parents[here]
    for goal, parent in parents.items():
        if goal not in idle and parent is not None:
            assert parent not in idle
