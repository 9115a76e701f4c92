"""Laws of responsibility: whoever leaves, somebody always answers (domain § 11)."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from ruori.kernel.validity import Row, applied, cut, on
from ruori.organisation.rules import (
    Chart,
    lost_day,
    reachable_owner,
    subtree,
    would_inherit_from_itself,
)

TODAY = date(2026, 3, 2)
MAYOR = 0


@dataclass
class Town:
    """An organisation made up at random: units under each other, posts in them, persons."""

    parent_of: dict[int, int | None]
    unit_of: dict[int, int]
    head_of: dict[int, int]
    holdings: dict[int, list[Row]] = field(default_factory=dict)

    def chart(self, day: date) -> Chart:
        holders = {
            post: tuple(
                row.state["person"]
                for row in sorted(rows, key=lambda row: row.state["order"])
                if on([row], day) is not None
            )
            for post, rows in self.holdings.items()
        }
        return Chart(holders, self.unit_of, self.head_of, self.parent_of, MAYOR)

    def leave(self, person: int, day: date) -> None:
        """End a person's holdings, but for the last of the mayor's post, as the action does."""
        for post, rows in self.holdings.items():
            mine = [row for row in rows if row.state["person"] == person]
            left = applied(rows, cut(mine, start=day))
            if post != MAYOR or lost_day(rows, left) is None:
                self.holdings[post] = left


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Units in a tree, at most one head a unit, up to three holders a post, a held mayor's post."""
    units = range(draw(st.integers(min_value=1, max_value=6)))
    posts = range(draw(st.integers(min_value=1, max_value=8)))
    parent_of = {
        unit: draw(st.sampled_from([None, *range(unit)])) if unit else None for unit in units
    }
    unit_of = {post: draw(st.sampled_from(list(units))) for post in posts}
    heads = draw(st.lists(st.sampled_from(list(posts)), unique=True))
    town = Town(parent_of, unit_of, {unit_of[post]: post for post in heads})
    pk = 0
    for post in posts:
        persons = st.lists(st.integers(min_value=1, max_value=10), max_size=3, unique=True)
        rows = []
        for order, person in enumerate(draw(persons) or ([1] if post == MAYOR else [])):
            pk += 1
            state = {"person": person, "order": order}
            rows.append(Row(pk, date(2020, 1, 1), None, state))
        town.holdings[post] = rows
    return town


@settings(max_examples=150)
@given(towns(), st.integers())
def test_when_a_third_of_the_people_leave_everything_still_has_an_owner(
    town: Town, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    for week in range(7):
        day = TODAY + timedelta(weeks=week)
        for person in chance.sample(range(1, 11), 3):
            town.leave(person, day)
        chart = town.chart(day)
        for post, unit in product([None, *town.unit_of], [None, *town.parent_of]):
            assert reachable_owner(chart, post=post, unit=unit) is not None


@given(towns(), st.integers(min_value=0, max_value=7), st.integers(min_value=1, max_value=10))
def test_naming_a_holder_takes_no_owner_away(town: Town, post: int, person: int) -> None:
    before = town.chart(TODAY)
    after = Chart(
        {**before.holders, post: (*before.holders.get(post, ()), person)},
        before.unit_of,
        before.head_of,
        before.parent_of,
        before.mayor_post,
    )
    for asked, unit in product([None, *town.unit_of], [None, *town.parent_of]):
        old = reachable_owner(before, post=asked, unit=unit)
        new = reachable_owner(after, post=asked, unit=unit)
        assert old is not None
        # Only the post that got its first holder can have come before the one that answered.
        assert new == old or (new is not None and new.post == post)


@given(towns())
def test_the_answer_is_somebody_who_holds_a_post_that_day(town: Town) -> None:
    chart = town.chart(TODAY)
    for post, unit in product([None, *town.unit_of], [None, *town.parent_of]):
        owner = reachable_owner(chart, post=post, unit=unit)
        assert owner is not None
        assert chart.holders[owner.post][0] == owner.person
        assert owner.is_direct is (owner.post == post)


@given(towns(), st.integers(min_value=0, max_value=5))
def test_what_is_led_is_the_unit_and_all_that_reach_it_upwards(town: Town, root: int) -> None:
    led = subtree(town.parent_of, [root])
    for unit in town.parent_of:
        above: set[int] = set()
        here: int | None = unit
        while here is not None:
            above.add(here)
            here = town.parent_of[here]
        assert (unit in led) is (root in above)


KEYS = st.integers(min_value=1, max_value=8)


@given(st.lists(st.tuples(KEYS, KEYS), max_size=12))
def test_successions_admitted_one_by_one_never_circle(wanted: list[tuple[int, int]]) -> None:
    heirs: list[tuple[int, int]] = []
    for old, new in wanted:
        if not would_inherit_from_itself(heirs, old, new):
            heirs.append((old, new))
    for start in {old for old, _ in heirs}:
        reached, waiting = set(), [new for old, new in heirs if old == start]
        while waiting:
            here = waiting.pop()
            if here not in reached:
                reached.add(here)
                waiting.extend(new for old, new in heirs if old == here)
        assert start not in reached


SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.none() | st.integers(1, 10)).map(
        lambda told: Row(
            None,
            TODAY + timedelta(days=told[0]),
            None if told[1] is None else TODAY + timedelta(days=told[0] + told[1]),
            {},
        )
    ),
    max_size=4,
)


@given(SPANS, SPANS)
def test_the_lost_day_is_the_first_day_that_only_the_old_rows_cover(
    before: list[Row], after: list[Row]
) -> None:
    days = [TODAY + timedelta(days=number) for number in range(40)]
    lost = [
        each
        for each in days
        if any(on([row], each) for row in before) and not any(on([row], each) for row in after)
    ]
    assert lost_day(before, after) == (lost[0] if lost else None)
