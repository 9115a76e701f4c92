"""The city's year on the desk (vuosikello): what, who, when, by law or by own choice."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ruori.cycle import actions
from ruori.cycle import queries as cycle
from ruori.cycle.actions import EventTerms
from ruori.cycle.models import CycleEvent
from ruori.cycle.queries import EventCard
from ruori.desk.deeds import After, press
from ruori.desk.editing import Editing, Stored, changed, edit, number_from, text_from
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff, steers
from ruori.desk.year_forms import DoneForm, EventForm, event_initial, new_initial
from ruori.desk.year_page import (
    basis_of,
    calendar_day,
    calendar_days_of_round,
    days_of,
    event_line,
    mark_of,
    months_of,
    round_lines,
    who_answers,
)
from ruori.organisation.models import Post
from ruori.organisation.queries import owners as owners_on
from ruori.organisation.queries import posts
from ruori.ui import formats
from ruori.ui.frame import Link
from ruori.ui.ical import MEDIA_TYPE, calendar_file

AROUND = 5
"""How many years before and after this one may be opened."""
LONGEST_CODE = 48


@gate(staff)
@require_GET
def year_page(request: DeskRequest, year: int | None = None) -> HttpResponse:
    """A year by its months: steps, and the openings and last days of rounds."""
    today = request.moment.as_of
    shown = _known(request, today.year if year is None else year)
    owners = owners_on(request.moment)
    found = cycle.events(date(shown, 1, 1), date(shown, 12, 31))
    lines = [event_line(card, owners, today) for card in found]
    for card in cycle.rounds():
        lines += round_lines(card, shown)
    months = months_of(shown, lines, today)
    context = {
        "year": shown,
        "over": [month for month in months if month.is_over and shown == today.year],
        "months": [month for month in months if not month.is_over or shown != today.year],
        "has_steps": bool(found),
        "may_keep": request.viewer.steers,
        "years": _other_years(request, shown),
    }
    return page(request, "desk/year/year.html", context)


@gate(staff)
@require_GET
def calendar(request: DeskRequest) -> HttpResponse:
    """This year and the next as a calendar file."""
    today = request.moment.as_of
    first, last = date(today.year, 1, 1), date(today.year + 1, 12, 31)
    days = [calendar_day(card, settings.BASE_URL) for card in cycle.events(first, last)]
    for card in cycle.rounds():
        if first <= card.due_on <= last:
            days += calendar_days_of_round(card, settings.BASE_URL)
    host = urlsplit(settings.BASE_URL).hostname or "ruori"
    content = calendar_file(days, name=gettext("The city's year"), host=host, language=language())
    headers = {"Content-Disposition": 'attachment; filename="vuosikello.ics"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


@gate(steers)
@require_POST
def load_year(request: DeskRequest, year: int) -> HttpResponse:
    """Put the customary steps of a city's year on a year."""
    made = actions.load_year(year=_known(request, year), by=request.viewer, at=request.at).added
    messages.success(request, gettext("Steps added: %(count)d.") % {"count": len(made)})
    return redirect("desk:year_of", year)


@gate(steers)
def new_event(request: DeskRequest, year: int) -> HttpResponse:
    """Add a step to a year."""
    shown = _known(request, year)
    form = EventForm(
        request.POST or None,
        posts=_posts(request),
        initial=new_initial(shown, request.moment.as_of),
    )
    editing = Editing(
        form=form,
        save=lambda cleaned: _add(request, cleaned),
        stored=lambda: Stored(0, {}),
        done=reverse("desk:year_of", args=[shown]),
        message=gettext("The step was added."),
        template="desk/year/form.html",
        context={"heading": gettext("Add a step"), "crumbs": _crumbs(gettext("Add a step"))},
    )
    return edit(request, editing)


@gate(staff)
@require_GET
def event(request: DeskRequest, pk: int) -> HttpResponse:
    """One step of the year: its days, who answers, and whether it is done."""
    card = _card(pk)
    owners, today = owners_on(request.moment), request.moment.as_of
    mark = mark_of(card, today)
    done_post = None if card.done_post is None else owners.titles.get(card.done_post)
    context = {
        "card": card,
        "title": words(card.title),
        "days": days_of(card),
        "basis": basis_of(card),
        "who": who_answers(card, owners),
        "mark": mark,
        "state": gettext(mark.msgid),
        "done_on": "" if card.done_on is None else formats.day(card.done_on, language()),
        "done_by": "" if done_post is None else words(done_post),
        "may_keep": request.viewer.steers,
        "may_finish": cycle.may_finish(request.viewer, card, request.at),
        "done_form": DoneForm(initial={"version": card.version, "done_on": today}),
        "crumbs": _crumbs(words(card.title)),
    }
    return page(request, "desk/year/event.html", context)


