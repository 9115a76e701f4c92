"""Who receives letters, what they have been told, and what they have declined."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ruori.cycle.models import CycleEvent
from ruori.indicators import access as indicators
from ruori.indicators.models import Indicator, IndicatorState
from ruori.kernel.instants import city_day
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.notices.models import Delivery, Reminder, Subscription
from ruori.notices.rules.letters import NEW_LINK, State, Topic
from ruori.notices.rules.reminders import Stage, Told
from ruori.notices.wording import Setting
from ruori.organisation import queries as organisation
from ruori.organisation.models import Person
from ruori.organisation.rules import STRANGER
from ruori.plans.queries import goal_cards, live_measures


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a person reads letters, and in which language; no address when there is none."""

    person: int
    name: str
    address: str
    language: str


def receivers(people: Iterable[int | None]) -> dict[int, Receiver]:
    """Where each of some persons reads letters; two queries."""
    city = organisation.city()
    fallback = city.languages[0] if city is not None and city.languages else "fi"
    rows = Person.objects.filter(pk__in={pk for pk in people if pk is not None})
    return {
        pk: Receiver(pk, name, work or email or "", language or fallback)
        for pk, name, work, email, language in rows.values_list(
            "pk", "name", "work_email", "user__email", "user__language"
        )
    }


def told_before(since: date, people: Collection[int]) -> dict[int, set[Told]]:
    """What each of some persons has been told of deadlines from a day on; one query."""
    found: dict[int, set[Told]] = defaultdict(set)
    rows = Reminder.objects.filter(due_on__gte=since, person__in=list(people))
    for person, subject, due_on, stage in rows.values_list(
        "person_id", "subject", "due_on", "stage"
    ):
        found[person].add((subject, due_on, Stage(stage)))
    return found


def mailed_this_week(today: date, people: Collection[int]) -> dict[int, set[date]]:
    """The days of this week on which each of some persons was reminded; one query.

    A new link that was asked for reminds of nothing, so it uses up no digest.
    """
    found: dict[int, set[date]] = defaultdict(set)
    monday = today - timedelta(days=today.weekday())
    rows = Delivery.objects.filter(day_on__gte=monday, person__in=list(people))
    rows = rows.exclude(state=State.CANCELLED).exclude(reason__startswith=NEW_LINK)
    for person, day in rows.values_list("person_id", "day_on"):
        found[person].add(day)
    return found


def declined(topic: Topic) -> set[int]:
    """Who has declined a topic; one query."""
    rows = Subscription.objects.filter(topic=topic, is_wanted=False)
    return set(rows.values_list("person_id", flat=True))


def wants(person: int, topic: Topic) -> bool:
    """True unless the person has declined the topic; one query."""
    rows = Subscription.objects.filter(person=person, topic=topic, is_wanted=False)
    return not rows.exists()


def setting_of(at: datetime) -> Setting:
    """What every letter of a day shares; six queries."""
    city = organisation.city()
    moment = Moment(city_day(at))
    names = organisation.names(moment)
    return Setting(
        city=Text("Ruori") if city is None else city.name,
        today=moment.as_of,
        public=_public_names(moment, at),
        titles=names.posts,
        units=names.units,
    )


def _public_names(moment: Moment, at: datetime) -> Collection[Text]:
    """The names that a stranger may read today."""
    shown = Indicator.objects.filter(indicators.visible_to(STRANGER, at=at))
    figures = IndicatorState.objects.in_force(moment.as_of).filter(indicator__in=shown)
    return {
        *(card.name for card in live_measures(STRANGER, moment)),
        *(card.name for card in goal_cards(STRANGER, moment)),
        *figures.values_list("name", flat=True),
        *CycleEvent.objects.filter(done_on=None).values_list("title", flat=True),
    }
