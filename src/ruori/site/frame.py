"""The frame of the public pages: the stranger who looks, the day asked about, the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language, gettext

from ruori.kernel.moments import Moment, now
from ruori.kernel.text import N_, Shown, Text
from ruori.organisation import queries as organisation
from ruori.organisation.queries import CityCard
from ruori.organisation.rules import STRANGER, Viewer
from ruori.site.names import Names
from ruori.ui import formats
from ruori.ui.city_theme import theme_of
from ruori.ui.frame import SCHEME_COOKIE, Band, Contact, Crumb, Frame, Link, scheme_of

LANGUAGES = (("fi", "suomi"), ("sv", "svenska"), ("en", "English"))
MENU = (
    (N_("Strategy"), "site:strategy"),
    (N_("Programmes"), "site:plans"),
    (N_("Measures"), "site:measures"),
    (N_("Indicators"), "site:indicators"),
    (N_("Publications"), "site:publications"),
)
FOOTER = (
    (N_("How the city follows this"), "site:how"),
    (N_("Promise ledger"), "site:promises"),
    (N_("The city's year"), "site:year"),
    (N_("For the staff"), "desk:my_turn"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a public page is asked: by whom (always a stranger), when, about which day.

    `names` gives the units and posts of that day, read once however many parts of a page need them.
    """

    viewer: Viewer
    at: datetime
    moment: Moment
    language: str
    names: Names
    is_readable: bool = True

    def words(self, text: Text) -> str:
        """A text of the city in the reader's language."""
        return text.to(self.language)

    def shown(self, text: Text) -> Shown:
        """A text with the language it is really in, so that the page can tell it."""
        return text.shown(self.language)


def asked(request: HttpRequest) -> Asked:
    """The question a request puts; a date that cannot be read is told by `is_readable`."""
    at = timezone.now()
    language = get_language() or "fi"
    today = now(at)
    try:
        as_of = _date(request, "as_of") or today.as_of
        moment = Moment(as_of, _date(request, "known_on"), today.as_of)
    except ValueError:
        return Asked(STRANGER, at, today, language, Names(today), is_readable=False)
    return Asked(STRANGER, at, moment, language, Names(moment))


def _date(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "").strip()
    return date.fromisoformat(text) if text else None


def frame_of(request: HttpRequest, question: Asked) -> Frame:
    """The frame of one public page; one query."""
    city = organisation.city()
    name = "Ruori" if city is None else question.words(city.name)
    return Frame(
        city=name,
        language=question.language,
        path=request.get_full_path(),
        home=Link(name, reverse("site:front")),
        menu=_links(request, MENU),
        languages=_languages(request, question, city),
        theme=reverse("site:theme", args=[theme_of(() if city is None else city.colours).name]),
        scheme=scheme_of(request.COOKIES.get(SCHEME_COOKIE)),
        scheme_address=reverse("site:scheme"),
        contact=Contact() if city is None else Contact(address=question.words(city.contact)),
        footer=_links(request, FOOTER),
        bands=_bands(request, question),
        is_sample=city is not None and city.is_example,
    )


def page(
    request: HttpRequest, question: Asked, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A public page with its frame around it."""
    filled = {"frame": frame_of(request, question), "form": None, "errors": None, **context}
    return render(request, template, filled, status=status)


View = Callable[..., HttpResponse]


def trail(*steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """Breadcrumbs from (words, address) pairs; the last, the page itself, has no address."""
    return tuple(Crumb(label, address) for label, address in steps)


def _links(request: HttpRequest, entries: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    return tuple(
        Link(gettext(label), reverse(name), request.path == reverse(name))
        for label, name in entries
    )


def _languages(request: HttpRequest, question: Asked, city: CityCard | None) -> tuple[Link, ...]:
    spoken = [code for code, _ in LANGUAGES] if city is None else city.languages
    return tuple(
        Link(
            name,
            translate_url(request.get_full_path(), code),
            code == question.language,
            language=code,
        )
        for code, name in LANGUAGES
        if code in spoken
    )


def _bands(request: HttpRequest, question: Asked) -> tuple[Band, ...]:
    if not question.is_readable:
        text = gettext("The date could not be read. Write it like this: 2026-08-31.")
        return (Band(text, "warning", Link(gettext("Back to today"), request.path)),)
    back = Link(gettext("Back to today"), request.path)
    if question.moment.known_on is not None:
        day = formats.day(question.moment.known_on, question.language)
        return (Band(gettext("As it was known on %(day)s.") % {"day": day}, "info", back),)
    if request.GET.get("as_of"):
        day = formats.day(question.moment.as_of, question.language)
        return (Band(gettext("As it was in force on %(day)s.") % {"day": day}, "info", back),)
    return ()
