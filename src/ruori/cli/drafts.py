"""A draft for reading at a terminal: what was found, line by line, and what waits for a person."""

from collections.abc import Iterator

from django.utils.translation import get_language, gettext

from ruori.intake.draft import Draft, DraftDecision, DraftPlan, Element, Remark
from ruori.intake.labels import ELEMENT_KINDS, PLAN_KINDS, counted
from ruori.ui import formats
from ruori.ui.saying import say_msgid

_INDENT = "  "


def told(draft: Draft) -> str:
    """The whole draft in words, its counts first."""
    return "\n".join(_lines(draft))


def _lines(draft: Draft) -> Iterator[str]:
    yield counted(draft)
    for plan in draft.plans:
        yield ""
        yield from _plan(plan)
    if draft.needs_review:
        yield ""
        yield gettext("A person must settle these lines:")
    for item in draft.needs_review:
        yield f"{_INDENT}{_at(item.line)} {item.text}"
        yield f"{_INDENT * 2}{_why(item.why)}"


def _plan(plan: DraftPlan) -> Iterator[str]:
    title = plan.title or gettext("(no title)")
    yield f"{_at(plan.line)} {gettext(PLAN_KINDS[plan.kind])}: {title}{_years(plan)}"
    for note in plan.notes:
        yield f"{_INDENT * 2}{_why(note)}"
    if plan.decision is not None:
        yield f"{_INDENT}{_at(plan.decision.line or plan.line)} {_adopted(plan.decision)}"
    for element in plan.elements:
        yield from _element(element, _INDENT)


def _element(element: Element, indent: str) -> Iterator[str]:
    code = f" {element.code}" if element.code else ""
    words = element.title or element.text
    kind = gettext(ELEMENT_KINDS[element.kind])
    yield f"{indent}{_at(element.line)} {kind}{code}: {words}"
    for child in element.children:
        yield from _element(child, indent + _INDENT)


def _adopted(decision: DraftDecision) -> str:
    day = formats.day(decision.date, get_language() or "fi")
    section = "" if decision.section is None else f" § {decision.section}"
    body = decision.body or gettext("body not told")
    facts = {"body": body, "day": day, "section": section}
    return gettext("adopted: %(body)s, %(day)s%(section)s") % facts


def _years(plan: DraftPlan) -> str:
    if plan.valid_from is None or plan.valid_to is None:
        return ""
    return f" ({plan.valid_from.year}–{plan.valid_to.year})"


def _at(line: int) -> str:
    return f"{line:>4}"


def _why(remark: Remark) -> str:
    return say_msgid(remark.msgid, remark.facts)
