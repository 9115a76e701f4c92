"""The draft as JSON, for `ruori intake --json` and for keeping it between two visits.

The keys that others script against are those of the first release: `plans`, `elements`,
`needs_review`. Beside them stand `lines`, `code`, `certainty`, `notes`, `state`, `reason` and the
decision's `section`, `line` and `text`, so that `read(write(draft)) == draft`.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ruori.intake.draft import (
    Certainty,
    Draft,
    DraftDecision,
    DraftPlan,
    Element,
    ElementKind,
    PlanKind,
    Remark,
    State,
    Unplaced,
)
from ruori.intake.refuse import refusal
from ruori.intake.remarks import MSGIDS

Say = Callable[[Remark], str]


def in_english(remark: Remark) -> str:
    """The message with its facts, untranslated: what a script sees."""
    return remark.msgid % remark.facts


def write(draft: Draft, say: Say = in_english) -> str:
    """The draft as JSON text. `say` puts a remark in words of the reader's language."""
    return json.dumps(as_data(draft, say), ensure_ascii=False, indent=2)


def as_data(draft: Draft, say: Say = in_english) -> dict[str, Any]:
    """The draft as plain dicts and lists."""
    return {
        "plans": [_plan(plan, say) for plan in draft.plans],
        "needs_review": [
            {
                "line": item.line,
                "text": item.text,
                "why": say(item.why),
                **_coded(item.why),
                **_settled(item),
            }
            for item in draft.needs_review
        ],
    }


def read(text: str) -> Draft:
    """The draft back from its JSON. Raises Refusal DRAFT_NOT_READABLE when it is something else."""
    try:
        return from_data(json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as wrong:
        raise refusal("DRAFT_NOT_READABLE", where=str(wrong)) from wrong


def from_data(data: Mapping[str, Any]) -> Draft:
    """The draft from plain dicts; KeyError, TypeError or ValueError when a key is not in order."""
    return Draft(
        plans=tuple(_plan_from(plan) for plan in data["plans"]),
        needs_review=tuple(
            Unplaced(
                line=int(item["line"]),
                text=str(item["text"]),
                why=_remark_from(item),
                state=State(item["state"]),
                reason=str(item["reason"]),
            )
            for item in data["needs_review"]
        ),
    )


def _coded(remark: Remark) -> dict[str, Any]:
    return {"code": remark.code, "facts": dict(remark.facts)}


def _settled(row: DraftPlan | Element | Unplaced) -> dict[str, Any]:
    return {"state": row.state.value, "reason": row.reason}


def _notes(notes: tuple[Remark, ...], say: Say) -> list[dict[str, Any]]:
    return [{"text": say(note), **_coded(note)} for note in notes]


def _plan(plan: DraftPlan, say: Say) -> dict[str, Any]:
    return {
        "kind": plan.kind.value,
        "title": plan.title,
        "line": plan.line,
        "valid_from": _iso(plan.valid_from),
        "valid_to": _iso(plan.valid_to),
        "decision": None if plan.decision is None else _decision(plan.decision),
        "elements": [_element(element, say) for element in plan.elements],
        "lines": list(plan.lines),
        "certainty": plan.certainty.value,
        "notes": _notes(plan.notes, say),
        **_settled(plan),
    }


def _decision(decision: DraftDecision) -> dict[str, Any]:
    return {
        "body": decision.body,
        "date": _iso(decision.date),
        "section": decision.section,
        "line": decision.line,
        "text": decision.text,
    }


def _element(element: Element, say: Say) -> dict[str, Any]:
    return {
        "kind": element.kind.value,
        "title": element.title,
        "text": element.text,
        "line": element.line,
        "children": [_element(child, say) for child in element.children],
        "lines": list(element.lines),
        "code": element.code,
        "certainty": element.certainty.value,
        "notes": _notes(element.notes, say),
        **_settled(element),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _remark_from(data: Mapping[str, Any]) -> Remark:
    code = str(data["code"])
    if code not in MSGIDS:
        raise ValueError(code)
    return Remark(code, dict(data["facts"]))


def _plan_from(data: Mapping[str, Any]) -> DraftPlan:
    decision = data["decision"]
    return DraftPlan(
        kind=PlanKind(data["kind"]),
        title=str(data["title"]),
        line=int(data["line"]),
        valid_from=_day(data["valid_from"]),
        valid_to=_day(data["valid_to"]),
        decision=None if decision is None else _decision_from(decision),
        elements=tuple(_element_from(element) for element in data["elements"]),
        lines=tuple(int(line) for line in data["lines"]),
        certainty=Certainty(data["certainty"]),
        notes=tuple(_remark_from(note) for note in data["notes"]),
        state=State(data["state"]),
        reason=str(data["reason"]),
    )


def _decision_from(data: Mapping[str, Any]) -> DraftDecision:
    return DraftDecision(
        body=data["body"],
        date=_day(data["date"]),
        section=data["section"],
        line=data["line"],
        text=str(data["text"]),
    )


def _element_from(data: Mapping[str, Any]) -> Element:
    return Element(
        kind=ElementKind(data["kind"]),
        title=str(data["title"]),
        text=str(data["text"]),
        line=int(data["line"]),
        children=tuple(_element_from(child) for child in data["children"]),
        lines=tuple(int(line) for line in data["lines"]),
        code=str(data["code"]),
        certainty=Certainty(data["certainty"]),
        notes=tuple(_remark_from(note) for note in data["notes"]),
        state=State(data["state"]),
        reason=str(data["reason"]),
    )
