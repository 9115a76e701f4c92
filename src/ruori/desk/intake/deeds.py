"""The deeds of the import: each button has its own address, and each does one action."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ruori.desk.editing import number_from
from ruori.desk.gates import DeskRequest, gate, steers
from ruori.desk.intake.forms import AcceptForm
from ruori.desk.intake.pages import card_of, review_page
from ruori.desk.problems import said
from ruori.intake import actions, rules
from ruori.intake.models import Draft
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import Conflict, NotAllowed, Refused


@gate(steers)
@require_POST
def accept_row(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """Accept a row as it is proposed."""
    return _do(request, pk, actions.accept_row, path=path)


@gate(steers)
@require_POST
def accept_below(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """Accept a row with everything that waits below it."""
    return _do(request, pk, partial(actions.accept_row, with_below=True), path=path)


@gate(steers)
@require_POST
def reopen_row(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """Take back what was said of a row."""
    return _do(request, pk, actions.reopen_row, path=path)


@gate(steers)
@require_POST
def part_row(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """Part a line that names two documents."""
    return _do(request, pk, actions.part_row, path=path)


@gate(steers)
@require_POST
def accept_certain(request: DeskRequest, pk: int) -> HttpResponse:
    """Accept every row the reader was certain of."""
    done = gettext("The rows the reader was certain of were accepted.")
    return _do(request, pk, actions.accept_certain_rows, done=done)


@gate(steers)
@require_POST
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the draft become the city's plans."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return review_page(request, card_of(request, pk), accept_form=form, status=422)
    visibility = Visibility(form.cleaned_data["visibility"])
    done = gettext("The accepted rows are now plans of the city.")
    return _do(request, pk, partial(actions.accept_draft, visibility=visibility), done=done)


@gate(steers)
@require_POST
def discard(request: DeskRequest, pk: int) -> HttpResponse:
    """Throw the draft away; the page may be taken in again."""
    done = gettext("The draft was discarded. The page may be taken in again.")
    return _do(request, pk, actions.discard_draft, done=done)


def draft_of(request: DeskRequest, pk: int) -> Draft:
    """The row of a draft the viewer sees; 404 for what is not there."""
    return Draft.objects.get(pk=card_of(request, pk).pk)


def version_of(request: DeskRequest) -> int:
    """The version the page was read at; 404 for a form that carries none."""
    version = number_from(request, "version")
    if version is None:
        raise Http404
    return version


def _do(
    request: DeskRequest, pk: int, act: Callable[..., Any], *, path: str = "", done: str = ""
) -> HttpResponse:
    """Do one deed and come back to its row; what is refused is said on the page itself."""
    given: dict[str, Any] = {"draft": draft_of(request, pk), "version": version_of(request)}
    try:
        if path:
            given["path"] = rules.parse_path(path)
        act(**given, by=request.viewer, at=request.at)
    except NotAllowed:
        raise
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        warning = said(refused.problem)
        return review_page(request, card_of(request, pk), warning=warning, status=status)
    if done:
        messages.success(request, done)
    return redirect(row_address(pk, path))


def row_address(pk: int, path: str) -> str:
    """The draft's page at one of its rows."""
    anchor = f"#row-{path}" if path else ""
    return f"{reverse('desk:import', args=[pk])}{anchor}"