@gate(steers)
def edit_event(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a step of the year."""
    card = _card(pk)

    def save(cleaned: dict[str, Any]) -> None:
        actions.change_event(
            event=_row(pk),
            version=cleaned["version"],
            changes=_told(cleaned),
            by=request.viewer,
            at=request.at,
        )

    editing = Editing(
        form=EventForm(request.POST or None, posts=_posts(request), initial=event_initial(card)),
        save=save,
        stored=lambda: Stored(_card(pk).version, event_initial(_card(pk))),
        done=reverse("desk:event", args=[pk]),
        message=changed(),
        template="desk/year/form.html",
        context={"heading": words(card.title), "crumbs": _crumbs(words(card.title))},
    )
    return edit(request, editing)


@gate(staff)
@require_POST
def finish_event(request: DeskRequest, pk: int) -> HttpResponse:
    """Mark a step done."""
    form = DoneForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("Write the day like this: 2026-08-31."))
        return redirect("desk:event", pk)
    return press(
        request,
        lambda: actions.finish_event(
            event=_row(pk),
            version=form.cleaned_data["version"],
            done_on=form.cleaned_data["done_on"],
            by=request.viewer,
            at=request.at,
        ),
        After(gettext("Marked done."), reverse("desk:event", args=[pk])),
    )


@gate(staff)
@require_POST
def reopen_event(request: DeskRequest, pk: int) -> HttpResponse:
    """Take back the mark that a step is done."""
    row, version = _row(pk), number_from(request, "version")
    if version is None:
        raise Http404
    return press(
        request,
        lambda: actions.reopen_event(event=row, version=version, by=request.viewer, at=request.at),
        After(gettext("The mark was taken back."), reverse("desk:event", args=[pk])),
    )


def _add(request: DeskRequest, cleaned: dict[str, Any]) -> None:
    told = _told(cleaned)
    code = slugify(str(told["title"]))[:LONGEST_CODE] or "x"
    actions.add_event_to_year(event=EventTerms(code, **told), by=request.viewer, at=request.at)


def _told(cleaned: dict[str, Any]) -> dict[str, Any]:
    post = cleaned["post"]
    return {
        "title": text_from(cleaned, "title"),
        "begins_on": cleaned["begins_on"],
        "due_on": cleaned["due_on"],
        "post": Post.objects.get(pk=post) if post else None,
        "law": cleaned["law"],
        "is_public": cleaned["is_public"],
    }


def _posts(request: DeskRequest) -> list[tuple[str, str]]:
    return [(str(card.pk), words(card.title)) for card in posts(request.moment).values()]


def _card(pk: int) -> EventCard:
    card = cycle.event_card(pk)
    if card is None:
        raise Http404
    return card


def _row(pk: int) -> CycleEvent:
    row = CycleEvent.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _known(request: DeskRequest, year: int) -> int:
    """A year near this one; others are not there."""
    if abs(year - request.moment.as_of.year) > AROUND:
        raise Http404
    return year


def _other_years(request: DeskRequest, shown: int) -> list[Link]:
    """The ways to the years before and after."""
    return [
        Link(str(year), reverse("desk:year_of", args=[year]))
        for year in (shown - 1, shown + 1)
        if abs(year - request.moment.as_of.year) <= AROUND
    ]


def _crumbs(here: str) -> Any:
    return trail((gettext("The city's year"), reverse("desk:year")), (here, ""))


addresses: tuple[URLPattern, ...] = (
    path("year/", year_page, name="year"),
    path("year.ics", calendar, name="year_calendar"),
    path("year/<int:year>/", year_page, name="year_of"),
    path("year/<int:year>/load/", load_year, name="load_year"),
    path("year/<int:year>/new/", new_event, name="new_event"),
    path("year/events/<int:pk>/", event, name="event"),
    path("year/events/<int:pk>/edit/", edit_event, name="edit_event"),
    path("year/events/<int:pk>/done/", finish_event, name="finish_event"),
    path("year/events/<int:pk>/reopen/", reopen_event, name="reopen_event"),
)
