"""The law of letters in a living city: every reminder day reaches the one who answers that day.

Posts change hands, the timer is down on some days and runs at any hour; nothing here is pure: the
city, its rounds and the letters are rows, made and read through the real actions.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ruori.cycle import actions as cycle
from ruori.cycle.rules import RoundDays, is_working_day
from ruori.kernel.instants import CITY_ZONE
from ruori.notices import actions
from ruori.notices.models import Delivery, Reminder
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person, Post, Unit
from ruori.organisation.rules import SYSTEM
from tests import city

pytestmark = pytest.mark.django_db

EXAMPLES = 25
DAY = timedelta(days=1)
FIRST, LAST = date(2026, 3, 30), date(2026, 6, 30)
"""Deadlines among which are Easter, the first of May, Ascension Day and Midsummer."""
BEFORE, AFTER = 18, 9
"""The days looked at around a deadline."""
KINDS = ("REPORT_MEASURE", "REPORT_GOAL", "SUBMIT_REPORT")
"""What the head of the only area that has something must do in a round."""
MOST_A_WEEK = 2

Thing = tuple[str, date]
"""What is to be done, by its kind, and the deadline."""


@dataclass(frozen=True)
class Life:
    """What happens around the deadlines; days are counted from the first day looked at."""

    deadline: date
    gap: int
    has_deputy: bool
    hands: dict[int, int | None]
    ticks: dict[int, list[int]]

    @property
    def deadlines(self) -> set[date]:
        """One deadline, or two when there is a gap between them."""
        return {self.deadline, self.deadline + self.gap * DAY}

    @property
    def days(self) -> list[date]:
        """Every day looked at, in order."""
        first = self.deadline - BEFORE * DAY
        return [first + n * DAY for n in range(BEFORE + self.gap + AFTER)]


LIVES = st.builds(
    Life,
    deadline=st.dates(FIRST, LAST),
    gap=st.integers(0, 6),
    has_deputy=st.booleans(),
    hands=st.dictionaries(st.integers(0, 30), st.none() | st.integers(0, 2), max_size=4),
    ticks=st.dictionaries(
        st.integers(0, 32),
        st.lists(st.sampled_from([6, 7, 9, 17, 18]), min_size=1, max_size=2),
        min_size=8,
        max_size=20,
    ),
)


@dataclass
class Town:
    """A city with one area, whose head answers for all that its rounds ask."""

    area: Unit
    head: Post
    mayor: Person
    deputy: Person
    people: list[Person]
    holder: Person | None
    has_deputy: bool = False
    answered: dict[date, Person] = field(default_factory=dict)

    def answers(self) -> Person:
        """Who answers now: the holder, else the deputy, else the mayor."""
        return self.holder or (self.deputy if self.has_deputy else self.mayor)

    def hand(self, to: Person | None, on: date) -> None:
        """The post changes hands on a day, or is left empty."""
        at = moment(on, 0)
        if to is not None:
            organisation.change_holder(post=self.head, person=to, start=on, by=SYSTEM, at=at)
        elif self.holder is not None:
            organisation.end_holding(post=self.head, person=self.holder, on=on, by=SYSTEM, at=at)
        self.holder = to


def moment(day: date, hour: int) -> datetime:
    """An hour of a day in the city."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=CITY_ZONE)


def town() -> Town:
    """Education with a measure and a goal; its head, a deputy, heirs and the mayor read mail."""
    mayor, deputy, *people = (
        city.person(name, account=True) for name in ("Sauli", "Varpu", "Liisa", "Oona", "Perijä")
    )
    office = city.unit("office")
    education = city.unit("education", parent=office)
    city.city(mayor=city.head(office, mayor))
    head = city.head(education, people[0])
    plan = city.draft_plan()
    city.measure(plan, city.goal(plan, unit=education), education)
    city.adopt(plan)
    return Town(education, head, mayor, deputy, people, holder=people[0])


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back: every life begins in the same city."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def begin(town: Town, life: Life) -> None:
    """A round for each deadline, and perhaps a deputy."""
    if life.has_deputy:
        city.hold(town.head, town.deputy, deputy_order=1)
    for place, due_on in enumerate(sorted(life.deadlines)):
        days = RoundDays(date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1), due_on)
        made = city.planned_round(town.area, code=f"2026-{place}", days=days)
        cycle.open_round(round=made, version=made.version, by=SYSTEM, at=city.AT)


