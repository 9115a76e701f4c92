"""Laws of roll-up: no order, no grouping, silence is no word; children are the nearest below."""

from hypothesis import given
from hypothesis import strategies as st

from ruori.followup.rules.counts import tally
from ruori.followup.rules.roll_up import (
    NOTHING,
    Rolled,
    below,
    inserted,
    nearest_below,
    rolled,
)
from ruori.kernel.codes import Attainment, Progress

groups = st.builds(
    Rolled,
    measures=st.lists(st.none() | st.sampled_from(Progress), max_size=6).map(tally),
    goals=st.lists(st.none() | st.sampled_from(Attainment), max_size=6).map(tally),
    units=st.integers(0, 3),
    ready=st.integers(0, 3),
)
trees = st.lists(st.integers(0, 30), min_size=1, max_size=12).map(
    lambda picks: {place: (pick % place if place else None) for place, pick in enumerate(picks)}
)


@given(st.lists(groups, max_size=6).flatmap(lambda g: st.tuples(st.just(g), st.permutations(g))))
def test_the_order_makes_no_difference(pair: tuple[list[Rolled], list[Rolled]]) -> None:
    assert rolled(pair[0]) == rolled(pair[1])


@given(groups, groups, groups)
def test_the_grouping_makes_no_difference(one: Rolled, two: Rolled, three: Rolled) -> None:
    assert (one + two) + three == one + (two + three)


@given(groups)
def test_a_unit_that_is_asked_nothing_changes_nothing(one: Rolled) -> None:
    assert one + NOTHING == one == NOTHING + one


@given(groups, st.integers(1, 5))
def test_silence_is_counted_and_is_no_word(one: Rolled, silent: int) -> None:
    more = one + Rolled(measures=tally([None] * silent))
    assert more.measures.silent == one.measures.silent + silent
    assert more.measures.counts == one.measures.counts
    assert more.reported.number == one.reported.number


@given(trees, st.data())
def test_the_children_cover_everything_below_and_none_stands_under_another(
    tree: dict[int, int | None], data: st.DataObject
) -> None:
    top = data.draw(st.sampled_from(sorted(tree)))
    asked = data.draw(st.sets(st.sampled_from(sorted(tree))))
    children = nearest_below(tree, top, asked)
    under = set(below(tree, top, asked))
    covered = set(children).union(*(below(tree, child, asked) for child in children))
    assert covered == under
    assert not any(below(tree, child, children) for child in children)


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_what_was_typed_is_never_lost(typed: str, words: str) -> None:
    assert inserted(typed, words, "Koulut").startswith(typed.rstrip())
