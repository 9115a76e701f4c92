"""The pages of the import: the list with its form, and the review of one draft."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.desk.addresses import address
from ruori.desk.frame import page, trail, words
from ruori.desk.gates import DeskRequest, gate, steers
from ruori.desk.intake import shown
from ruori.desk.intake.forms import AcceptForm, PageForm
from ruori.desk.problems import add_refusal, said, status_of
from ruori.intake import actions, queries, rules
from ruori.intake.labels import counted
from ruori.intake.queries import DraftCard
from ruori.intake.rules import Standing
from ruori.kernel.problems import Refused
from ruori.plans.queries import plan_cards


@gate(steers)
def imports(request: DeskRequest) -> HttpResponse:
    """Every page taken in, and the form that takes in another."""
    form = PageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form)
        except Refused as refused:
            add_refusal(form, refused, "upload" if form.cleaned_data["upload"] else "text")
    context = {
        "form": form,
        "drafts": queries.draft_lines(request.viewer),
        "crumbs": trail((gettext("Import"), "")),
    }
    return page(request, "desk/intake/list.html", context, status=status_of(form))


def _opened(request: DeskRequest, form: PageForm) -> HttpResponse:
    content, name = form.page()
    opened = actions.open_draft(
        content=content,
        name=name,
        language=form.cleaned_data["language"],
        by=request.viewer,
        at=request.at,
    )
    if not opened.is_new:
        messages.info(request, gettext("This page was taken in before. Here is its draft."))
    return redirect("desk:import", opened.pk)


@gate(steers)
@require_GET
def review(request: DeskRequest, pk: int) -> HttpResponse:
    """Source beside proposal: what each row would become, and the unread lines last."""
    return review_page(request, card_of(request, pk))


def card_of(request: DeskRequest, pk: int) -> DraftCard:
    """The draft as the viewer sees it; 404 for what is not there."""
    card = queries.draft_card(request.viewer, pk)
    if card is None:
        raise Http404
    return card


def review_page(
    request: DeskRequest,
    card: DraftCard,
    *,
    accept_form: AcceptForm | None = None,
    warning: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a draft, with a warning on top when a deed could not be done."""
    is_open = card.state is Standing.OPEN
    form = accept_form or AcceptForm(initial={"version": card.version})
    context = {
        "card": card,
        "title": card.title,
        "counts": counted(card.proposal),
        "plans": shown.plan_views(card),
        "lines": shown.line_views(card),
        "certain": shown.certain_count(card.proposal) if is_open else 0,
        "problems": [said(problem) for problem in rules.problems(card.proposal)],
        "form": form,
        "made": _made(request, card),
        "is_open": is_open,
        "warning": warning,
        "crumbs": trail((gettext("Import"), reverse("desk:imports")), (card.title, "")),
    }
    return page(request, "desk/intake/review.html", context, status=status)


def _made(request: DeskRequest, card: DraftCard) -> list[tuple[str, str]]:
    """The plans that came of the draft, with their addresses."""
    if not card.plans:
        return []
    cards = {plan.pk: plan for plan in plan_cards(request.viewer, request.moment)}
    return [
        (words(cards[key].title), address("plans.plan", key)) for key in card.plans if key in cards
    ]
