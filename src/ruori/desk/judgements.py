"""Judgements on the desk: the city's and the auditor's side by side, and the auditor's own (A3)."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.desk.deeds import After, ask
from ruori.desk.frame import page, trail, words
from ruori.desk.gates import DeskRequest, gate, reads_all
from ruori.desk.judgement_words import both_table, counts_of, head, reckoning
from ruori.desk.problems import status_of
from ruori.desk.reported import given_proofs
from ruori.followup import access, actions
from ruori.followup import queries as followup
from ruori.followup.queries import SETTLED, Judged, JudgementCard
from ruori.followup.rules.judging import AUDITORS_WORDS
from ruori.indicators import queries as indicators
from ruori.kernel.codes import Attainment, Provability
from ruori.plans import queries as plans
from ruori.plans.models import Goal
from ruori.plans.queries import GoalCard
from ruori.ui.form_fields import mark_choices


class JudgeForm(forms.Form):
    """The auditor's own judgement: what came true, how far it is shown, on what it rests."""

    attainment = forms.ChoiceField(
        label=_("Did the goal come true"), choices=(), widget=forms.RadioSelect
    )
    provability = forms.ChoiceField(
        label=_("How far it can be shown"), choices=(), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What the judgement rests on"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    proof_link = forms.URLField(
        label=_("Proof: a web address"), required=False, max_length=500, assume_scheme="https"
    )
    proof_is_public = forms.BooleanField(
        label=_("The proof may be shown to everybody"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the words an auditor may use."""
        super().__init__(*args, **kwargs)
        words = [code for code in Attainment if code in AUDITORS_WORDS]
        self.fields["attainment"].choices = mark_choices("attainment", words)  # type: ignore[attr-defined]
        self.fields["provability"].choices = mark_choices(  # type: ignore[attr-defined]
            "provability", Provability
        )


@gate(reads_all)
@require_GET
def round_judgements(request: DeskRequest, pk: int) -> HttpResponse:
    """The goals of a round with both judgements, and both counts."""
    row = _round(pk)
    judged = followup.judgements_of(request.viewer, request.moment, round_id=pk, with_inputs=False)
    asked = {
        item.about.pk for item in followup.asking_of(row, request.at).items if not item.is_measure
    }
    goals = [
        (card.pk, f"{card.code} {words(card.name)}".strip())
        for card in plans.goal_cards(request.viewer, request.moment)
        if card.pk in asked or card.pk in judged
    ]
    found = [judged.get(goal, Judged()) for goal, _name in goals]
    context = {
        "title": words(row.title),
        "table": both_table(pk, goals, judged),
        "city_head": head(gettext("The city"), len(goals)),
        "city": counts_of([each.city for each in found]),
        "auditor_head": head(gettext("The auditor"), len(goals)),
        "auditor": counts_of([each.auditor for each in found]),
        "is_frozen": RoundState(row.state) in SETTLED,
        "crumbs": _crumbs(row, gettext("Judgements")),
    }
    return page(request, "desk/judgements/round.html", context)


@gate(reads_all)
def goal_judgement(request: DeskRequest, round_pk: int, goal: int) -> HttpResponse:
    """One goal in a round: the city's judgement reckoned again, and the auditor's own beside it."""
    row, card = _round(round_pk), _goal(request, goal)
    may_judge = access.may_judge(request.viewer) and RoundState(row.state) in SETTLED
    if request.method == "POST" and not access.may_judge(request.viewer):
        raise Http404

    def show(form: forms.Form) -> HttpResponse:
        context = {
            **_sides(request, row, card),
            "form": form if may_judge else None,
            "crumbs": _crumbs(row, words(card.name)),
        }
        return page(request, "desk/judgements/goal.html", context, status=status_of(form))

    return ask(
        request,
        JudgeForm(request.POST or None),
        lambda cleaned: _judge(request, row, goal, cleaned),
        after=After(
            gettext("Your judgement was recorded beside the city's."),
            reverse("desk:goal_judgement", args=[round_pk, goal]),
        ),
        show=show,
    )


def _judge(request: DeskRequest, row: Round, goal: int, cleaned: dict[str, Any]) -> None:
    actions.judge_goal(
        goal=Goal.objects.get(pk=goal),
        round=row,
        attainment=Attainment(cleaned["attainment"]),
        provability=Provability(cleaned["provability"]),
        reason=cleaned["reason"],
        proofs=given_proofs(cleaned),
        by=request.viewer,
        at=request.at,
    )


def _sides(request: DeskRequest, row: Round, card: GoalCard) -> dict[str, Any]:
    found = followup.judgements_of(request.viewer, request.moment, [card.pk], round_id=row.pk)
    judged = found.get(card.pk, Judged())
    city, auditor = judged.city, judged.auditor
    made = [each.pk for each in (city, auditor) if each is not None]
    return {
        "name": f"{card.code} {words(card.name)}".strip(),
        "round": words(row.title),
        "city": city,
        "auditor": auditor,
        "proofs": followup.proofs_of_judgements(request.viewer, request.moment, made),
        "reckoning": None if city is None else _reckoning(request, card, city),
        "hows": _hows(request, card.pk),
        "all": reverse("desk:round_judgements", args=[row.pk]),
    }


def _reckoning(request: DeskRequest, card: GoalCard, city: JudgementCard) -> Any:
    used = {test["indicator"] for test in city.inputs.get("tests", ()) if test.get("indicator")}
    rows = indicators.latest_values(
        viewer=request.viewer, at=request.at, indicator_ids=sorted(used)
    )
    names = {each.card.pk: words(each.card.name) for each in rows}
    tests = plans.tests_of(request.moment, [card.pk])[card.pk]
    deeds = {test.number: words(test.deed) for test in tests if test.deed}
    return reckoning(city, names, deeds)


def _hows(request: DeskRequest, goal: int) -> list[str]:
    """How each indicator measures this goal (A4)."""
    return [words(link.how) for link in plans.indicator_links(request.moment, goals=[goal])]


def _round(pk: int) -> Round:
    row: Round | None = Round.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _goal(request: DeskRequest, pk: int) -> GoalCard:
    found = plans.goal_cards(request.viewer, request.moment, pks=[pk])
    if not found:
        raise Http404
    return found[0]


def _crumbs(row: Round, last: str) -> Any:
    return trail(
        (gettext("Rounds"), reverse("desk:rounds")),
        (words(row.title), reverse("desk:round", args=[row.pk])),
        (last, ""),
    )
