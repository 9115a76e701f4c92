"""The cards of Minun vuoroni: what, for which goal, by when, and what was said last time."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from ruori.desk.addresses import address_of
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.followup import queries as followup
from ruori.followup.queries import Quote
from ruori.indicators import queries as indicators
from ruori.kernel.problems import Due
from ruori.kernel.text import N_
from ruori.plans import queries as plans
from ruori.ui import formats

KINDS = {
    "REPORT_MEASURE": (N_("Measure"), N_("Report on it")),
    "REPORT_GOAL": (N_("Goal"), N_("Assess")),
    "ENTRY_RETURNED": (N_("Returned"), N_("Mend")),
    "APPROVE_ENTRY": (N_("Report to approve"), N_("Read and approve")),
    "APPROVE_PROOF": (N_("Proof to approve"), N_("Look at it")),
    "GIVE_PROOF": (N_("A proof is asked for"), N_("Give the proof")),
    "SUBMIT_REPORT": (N_("Summary of the area"), N_("Write")),
    "APPROVE_REPORT": (N_("Summary to approve"), N_("Read and approve")),
    "ACT_ON_DEVIATION": (N_("Deviation: agreed action"), N_("Tell what was done")),
    "VERIFY_DEVIATION": (N_("Deviation: effect to verify"), N_("Look whether it helped")),
    "INDICATOR_VALUE": (N_("Figure"), N_("Enter")),
    "TASK_OF_YEAR": (N_("Task of the year"), N_("Mark it done")),
}
ANSWERS = frozenset({"REPORT_MEASURE", "REPORT_GOAL", "ENTRY_RETURNED"})
FORMS = {"plans.measure": "measure", "plans.goal": "goal"}
SEVERAL = 2
"""From how many on things of a round are offered one after another."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do, with the goal it serves and what was said of it last time."""

    kind: str
    deed: str
    name: str
    goal: str
    address: str
    round: str
    due: str
    due_on: date
    last_value: str
    last_text: str
    last_progress: str
    last_outlook: str
    returned: str
    as_substitute: bool
    was_passed_on: bool
    pass_on: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round with several things to answer or approve: they can be gone through in a row."""

    title: str
    pk: int
    to_report: int
    to_approve: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for all the cards."""

    said: Mapping[tuple[str, int], Quote]
    goals: Mapping[int, str]
    values: Mapping[int, str]


def cards_of(request: DeskRequest, items: Collection[Due]) -> list[Card]:
    """The cards of what waits; four queries at most, however many."""
    keys = {label: _keys(items, label) for label in FORMS}
    known = _Known(
        followup.last_quotes(
            request.viewer, request.moment, keys["plans.measure"], keys["plans.goal"]
        ),
        _goals(request, keys["plans.measure"]),
        _values(_keys(items, "indicators.indicator")),
    )
    return [_card(item, known) for item in items]


def round_lines(items: Collection[Due]) -> list[RoundLine]:
    """The rounds in which several things wait; no query."""
    titles = {item.facts["round"]: item.facts["round_title"] for item in items if _round(item)}
    report = Counter(_round(item) for item in items if item.kind in ANSWERS)
    approve = Counter(_round(item) for item in items if item.kind == "APPROVE_ENTRY")
    return [
        RoundLine(words(title), pk, report[pk], approve[pk])
        for pk, title in titles.items()
        if max(report[pk], approve[pk]) >= SEVERAL
    ]


def _round(item: Due) -> int:
    return int(item.facts.get("round") or 0)


def _keys(items: Collection[Due], label: str) -> list[int]:
    return [item.about.pk for item in items if item.about.label == label]


def _goals(request: DeskRequest, measures: Collection[int]) -> dict[int, str]:
    """The first goal that each measure serves, in words; one query when there are measures."""
    if not measures:
        return {}
    served = plans.goal_served(request.viewer, request.moment, measures)
    return {pk: f"{code} {words(name)}".strip() for pk, (code, name) in served.items()}


def _values(pks: Collection[int]) -> dict[int, str]:
    """The last value of each figure in words; one query when there are figures."""
    last = indicators.last_values(pks) if pks else {}
    return {
        pk: f"{formats.number(value, language())} ({formats.span(start, end, language())})"
        for pk, (start, end, value) in last.items()
    }


def _card(item: Due, known: _Known) -> Card:
    kind, deed = KINDS.get(item.kind, (item.kind, N_("Open")))
    title = item.facts.get("round_title")
    last = known.said.get((item.about.label, item.about.pk))
    is_answer = item.kind in ANSWERS
    return Card(
        kind=gettext(kind),
        deed=gettext(deed),
        name=words(item.about.title),
        goal=known.goals.get(item.about.pk, "") if item.about.label == "plans.measure" else "",
        address=_address(item),
        round="" if title is None else words(title),
        due=formats.day(item.due_on, language()),
        due_on=item.due_on,
        last_value=known.values.get(item.about.pk, "") if item.kind == "INDICATOR_VALUE" else "",
        last_text="" if last is None else last.done,
        last_progress="" if last is None else last.progress or "",
        last_outlook="" if last is None else last.outlook or "",
        returned="" if last is None or item.kind != "ENTRY_RETURNED" else last.returned,
        as_substitute=bool(item.facts.get("as_substitute")),
        was_passed_on=bool(item.facts.get("handed_over")),
        pass_on=_way("desk:pass_on", item) if is_answer else "",
    )


def _way(name: str, item: Due) -> str:
    return reverse(name, args=[item.facts["round"], FORMS[item.about.label], item.about.pk])


def _address(item: Due) -> str:
    if item.kind in ANSWERS:
        name = f"desk:report_{FORMS[item.about.label]}"
        return reverse(name, args=[item.facts["round"], item.about.pk])
    if item.kind in {"SUBMIT_REPORT", "APPROVE_REPORT"}:
        return reverse("desk:unit_report", args=[item.facts["round"], item.unit_id])
    return address_of(item.about)
