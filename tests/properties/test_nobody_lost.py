"""The law of this city: whoever leaves and whatever is reorganised, everything has an owner."""

import random
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ruori.kernel.problems import Ref
from ruori.organisation.rules import Chart, Item, ownerless, reachable_owner, subtree

MAYOR = 0
REPETITIONS = 1_000


@dataclass
class Town:
    """A big town at random: units under each other, posts in them, persons, and what they do."""

    chance: random.Random
    chart: Chart
    items: list[Item]
    persons: list[int]
    closed: set[int] = field(default_factory=set)

    def leave(self, share: float) -> None:
        """End all holdings of a share of the persons; the mayor's last is refused."""
        for person in self.chance.sample(self.persons, round(len(self.persons) * share)):
            for post, holders in self.chart.holders.items():
                if person in holders and (post != MAYOR or len(holders) > 1):
                    self.chart = self.chart.without(post=post, person=person)

    def close(self) -> None:
        """Close a unit, to one heir (a merger) or to some of them (a split)."""
        here = self.open_units()
        if len(here) < 3:
            return
        unit = self.chance.choice(here)
        below = subtree(self.chart.parent_of, [unit]) - self.closed
        heirs = [each for each in here if each not in below]
        if not heirs:
            return
        taken = self.chance.sample(heirs, min(len(heirs), self.chance.randint(1, 3)))
        given: dict[int | None, int] = {
            post: self.chance.choice(taken)
            for post, where in self.chart.unit_of.items()
            if where == unit and self.chance.random() < 0.5
        }
        self.closed.add(unit)
        self.chart = self.chart.after_closing(unit, {None: taken[0], **given})

    def abolish(self) -> None:
        """A post ends, never the mayor's; another takes what it had, or nobody is named."""
        posts = [post for post in self.chart.unit_of if post != MAYOR]
        if not posts:
            return
        gone = self.chance.choice(posts)
        heir = self.chance.choice([None, *(post for post in self.chart.unit_of if post != gone)])
        self.chart = self.chart.after_abolishing(gone)
        self.items = [
            replace(item, post=heir) if item.post == gone else item for item in self.items
        ]

    def move(self) -> None:
        """Move a unit under another that is not below it, or to the top."""
        unit = self.chance.choice(self.open_units())
        below = subtree(self.chart.parent_of, [unit])
        above = [None, *(each for each in self.open_units() if each not in below)]
        parents = {**self.chart.parent_of, unit: self.chance.choice(above)}
        self.chart = replace(self.chart, parent_of=parents)

    def open_units(self) -> list[int]:
        return sorted(set(self.chart.parent_of) - self.closed)


def town(seed: int) -> Town:
    chance = random.Random(seed)  # noqa: S311 - no secret
    units = range(chance.randint(1, 60))
    posts = range(chance.randint(1, 120))
    persons = list(range(1, chance.randint(2, 300)))
    parent_of = {each: chance.choice([None, *range(each)]) if each else None for each in units}
    unit_of = {post: chance.choice(units) for post in posts}
    head_of = {unit_of[post]: post for post in chance.sample(posts, len(posts) // 2)}
    holders = {
        post: tuple(chance.sample(persons, min(len(persons), chance.randint(0, 3))))
        for post in posts
    }
    holders[MAYOR] = holders[MAYOR] or (persons[0],)
    items = [
        Item(
            Ref("plans.measure", number),
            chance.choice([None, *posts]),
            chance.choice([None, *units]),
        )
        for number in range(chance.randint(1, 200))
    ]
    return Town(chance, Chart(holders, unit_of, head_of, parent_of, MAYOR), items, persons)


def test_a_third_of_the_people_leave_a_thousand_times_and_nothing_is_without_an_owner() -> None:
    for seed in range(REPETITIONS):
        made = town(seed)
        for _ in range(made.chance.randint(1, 4)):
            made.leave(0.3)
            made.chance.choice((made.close, made.move, made.abolish, lambda: None))()
            assert ownerless(made.chart, made.items) == []


@settings(max_examples=100)
@given(st.integers(), st.lists(st.sampled_from(["leave", "close", "move"]), max_size=12))
def test_reorganisations_and_departures_in_any_order_leave_nothing_without_an_owner(
    seed: int, deeds: list[str]
) -> None:
    made = town(seed)
    for deed in deeds:
        if deed == "leave":
            made.leave(0.3)
        else:
            getattr(made, deed)()
        assert ownerless(made.chart, made.items) == []
        for item in made.items:
            owner = reachable_owner(made.chart, post=item.post, unit=item.unit)
            assert owner is not None
            assert made.chart.holders[owner.post][0] == owner.person


def test_the_law_can_fail_without_a_mayor_something_is_lost() -> None:
    made = town(7)
    nobody = replace(made.chart, holders={}, mayor_post=None)
    assert ownerless(nobody, made.items) == made.items
