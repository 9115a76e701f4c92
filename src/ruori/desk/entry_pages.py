"""What stands around the form of a report: last time, the draft, where texts are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.urls import reverse

from ruori.cycle.rules import RoundState
from ruori.desk.entry_forms import ReportForm
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.desk.reported import last_time, tested_words
from ruori.followup import queries as followup
from ruori.followup.queries import DraftCard, EntryForm
from ruori.organisation.queries import person_names
from ruori.ui import formats

SALT = "ruori.desk.entry"


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft that fills the form: when it was saved, and by whom when it was somebody else."""

    saved: str
    writer: str
    version: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a form keeps its text: the addresses, the name on this device, and what waits there."""

    keep: str
    discard: str
    key: str
    fields: Mapping[str, Any]
    draft: WaitingDraft | None


def writers_of(request: DeskRequest, forms: Iterable[EntryForm]) -> dict[int, str]:
    """The names of others whose drafts wait in these forms; a query when there are any."""
    persons = {form.draft.person or 0 for form in forms if form.draft is not None}
    others = persons - {0, request.viewer.person_id or 0}
    return person_names(others)


def entry_context(
    request: DeskRequest, asked: EntryForm, form: ReportForm, writers: Mapping[int, str]
) -> dict[str, Any]:
    """What stands around the form of one report; no query."""
    kind = "measure" if form.word == "progress" else "goal"
    return {
        "name": words(asked.item.name),
        "plain": words(asked.item.plain_text),
        "round": words(asked.round.title),
        "round_pk": asked.round.pk,
        "is_open": asked.round.state is RoundState.OPEN,
        "pk": asked.item.pk,
        "due": formats.day(asked.round.due_on, language()),
        "is_measure": kind == "measure",
        "is_overdue": asked.is_overdue,
        "tested": tested_words(asked.tested),
        "is_on_behalf": asked.is_on_behalf,
        "last": last_time(asked.previous),
        "current": last_time(asked.current),
        "may_undo": asked.undo_until is not None,
        "word": form[form.word],
        "draft": waiting_draft(asked, writers),
        "keep": reverse("desk:keep_draft", args=[asked.round.pk, kind, asked.item.pk]),
        "discard": reverse("desk:discard_draft", args=[asked.round.pk, kind, asked.item.pk]),
        "key": key_of(request, asked),
        "pass_on": reverse("desk:pass_on", args=[asked.round.pk, kind, asked.item.pk]),
        "is_handed_over": asked.handed is not None,
    }


def key_of(request: DeskRequest, asked: EntryForm) -> str:
    """The name under which this browser keeps what this account types here; tells nobody who."""
    kind = "g" if asked.outlooks else "m"
    return device_key(request, f"{asked.round.pk}:{kind}{asked.item.pk}")


def device_key(request: DeskRequest, what: str) -> str:
    """As `key_of`, of any text of this account."""
    about = f"{request.viewer.person_id}:{what}"
    return signing.Signer(salt=SALT).signature(about)[:16]


def waiting_draft(asked: EntryForm, writers: Mapping[int, str]) -> WaitingDraft | None:
    """The draft that fills the form, if any."""
    return None if asked.draft is None else _waiting(asked.draft, writers)


def keeping(request: DeskRequest, round_pk: int, kind: str, pk: int) -> Keeping:
    """Where a summary or a reason is kept while one types, and the draft that waits; two queries.

    `kind` is what a draft is about: a unit, an entry or a unit_report.
    """
    draft = followup.draft_of(round_pk, **{kind: pk})
    others = set() if draft is None else {draft.person or 0} - {0, request.viewer.person_id or 0}
    return Keeping(
        keep=reverse("desk:keep_draft", args=[round_pk, kind, pk]),
        discard=reverse("desk:discard_draft", args=[round_pk, kind, pk]),
        key=device_key(request, f"{round_pk}:{kind}{pk}"),
        fields={} if draft is None else {**draft.fields, "draft": draft.version},
        draft=None if draft is None else _waiting(draft, person_names(others)),
    )


def _waiting(draft: DraftCard, writers: Mapping[int, str]) -> WaitingDraft:
    return WaitingDraft(
        saved=formats.moment(draft.saved_at, language()),
        writer=writers.get(draft.person or 0, ""),
        version=draft.version,
    )
