"""The page of an update link: one item, no account, no script, thirty seconds (W2).

The token in the address is the only secret and the only proof of right, so no cookie is set or
read. Reading never writes: mail scanners follow links. Whatever opens nothing looks the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from ruori.followup import queries as followup
from ruori.followup.actions import by_link
from ruori.followup.queries import EntryForm, LivingLink
from ruori.kernel.problems import Conflict, Refused
from ruori.organisation import queries as organisation
from ruori.site.attempts import Attempts
from ruori.site.city import YEAR
from ruori.site.frame import Asked, asked
from ruori.site.update_forms import (
    FigureForm,
    UpdateForm,
    VersionForm,
    add_refusal,
    hand_value,
    initial_of,
)
from ruori.site.update_page import (
    Figure,
    figure_of,
    link_frame,
    pass_on_form,
    shared_context,
    update_context,
)
from ruori.ui.link_sheet import link_sheet
from ruori.ui.saying import say

ATTEMPTS = Attempts()
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
OWN = ("same-origin", "none")
"""What a browser says of a request that our own page or the reader made. The Origin header is of
no use: a page without a referrer sends it as `null`."""

KEPT = ("done", "effects", "forecast", "cause", "action", "value", "reason")
NEUTRAL = frozenset({"LINK_ENDED", "LINK_RESTRICTED"})
"""Refusals that are told by a page of their own."""

View = Callable[[HttpRequest, Asked, str], HttpResponse]


def opened(view: View) -> Callable[..., HttpResponse]:
    """A view of a token: never cached nor referred to, and neutral about what opens nothing."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        question = asked(request)
        try:
            if request.headers.get("Sec-Fetch-Site", "none") not in OWN and _writes(request):
                answer = nothing(request, question, token, status=403)
            else:
                answer = view(request, question, token)
        except Refused as refused:
            if refused.problem.code == "LINK_RESTRICTED":
                answer = _page(request, question, token, "sign_in", {}, 403)
            else:
                answer = nothing(request, question, token)
        for name, value in HEADERS.items():
            answer.headers[name] = value
        # Django would write the address of a refused form, with its living token, into the log.
        answer._has_been_logged = True  # type: ignore[attr-defined]
        return answer

    return guarded


def _writes(request: HttpRequest) -> bool:
    return request.method == "POST"


def nothing(
    request: HttpRequest, question: Asked, token: str, *, status: int = 404
) -> HttpResponse:
    """The one page of every link that opens nothing; what was typed is given back to who sent it.

    It tells nobody whether the link ever was one.
    """
    if ATTEMPTS.too_many(request.META.get("REMOTE_ADDR", ""), question.at):
        status = 429
    typed = [request.POST.get(name, "") for name in KEPT]
    context = {"typed": [text for text in typed if text.strip()]}
    return _page(request, question, token, "ended", context, status)


@opened
def update(request: HttpRequest, question: Asked, token: str) -> HttpResponse:
    """The item of a link, and what is said of it."""
    link = followup.living_link(token, question.at)
    if link is None:
        return nothing(request, question, token)
    if link.is_restricted:
        return _page(request, question, token, "sign_in", {}, 403)
    if link.item.indicator is not None:
        return _figure_page(request, question, token, link)
    shown = _shown(request, question, link)
    if not _writes(request):
        return _shown_page(request, question, token, shown, {}, 200)
    return _reported(request, question, token, shown)


@opened
def same(request: HttpRequest, question: Asked, token: str) -> HttpResponse:
    """Say that nothing has changed since last time."""
    seen = VersionForm(request.POST).seen

    def deed() -> object:
        return by_link.repeat_by_link(token=token, expected_last=seen, at=question.at)

    return _done(request, question, token, deed)


@opened
def undo(request: HttpRequest, question: Asked, token: str) -> HttpResponse:
    """Take back what was said by this link."""
    seen = VersionForm(request.POST).seen

    def deed() -> object:
        return by_link.undo_by_link(token=token, expected_last=seen, at=question.at)

    return _done(request, question, token, deed)


@opened
def pass_on(request: HttpRequest, question: Asked, token: str) -> HttpResponse:
    """Pass the item on; then this link opens nothing any more."""
    if not _writes(request):
        return redirect("site:update", token)
    link = followup.living_link(token, question.at)
    form = pass_on_form(question, link, request.POST)
    if form.is_valid():
        told = form.cleaned_data
        to = by_link.Receiver(told["receiver"], told["work_email"])
        try:
            waits = by_link.hand_over_by_link(
                token=token, to=to, reason=told["reason"], at=question.at
            )
        except Refused as refused:
            _told(form, refused)
        else:
            return _page(request, question, token, "passed_on", {"waits": waits}, 200)
    elif link is None:
        return nothing(request, question, token)
    return _page(request, question, token, "pass_on", {"form": form}, 422)


@opened
def new_link(request: HttpRequest, question: Asked, token: str) -> HttpResponse:
    """Ask for a new link to be mailed; the answer is the same whatever the token is."""
    if not _writes(request):
        return redirect("site:update", token)
    by_link.ask_new_link(token=token, at=question.at)
    return _page(request, question, token, "asked", {}, 200)


