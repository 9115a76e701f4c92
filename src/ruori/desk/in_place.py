"""Answering inside the list of a round: the card alone is sent back, the rest of the page stays.

Without a script the same addresses answer with whole pages; the database cannot tell the two.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.context_processors import csrf

from ruori.cycle.models import Round
from ruori.desk.editing import Editing, edit
from ruori.desk.entry_pages import key_of
from ruori.desk.frame import words
from ruori.desk.gates import DeskRequest
from ruori.desk.next_items import address_of, counted_now
from ruori.followup import queries as followup
from ruori.followup.queries import EntryForm, MyRound

SAVED = 302
WRONG = 422


def in_list(request: DeskRequest) -> bool:
    """True when a card of the list is answered by script."""
    return request.headers.get("HX-Request") == "true" and bool(request.POST.get("list"))


def answer(request: DeskRequest, editing: Editing, asked: EntryForm) -> HttpResponse:
    """A whole page, or in the list the card alone; when others were first, the page of both."""
    answered = edit(request, editing)
    if not in_list(request):
        return answered
    if answered.status_code == SAVED:
        return saved_item(request, asked)
    if answered.status_code == WRONG:
        return _item(request, asked, {**editing.context, "form": editing.form}, WRONG)
    answered.headers["HX-Retarget"] = answered.headers["HX-Reselect"] = "main"
    return answered


def saved_item(request: DeskRequest, asked: EntryForm) -> HttpResponse:
    """The card of an item that has just been reported, with the words for the status region."""
    return _item(request, asked, None, 200)


def _item(
    request: DeskRequest, asked: EntryForm, form: dict[str, Any] | None, status: int
) -> HttpResponse:
    mine = followup.my_round(request.viewer, Round.objects.get(pk=asked.round.pk), request.at)
    context = {
        "card": _card(mine, asked, form),
        "round_pk": asked.round.pk,
        "sent": key_of(request, asked) if form is None else "",
        "errors": status == WRONG,
        "said": " ".join(str(message) for message in messages.get_messages(request)),
        "counted": counted_now(mine),
        "token": str(csrf(request)["csrf_token"]),
    }
    return render(request, "desk/entry/item_answer.html", context, status=status)


def _card(mine: MyRound, asked: EntryForm, form: dict[str, Any] | None) -> dict[str, Any]:
    key = ("plans.goal" if asked.outlooks else "plans.measure", asked.item.pk)
    found = (item.answer for item in mine.items if (item.about.label, item.about.pk) == key)
    said = next(found, None)
    return {
        "name": words(asked.item.name),
        "address": address_of(asked.round.pk, *key),
        "entry": None if said is None else said.entry,
        "progress": "" if said is None else said.progress or "",
        "outlook": "" if said is None else said.outlook or "",
        "form": form,
    }
