"""The city's year in words: months, what is done in them, who answers, how it stands."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from ruori.cycle.queries import EventCard, RoundCard
from ruori.cycle.rules import RoundState
from ruori.desk.frame import language, words
from ruori.kernel.text import N_
from ruori.organisation.queries import Owners
from ruori.ui import formats
from ruori.ui.ical import CalendarDay
from ruori.ui.shapes import Mark

MONTHS = 12
DONE = Mark(N_("Done"), "circle-tick", "success")
LATE = Mark(N_("Late"), "circle-late", "warning")
NOW = Mark(N_("Waits now"), "circle-half", "info")
AHEAD = Mark(N_("Ahead"), "circle-empty", "neutral")
OVER = Mark(N_("Over"), "circle-empty", "neutral")


@dataclass(frozen=True, slots=True)
class YearLine:
    """One thing on one day of the year."""

    day: date
    when: str
    title: str
    address: str
    basis: str
    who: str
    mark: Mark
    state: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what falls in it."""

    number: int
    name: str
    lines: tuple[YearLine, ...]
    is_now: bool
    is_over: bool


def months_of(year: int, lines: Iterable[YearLine], today: date) -> tuple[Month, ...]:
    """The months of a year that have something in them, in order."""
    known = sorted(lines, key=lambda line: line.day)
    found = []
    for number in range(1, MONTHS + 1):
        first = date(year, number, 1)
        within = tuple(line for line in known if line.day.month == number)
        if within:
            is_now = (today.year, today.month) == (year, number)
            is_done = all(line.mark in (DONE, OVER) for line in within)
            last = date(year, number, monthrange(year, number)[1])
            name = formats.span(first, last, language())
            found.append(Month(number, name, within, is_now, is_done and last < today))
    return tuple(found)


def event_line(card: EventCard, owners: Owners, today: date) -> YearLine:
    """A step of the year."""
    mark = mark_of(card, today)
    state = gettext(mark.msgid)
    if card.done_on is not None:
        state = f"{state} {formats.day(card.done_on, language())}"
    return YearLine(
        day=card.due_on,
        when=days_of(card),
        title=words(card.title),
        address=reverse("desk:event", args=[card.pk]),
        basis=basis_of(card),
        who=who_answers(card, owners),
        mark=mark,
        state=state,
    )


def round_lines(card: RoundCard, year: int) -> list[YearLine]:
    """The opening and the last day of a round, when they fall in the year."""
    told = (
        (card.opens_on, gettext("The round opens"), card.state is not RoundState.PLANNED),
        (card.due_on, gettext("Last day of answers"), card.closed_at is not None),
    )
    return [
        YearLine(
            day=day,
            when=formats.day(day, language()),
            title=f"{words(card.title)}: {deed}",
            address=reverse("desk:round", args=[card.pk]),
            basis=gettext("Reporting round"),
            who="",
            mark=DONE if is_done else AHEAD,
            state=gettext((DONE if is_done else AHEAD).msgid),
        )
        for day, deed, is_done in told
        if day.year == year
    ]


def mark_of(card: EventCard, today: date) -> Mark:
    """How a step stands today."""
    if card.done_on is not None:
        return DONE
    if card.is_late(today):
        return LATE
    if card.waits(today):
        return NOW
    return AHEAD if card.due_on >= today else OVER


def days_of(card: EventCard) -> str:
    """The days of a step in words."""
    if card.begins_on is None:
        return gettext("by %(day)s") % {"day": formats.day(card.due_on, language())}
    return formats.span(card.begins_on, card.due_on, language())


def basis_of(card: EventCard) -> str:
    """By which law, or by the city's own choice."""
    return card.law or gettext("The city's own choice")


def who_answers(card: EventCard, owners: Owners) -> str:
    """The post and the person who answer today."""
    owner = owners.of(post=card.post, unit=None)
    return gettext("nobody answers") if owner is None else f"{words(owner.title)}, {owner.name}"


def calendar_day(card: EventCard, base: str) -> CalendarDay:
    """A step as a day of a calendar program."""
    return CalendarDay(
        key=f"cycleevent-{card.pk}",
        day=card.due_on,
        title=words(card.title),
        note=f"{days_of(card)}. {basis_of(card)}.",
        link=base + reverse("desk:event", args=[card.pk]),
        version=card.version,
        changed_at=card.changed_at,
    )


def calendar_days_of_round(card: RoundCard, base: str) -> list[CalendarDay]:
    """The opening and last day of a round as days of a calendar program."""
    told = (
        ("opens", card.opens_on, gettext("The round opens")),
        ("due", card.due_on, gettext("Last day of answers")),
    )
    return [
        CalendarDay(
            key=f"round-{card.pk}-{key}",
            day=day,
            title=f"{words(card.title)}: {deed}",
            link=base + reverse("desk:round", args=[card.pk]),
            version=card.version,
        )
        for key, day, deed in told
    ]