@require_GET
def sheet(_request: HttpRequest, name: str) -> HttpResponse:
    """The reduced style sheet in the city's colours; its name tells its content."""
    city = organisation.city()
    made = link_sheet(() if city is None else city.colours)
    if made.name != name:
        raise Http404
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return HttpResponse(made.css, content_type="text/css; charset=utf-8", headers=headers)


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of one measure or goal: the link, what the round asks, the form, the figure."""

    link: LivingLink
    entry: EntryForm
    form: UpdateForm
    figure: Figure | None


def _shown(
    request: HttpRequest,
    question: Asked,
    link: LivingLink,
    data: Any = None,
    *,
    is_new: bool = False,
) -> Shown:
    entry = followup.link_form(link, question.at)
    if entry is None:
        raise Http404
    figure = figure_of(
        question, next(iter(entry.indicators), None), str(entry.round.covers_to.year)
    )
    sends = _writes(request) and not is_new
    form = UpdateForm(
        data if data is not None else request.POST if sends else None,
        request.FILES if sends and data is None else None,
        initial=initial_of(entry),
        asked=entry,
        figure="" if figure is None else figure.label,
    )
    return Shown(link, entry, form, figure)


def _reported(request: HttpRequest, question: Asked, token: str, shown: Shown) -> HttpResponse:
    form, figure = shown.form, shown.figure
    if form.is_valid():
        value = _figure(figure, form)
        try:
            by_link.report_by_link(token=token, words=form.words(value), at=question.at)
        except Conflict:
            return _both_texts(request, question, token, shown.link)
        except Refused as refused:
            _told(form, refused)
        else:
            return redirect("site:update", token)
    return _shown_page(request, question, token, shown, {}, 422)


def _both_texts(
    request: HttpRequest, question: Asked, token: str, link: LivingLink
) -> HttpResponse:
    """What another said above, what was written in the fields, and the row to go on from."""
    fresh = followup.link_form(link, question.at)
    data = request.POST.copy()
    data["version"] = str((fresh.expected_last if fresh is not None else None) or 0)
    shown = _shown(request, question, link, data)
    return _shown_page(request, question, token, shown, {"is_conflict": True}, 409)


def _done(
    request: HttpRequest, question: Asked, token: str, deed: Callable[[], object]
) -> HttpResponse:
    """A button pressed: back to the page, which tells what stands, or why not."""
    if not _writes(request):
        return redirect("site:update", token)
    try:
        deed()
    except Refused as refused:
        link = followup.living_link(token, question.at)
        if refused.problem.code in NEUTRAL or link is None or link.item.round is None:
            raise
        status = 409 if isinstance(refused, Conflict) else 422
        shown = _shown(request, question, link, is_new=True)
        told = {"problem": say(refused.problem)}
        return _shown_page(request, question, token, shown, told, status)
    return redirect("site:update", token)


def _figure_page(
    request: HttpRequest, question: Asked, token: str, link: LivingLink
) -> HttpResponse:
    figure = figure_of(question, link.item.indicator, link.item.period)
    if figure is None:
        return nothing(request, question, token)
    form = FigureForm(request.POST or None, figure=figure.label)
    context = {"form": form, "figure": figure, **shared_context(question, link)}
    value = _figure(figure, form) if form.is_valid() else None
    if value is not None:
        try:
            waits = by_link.tell_figure_by_link(token=token, value=value, at=question.at)
        except Refused as refused:
            _told(form, refused)
        else:
            told = {**context, "waits": waits, "value": form.cleaned_data["value"]}
            return _page(request, question, token, "figure_told", told, 200)
    return _page(request, question, token, "figure", context, 422 if form.errors else 200)


def _figure(figure: Figure | None, form: Any) -> by_link.HandValue | None:
    """The figure typed in a valid form."""
    typed = form.cleaned_data.get("value", "")
    return None if figure is None else hand_value(figure.series, figure.period, typed)


def _told(form: Any, refused: Refused) -> None:
    """Put a refusal on a form; what has a page of its own goes on to it."""
    if refused.problem.code in NEUTRAL:
        raise refused
    add_refusal(form, refused)


def _shown_page(
    request: HttpRequest,
    question: Asked,
    token: str,
    shown: Shown,
    told: Mapping[str, Any],
    status: int,
) -> HttpResponse:
    context = update_context(question, shown.link, shown.entry, shown.form, shown.figure)
    return _page(request, question, token, "update", {**context, **told}, status)


def _page(
    request: HttpRequest,
    question: Asked,
    token: str,
    name: str,
    context: Mapping[str, Any],
    status: int,
) -> HttpResponse:
    frame = link_frame(request, question, token)
    filled = {"frame": frame, "token": token, "form": None, "errors": None, **context}
    return render(request, f"site/update/{name}.html", filled, status=status)


addresses = [
    path("e/tyyli/<str:name>", sheet, name="update_sheet"),
    path("e/<str:token>/", update, name="update"),
    path("e/<str:token>/same/", same, name="update_same"),
    path("e/<str:token>/undo/", undo, name="update_undo"),
    path("e/<str:token>/pass-on/", pass_on, name="update_pass_on"),
    path("e/<str:token>/new-link/", new_link, name="update_new_link"),
]
