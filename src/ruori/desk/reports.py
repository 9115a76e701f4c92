"""Reports and editions on the desk: build, look, freeze, make files, publish, verify (W7, W8)."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ruori.cycle import queries as cycle
from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard
from ruori.cycle.rules import RoundKind, RoundState
from ruori.desk.addresses import address
from ruori.desk.deeds import After, press
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, reads_all, staff, steers
from ruori.desk.problems import add_refusal
from ruori.desk.report_forms import CorrectionForm
from ruori.desk.report_work import KIND, edition_files
from ruori.files.queries import open_file
from ruori.files.shelf import Damaged
from ruori.jobs import actions as jobs
from ruori.kernel.problems import Refused
from ruori.kernel.text import N_
from ruori.reports import access, actions, queries
from ruori.reports.asking import Parameters
from ruori.reports.catalogue import REPORTS
from ruori.reports.council_year import CODE
from ruori.reports.models import Edition
from ruori.reports.queries import EditionCard
from ruori.reports.render import html
from ruori.reports.render.shown import in_groups
from ruori.reports.rules import FROZEN
from ruori.ui.frame import Band
from ruori.ui.saying import say

STATES = {
    RoundState.PLANNED: N_("Planned"),
    RoundState.OPEN: N_("Open for reports"),
    RoundState.CLOSED: N_("Closed"),
    RoundState.FROZEN: N_("Frozen"),
    RoundState.PUBLISHED: N_("Published"),
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A year whose report can be looked at: its round, its state, its edition if any."""

    title: str
    address: str
    state: str
    is_frozen: bool
    edition: EditionCard | None


@gate(reads_all)
@require_GET
def editions(request: DeskRequest) -> HttpResponse:
    """What is frozen, and the rounds whose report can be built."""
    cards = queries.edition_cards(request.viewer, at=request.at)
    newest = {card.round: card for card in reversed(cards) if card.report == CODE}
    rounds = [card for card in cycle.rounds() if card.kind is RoundKind.YEAR_END]
    context = {
        "editions": cards,
        "rounds": [_line(card, newest.get(card.pk)) for card in rounds],
        "crumbs": trail((gettext("Reports"), "")),
    }
    return page(request, "desk/reports/editions.html", context)


@gate(reads_all)
@require_GET
def verify(request: DeskRequest) -> HttpResponse:
    """Every seal computed anew: what holds and what does not."""
    context = {
        "findings": [say(problem) for problem in queries.verify()],
        "crumbs": trail((gettext("Reports"), reverse("desk:editions")), (gettext("Verify"), "")),
    }
    return page(request, "desk/reports/verify.html", context)


@gate(reads_all)
@require_GET
def report(request: DeskRequest, pk: int) -> HttpResponse:
    """The report of a round as it would be frozen now: live, each figure a link to its source."""
    card = _round(pk)
    parameters = Parameters(
        year=card.covers_to.year,
        as_of=card.covers_to,
        known_at=request.at,
        base=settings.BASE_URL,
        round=card.pk,
    )
    document = REPORTS[CODE].build(parameters, request.viewer)
    newest = queries.newest_edition(
        request.viewer, report=CODE, year=parameters.year, at=request.at
    )
    context = {
        "title": document.title.to(language()),
        "line": _line(card, newest),
        "body": _safe(html.fragment(document, language())),
        "may_freeze": access.may_freeze_edition(request.viewer),
        "crumbs": trail((gettext("Reports"), reverse("desk:editions")), (words(card.title), "")),
        "bands": (Band(gettext("Preview: not frozen, and it changes with its entries."), "info"),),
    }
    return page(request, "desk/reports/report.html", context)


@gate(steers)
@require_POST
def freeze(request: DeskRequest, pk: int) -> HttpResponse:
    """Freeze the report of a round for good."""
    return press(
        request,
        lambda: actions.freeze_edition(
            report=CODE,
            round=Round.objects.get(pk=_round(pk).pk),
            base=settings.BASE_URL,
            by=request.viewer,
            at=request.at,
        ),
        After(
            gettext("The report is frozen. It can no longer change."),
            lambda made: reverse("desk:edition", args=[made.pk]),
            back=reverse("desk:report", args=[pk]),
        ),
    )


@gate(reads_all)
@require_GET
def edition(request: DeskRequest, pk: int) -> HttpResponse:
    """One edition: its seal, its files, its body, and what may be done with it."""
    return _edition_page(request, _card(request, pk), CorrectionForm())


