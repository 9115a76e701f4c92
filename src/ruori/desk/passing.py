"""Not mine: passing an item on to whom it belongs, for one round, with the reason."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ruori.desk.deeds import Told, fill, press
from ruori.desk.frame import page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.kept import refill
from ruori.followup import actions
from ruori.followup import queries as followup
from ruori.followup.queries import EntryForm
from ruori.followup.rules.progress import SENTENCE_MAX


class PassOnForm(forms.Form):
    """To whom, and why."""

    work_email = forms.EmailField(
        label=_("Work address of who should answer"),
        help_text=_("If the city does not know the address, the strategy manager settles it."),
    )
    reason = forms.CharField(
        label=_("Why it is not yours"),
        max_length=SENTENCE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@gate(staff)
def pass_on(request: DeskRequest, round_pk: int, kind: str, pk: int) -> HttpResponse:
    """Pass an item on; the receiver answers in this round, the promise stays with its post."""
    asked = _asked(request, round_pk, kind, pk)
    home = reverse("desk:my_turn")
    if request.method != "POST":
        form = PassOnForm()
        refill(request, form)
        return _page(request, asked, kind, form)
    return fill(
        request,
        PassOnForm(request.POST),
        lambda cleaned: actions.hand_over(
            item=_topic(round_pk, kind, pk),
            to=actions.Receiver(work_email=cleaned["work_email"]),
            reason=cleaned["reason"],
            by=request.viewer,
            at=request.at,
        ),
        told=Told(gettext("It was passed on."), home, home),
        show=lambda form: _page(request, asked, kind, form, 422),
    )


@gate(staff)
@require_POST
def take_back(request: DeskRequest, round_pk: int, kind: str, pk: int) -> HttpResponse:
    """Let the item stand with its own post again."""
    _asked(request, round_pk, kind, pk)
    home = reverse("desk:my_turn")
    return press(
        request,
        lambda: actions.take_back_item(
            item=_topic(round_pk, kind, pk), by=request.viewer, at=request.at
        ),
        Told(gettext("It stands with its own post again."), home, home),
    )


def _topic(round_pk: int, kind: str, pk: int) -> actions.Topic:
    return actions.Topic(round_pk, **{kind: pk})


def _asked(request: DeskRequest, round_pk: int, kind: str, pk: int) -> EntryForm:
    ways: dict[str, Any] = {"measure": followup.measure_form, "goal": followup.goal_form}
    if kind not in ways:
        raise Http404
    asked: EntryForm | None = ways[kind](
        request.viewer, request.at, round_id=round_pk, **{kind: pk}
    )
    if asked is None:
        raise Http404
    return asked


def _page(
    request: DeskRequest, asked: EntryForm, kind: str, form: forms.Form, status: int = 200
) -> HttpResponse:
    context = {
        "name": words(asked.item.name),
        "round": words(asked.round.title),
        "form": form,
        "is_passed_on": asked.handed is not None,
        "take_back": reverse("desk:take_back", args=[asked.round.pk, kind, asked.item.pk]),
        "done": reverse("desk:my_turn"),
    }
    return page(request, "desk/entry/pass_on.html", context, status=status)
