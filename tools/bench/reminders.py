"""How long the reminders of a morning take when thousands of people have something to do."""

import time
from collections.abc import Sequence
from datetime import date, datetime
from datetime import time as hour

from django.db import transaction

from ruori.kernel.instants import CITY_ZONE
from ruori.kernel.text import Text
from ruori.notices.actions import queue_reminders
from ruori.notices.rules.reminders import Stage, reminder_day
from ruori.organisation.models import Holding, Post, PostState
from ruori.organisation.rules import SYSTEM
from ruori.plans.models import Measure, MeasureState
from tools.bench.city import MadeCity
from tools.bench.figure import Figure
from tools.bench.pages import WrongAnswer
from tools.bench.people import accounts
from tools.bench.size import BEGINNING, name_of, noon, sentence_of

PEOPLE = 4_000
SECONDS = 10
TIMES = 3
MORNING = hour(8)


def measured_reminders(city: MadeCity, people: int = PEOPLE) -> Figure:
    """Seconds from nothing to a digest in the outbox for everybody; the slowest of a few times.

    Everything the timer does in the morning is in it but the sending: what waits for whom, what
    was told before, the words in each reader's language, the rows. What was written is taken back.
    """
    answering(city, people)
    day = reminder_day(city.told.open.due_on, Stage.SOON)
    at = datetime.combine(day, MORNING, CITY_ZONE)
    slowest = max(_written(at, people) for _ in range(TIMES))
    return Figure(f"reminders of {people} people", round(slowest, 2), "s", SECONDS)


def _written(at: datetime, people: int) -> float:
    with transaction.atomic():
        began = time.perf_counter()
        letters = queue_reminders(by=SYSTEM, at=at).letters
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    if letters < people:
        raise WrongAnswer(f"{letters} letters to {people} people")
    return took


def answering(city: MadeCity, people: int) -> None:
    """So many more people, each in a post of their own that answers for a measure of the round."""
    frame = {"valid_from": BEGINNING, "recorded_at": city.days.made_at()}
    _, persons = accounts([f"vastaaja-{number + 1}" for number in range(people)], city.days)
    units = [city.staff.units[number % len(city.staff.units)] for number in range(people)]
    posts = Post.objects.bulk_create(Post(code=f"vastaa-{n + 1}") for n in range(people))
    PostState.objects.bulk_create(
        PostState(post=post, unit_id=unit, title=Text("Asiantuntija"), **frame)
        for post, unit in zip(posts, units, strict=True)
    )
    Holding.objects.bulk_create(
        Holding(post=post, person=person, **frame)
        for post, person in zip(posts, persons, strict=True)
    )
    _promise(city, posts, units)


def _promise(city: MadeCity, posts: Sequence[Post], units: Sequence[int]) -> None:
    adopted = city.days.adopted_on
    measures = Measure.objects.bulk_create(
        Measure(plan_id=city.promises.strategy, is_example=True) for _ in posts
    )
    MeasureState.objects.bulk_create(
        MeasureState(
            measure=measure,
            code=f"V{number + 1}",
            name=name_of(number),
            text=Text(sentence_of(number)),
            unit_id=unit,
            post=post,
            starts_on=adopted,
            ends_on=date(city.days.year + 4, 12, 31),
            valid_from=adopted,
            recorded_at=noon(adopted),
        )
        for number, (measure, post, unit) in enumerate(zip(measures, posts, units, strict=True))
    )