@gate(steers)
@require_POST
def make_files(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask the worker for the files of an edition, and lead to the page of the work."""
    card = _card(request, pk)
    job = jobs.ask(
        kind=KIND,
        title=card.title,
        parameters={"edition": card.pk},
        task=edition_files,
        by=request.viewer.actor,
        at=request.at,
    )
    return redirect("desk:work", job)


@gate(steers)
@require_POST
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Let everybody see an edition."""
    chosen = Edition.objects.get(pk=_card(request, pk).pk)
    return press(
        request,
        lambda: actions.publish_edition(edition=chosen, by=request.viewer, at=request.at),
        After(
            gettext("The edition is published: everybody can read it."),
            reverse("desk:edition", args=[pk]),
        ),
    )


@gate(steers)
@require_POST
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Freeze a new edition that corrects this one; the old one stays with a notice."""
    card = _card(request, pk)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _edition_page(request, card, form, status=422)
    try:
        made = actions.correct_edition(
            edition=Edition.objects.get(pk=card.pk),
            reason=form.cleaned_data["reason"],
            base=settings.BASE_URL,
            by=request.viewer,
            at=request.at,
        )
    except Refused as refused:
        add_refusal(form, refused, "reason")
        return _edition_page(request, card, form, status=422)
    return redirect("desk:edition", made.pk)


@gate(reads_all)
@require_GET
def edition_file(request: DeskRequest, pk: int, file: int) -> HttpResponse:
    """A kept file of an edition, also before it is published."""
    if file not in {each.file for each in _card(request, pk).files}:
        raise Http404
    try:
        opened = open_file(file)
    except Damaged:
        return HttpResponse(status=503)
    return HttpResponse(opened.content, headers=opened.headers)


@gate(staff)
@require_GET
def record(request: DeskRequest, label: str, pk: int) -> HttpResponse:  # noqa: ARG001
    """Where a figure of an unpublished report leads: the record's own page on the desk."""
    place = address(label, pk)
    if not place:
        raise Http404
    return redirect(place)


def _edition_page(
    request: DeskRequest, card: EditionCard, form: CorrectionForm, *, status: int = 200
) -> HttpResponse:
    title = words(card.title)
    context = {
        "edition": card,
        "checksum": in_groups(card.hash),
        "previous": in_groups(card.previous),
        "body": _body(card),
        "form": form,
        "may_steer": access.may_publish_edition(request.viewer),
        "crumbs": trail((gettext("Reports"), reverse("desk:editions")), (title, "")),
    }
    return page(request, "desk/reports/edition.html", context, status=status)


def _body(card: EditionCard) -> SafeString | None:
    """The sealed report, or nothing when the seal does not hold."""
    try:
        return _safe(html.fragment(queries.document_of(card.pk), language()))
    except Refused:
        return None


def _safe(fragment: str) -> SafeString:
    return mark_safe(fragment)  # noqa: S308 - our own renderer, which escapes every word


def _card(request: DeskRequest, pk: int) -> EditionCard:
    card = queries.edition_card(request.viewer, pk, at=request.at)
    if card is None:
        raise Http404
    return card


def _round(pk: int) -> RoundCard:
    card = cycle.round_card(pk)
    if card is None or card.kind is not RoundKind.YEAR_END:
        raise Http404
    return card


def _line(card: RoundCard, newest: EditionCard | None) -> ReportLine:
    return ReportLine(
        title=words(card.title),
        address=reverse("desk:report", args=[card.pk]),
        state=gettext(STATES[card.state]),
        is_frozen=card.state in FROZEN,
        edition=newest,
    )


addresses = [
    path("editions/", editions, name="editions"),
    path("editions/verify/", verify, name="verify"),
    path("editions/<int:pk>/", edition, name="edition"),
    path("editions/<int:pk>/files/", make_files, name="edition_files"),
    path("editions/<int:pk>/publish/", publish, name="publish_edition"),
    path("editions/<int:pk>/correct/", correct, name="correct_edition"),
    path("editions/<int:pk>/file/<int:file>/", edition_file, name="edition_file"),
    path("reports/<int:pk>/", report, name="report"),
    path("reports/<int:pk>/freeze/", freeze, name="freeze_edition"),
    path("r/<str:label>/<int:pk>/", record, name="record"),
]
