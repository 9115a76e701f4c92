"""Not mine: passing an item on to whom it belongs, for one round, with the reason."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ruori.desk.deeds import After, fill, press
from ruori.desk.frame import page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.kept import refill
from ruori.followup import actions
from ruori.followup import queries as followup
from ruori.followup.queries import EntryForm
from ruori.followup.rules.links import REASON_MAX
from ruori.organisation import queries as organisation
from ruori.organisation.queries import Owners
from ruori.ui.form_fields import PassOnForm


@gate(staff)
def pass_on(request: DeskRequest, round_pk: int, kind: str, pk: int) -> HttpResponse:
    """Pass an item on; the receiver answers in this round, the promise stays with its post."""
    asked = _asked(request, round_pk, kind, pk)
    home = reverse("desk:my_turn")
    posts = _posts(request, asked)
    if request.method != "POST":
        form = PassOnForm(posts=posts, limit=REASON_MAX)
        refill(request, form)
        return _page(request, asked, kind, form)
    return fill(
        request,
        PassOnForm(request.POST, posts=posts, limit=REASON_MAX),
        lambda cleaned: actions.hand_over(
            item=_topic(round_pk, kind, pk),
            to=actions.Receiver(cleaned["receiver"], cleaned["work_email"]),
            reason=cleaned["reason"],
            by=request.viewer,
            at=request.at,
        ),
        after=After(gettext("It was passed on."), home, home),
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
        After(gettext("It stands with its own post again."), home, home),
    )


def _posts(request: DeskRequest, asked: EntryForm) -> list[tuple[int, str]]:
    """The held posts with their holders, those of the item's unit first; five queries."""
    owners = organisation.owners(request.moment)
    chart = owners.chart
    found = [
        (chart.unit_of.get(post) != asked.item.unit, _label(owners, post, holders[0]), post)
        for post, holders in chart.holders.items()
    ]
    return [(post, label) for _, label, post in sorted(found)]


def _label(owners: Owners, post: int, person: int) -> str:
    title = owners.titles.get(post)
    name = owners.people.get(person, ("", ""))[0]
    return f"{'' if title is None else words(title)} ({name})"


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
    handed = asked.handed
    names = organisation.names(request.moment)
    context = {
        "name": words(asked.item.name),
        "round": words(asked.round.title),
        "form": form,
        "handed": handed,
        "receiver": "" if handed is None else words(names.post(handed.to_post)),
        "take_back": reverse("desk:take_back", args=[asked.round.pk, kind, asked.item.pk]),
        "helpers": organisation.steering_addresses(request.moment),
        "done": reverse("desk:my_turn"),
    }
    return page(request, "desk/entry/pass_on.html", context, status=status)
