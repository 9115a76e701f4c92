"""The city's year in public (vuosikello): what is decided when, on a page and as a calendar."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ruori.cycle.queries import EventCard, public_events
from ruori.site.frame import Asked, asked, page, trail
from ruori.ui import formats
from ruori.ui.ical import MEDIA_TYPE, CalendarDay, calendar_file


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the year."""

    when: str
    title: str
    language: str
    law: str
    who: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what is done by a day in it."""

    name: str
    lines: tuple[Line, ...]


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """This year and the next: what the city does by when, and which post answers for it."""
    question = asked(request)
    this = question.moment.as_of.year
    years = (this, this + 1)
    context = {
        "years": [(each, found) for each in years if (found := _months(question, each))],
        "ical": reverse("site:year_calendar"),
        "crumbs": trail((gettext("The city's year"), "")),
    }
    return page(request, question, "site/year.html", context)


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The same days as a calendar that other programs subscribe to."""
    question = asked(request)
    this = question.moment.as_of.year
    link = settings.BASE_URL + reverse("site:year")
    found = public_events(date(this, 1, 1), date(this + 1, 12, 31))
    content = calendar_file(
        [_day(question, card, link) for card in found],
        name=gettext("The city's year"),
        host=urlsplit(settings.BASE_URL).hostname or "ruori",
        language=question.language,
    )
    headers = {"Content-Disposition": 'inline; filename="vuosikello.ics"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


def _months(question: Asked, shown: int) -> tuple[Month, ...]:
    found: dict[int, list[EventCard]] = {}
    for card in public_events(date(shown, 1, 1), date(shown, 12, 31)):
        found.setdefault(card.due_on.month, []).append(card)
    return tuple(
        Month(_name(question, shown, number), _lines(question, cards))
        for number, cards in sorted(found.items())
    )


def _name(question: Asked, shown: int, number: int) -> str:
    last = date(shown, number, monthrange(shown, number)[1])
    return formats.span(date(shown, number, 1), last, question.language)


def _lines(question: Asked, cards: Iterable[EventCard]) -> tuple[Line, ...]:
    lines = []
    for card in cards:
        title = question.shown(card.title)
        who = question.words(question.names.post(card.post)) if card.post else ""
        lines.append(Line(_when(question, card), title.text, title.language, card.law, who))
    return tuple(lines)


def _when(question: Asked, card: EventCard) -> str:
    if card.begins_on is None:
        return gettext("by %(day)s") % {"day": formats.day(card.due_on, question.language)}
    return formats.span(card.begins_on, card.due_on, question.language)


def _day(question: Asked, card: EventCard, link: str) -> CalendarDay:
    told = [_when(question, card), card.law]
    return CalendarDay(
        key=f"cycleevent-{card.pk}",
        day=card.due_on,
        title=question.words(card.title),
        note=". ".join(words for words in told if words),
        link=link,
        version=card.version,
        changed_at=card.changed_at,
    )


addresses: tuple[URLPattern, ...] = (
    path(_("year-of-the-city/"), year, name="year"),
    path("vuosikello.ics", calendar, name="year_calendar"),
)
