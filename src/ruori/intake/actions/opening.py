"""Taking a page in as a draft, and throwing a draft away."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.files.actions import store
from ruori.files.models import StoredFile
from ruori.intake import access, draft_json
from ruori.intake.catalogue import READERS
from ruori.intake.draft import Draft as Proposal
from ruori.intake.markup import is_html
from ruori.intake.models import Draft
from ruori.intake.refuse import decode
from ruori.intake.rules import Standing
from ruori.kernel.problems import Ref, Refused, refuse, require
from ruori.kernel.text import N_, Text
from ruori.organisation.rules import Viewer

_LONGEST_TITLE = 200
LABEL = "intake.draft"


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """The draft of a page; not new when the same page was taken in before."""

    pk: int
    is_new: bool


@transaction.atomic
def open_draft(
    *, content: bytes, name: str, by: Viewer, at: datetime, language: str = "fi"
) -> OpenedDraft:
    """Take a page in: read it, keep it, and let its draft wait for a person.

    `name` is the name of the uploaded file, or one given to pasted text. The same page in the same
    language is taken in once. Raises Refusal when the content is no text, NotAllowed.
    """
    require(access.may_open(by))
    text = decode(content)
    proposal = _read(content)
    stamped_at = stamp(at=at)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    before = (
        Draft.objects.filter(source_sha256=sha256, language=language)
        .exclude(state=Standing.DISCARDED)
        .first()
    )
    if before is not None:
        return OpenedDraft(before.pk, is_new=False)
    row = Draft.objects.create(
        title=_title(proposal, name),
        language=language,
        source=text,
        source_sha256=sha256,
        file=_kept(text, name, by, stamped_at),
        proposal=draft_json.as_data(proposal),
        opened_at=stamped_at,
    )
    facts = {
        "sha256": sha256,
        "plans": len(proposal.plans),
        "unread": len(proposal.needs_review),
    }
    record(verb="draft.opened", about=about(row), by=by.actor, at=stamped_at, facts=facts)
    return OpenedDraft(row.pk, is_new=True)


@transaction.atomic
def discard_draft(*, draft: Draft, version: int, by: Viewer, at: datetime) -> None:
    """Throw an open draft away; the page may be taken in again. Raises Refused, Conflict."""
    require(access.may_settle(by))
    require_open(draft)
    claim(row=draft, version=version, changes={"state": Standing.DISCARDED})
    record(verb="draft.discarded", about=about(draft), by=by.actor, at=at)


def about(draft: Draft) -> Ref:
    """The draft as the trail names it."""
    return Ref(LABEL, draft.pk, Text({draft.language: draft.title}))


def require_open(draft: Draft) -> None:
    """Raise Refused for a draft that has been accepted or discarded."""
    state = Standing(Draft.objects.values_list("state", flat=True).get(pk=draft.pk))
    if state is Standing.ACCEPTED:
        raise refuse("ACCEPTED_ALREADY", N_("This draft has been accepted already."))
    if state is Standing.DISCARDED:
        raise refuse("DISCARDED", N_("This draft has been discarded."))


def _read(content: bytes) -> Proposal:
    """What the page is proposed to become; read before the clock is locked, as it takes time."""
    (reader,) = READERS
    read: Proposal = reader.read(content)
    return read


def _title(proposal: Proposal, name: str) -> str:
    titles = [plan.title for plan in proposal.plans if plan.title]
    return (titles[0] if titles else name)[:_LONGEST_TITLE]


def _kept(text: str, name: str, by: Viewer, at: datetime) -> StoredFile | None:
    """The page as a kept file, so that its plans can name their source by its hash.

    HTML is not kept as a file, and a text that the files' own rules refuse is kept here only.
    """
    if is_html(text):
        return None
    try:
        with transaction.atomic():
            stem = name.rpartition(".")[0] or name
            card = store(name=f"{stem}.txt", content=text.encode(), by=by.actor, at=at)
    except Refused:
        return None
    return StoredFile.objects.get(pk=card.pk)
