"""Changes of promises in words: what, from what to what, why, and by which decision."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from ruori.decisions import queries as decisions
from ruori.decisions.queries import DecisionCard
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.kernel.instants import city_day
from ruori.kernel.text import N_, Text
from ruori.organisation import queries as organisation
from ruori.organisation.queries import Names
from ruori.plans.codes import ChangeKind
from ruori.plans.queries import ChangeCard
from ruori.plans.rules import first_and_now
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
    "owner_unit_id": N_("owner of the plan"),
    "is_continuous": N_("continuity"),
    "needs_money": N_("need of money"),
    "need_euros": N_("sum needed"),
    "visibility": N_("visibility"),
    "rule": N_("rule"),
    "period_to": N_("end of the period"),
    "period_from": N_("beginning of the period"),
    "parent_id": N_("place in the plan"),
    "serves": N_("what it serves"),
    "test": N_("test"),
    "deed": N_("promised deed"),
    "due_on": N_("deadline"),
    "low": N_("target"),
    "high": N_("upper limit of the target"),
    "tolerance": N_("tolerance of the target"),
    "period": N_("period of the target"),
}
OTHER_FIELD = N_("other fact")
CODES = frozenset({"visibility", "needs_money", "rule", "operator", "kind", "environment_effect"})
"""Fields that hold a code: that they changed is told, not the code."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of a promise as a page shows it; no decision is told as such."""

    name: str
    address: str
    plan: str
    kind: str
    field: str
    before: str
    after: str
    reason: str
    decision: str
    decision_address: str
    day: str


@dataclass(frozen=True, slots=True)
class FirstAndNow:
    """A field that was promised once and is promised otherwise now."""

    field: str
    first: str
    now: str


@dataclass(frozen=True, slots=True)
class Known:
    """The names that lines need."""

    names: Names
    decided: Mapping[int, DecisionCard]

    @classmethod
    def of(cls, request: DeskRequest, changes: Collection[ChangeCard]) -> "Known":
        """Read them; two queries at most."""
        wanted = {change.decision for change in changes if change.decision is not None}
        names = organisation.names(request.moment)
        return cls(names, decisions.cards(wanted, request.viewer))


def change_line(
    change: ChangeCard, known: Known, *, name: str = "", plan: str = "", opens: bool = False
) -> ChangeLine:
    """One change in words; it leads to what was changed when the reader `opens` it. No query."""
    decision = known.decided.get(change.decision or 0)
    return ChangeLine(
        name=name,
        address=_address(change) if opens else "",
        plan=plan,
        kind=gettext(KINDS[change.kind]),
        field=field_words(change.field),
        before=_told(change.field, change.before, known),
        after=_told(change.field, change.after, known),
        reason=change.reason,
        decision="" if decision is None else words(decision.title),
        decision_address="" if decision is None else reverse("desk:decision", args=[decision.pk]),
        day=formats.day(city_day(change.recorded_at), language()),
    )


def field_words(field: str) -> str:
    """A field of a promise in words; nothing for its coming and going."""
    msgid = FIELDS.get(field, OTHER_FIELD)
    return gettext(msgid) if msgid else ""


def item_ledger(request: DeskRequest, changes: Collection[ChangeCard]) -> dict[str, Any]:
    """The ledger of one measure or goal for its own page; two queries at most."""
    known = Known.of(request, changes)
    return {
        "ledger": [change_line(change, known) for change in changes],
        "promises": list(_first_and_now(changes, known)),
    }


def _first_and_now(changes: Collection[ChangeCard], known: Known) -> Iterable[FirstAndNow]:
    for field, (first, now) in first_and_now(
        (change.field, change.before, change.after) for change in changes
    ).items():
        told = _told(field, first, known), _told(field, now, known)
        if any(told):
            none = gettext("none")
            yield FirstAndNow(field_words(field), told[0] or none, told[1] or none)


def _address(change: ChangeCard) -> str:
    if change.measure is not None:
        return reverse("desk:measure", args=[change.measure])
    if change.goal is not None:
        return reverse("desk:goal", args=[change.goal])
    return reverse("desk:plan", args=[change.plan])


def _told(field: str, value: Any, known: Known) -> str:
    if value is None or field in CODES:
        return ""
    if field.endswith("unit_id"):
        return words(known.names.unit(value))
    if field == "post_id":
        return words(known.names.post(value))
    return "" if field.endswith("_id") else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return words(Text(value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    try:
        return formats.day(date.fromisoformat(str(value)), language())
    except ValueError:
        return str(value)
