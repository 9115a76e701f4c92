"""Drafts of reports: kept while one types, thrown away when told (W2, F3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ruori.desk.deeds import After, press
from ruori.desk.editing import number_from
from ruori.desk.frame import language, page
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.problems import said, warn
from ruori.followup import actions
from ruori.followup import queries as followup
from ruori.followup.models import UnitReport
from ruori.followup.queries import DraftCard
from ruori.followup.rules.drafts import CHOICES, joined
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.ui import formats
from ruori.ui.form_fields import storable

FRAME = frozenset({"csrfmiddlewaretoken", "draft", "list", "both"})
KINDS = frozenset({"measure", "goal", "unit", "entry", "unit_report"})
"""What a draft is about: an answer, the summary of a unit, why either is returned."""


@gate(staff)
@require_POST
def keep_draft(request: DeskRequest, round_pk: int, kind: str, pk: int) -> HttpResponse:
    """Keep what is typed; by script in place, without it by a button and back to the form."""
    topic = _topic(round_pk, kind, pk)
    fields = _typed(request)
    if request.POST.get("both"):
        fields = _joined(followup.draft_of(round_pk, **{kind: pk}), fields)
    try:
        kept = actions.save_draft(
            topic=topic,
            fields=fields,
            version=number_from(request, "draft"),
            by=request.viewer,
            at=request.at,
        )
    except Conflict as conflict:
        return _both(request, conflict, topic)
    except Refused as refused:
        return _refused(request, refused, _form_of(topic))
    time = formats.clock(kept.saved_at, language())
    words = gettext("Draft saved at %(time)s.") % {"time": time}
    if _by_script(request):
        return HttpResponse(words, headers={"X-Draft": str(kept.version)})
    messages.success(request, words)
    return redirect(_form_of(topic))


@gate(staff)
@require_POST
def discard_draft(request: DeskRequest, round_pk: int, kind: str, pk: int) -> HttpResponse:
    """Throw the draft away; one that somebody has written to meanwhile stays."""
    topic = _topic(round_pk, kind, pk)
    form = _form_of(topic)
    return press(
        request,
        lambda: actions.discard_draft(
            topic=topic, version=number_from(request, "draft"), by=request.viewer, at=request.at
        ),
        After(gettext("The draft was thrown away."), form, form),
    )


def _topic(round_pk: int, kind: str, pk: int) -> actions.Topic:
    if kind not in KINDS:
        raise Http404
    return actions.Topic(round_pk, **{kind: pk})


def _form_of(topic: actions.Topic) -> str:
    """The address of the form that the draft fills."""
    if topic.unit is not None:
        return reverse("desk:unit_report", args=[topic.round, topic.unit])
    if topic.entry is not None:
        return reverse("desk:entry_record", args=[topic.entry])
    if topic.unit_report is not None:
        report = UnitReport.objects.get(pk=topic.unit_report)
        return reverse("desk:unit_report", args=[topic.round, report.unit_id])
    kind, pk = ("measure", topic.measure) if topic.measure is not None else ("goal", topic.goal)
    return reverse(f"desk:report_{kind}", args=[topic.round, pk])


def _typed(request: DeskRequest) -> dict[str, str]:
    """What the form holds, files and its own frame apart."""
    return {
        storable(name): storable(str(value))
        for name, value in request.POST.items()
        if name not in FRAME
    }


def _joined(stored: DraftCard | None, fields: dict[str, str]) -> dict[str, str]:
    """Both texts, theirs first, in each field where they differ."""
    theirs = {} if stored is None else stored.fields
    return {
        name: text if name in CHOICES else joined(str(theirs.get(name, "")), text)
        for name, text in fields.items()
    }


def _by_script(request: DeskRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def _refused(request: DeskRequest, refused: Refused, form: str) -> HttpResponse:
    """Why a draft was not kept; the form then still has it."""
    if _by_script(request) and not isinstance(refused, NotAllowed):
        return HttpResponse(said(refused.problem), status=422)
    warn(request, refused)
    return redirect(form)


def _both(request: DeskRequest, conflict: Conflict, topic: actions.Topic) -> HttpResponse:
    """Both texts; neither is written over the other until somebody chooses (409)."""
    facts = conflict.problem.facts
    shown: dict[str, Any] = {
        "said": said(conflict.problem),
        "theirs": _texts(facts["theirs"]),
        "yours": _texts(facts["yours"]),
        "version": facts["version"] or "",
        "fields": facts["yours"],
        "topic": topic,
    }
    if _by_script(request):
        return render(request, "desk/entry/both.html", shown, status=409)
    return page(request, "desk/entry/both_page.html", shown, status=409)


def _texts(fields: dict[str, str]) -> list[tuple[str, str]]:
    frame = {"version", "progress", "outlook", "proof_is_public"}
    return [(name, text) for name, text in fields.items() if name not in frame and text.strip()]
