"""The frame of the desk's pages: the city, the menu this person may use, what waits for them."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from ruori.accounts.models import User
from ruori.desk.gates import Allowed, DeskRequest, administers, reads_all, staff, steers
from ruori.kernel.text import N_, Text
from ruori.organisation import queries as organisation
from ruori.organisation.queries import CityCard
from ruori.ui.city_theme import theme_of
from ruori.ui.frame import SCHEME_COOKIE, Account, Band, Contact, Crumb, Frame, Link, scheme_of

MENU: tuple[tuple[str, str, Allowed], ...] = (
    (N_("Plans"), "desk:plans", staff),
    (N_("Rounds"), "desk:rounds", staff),
    (N_("Deviations"), "desk:deviations", staff),
    (N_("The city's year"), "desk:year", staff),
    (N_("Indicators"), "desk:indicators", staff),
    (N_("Reports"), "desk:editions", reads_all),
    (N_("Promise ledger"), "desk:ledger", staff),
    (N_("Import"), "desk:imports", steers),
    (N_("Trail"), "desk:trail", reads_all),
    (N_("People and posts"), "desk:organisation", administers),
    (N_("Letters"), "desk:letters", administers),
)


def language() -> str:
    """The language the page is in."""
    return get_language() or "fi"


def words(text: Text) -> str:
    """A text of the city in the reader's language."""
    return text.to(language())


def frame_of(
    request: DeskRequest, bands: tuple[Band, ...] = (), waiting: int | None = None
) -> Frame:
    """The frame of one page of the desk; one query.

    `waiting` is how many things wait for the viewer, on the pages that have counted them.
    """
    city = organisation.city()
    name = "Ruori" if city is None else words(city.name)
    is_sample = city is not None and city.is_example
    said = list(messages.get_messages(request))
    return Frame(
        city=name,
        language=language(),
        path=request.get_full_path(),
        home=Link(name, reverse("desk:my_turn")),
        menu=tuple(_menu(request)),
        theme=theme_address(city),
        scheme=scheme_of(request.COOKIES.get(SCHEME_COOKIE)),
        scheme_address=reverse("site:scheme"),
        turn=_turn(request, waiting),
        account=_account(request),
        contact=Contact() if city is None else Contact(address=words(city.contact)),
        footer=(Link(gettext("Public pages"), reverse("site:front")),),
        bands=bands,
        is_sample=is_sample,
        message=" ".join(str(message) for message in said),
        undo=_undo(said),
    )


def page(
    request: DeskRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the desk with its frame around it."""
    bands, waiting = context.pop("bands", ()), context.pop("waiting", None)
    frame = frame_of(request, bands, waiting)
    filled = {"frame": frame, "form": None, "errors": None, **context}
    return render(request, template, filled, status=status)


def trail(*steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """Breadcrumbs from (words, address) pairs; the last, the page itself, has no address."""
    return tuple(Crumb(label, address) for label, address in steps)


def theme_address(city: CityCard | None) -> str:
    """The address of the city's own style sheet; no query."""
    return reverse("site:theme", args=[theme_of(() if city is None else city.colours).name])


def _menu(request: DeskRequest) -> list[Link]:
    return [
        Link(gettext(label), reverse(name), request.path.startswith(reverse(name)))
        for label, name, allowed in MENU
        if allowed(request.viewer)
    ]


def _turn(request: DeskRequest, waiting: int | None) -> Link:
    address = reverse("desk:my_turn")
    return Link(gettext("My turn"), address, request.path == address, count=waiting)


def _account(request: DeskRequest) -> Account:
    user = request.user
    label = user.email if isinstance(user, User) else ""
    return Account(label, reverse("desk:account"), reverse("desk:sign_out"))


def _undo(said: Collection[Message]) -> Link | None:
    """The way to take back what the words tell of: the address that came with them."""
    addresses = [message.extra_tags for message in said if message.extra_tags]
    return Link(gettext("Take it back"), addresses[-1]) if addresses else None
