"""Reading what others wrote: an entry, a proof; approving or returning it."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ruori.desk.deeds import After, fill, press
from ruori.desk.entry_forms import AskForm, ReviewForm
from ruori.desk.entry_pages import keeping
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.kept import refill
from ruori.desk.reported import last_time, tested_words
from ruori.files import queries as files
from ruori.followup import access, actions
from ruori.followup import queries as followup
from ruori.followup.codes import ProofRequestState, Verdict
from ruori.followup.models import Entry, Proof
from ruori.followup.queries import ProofCard, Told
from ruori.followup.rules.goals import Ruled
from ruori.kernel.text import N_
from ruori.organisation.queries import holdings, units
from ruori.plans import queries as plans
from ruori.ui import formats

REQUEST_STATES = {
    ProofRequestState.ASKED: N_("A proof is waited for"),
    ProofRequestState.ANSWERED: N_("A proof was given"),
    ProofRequestState.REFUSED: N_("No proof can be given"),
    ProofRequestState.WITHDRAWN: N_("The request was taken back"),
}


@dataclass(frozen=True, slots=True)
class ProofRequestLine:
    """A request for a proof in a list."""

    pk: int
    needed: str
    state: str
    reason: str


@gate(staff)
@require_GET
def entry_record(request: DeskRequest, pk: int) -> HttpResponse:
    """One entry: who said it, through which post, when, with which proofs; and its review."""
    return entry_page(request, pk, None, 200)


@gate(staff)
@require_POST
def approve_entry(request: DeskRequest, pk: int) -> HttpResponse:
    """Approve an entry that somebody else wrote; in the list of a round, on to the next."""
    entry = _entry(pk)
    here = reverse("desk:entry_record", args=[pk])
    listed = reverse("desk:approvals", args=[entry.round_id])
    return press(
        request,
        lambda: actions.review_entry(
            entry=entry,
            verdict=Verdict.APPROVED,
            as_unprovable=request.POST.get("as_unprovable") == "yes",
            by=request.viewer,
            at=request.at,
        ),
        After(
            gettext("Approved."),
            done=listed if request.POST.get("list") else reverse("desk:my_turn"),
            back=listed if request.POST.get("list") else here,
        ),
    )


@gate(staff)
@require_POST
def return_entry(request: DeskRequest, pk: int) -> HttpResponse:
    """Return an entry with a reason."""
    return fill(
        request,
        ReviewForm(request.POST),
        lambda cleaned: actions.review_entry(
            entry=_entry(pk),
            verdict=Verdict.RETURNED,
            by=request.viewer,
            at=request.at,
            reason=cleaned["reason"],
            seen_draft=cleaned["draft"],
        ),
        after=After(gettext("Returned to its writer."), reverse("desk:my_turn"), ""),
        show=lambda form: entry_page(request, pk, form, 422),
    )


@gate(staff)
@require_GET
def proof(request: DeskRequest, pk: int) -> HttpResponse:
    """One proof: what it is, who gave it, who approved it."""
    card = followup.proof(request.viewer, request.moment, pk)
    if card is None:
        raise Http404
    context = {
        "proof": card,
        "received": formats.day(card.received_on, language()),
        "approved": ""
        if card.approved_at is None
        else formats.moment(card.approved_at, language()),
        "may_approve": card.approved_at is None and _may_approve(request, card),
    }
    return page(request, "desk/entry/proof.html", context)


@gate(staff)
@require_POST
def approve_proof(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that a proof shows what it is said to show."""
    row = Proof.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return press(
        request,
        lambda: actions.approve_proof(proof=row, by=request.viewer, at=request.at),
        After(
            gettext("The proof was approved."),
            done=reverse("desk:my_turn"),
            back=reverse("desk:proof", args=[pk]),
        ),
    )


@gate(staff)
@require_GET
def proof_file(request: DeskRequest, pk: int) -> HttpResponse:
    """The file of a proof; the right is asked anew at each download."""
    card = followup.proof(request.viewer, request.moment, pk)
    if card is None or card.file is None:
        raise Http404
    opened = files.open_file(card.file.pk)
    return HttpResponse(opened.content, headers=opened.headers)


def _may_approve(request: DeskRequest, card: ProofCard) -> bool:
    """Whether the viewer may say that a proof holds: neither its giver nor a claim's writer."""
    used = Entry.objects.filter(proof_uses__proof=card.pk).order_by("id")
    rows = list(used.values_list("unit_id", "person_id"))
    givers = frozenset({card.giver, *(person for _unit, person in rows)})
    return bool(rows) and access.may_approve_proof(request.viewer, unit=rows[-1][0], givers=givers)


def _entry(pk: int) -> Entry:
    row: Entry | None = Entry.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def entry_page(
    request: DeskRequest,
    pk: int,
    form: forms.Form | None,
    status: int,
    ask: forms.Form | None = None,
) -> HttpResponse:
    """The page of an entry around the form of its review, or around that of asking for a proof.

    Without a form its review begins with the reason that has been kept, if any.
    """
    row = _entry(pk)
    kept = keeping(request, row.round_id, "entry", pk)
    if form is None:
        form = ReviewForm(initial=dict(kept.fields))
        refill(request, form)
    told = _told(request, row)
    shown = last_time(told)
    unit = units(request.moment).get(told.entry.unit)
    context = {
        "entry": shown,
        "pk": pk,
        "name": _name(request, row),
        "unit": "" if unit is None else words(unit.name),
        "writer": _writer(request, told),
        "proofs": told.proofs,
        "may_review": access.may_review(
            request.viewer, unit=told.entry.unit, writer=told.entry.person
        ),
        "is_standing": told.is_standing,
        "is_unproven": told.entry.is_claim_unproven,
        "tested": tested_words(_tested(request, row)),
        "review": form,
        "keeping": kept,
        "form": ask or form,
        "ask": ask or AskForm(),
        "requests": asked_proofs(request, row),
    }
    return page(request, "desk/entry/record.html", context, status=status)


def asked_proofs(request: DeskRequest, row: Entry) -> list[ProofRequestLine]:
    """The proofs asked for about the same thing in the round; one query."""
    cards = followup.proof_requests_of(
        request.viewer, round_id=row.round_id, measure=row.measure_id, goal=row.goal_id
    )
    return [
        ProofRequestLine(card.pk, card.needed, gettext(REQUEST_STATES[card.state]), card.reason)
        for card in cards
    ]


def _tested(request: DeskRequest, row: Entry) -> Ruled | None:
    """What the tests of a goal say so far, for standing beside what was said."""
    if row.goal_id is None:
        return None
    return followup.goal_tested(request.at, round_id=row.round_id, goal=row.goal_id)


def _told(request: DeskRequest, row: Entry) -> Told:
    history = followup.history(
        request.viewer, request.moment, measure=row.measure_id, goal=row.goal_id
    )
    for told in history:
        if told.entry.pk == row.pk:
            return told
    raise Http404


def _name(request: DeskRequest, row: Entry) -> str:
    if row.measure_id is not None:
        card = plans.measure_card(request.viewer, request.moment, row.measure_id)
        return "" if card is None else words(card.name)
    found = plans.goal_cards(request.viewer, request.moment, pks=[row.goal_id or 0])
    return words(found[0].name) if found else ""


def _writer(request: DeskRequest, told: Told) -> str:
    for cards in holdings(request.moment).values():
        for card in cards:
            if card.person == told.entry.person:
                return card.name
    return ""
