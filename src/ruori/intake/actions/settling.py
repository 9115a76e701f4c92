"""Settling a draft row by row and line by line; each deed asks for the version it saw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record
from ruori.intake import access, draft_json, rules
from ruori.intake.actions.opening import about, require_open
from ruori.intake.draft import Draft as Proposal
from ruori.intake.draft import ElementKind, PlanKind
from ruori.intake.models import Draft
from ruori.intake.rules import ElementWords, Path, PlanWords, path_text
from ruori.kernel.problems import require
from ruori.organisation.rules import Viewer


@dataclass(frozen=True, slots=True)
class Settled:
    """What is left after a deed: the draft's new version, open rows and open unread lines."""

    version: int
    open_rows: int
    open_lines: int


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an unread line goes: under a row as an element, or (no path) as a plan of its own."""

    words: str
    path: Path | None = None
    element: ElementKind = ElementKind.TEXT
    plan: PlanKind = PlanKind.PLAN


@dataclass(frozen=True, slots=True)
class _Deed:
    """One change of a draft: its verb, the rule that makes it, and what the trail keeps of it."""

    verb: str
    rule: Callable[[Proposal], Proposal]
    facts: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def accept_row(
    *, draft: Draft, version: int, path: Path, by: Viewer, at: datetime, with_below: bool = False
) -> Settled:
    """Accept one row as it is proposed, or with all that is open below it."""
    rule = rules.accept_below if with_below else rules.accept
    facts = {"row": path_text(path), "with_below": with_below}
    deed = _Deed("draft.row_accepted", lambda proposal: rule(proposal, path), facts)
    return _settle(draft, version, deed, by=by, at=at)


@transaction.atomic
def accept_certain_rows(*, draft: Draft, version: int, by: Viewer, at: datetime) -> Settled:
    """Accept every open row that the reader was certain of."""
    deed = _Deed("draft.certain_accepted", rules.accept_certain)
    return _settle(draft, version, deed, by=by, at=at)


@transaction.atomic
def drop_row(
    *, draft: Draft, version: int, path: Path, reason: str, by: Viewer, at: datetime
) -> Settled:
    """Leave a row and all below it out of the city's plans, with a reason."""
    facts = {"row": path_text(path)}
    deed = _Deed("draft.row_dropped", lambda proposal: rules.drop(proposal, path, reason), facts)
    return _settle(draft, version, deed, by=by, at=at)


@transaction.atomic
def reopen_row(*, draft: Draft, version: int, path: Path, by: Viewer, at: datetime) -> Settled:
    """Take back what was said of a row and of all below it."""
    facts = {"row": path_text(path)}
    deed = _Deed("draft.row_reopened", lambda proposal: rules.reopen(proposal, path), facts)
    return _settle(draft, version, deed, by=by, at=at)


@transaction.atomic
def part_row(*, draft: Draft, version: int, path: Path, by: Viewer, at: datetime) -> Settled:
    """Part a line that names a report and a plan into the two."""
    facts = {"row": path_text(path)}
    deed = _Deed("draft.row_parted", lambda proposal: rules.part(proposal, path), facts)
    return _settle(draft, version, deed, by=by, at=at)


@transaction.atomic
def correct_row(
    *,
    draft: Draft,
    version: int,
    path: Path,
    words: PlanWords | ElementWords,
    by: Viewer,
    at: datetime,
) -> Settled:
    """Write a row as it should be, and accept it. Raises Refused for a disorder, Conflict."""

    def rule(proposal: Proposal) -> Proposal:
        if isinstance(words, PlanWords):
            return rules.correct_plan(proposal, path, words)
        return rules.correct_element(proposal, path, words)

    facts = {"row": path_text(path), "kind": words.kind}
    return _settle(draft, version, _Deed("draft.row_corrected", rule, facts), by=by, at=at)


@transaction.atomic
def place_unread(
    *, draft: Draft, version: int, line: int, placing: Placing, by: Viewer, at: datetime
) -> Settled:
    """Put an unread line in its place. Raises Refused for a wrong one, Conflict."""

    def rule(proposal: Proposal) -> Proposal:
        if placing.path is None:
            return rules.place_as_plan(proposal, line, placing.plan, placing.words)
        return rules.place_under(proposal, line, placing.path, placing.element, placing.words)

    facts = {"line": line}
    return _settle(draft, version, _Deed("draft.line_placed", rule, facts), by=by, at=at)


@transaction.atomic
def drop_unread(
    *, draft: Draft, version: int, line: int, reason: str, by: Viewer, at: datetime
) -> Settled:
    """Leave an unread line out, with a reason."""
    deed = _Deed(
        "draft.line_dropped",
        lambda proposal: rules.drop_line(proposal, line, reason),
        {"line": line},
    )
    return _settle(draft, version, deed, by=by, at=at)


def _settle(draft: Draft, version: int, deed: _Deed, *, by: Viewer, at: datetime) -> Settled:
    require(access.may_settle(by))
    require_open(draft)
    # Claimed first: the proposal is read only when nobody else can be writing it.
    claim(row=draft, version=version)
    row = Draft.objects.get(pk=draft.pk)
    after = deed.rule(draft_json.from_data(row.proposal))
    row.proposal = draft_json.as_data(after)
    row.save(update_fields=["proposal"])
    record(verb=deed.verb, about=about(row), by=by.actor, at=at, facts=deed.facts)
    return Settled(version + 1, rules.open_rows(after), rules.open_lines(after))
