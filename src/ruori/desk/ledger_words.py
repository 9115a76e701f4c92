"""Changes of promises in words: what, from what to what, why, and by which decision."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from ruori.decisions import queries as decisions
from ruori.decisions.queries import DecisionCard
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.kernel.instants import city_day
from ruori.organisation import queries as organisation
from ruori.organisation.queries import Names
from ruori.plans.queries import ChangeCard
from ruori.plans.rules import first_and_now
from ruori.ui import formats
from ruori.ui.promises import CHANGES, field_words, first_and_now_words, told_words


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
        kind=gettext(CHANGES[change.kind]),
        field=field_words(change.field),
        before=_told(change.field, change.before, known),
        after=_told(change.field, change.after, known),
        reason=change.reason,
        decision="" if decision is None else words(decision.title),
        decision_address="" if decision is None else reverse("desk:decision", args=[decision.pk]),
        day=formats.day(city_day(change.recorded_at), language()),
    )


def item_ledger(request: DeskRequest, changes: Collection[ChangeCard]) -> dict[str, Any]:
    """The ledger of one measure or goal for its own page; two queries at most."""
    known = Known.of(request, changes)
    found = first_and_now((change.field, change.before, change.after) for change in changes)
    return {
        "ledger": [change_line(change, known) for change in changes],
        "promises": first_and_now_words(found, language()),
    }


def _address(change: ChangeCard) -> str:
    if change.measure is not None:
        return reverse("desk:measure", args=[change.measure])
    if change.goal is not None:
        return reverse("desk:goal", args=[change.goal])
    return reverse("desk:plan", args=[change.plan])


def _told(field: str, value: Any, known: Known) -> str:
    return told_words(
        field,
        value,
        language(),
        unit=lambda pk: words(known.names.unit(pk)),
        post=lambda pk: words(known.names.post(pk)),
    )
