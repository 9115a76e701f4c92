"""One year of a made city, a working day at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundDays, RoundKind
from ruori.followup import queries as followup
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation.models import Unit, UnitState
from ruori.organisation.rules import SYSTEM, UnitKind
from ruori.plans.queries import unreachable
from tools.bench.people import Staff
from tools.simulate.answering import answer_all
from tools.simulate.assumed import Assumed, Lived
from tools.simulate.mail import mailed_today, waiting
from tools.simulate.moving import Moving

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A round of the year: its kind, what it covers, and its days."""

    code: str
    kind: RoundKind
    days: RoundDays
    closes: date


def rounds_of(year: int) -> tuple[Planned, ...]:
    """The three rounds: the accounts of the last year, and two interim reports."""
    return (
        Planned(
            "tilinpaatos",
            RoundKind.YEAR_END,
            RoundDays(
                date(year - 1, 1, 1), date(year - 1, 12, 31), date(year, 1, 7), date(year, 2, 13)
            ),
            date(year, 3, 2),
        ),
        Planned(
            "osavuosi-1",
            RoundKind.INTERIM_1,
            RoundDays(date(year, 1, 1), date(year, 4, 30), date(year, 4, 27), date(year, 5, 29)),
            date(year, 6, 12),
        ),
        Planned(
            "osavuosi-2",
            RoundKind.INTERIM_2,
            RoundDays(date(year, 1, 1), date(year, 8, 31), date(year, 8, 31), date(year, 9, 30)),
            date(year, 10, 14),
        ),
    )


@dataclass
class Year:
    """A year being lived: the dice, who works where, and what has been counted so far."""

    number: int
    staff: Staff
    assumed: Assumed
    dice: Random
    counts: Counter[str] = field(default_factory=Counter)
    mails: Counter[tuple[int, int]] = field(default_factory=Counter)

    def live(self, days: Iterable[date], told: Callable[[date], None]) -> None:
        """Live some days in their order; `told` hears of each."""
        moving = Moving(self.number, self.staff, self.assumed, self.dice, self.counts)
        for day in days:
            told(day)
            self._rounds(day)
            moving.live(day)
            if day.isoweekday() <= 5:
                self._work(day)
            self._look_for_orphans(day)

    def lived(self, *, persons: int, units: int, measures: int) -> Lived:
        """What the year came to."""
        weekly = self.mails.values()
        return Lived(
            persons=persons,
            units=units,
            measures=measures,
            asked=self.counts["asked"],
            answered_in_time=self.counts["in_time"],
            answered=self.counts["answered"],
            overdue_at_closing=self.counts["asked"] - self.counts["answered"],
            mails=sum(weekly),
            most_mails_a_week=max(weekly, default=0),
            mean_mails_a_person=round(sum(weekly) / persons, 1),
            orphans=self.counts["orphans"],
            looked_for_orphans=self.counts["looked"],
            leaves=self.counts["leaves"],
            moves=self.counts["moves"],
            reorganised=self.counts["reorganised"],
            refused_to_mayor=self.counts["refused_to_mayor"],
        )

    def _rounds(self, day: date) -> None:
        for planned in rounds_of(self.number):
            if day == planned.days.opens_on:
                self._open(planned, morning(day))
            if day == planned.closes:
                self._close(planned, morning(day))

    def _open(self, planned: Planned, at: datetime) -> None:
        row = cycle.plan_round(
            code=f"{planned.code}-{self.number}",
            kind=planned.kind,
            title=Text(fi=planned.code.capitalize(), sv=planned.code, en=planned.code),
            days=planned.days,
            units=_open_units(planned.days.opens_on),
            by=SYSTEM,
            at=at,
        )
        cycle.open_round(round=row, version=row.version, by=SYSTEM, at=at)

    def _close(self, planned: Planned, at: datetime) -> None:
        row = Round.objects.get(code=f"{planned.code}-{self.number}")
        for item in followup.asking_of(row, at).items:
            self.counts["asked"] += 1
            if item.answer is not None:
                self.counts["answered"] += 1
                in_time = item.answer.recorded_at.date() <= item.due_on
                self.counts["in_time"] += in_time
        cycle.close_round(round=row, version=row.version, by=SYSTEM, at=at)

    def _work(self, day: date) -> None:
        at = morning(day)
        reached = mailed_today(at)
        for person in reached:
            self.mails[person, day.isocalendar().week] += 1
        for person, items in waiting(at + timedelta(hours=2)).items():
            share = self.assumed.after_mail if person in reached else self.assumed.on_own
            if self.dice.random() < share:
                self.counts["deeds"] += answer_all(person, items, at + timedelta(hours=2))

    def _look_for_orphans(self, day: date) -> None:
        self.counts["looked"] += 1
        self.counts["orphans"] += len(unreachable(Moment(day)))


def morning(day: date) -> datetime:
    """Half past seven in the city's winter: after the digests are due."""
    return datetime.combine(day, time(6, 30), UTC)


def days_of(year: int) -> Iterator[date]:
    """Every day of a year."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += DAY


def _open_units(day: date) -> list[Unit]:
    """The areas that are open when a round opens; a closed one is answered for by its heir."""
    states = UnitState.objects.in_force(day).filter(kind=UnitKind.RESPONSIBILITY_AREA)
    return list(Unit.objects.filter(states__in=states).order_by("pk"))
