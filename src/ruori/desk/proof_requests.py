"""Asking for a proof of what was claimed, and answering: a proof, or why there is none."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ruori.desk import reviews
from ruori.desk.deeds import After, fill, press
from ruori.desk.entry_forms import AskForm, ProofForm, RefusalForm
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.kept import refill
from ruori.desk.reported import given_proofs
from ruori.followup import access, actions
from ruori.followup import queries as followup
from ruori.followup.access import Item
from ruori.followup.actions import NewProof, Topic
from ruori.followup.codes import ProofRequestState
from ruori.followup.models import Entry, ProofRequest
from ruori.followup.queries import ProofRequestCard
from ruori.kernel.text import Text
from ruori.organisation.queries import person_names
from ruori.organisation.rules import SYSTEM
from ruori.plans import queries as plans
from ruori.ui import formats


@gate(staff)
@require_POST
def ask(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask who answers for an entry's measure or goal to show what it claims."""
    entry = Entry.objects.filter(pk=pk).first()
    if entry is None:
        raise Http404
    topic = Topic(entry.round_id, measure=entry.measure_id, goal=entry.goal_id)
    here = reverse("desk:entry_record", args=[pk])
    return fill(
        request,
        AskForm(request.POST),
        lambda cleaned: actions.ask_for_proof(
            topic=topic, by=request.viewer, at=request.at, **cleaned
        ),
        after=After(gettext("The proof was asked for."), here, here),
        show=lambda form: reviews.entry_page(request, pk, None, 422, ask=form),
    )


@gate(staff)
@require_GET
def request_page(request: DeskRequest, pk: int) -> HttpResponse:
    """One request: what is needed, by when; and the forms that answer it."""
    proof, refusal = ProofForm(), RefusalForm()
    refill(request, refusal)
    return _page(request, _card(request, pk), proof=proof, refusal=refusal)


@gate(staff)
@require_POST
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Give the proof that was asked for."""
    card = _card(request, pk)

    def give(cleaned: Any) -> None:
        proofs = given_proofs(dict(cleaned)) or [NewProof(title=gettext("Proof"))]
        actions.answer_proof_request(
            request=_row(pk), proof=proofs[0], by=request.viewer, at=request.at
        )

    return fill(
        request,
        ProofForm(request.POST, request.FILES),
        give,
        after=_told(gettext("Thank you. The proof was given."), pk),
        show=lambda form: _page(request, card, proof=form, refusal=RefusalForm(), status=422),
    )


@gate(staff)
@require_POST
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    """Say why no proof can be given."""
    card = _card(request, pk)
    return fill(
        request,
        RefusalForm(request.POST),
        lambda cleaned: actions.refuse_proof_request(
            request=_row(pk), by=request.viewer, at=request.at, **cleaned
        ),
        after=_told(gettext("Your reason was saved."), pk),
        show=lambda form: _page(request, card, proof=ProofForm(), refusal=form, status=422),
    )


@gate(staff)
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    _card(request, pk)
    return press(
        request,
        lambda: actions.withdraw_proof_request(request=_row(pk), by=request.viewer, at=request.at),
        _told(gettext("The request was taken back."), pk),
    )


def _told(thanks: str, pk: int) -> After:
    return After(thanks, reverse("desk:my_turn"), reverse("desk:proof_request", args=[pk]))


def _card(request: DeskRequest, pk: int) -> ProofRequestCard:
    card = followup.proof_request(request.viewer, pk)
    if card is None:
        raise Http404
    return card


def _row(pk: int) -> ProofRequest:
    return ProofRequest.objects.get(pk=pk)


def _page(
    request: DeskRequest, card: ProofRequestCard, *, proof: Any, refusal: Any, status: int = 200
) -> HttpResponse:
    is_open = card.state is ProofRequestState.ASKED
    item = Item(card.unit, card.post)
    context = {
        "card": card,
        "name": words(_name(request, card)),
        "state": gettext(reviews.REQUEST_STATES[card.state]),
        "due": formats.day(card.due_on, language()),
        "asker": person_names([card.asker or 0]).get(card.asker or 0, ""),
        "may_answer": is_open and access.may_answer_proof_request(request.viewer, item),
        "may_withdraw": is_open
        and access.may_withdraw_proof_request(request.viewer, asker=card.asker),
        "proof": proof,
        "refusal": refusal,
        "form": next((form for form in (proof, refusal) if form.errors), None),
    }
    return page(request, "desk/entry/proof_request.html", context, status=status)


def _name(request: DeskRequest, card: ProofRequestCard) -> Text:
    if card.measure is not None:
        measure = plans.measure_card(SYSTEM, request.moment, card.measure)
        return Text() if measure is None else measure.name
    found = plans.goal_cards(SYSTEM, request.moment, pks=[card.goal or 0])
    return found[0].name if found else Text()
