"""Deviations on the desk: the board's list, those without a reaction first, and one of them."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from ruori.decisions import queries as decisions
from ruori.desk.deeds import After, press
from ruori.desk.deviation_forms import NoteForm, ReactionForm, reaction_initial, reaction_terms
from ruori.desk.deviation_words import (
    GAPS,
    Known,
    history_lines,
    lacking,
    life_line,
    line_of,
    summary,
)
from ruori.desk.editing import Cleaned, Editing, Stored, edit, number_from
from ruori.desk.frame import page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.plans.outline import names
from ruori.desk.plans.terms import goal_of, measure_of
from ruori.followup import access, actions
from ruori.followup import queries as followup
from ruori.followup.codes import DeviationState
from ruori.followup.models import Deviation
from ruori.followup.queries import DeviationCard, StepTold
from ruori.followup.rules.deviations import Gap, gaps
from ruori.language.sorting import sort_key
from ruori.plans import queries as plans
from ruori.ui.form_fields import storable

DECISIONS_OFFERED = 50


@gate(staff)
@require_GET
def deviation_list(request: DeskRequest) -> HttpResponse:
    """What deviates from what was promised; those nobody has reacted to come first."""
    unit, plan = _chosen(request, "unit"), _chosen(request, "plan")
    found = followup.deviations(request.viewer, request.moment, unit=unit, plan=plan)
    missing = _missing(request)
    cards = [card for card in found if missing is None or missing in gaps(card.reaction)]
    known = Known.of(request, cards)
    lines = [line_of(request, card, known) for card in cards]
    plan_names = [
        (card.pk, words(card.title)) for card in plans.plan_cards(request.viewer, request.moment)
    ]
    context = {
        "without": [line for line in lines if not line.has_reaction],
        "reacted": [line for line in lines if line.has_reaction],
        "summary": summary(found),
        "lacking": lacking(found),
        "gaps": [(gap.value, gettext(label)) for gap, label in GAPS.items()],
        "missing": missing,
        "units": sorted(
            ((pk, words(name)) for pk, name in known.names.units.items()),
            key=lambda each: sort_key(each[1]),
        ),
        "plans": plan_names,
        "unit": unit,
        "plan": plan,
    }
    return page(request, "desk/deviations/list.html", context)


def _missing(request: DeskRequest) -> Gap | None:
    text = request.GET.get("missing", "")
    return Gap(text) if text in set(Gap) else None


@gate(staff)
def deviation(request: DeskRequest, pk: int) -> HttpResponse:
    """One deviation: its cause, its action, and how it has gone on."""
    card = _card(request, pk)
    if not access.may_report(request.viewer, card.item) or card.state is DeviationState.CLOSED:
        if request.method != "GET":
            raise Http404
        return page(request, "desk/deviations/one.html", {**_context(request, card), "form": None})

    def save(cleaned: Cleaned) -> None:
        actions.react_to_deviation(
            deviation=_row(pk),
            version=cleaned["version"],
            reaction=reaction_terms(cleaned),
            by=request.viewer,
            at=request.at,
        )

    editing = Editing(
        form=_form(request, card),
        save=save,
        stored=lambda: _stored(request, pk),
        done=reverse("desk:deviation", args=[pk]),
        message=gettext("The reaction was saved."),
        template="desk/deviations/one.html",
        context=_context(request, card),
    )
    return edit(request, editing)


@gate(staff)
@require_POST
def notice(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """Take up a deviation that the days or the last word show."""
    if kind not in ("measure", "goal"):
        raise Http404
    about = measure_of(pk) if kind == "measure" else goal_of(pk)
    return press(
        request,
        lambda: actions.notice_deviation(about=about, by=request.viewer, at=request.at),
        After(
            gettext("Taken up. Tell why it deviates and what is done."),
            lambda made: reverse("desk:deviation", args=[made.pk]),
            back=reverse("desk:deviations"),
        ),
    )


@gate(staff)
@require_POST
def act(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that the agreed action is done."""
    _card(request, pk)
    return _tell(request, pk, actions.act_on_deviation, note=_note(request))


