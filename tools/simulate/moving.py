"""People who go on leave, move on and come; units that merge, split and change their names."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from ruori.kernel.problems import Refused
from ruori.kernel.text import Text
from ruori.organisation import actions as organisation
from ruori.organisation.models import City, Holding, Person, Post, Unit
from ruori.organisation.rules import MAIN_HOLDER, SYSTEM, SuccessionKind, UnitKind
from ruori.plans.actions import Succession, leave_post, reorganise
from tools.bench.people import Staff
from tools.simulate.assumed import Assumed

VACANT = timedelta(days=28)
REORGANISED_ON = (8, 3)
MAYOR_TRIES = (15,)


@dataclass
class Moving:
    """The life of the staff: who is away until when, and which posts wait for a new holder."""

    year: int
    staff: Staff
    assumed: Assumed
    dice: Random
    counts: Counter[str]
    away: list[tuple[date, Post, Person]] = field(default_factory=list)
    vacant: list[tuple[date, Post]] = field(default_factory=list)

    def live(self, day: date) -> None:
        """What happens to people and units on a day, before work begins."""
        self._come_back(day)
        if day.isoweekday() == 1:
            self._go_on_leave(day)
        if day.day == 1:
            self._move_on(day)
        if day.day in MAYOR_TRIES:
            self._try_to_leave_nobody(day)
        if (day.month, day.day) == REORGANISED_ON:
            self._reorganise(day)

    def _go_on_leave(self, day: date) -> None:
        for holding in self._holders(day, self.assumed.leaves):
            back = day + timedelta(weeks=self.dice.randint(2, 6))
            post, person = holding.post, holding.person
            deputy = self._deputy(person) if self.dice.random() < self.assumed.with_deputy else None
            if deputy is not None:
                organisation.hold_post(
                    post=post,
                    person=deputy,
                    start=day,
                    end=back,
                    deputy_order=1,
                    by=SYSTEM,
                    at=_at(day),
                )
            leave_post(post=post, person=person, on=day, by=SYSTEM, at=_at(day))
            self.away.append((back, post, person))
            self.counts["leaves"] += 1

    def _come_back(self, day: date) -> None:
        for entry in [each for each in self.away if each[0] <= day]:
            self.away.remove(entry)
            self._hold(entry[1], entry[2], day)
        for waiting in [each for each in self.vacant if each[0] <= day]:
            self.vacant.remove(waiting)
            self._hold(waiting[1], self._newcomer(day), day)

    def _move_on(self, day: date) -> None:
        for holding in self._holders(day, self.assumed.moves):
            leave_post(post=holding.post, person=holding.person, on=day, by=SYSTEM, at=_at(day))
            self.vacant.append((day + VACANT, holding.post))
            self.counts["moves"] += 1

    def _try_to_leave_nobody(self, day: date) -> None:
        """The mayor's last holding may not end: the city refuses."""
        post = City.objects.get(pk=1).mayor_post
        held = Holding.objects.in_force(day).filter(post=post).first()
        if post is None or held is None:
            return
        try:
            leave_post(post=post, person=held.person, on=day, by=SYSTEM, at=_at(day))
        except Refused:
            self.counts["refused_to_mayor"] += 1

    def _reorganise(self, day: date) -> None:
        one, other, third, fourth = self.staff.areas[:4]
        self._close(one, SuccessionKind.MERGED, [Unit.objects.get(pk=other)], day)
        halves = [self._opened(f"vastuualue-3{letter}", third, day) for letter in "ab"]
        self._close(third, SuccessionKind.SPLIT, halves, day)
        renamed = Unit.objects.get(pk=fourth)
        organisation.change_unit(
            unit=renamed,
            version=renamed.version,
            changes={"name": Text(fi="Uudistettu vastuualue", sv="Förnyat område")},
            start=day,
            by=SYSTEM,
            at=_at(day),
        )
        self.counts["reorganised"] += 3

    def _close(self, pk: int, kind: SuccessionKind, heirs: list[Unit], day: date) -> None:
        unit = Unit.objects.get(pk=pk)
        reorganise(
            unit=unit,
            version=unit.version,
            succession=Succession(kind, heirs, day, reason="Organisaatiouudistus"),
            by=SYSTEM,
            at=_at(day),
        )

    def _opened(self, code: str, beside: int, day: date) -> Unit:
        parent = Unit.objects.get(pk=beside).states.in_force(day).get().parent
        terms = organisation.UnitTerms(
            Text(fi=code.capitalize(), sv=code), UnitKind.RESPONSIBILITY_AREA, parent
        )
        return organisation.open_unit(code=code, terms=terms, start=day, by=SYSTEM, at=_at(day))

    def _holders(self, day: date, share: float) -> list[Holding]:
        """Some main holders of the day; never the mayor, who is tried apart."""
        mayor = City.objects.get(pk=1).mayor_post_id
        rows = Holding.objects.in_force(day).filter(deputy_order=MAIN_HOLDER).exclude(post=mayor)
        found = list(rows.select_related("post", "person").order_by("post_id"))
        return [row for row in found if self.dice.random() < share]

    def _deputy(self, person: Person) -> Person:
        others = list(Person.objects.exclude(pk=person.pk).order_by("pk"))
        return self.dice.choice(others)

    def _newcomer(self, day: date) -> Person:
        number = Person.objects.count() + 1
        return organisation.add_person(
            name=f"Esimerkki uusi {number}",
            work_email=f"uusi-{number}@esimerkki.invalid",
            by=SYSTEM,
            at=_at(day),
            password=f"ei-kirjaudu-{self.dice.getrandbits(64)}",
        )

    def _hold(self, post: Post, person: Person, day: date) -> None:
        organisation.hold_post(post=post, person=person, start=day, by=SYSTEM, at=_at(day))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(5), UTC)
