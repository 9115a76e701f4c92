"""On a real database: whoever leaves and whatever is reorganised, every live thing has an owner."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruori.cycle import actions as cycle
from ruori.cycle.actions import EventTerms
from ruori.cycle.rules import CycleKind
from ruori.indicators.actions import define_indicator
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Refused
from ruori.kernel.text import Text
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person, Post, Unit
from ruori.organisation.queries import holdings, owners, posts, units
from ruori.organisation.rules import SYSTEM, Item, SuccessionKind
from ruori.plans import actions, queries
from ruori.plans.actions import Succession
from tests.city import (
    AT,
    BEGINNING,
    DAY,
    adopt,
    draft_plan,
    goal,
    hold,
    measure,
    person,
    post,
    small_kemi,
    unit,
)
from tests.parts.indicators.given import definition

pytestmark = pytest.mark.django_db
PERSONS = 12
few = settings(max_examples=15, suppress_health_check=list(HealthCheck))


@contextmanager
def undone() -> Iterator[None]:
    """What is written within is taken back, so that each example begins anew."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class City:
    """A city whose every kind of live thing hangs on posts and units; deeds done by chance."""

    chance: random.Random
    day: date = DAY
    number: int = 0

    def any_unit(self) -> Unit:
        return Unit.objects.get(pk=self.chance.choice(list(units(Moment(self.day)))))

    def leave(self) -> None:
        """A third of the persons leave whatever they hold, today or are to hold later."""
        for somebody in self.chance.sample(list(Person.objects.order_by("pk")), PERSONS // 3):
            for row in Post.objects.filter(holdings__person=somebody).distinct():
                with suppress(Refused):
                    actions.leave_post(post=row, person=somebody, on=self.day, by=SYSTEM, at=AT)

    def fill(self) -> None:
        """Somebody is named for later, as holder or as deputy."""
        row = self.chance.choice(list(Post.objects.order_by("pk")))
        somebody = self.chance.choice(list(Person.objects.order_by("pk")))
        with suppress(Refused):
            hold(
                row,
                somebody,
                start=self.day + timedelta(days=self.chance.randint(0, 30)),
                end=self.day + timedelta(days=self.chance.randint(31, 90)),
                deputy_order=self.chance.randint(0, 2),
            )

    def away(self) -> None:
        """A holder is away for a time and a deputy stands in."""
        row = self.chance.choice(list(Post.objects.order_by("pk")))
        with suppress(Refused):
            organisation.stand_in(
                post=row,
                version=row.version,
                deputy=self.chance.choice(list(Person.objects.order_by("pk"))),
                start=self.day,
                end=self.day + timedelta(days=self.chance.randint(1, 60)),
                by=SYSTEM,
                at=AT,
            )

    def rename(self) -> None:
        row = self.any_unit()
        self._change(row, {"name": Text(f"Nimi {self.chance.random()}")})

    def move(self) -> None:
        row = self.any_unit()
        self._change(row, {"parent": self.chance.choice([None, self.any_unit()])})

    def close(self) -> None:
        """A unit closes: merged into one, or split between two, one of them opened for it."""
        row, heir = self.any_unit(), self.any_unit()
        self.number += 1
        heirs = [heir]
        if self.chance.random() < 0.5:
            heirs.append(unit(f"new-{self.number}", start=self.day))
        told = [item for item in queries.items(SYSTEM, Moment(self.day)) if item.unit == row.pk]
        inside = [pk for pk, card in posts(Moment(self.day)).items() if card.unit == row.pk]
        succession = Succession(
            SuccessionKind.SPLIT,
            heirs,
            self.day + timedelta(days=self.chance.randint(-20, 20)),
            posts={pk: self.chance.choice(heirs).pk for pk in inside if self.chance.random() < 0.5},
            things={
                (item.about.label, item.about.pk): self.chance.choice(heirs).pk
                for item in told
                if self.chance.random() < 0.5
            },
        )
        with suppress(Refused):
            actions.reorganise(
                unit=row, version=row.version, succession=succession, by=SYSTEM, at=AT
            )

    def abolish(self) -> None:
        """A post ends; another carries on, or nobody is named and it is refused or had nothing."""
        everybody = list(Post.objects.order_by("pk"))
        row = self.chance.choice(everybody)
        with suppress(Refused):
            actions.abolish_post(
                post=row,
                version=row.version,
                heir=self.chance.choice([None, *everybody]),
                on=self.day + timedelta(days=self.chance.randint(-20, 20)),
                by=SYSTEM,
                at=AT,
            )

    def _change(self, row: Unit, changes: dict[str, object]) -> None:
        with suppress(Refused):
            organisation.change_unit(
                unit=row, version=row.version, changes=changes, start=self.day, by=SYSTEM, at=AT
            )


def furnish(seed: int) -> City:
    kemi = small_kemi()
    persons = [person(f"Henkilö{number}") for number in range(PERSONS - 5)]
    made = [post(f"post-{number}", kemi.schools, holder=who) for number, who in enumerate(persons)]
    hold(kemi.mayor, persons[0], deputy_order=1)
    hold(kemi.education_head, persons[1], deputy_order=1)
    plan = adopt(draft_plan())
    top = goal(plan, unit=kemi.office)
    places = (kemi.education, kemi.schools, kemi.environment)
    for number, place in enumerate(places):
        measure(plan, goal(plan, f"T{number}", unit=place), place, post=made[number])
        measure(plan, top, place)
    told = definition(owner_unit_id=kemi.schools.pk, owner_post_id=None)
    define_indicator(code="pupils", definition=told, start=BEGINNING, by=SYSTEM, at=AT)
    told = definition(owner_unit_id=None, owner_post_id=made[3].pk)
    define_indicator(code="schools", definition=told, start=BEGINNING, by=SYSTEM, at=AT)
    year = cycle.open_cycle(
        kind=CycleKind.YEAR,
        name=Text("2026"),
        begins_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        by=SYSTEM,
        at=AT,
    )
    event = EventTerms("accounts", Text("Tilinpäätös"), date(2026, 12, 31), post=made[4])
    cycle.add_event(cycle=year, event=event, by=SYSTEM, at=AT)
    return City(random.Random(seed))  # noqa: S311 - no secret


DEEDS = ("leave", "leave", "fill", "away", "rename", "move", "close", "abolish", "abolish")


@few
@given(st.integers(), st.lists(st.sampled_from(DEEDS), min_size=2, max_size=8))
def test_every_live_thing_has_a_reachable_owner_whatever_is_done(
    seed: int, deeds: list[str]
) -> None:
    with undone():
        made = furnish(seed)
        live = {(item.about.label, item.about.pk) for item in things(made.day)}
        assert {label for label, _ in live} == {
            "plans.measure",
            "plans.goal",
            "indicators.indicator",
            "cycle.cycleevent",
        }
        for deed in deeds:
            getattr(made, deed)()
            made.day += timedelta(days=7)
            for later in (0, 45, 120):
                day = made.day + timedelta(days=later)
                assert queries.unreachable(Moment(day)) == []
                assert live == {(item.about.label, item.about.pk) for item in things(day)}


@few
@given(st.integers(), st.integers(1, 6))
def test_who_answers_holds_a_post_that_day_after_any_number_of_departures(
    seed: int, times: int
) -> None:
    with undone():
        made = furnish(seed)
        for _ in range(times):
            made.leave()
        moment = Moment(made.day)
        found, held = owners(moment), holdings(moment)
        for item in things(made.day):
            owner = found.of(post=item.post, unit=item.unit)
            assert owner is not None
            assert owner.person in [card.person for card in held[owner.post]]


@few
@given(st.integers(), st.integers(1, 4))
def test_history_stays_where_it_was_however_units_are_reorganised(seed: int, times: int) -> None:
    with undone():
        made = furnish(seed)
        earlier = Moment(date(2026, 1, 15))
        before = (units(earlier), posts(earlier), queries.items(SYSTEM, earlier))
        for _ in range(times):
            made.close()
            made.move()
            made.rename()
        after = (units(earlier), posts(earlier), queries.items(SYSTEM, earlier))
        assert [list(part) for part in after[:2]] == [list(part) for part in before[:2]]
        assert after[2] == before[2]
        assert [card.name for card in after[0].values()] == [
            card.name for card in before[0].values()
        ]


def things(day: date) -> list[Item]:
    """The live things of a day; the step of the year stays one until its own day."""
    return queries.items(SYSTEM, Moment(day))