def moved(day: date, step: int) -> date:
    """The day, or the nearest one in a direction on which the city works."""
    while not is_working_day(day):
        day += step * DAY
    return day


def reminder_days(due_on: date) -> dict[str, date]:
    """The three reminder days of a deadline, reckoned here anew (domain § 11)."""
    return {
        "EARLY": moved(due_on - 14 * DAY, -1),
        "SOON": moved(due_on - 3 * DAY, -1),
        "LATE": moved(due_on + DAY, 1),
    }


def week(day: date) -> tuple[int, int]:
    """The calendar week of a day."""
    year, number, _ = day.isocalendar()
    return year, number


def live(town: Town, life: Life) -> None:
    """Day after day: the post changes hands in the night, the timer runs or is down."""
    for n, day in enumerate(life.days):
        if n in life.hands:
            to = life.hands[n]
            town.hand(None if to is None else town.people[to], day)
        town.answered[day] = town.answers()
        for hour in sorted(life.ticks.get(n, [])):
            before = Delivery.objects.count()
            actions.queue_reminders(by=SYSTEM, at=moment(day, hour))
            if is_working_day(day) and 7 <= hour < 18:
                assert untold(town, life, day) == set()
            else:
                assert Delivery.objects.count() == before


def untold(town: Town, life: Life, today: date) -> set[tuple[str, date, str]]:
    """What the one who answers today should have been told by now and has not been.

    Nothing when two letters have gone to the same person earlier this week.
    """
    person = town.answered[today]
    days = Delivery.objects.filter(person=person).values_list("day_on", flat=True)
    if len([day for day in days if day < today and week(day) == week(today)]) >= MOST_A_WEEK:
        return set()
    due = {
        (kind, due_on, stage)
        for due_on in life.deadlines
        for stage, day in reminder_days(due_on).items()
        for kind in KINDS
        if day <= today
    }
    rows = Reminder.objects.filter(person=person)
    return due - {(row.subject.split()[0], row.due_on, row.stage) for row in rows}


def letters_are_right(town: Town) -> None:
    """Each letter went to who answered on its day, none too soon, none twice, none too many."""
    days = Counter(Delivery.objects.values_list("person", "day_on"))
    weeks = Counter((person, week(day)) for person, day in days.elements())
    assert max(days.values(), default=1) == 1
    assert max(weeks.values(), default=1) <= MOST_A_WEEK
    told = Counter[tuple[int, str, date, str]]()
    for row in Reminder.objects.select_related("delivery"):
        day = row.delivery.day_on
        assert row.person_id == row.delivery.person_id == town.answered[day].pk
        meant = reminder_days(row.due_on)[row.stage]
        assert day >= (meant if row.stage == "LATE" else meant - meant.weekday() * DAY)
        told[row.person_id, row.subject, row.due_on, row.stage] += 1
    assert max(told.values(), default=1) == 1


@pytest.fixture
def kemi() -> Town:
    """The city in which every life begins."""
    return town()


EVERY_DAY = {n: [9, 9] for n in range(40)}
CROWDED = Life(date(2026, 5, 6), 1, has_deputy=True, hands={}, ticks=EVERY_DAY)
"""Three letters would go in the week of these deadlines, so the last one waits for the next."""
RESTLESS = Life(
    date(2026, 5, 15), 0, has_deputy=False, hands={2: 1, 5: None, 12: 2, 17: 0}, ticks=EVERY_DAY
)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(life=CROWDED)
@example(life=RESTLESS)
@given(life=LIVES)
def test_every_reminder_day_reaches_the_one_who_answers_that_day_once(
    kemi: Town, life: Life
) -> None:
    here = replace(kemi, has_deputy=life.has_deputy, answered={})
    with undone():
        begin(here, life)
        live(here, life)
        letters_are_right(here)