@gate(staff)
@require_POST
def verify(request: DeskRequest, pk: int) -> HttpResponse:
    """Say whether the action helped."""
    _card(request, pk)
    helped = request.POST.get("helped") != "no"
    return _tell(request, pk, actions.verify_deviation, note=_note(request), helped=helped)


@gate(staff)
@require_POST
def close(request: DeskRequest, pk: int) -> HttpResponse:
    """Close a deviation whose effect is verified, or which a decision accepts."""
    _card(request, pk)
    return _tell(request, pk, actions.close_deviation)


def _tell(request: DeskRequest, pk: int, deed: Any, **words_of: Any) -> HttpResponse:
    version = number_from(request, "version")
    if version is None:
        raise Http404
    here = reverse("desk:deviation", args=[pk])
    return press(
        request,
        lambda: deed(
            deviation=_row(pk), version=version, by=request.viewer, at=request.at, **words_of
        ),
        After(gettext("Saved. The deviation goes on."), done=here, back=here),
    )


def _note(request: DeskRequest) -> str:
    return storable(request.POST.get("note", ""))[:1000]


def _chosen(request: DeskRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _row(pk: int) -> Deviation:
    row: Deviation | None = Deviation.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _card(request: DeskRequest, pk: int) -> DeviationCard:
    card = followup.deviation(request.viewer, request.moment, pk)
    if card is None:
        raise Http404
    return card


def _stored(request: DeskRequest, pk: int) -> Stored:
    card = _card(request, pk)
    return Stored(card.version, reaction_initial(card))


def _form(request: DeskRequest, card: DeviationCard) -> ReactionForm:
    made = decisions.recent(limit=DECISIONS_OFFERED, viewer=request.viewer)
    measures = plans.measure_heads(request.viewer, request.moment)
    return ReactionForm(
        request.POST or None,
        initial=reaction_initial(card),
        posts=names(request.moment).post_choices(),
        measures=[(str(head.pk), words(head.name)) for head in measures],
        decisions=[(str(each.pk), words(each.title)) for each in made],
    )


def _context(request: DeskRequest, card: DeviationCard) -> dict[str, Any]:
    known = Known.of(request, [card])
    line = line_of(request, card, known)
    start = {"version": card.version}
    steps = followup.deviation_steps(card.pk or 0)
    return {
        "line": line,
        "pk": card.pk,
        "version": card.version,
        "steps": life_line(card.state or DeviationState.NOTICED),
        "history": history_lines(steps, known.names),
        "entry": card.entry,
        **_deeds(request, card, steps),
        "act_form": NoteForm(initial=start, label=_("What was done")),
        "verify_form": NoteForm(initial=start, label=_("What shows whether it helped")),
        "crumbs": trail((gettext("Deviations"), reverse("desk:deviations")), (line.name, "")),
    }


def _deeds(
    request: DeskRequest, card: DeviationCard, steps: Collection[StepTold]
) -> dict[str, bool]:
    """What may be done next; whoever acted does not verify the effect."""
    acted = [step.person for step in steps if step.state is DeviationState.ACTED]
    leads = access.may_review(request.viewer, unit=card.unit, writer=None)
    verifies = access.may_review(
        request.viewer, unit=card.unit, writer=acted[-1] if acted else None
    )
    acts = access.may_act_on_deviation(request.viewer, item=card.item, post=card.post)
    accepted = card.reaction.accepted_by_decision
    return {
        "may_act": acts and card.state is DeviationState.ACTION_AGREED and not accepted,
        "may_verify": verifies and card.state is DeviationState.ACTED,
        "may_verify_back": verifies and _is_back(card),
        "may_close": leads
        and (
            card.state is DeviationState.VERIFIED
            or (card.state is DeviationState.ACTION_AGREED and accepted)
        ),
    }


def _is_back(card: DeviationCard) -> bool:
    """True when the item goes well again and the action has not been verified."""
    return card.is_back_on_course and card.state not in (
        DeviationState.ACTED,
        DeviationState.VERIFIED,
        DeviationState.CLOSED,
    )
