"""Writing a row as it should be, placing an unread line, and saying why something is left out.

Each is a form that carries the draft's version: what others changed meanwhile is shown beside what
was written (409), and nothing typed is lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from ruori.desk.editing import Cleaned, Editing, Stored, changed, edit
from ruori.desk.frame import trail
from ruori.desk.gates import DeskRequest, gate, steers
from ruori.desk.intake import shown
from ruori.desk.intake.deeds import draft_of, row_address
from ruori.desk.intake.forms import OWN_PLAN, ElementRowForm, PlaceForm, PlanRowForm, ReasonForm
from ruori.desk.intake.pages import card_of
from ruori.intake import actions, rules
from ruori.intake.draft import DraftPlan, ElementKind, PlanKind, State, Unplaced
from ruori.intake.queries import DraftCard
from ruori.intake.rules import Placed
from ruori.kernel.problems import Refused

RowForm = PlanRowForm | ElementRowForm


@dataclass(frozen=True, slots=True)
class Subject:
    """What is edited: its heading, its lines of the page, what is stored, and where one goes."""

    heading: str
    source: tuple[shown.SourceLine, ...]
    stored: Callable[[DraftCard], Mapping[str, Any]]
    done: str
    save_words: str
    note: str = ""


@gate(steers)
def edit_row(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """Correct a row, which also accepts it."""
    card = card_of(request, pk)
    row = _row(card, path).row
    data = request.POST or None
    initial = {"version": card.version, **_row_initial(card, path)}
    form: RowForm = (
        PlanRowForm(data, initial=initial, decision=row.decision)
        if isinstance(row, DraftPlan)
        else ElementRowForm(data, initial=initial)
    )
    subject = Subject(
        heading=gettext("Correct the row"),
        source=shown.row_view(card, _row(card, path)).source,
        stored=lambda now: _row_initial(now, path),
        done=row_address(pk, path),
        save_words=gettext("Save and accept"),
    )
    act = actions.correct_row
    return _edit(request, card, form, subject, act, lambda _: _at(path) | {"words": form.words()})


@gate(steers)
def drop_row(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """Leave a row out with all below it, for a reason."""
    card = card_of(request, pk)
    view = shown.row_view(card, _row(card, path))
    form = ReasonForm(request.POST or None, initial={"version": card.version})
    subject = Subject(
        heading=gettext("Leave out: %(what)s") % {"what": f"{view.kind} {view.title}".strip()},
        source=view.source,
        stored=lambda now: {"reason": _row(now, path).row.reason},
        done=row_address(pk, path),
        save_words=gettext("Leave out"),
        note=gettext("Everything under it is left out too."),
    )
    act = actions.drop_row
    return _edit(
        request, card, form, subject, act, lambda said: _at(path) | {"reason": said["reason"]}
    )


@gate(steers)
def place_line(request: DeskRequest, pk: int, line: int) -> HttpResponse:
    """Put an unread line where it belongs."""
    card = card_of(request, pk)
    unread = _line(card, line)
    initial = {"version": card.version, "words": unread.text, "kind": ElementKind.TEXT.value}
    form = PlaceForm(request.POST or None, initial=initial, rows=shown.row_choices(card.proposal))
    subject = Subject(
        heading=gettext("Place line %(line)s") % {"line": line},
        source=(shown.SourceLine(line, unread.text),),
        stored=lambda _now: {"words": unread.text},
        done=_lines_address(pk),
        save_words=gettext("Place the line"),
    )
    act = actions.place_unread
    return _edit(
        request, card, form, subject, act, lambda said: {"line": line, "placing": _placing(said)}
    )


@gate(steers)
def drop_line(request: DeskRequest, pk: int, line: int) -> HttpResponse:
    """Leave an unread line out, for a reason; the reader's own is offered."""
    card = card_of(request, pk)
    unread = _line(card, line)
    why = next((view.why for view in shown.line_views(card) if view.number == line), "")
    form = ReasonForm(request.POST or None, initial={"version": card.version, "reason": why})
    subject = Subject(
        heading=gettext("Leave out line %(line)s") % {"line": line},
        source=(shown.SourceLine(line, unread.text),),
        stored=lambda _now: {"reason": ""},
        done=_lines_address(pk),
        save_words=gettext("Leave out"),
    )
    act = actions.drop_unread
    return _edit(
        request, card, form, subject, act, lambda said: {"line": line, "reason": said["reason"]}
    )


def _edit(
    request: DeskRequest,
    card: DraftCard,
    form: forms.Form,
    subject: Subject,
    act: Callable[..., Any],
    given: Callable[[Cleaned], Mapping[str, Any]],
) -> HttpResponse:
    """Show the form beside the source, or do the one action it stands for."""

    def save(cleaned: Cleaned) -> None:
        draft = draft_of(request, card.pk)
        version = cleaned["version"]
        act(draft=draft, version=version, **given(cleaned), by=request.viewer, at=request.at)

    def stored() -> Stored:
        now = card_of(request, card.pk)
        return Stored(now.version, subject.stored(now))

    here = (card.title, reverse("desk:import", args=[card.pk]))
    crumbs = trail((gettext("Import"), reverse("desk:imports")), here, (subject.heading, ""))
    editing = Editing(
        form=form,
        save=save,
        stored=stored,
        done=subject.done,
        message=changed(),
        template="desk/intake/row.html",
        context={"subject": subject, "crumbs": crumbs},
    )
    return edit(request, editing)


def _row(card: DraftCard, path: str) -> Placed:
    try:
        return rules.row_at(card.proposal, rules.parse_path(path))
    except Refused as refused:
        raise Http404 from refused


def _line(card: DraftCard, number: int) -> Unplaced:
    for line in card.proposal.needs_review:
        if line.line == number and line.state is State.OPEN:
            return line
    raise Http404


def _row_initial(card: DraftCard, path: str) -> dict[str, Any]:
    row = _row(card, path).row
    if not isinstance(row, DraftPlan):
        return {"kind": row.kind.value, "code": row.code, "title": row.title, "text": row.text}
    told = row.decision
    return {
        "kind": row.kind.value,
        "title": row.title,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "body": "" if told is None else told.body or "",
        "decided_on": None if told is None else told.date,
        "section": None if told is None else told.section,
    }


def _placing(said: Cleaned) -> actions.Placing:
    if said["where"] == OWN_PLAN:
        return actions.Placing(said["words"], plan=PlanKind(said["kind"]))
    path = rules.parse_path(said["where"])
    return actions.Placing(said["words"], path, element=ElementKind(said["kind"]))


def _at(path: str) -> dict[str, Any]:
    return {"path": rules.parse_path(path)}


def _lines_address(pk: int) -> str:
    return f"{reverse('desk:import', args=[pk])}#unread"
