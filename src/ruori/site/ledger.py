"""The promise ledger in public: was → now, when, why and by which decision (domain § 13)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from ruori.decisions import queries as decisions
from ruori.kernel.instants import city_day
from ruori.plans import queries as plans
from ruori.plans.queries import ChangeCard
from ruori.plans.rules import first_and_now
from ruori.site.frame import Asked
from ruori.ui import formats
from ruori.ui.promises import (
    CHANGES,
    FIELDS,
    FirstAndNow,
    field_words,
    first_and_now_words,
    told_words,
)


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
    return LedgerPart(
        tuple(ledger_line(question, change, made) for change in changes),
        first_and_now_words(found, question.language),
    )


def ledger_line(question: Asked, change: ChangeCard, made: dict[int, Any]) -> LedgerLine:
    """One change in words; one query for the names of who answers, once a page."""
    decision = made.get(change.decision or 0)
    return LedgerLine(
        kind=gettext(CHANGES[change.kind]),
        field=field_words(change.field),
        before=_told(question, change.field, change.before),
        after=_told(question, change.field, change.after),
        reason=change.reason,
        decision="" if decision is None else question.words(decision.title),
        day=formats.day(city_day(change.recorded_at), question.language),
    )


def _told(question: Asked, field: str, value: Any) -> str:
    """A value in words, of a field that has a public name."""
    if field not in FIELDS:
        return ""
    return told_words(
        field,
        value,
        question.language,
        unit=lambda pk: question.words(question.names.unit(pk)),
        post=lambda pk: question.words(question.names.post(pk)),
    )
