"""Laws of the organisation tried on the database, through the real deeds (architecture § 9)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruori.kernel.instants import city_day
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Refused
from ruori.kernel.text import Text
from ruori.kernel.validity import overlaps
from ruori.organisation import actions
from ruori.organisation.models import Holding, Person, Post, PostState, Unit, UnitState
from ruori.organisation.queries import chart, histories, holdings, owners, posts, problems, units
from ruori.organisation.rules import SYSTEM, SuccessionKind, UnitKind
from tests.city import AT, BEGINNING, DAY, city, hold, person, post, small_kemi, unit

pytestmark = pytest.mark.django_db

few = settings(max_examples=12, suppress_health_check=list(HealthCheck))


@contextmanager
def undone() -> Iterator[None]:
    """What is written within is taken back, so that each example begins anew."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Deed:
    """One deed at random: which, on which row, with which other row, from which day."""

    verb: str
    one: int
    other: int
    start: date
    end: date | None

    def do(self, made: "Small", at: datetime) -> None:
        getattr(self, self.verb)(made, {"by": SYSTEM, "at": at})

    def change_unit(self, made: "Small", told: dict[str, Any]) -> None:
        row = made.unit(self.one)
        parent = made.unit(self.other) if self.other != self.one else None
        changes = {"name": Text(f"Nimi {self.start}"), "parent": parent}
        actions.change_unit(
            unit=row, version=row.version, changes=changes, start=self.start, **told
        )

    def close_unit(self, made: "Small", told: dict[str, Any]) -> None:
        row = made.unit(self.one)
        actions.close_unit(
            unit=row,
            version=row.version,
            heirs=[made.unit(self.other)],
            kind=SuccessionKind.MERGED,
            on=self.start,
            **told,
        )

    def change_post(self, made: "Small", told: dict[str, Any]) -> None:
        row = made.post(self.one)
        changes = {"unit": made.unit(self.other), "is_head": self.end is None}
        actions.change_post(
            post=row, version=row.version, changes=changes, start=self.start, **told
        )

    def hold_post(self, made: "Small", told: dict[str, Any]) -> None:
        actions.hold_post(
            post=made.post(self.one),
            person=made.person(self.other),
            start=self.start,
            end=self.end,
            deputy_order=self.other % 2,
            **told,
        )

    def change_holder(self, made: "Small", told: dict[str, Any]) -> None:
        actions.change_holder(
            post=made.post(self.one),
            person=made.person(self.other),
            start=self.start,
            end=self.end,
            **told,
        )

    def end_holding(self, made: "Small", told: dict[str, Any]) -> None:
        actions.end_holding(
            post=made.post(self.one), person=made.person(self.other), on=self.start, **told
        )


VERBS = ("change_unit", "close_unit", "change_post", "hold_post", "change_holder", "end_holding")
DAYS = st.integers(min_value=0, max_value=60).map(lambda number: DAY + timedelta(days=number))


@st.composite
def deeds(draw: st.DrawFn, verbs: tuple[str, ...] = VERBS) -> Deed:
    start = draw(DAYS)
    lasts = draw(st.none() | st.integers(min_value=1, max_value=30))
    return Deed(
        draw(st.sampled_from(verbs)),
        draw(st.integers(min_value=0, max_value=3)),
        draw(st.integers(min_value=0, max_value=3)),
        start,
        None if lasts is None else start + timedelta(days=lasts),
    )


@dataclass(frozen=True)
class Small:
    """Four units in a line, four posts, four persons."""

    units: list[Unit]
    posts: list[Post]
    persons: list[Person]

    def unit(self, number: int) -> Unit:
        return Unit.objects.get(pk=self.units[number].pk)

    def post(self, number: int) -> Post:
        return Post.objects.get(pk=self.posts[number].pk)

    def person(self, number: int) -> Person:
        return self.persons[number]


def small() -> Small:
    units: list[Unit] = []
    for number in range(4):
        parent = units[-1] if units else None
        units.append(unit(f"unit-{number}", parent=parent, kind=UnitKind.UNIT))
    persons = [person(f"Henkilö{number}") for number in range(4)]
    made = [
        post(f"post-{number}", each, is_head=True, holder=persons[number])
        for number, each in enumerate(units)
    ]
    city(mayor=made[0])
    return Small(units, made, persons)


