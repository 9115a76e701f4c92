"""The promise ledger in public: was → now, when, why and by which decision (domain § 13)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from ruori.decisions import queries as decisions
from ruori.kernel.instants import city_day
from ruori.kernel.text import N_, Text
from ruori.plans import queries as plans
from ruori.plans.codes import ChangeKind
from ruori.plans.queries import ChangeCard
from ruori.plans.rules import first_and_now
from ruori.site.frame import Asked
from ruori.ui import formats

KINDS = {
    ChangeKind.MOVED_LATER: N_("Moved later"),
    ChangeKind.MOVED_EARLIER: N_("Moved earlier"),
    ChangeKind.EASED: N_("Eased"),
    ChangeKind.TIGHTENED: N_("Tightened"),
    ChangeKind.CHANGED: N_("Changed"),
    ChangeKind.REWORDED: N_("Reworded"),
    ChangeKind.REASSIGNED: N_("Given to somebody else"),
    ChangeKind.DROPPED: N_("Dropped"),
    ChangeKind.ADDED: N_("Added after the adoption"),
}
FIELDS = {
    "existence": "",
    "name": N_("name"),
    "title": N_("title"),
    "text": N_("text"),
    "ends_on": N_("deadline"),
    "starts_on": N_("start"),
    "unit_id": N_("responsible unit"),
    "post_id": N_("responsible post"),
    "is_continuous": N_("continuity"),
    "needs_money": N_("need of money"),
    "need_euros": N_("sum needed"),
    "visibility": N_("visibility"),
    "rule": N_("rule"),
    "owner_unit_id": N_("owner of the plan"),
    "period_from": N_("beginning of the period"),
    "tolerance": N_("tolerance of the target"),
    "period_to": N_("end of the period"),
    "parent_id": N_("place in the plan"),
    "serves": N_("what it serves"),
    "test": N_("test"),
    "deed": N_("promised deed"),
    "due_on": N_("deadline"),
    "low": N_("target"),
    "high": N_("upper limit of the target"),
    "period": N_("period of the target"),
}
OTHER_FIELD = N_("other fact")
TOLD_WITHOUT_VALUES = frozenset({"visibility", "needs_money", "rule"})
"""Codes: what changed is told in the words of the page itself, not in codes."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One change of a promise in words."""

    kind: str
    field: str
    before: str
    after: str
    reason: str
    decision: str
    day: str


@dataclass(frozen=True, slots=True)
class FirstAndNow:
    """A field that was promised once and is promised otherwise now."""

    field: str
    first: str
    now: str


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """The changes of a promise, newest first, and each changed field as first promised and now."""

    lines: tuple[LedgerLine, ...]
    promises: tuple[FirstAndNow, ...]


def ledger_lines(
    question: Asked,
    *,
    goals: Collection[int] | None = None,
    measures: Collection[int] | None = None,
) -> LedgerPart:
    """The changes of given goals or measures, newest first; two queries."""
    changes = plans.changes_of(goals=goals, measures=measures, known_at=question.moment.known_at)
    made = decisions.cards({c.decision for c in changes if c.decision is not None})
    return _part(question, changes, made)


def plan_lines(question: Asked, plan: int) -> LedgerPart:
    """What a plan gave up, and the changes of its own words and values, newest first.

    Five queries when there is any.
    """
    gone = plans.dropped_of_plan(question.viewer, question.moment, plan)
    own = plans.changes_of_plan_itself(plan, question.moment.known_at)
    changes = sorted([*gone, *own], key=lambda change: change.pk, reverse=True)
    made = decisions.cards({c.decision for c in changes if c.decision is not None})
    return _part(question, changes, made)


def _part(question: Asked, changes: Collection[ChangeCard], made: dict[int, Any]) -> LedgerPart:
    found = first_and_now((c.field, c.before, c.after) for c in changes if c.measure or c.goal)
    none = gettext("none")
    return LedgerPart(
        tuple(_line(question, change, made) for change in changes),
        tuple(
            FirstAndNow(
                gettext(FIELDS.get(field) or OTHER_FIELD),
                _told(question, first) or none,
                _told(question, now) or none,
            )
            for field, (first, now) in found.items()
        ),
    )


def _line(question: Asked, change: ChangeCard, made: dict[int, Any]) -> LedgerLine:
    field = FIELDS.get(change.field, OTHER_FIELD)
    decision = made.get(change.decision or 0)
    is_key = change.field.endswith("_id") or change.field not in FIELDS
    tells_values = not is_key and change.field not in TOLD_WITHOUT_VALUES
    return LedgerLine(
        kind=gettext(KINDS[change.kind]),
        field=gettext(field) if field else "",
        before=_told(question, change.before) if tells_values else "",
        after=_told(question, change.after) if tells_values else "",
        reason=change.reason,
        decision="" if decision is None else question.words(decision.title),
        day=formats.day(city_day(change.recorded_at), question.language),
    )


def _told(question: Asked, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return question.words(Text(value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    try:
        return formats.day(date.fromisoformat(str(value)), question.language)
    except ValueError:
        return str(value)