@few
@given(st.lists(deeds(), min_size=3, max_size=10))
def test_no_two_rows_hold_on_a_day_whatever_is_done(done: list[Deed]) -> None:
    with undone():
        made = small()
        for deed in done:
            with suppress(Refused):
                deed.do(made, AT)
        for found in (
            histories(UnitState, "unit_id"),
            histories(PostState, "post_id"),
            histories(Holding, "post_id", "deputy_order"),
        ):
            assert all(overlaps(rows) == [] for rows in found.values())


@few
@given(st.lists(deeds(), min_size=3, max_size=10))
def test_no_deed_leaves_a_unit_astray_or_the_city_without_a_mayor(done: list[Deed]) -> None:
    with undone():
        made = small()
        for deed in done:
            with suppress(Refused):
                deed.do(made, AT)
        for later in range(0, 100, 10):
            found = problems(Moment(DAY + timedelta(days=later)))
            assert {problem.code for problem in found} <= {"POST_VACANT"}


@few
@given(st.lists(deeds(), min_size=2, max_size=8))
def test_an_answer_as_it_was_known_is_not_changed_by_anything_recorded_later(
    done: list[Deed],
) -> None:
    with undone():
        made = small()
        given_answers: dict[Moment, object] = {}
        for number, deed in enumerate(done, start=1):
            at = AT + timedelta(days=number)
            with suppress(Refused):
                deed.do(made, at)
            for as_of in (BEGINNING, DAY, DAY + timedelta(days=30), DAY + timedelta(days=90)):
                moment = Moment(as_of, known_on=city_day(at))
                given_answers[moment] = told(moment)
        for moment, answer in given_answers.items():
            assert told(moment) == answer


def told(moment: Moment) -> object:
    """All that the organisation tells of a day, but for the versions of the identities."""
    named = [(card.pk, card.name, card.path) for card in units(moment).values()]
    titled = [(card.pk, card.title, card.unit, card.is_head) for card in posts(moment).values()]
    held = [(card.post, card.person) for cards in holdings(moment).values() for card in cards]
    return named, titled, held, chart(moment)


def test_a_deed_that_waited_does_not_slip_under_an_answer_already_given() -> None:
    made = small()
    actions.change_unit(
        unit=made.unit(0),
        version=1,
        changes={"name": Text("Uusi")},
        start=DAY,
        by=SYSTEM,
        at=AT + timedelta(days=5),
    )
    yesterday = Moment(DAY, known_on=city_day(AT + timedelta(days=1)))
    answer = told(yesterday)
    actions.change_unit(
        unit=made.unit(1), version=1, changes={"name": Text("Vanha")}, start=DAY, by=SYSTEM, at=AT
    )
    assert told(yesterday) == answer


@few
@given(st.lists(st.lists(st.integers(0, 8), min_size=3, max_size=3, unique=True), max_size=6))
def test_when_a_third_of_the_people_leave_everything_still_has_an_owner(
    leavers: list[list[int]],
) -> None:
    with undone():
        kemi = small_kemi()
        for number in range(4):
            somebody = person(f"Henkilö{number}")
            hold(post(f"post-{number}", kemi.schools), somebody)
            hold(kemi.mayor, somebody, deputy_order=number + 1)
        people = list(Person.objects.order_by("pk"))
        for week, leaving in enumerate(leavers):
            day = DAY + timedelta(weeks=week)
            for number in leaving:
                leave_everything(people[number], day)
            found = owners(Moment(day))
            keys = list(posts(Moment(day)))
            for one, unit_key in product([None, *keys], [None, *units(Moment(day))]):
                assert found.of(post=one, unit=unit_key) is not None


def leave_everything(somebody: Person, day: date) -> None:
    """End every holding of a person but for the last of the mayor's post, which is refused."""
    for cards in holdings(Moment(day)).values():
        for card in cards:
            if card.person == somebody.pk:
                with suppress(Refused):
                    actions.end_holding(
                        post=Post.objects.get(pk=card.post),
                        person=somebody,
                        on=day,
                        by=SYSTEM,
                        at=AT,
                    )
