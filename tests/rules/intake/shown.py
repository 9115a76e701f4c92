"""A draft as lines of text, so that a test shows on one page what was read from another."""

from collections.abc import Iterator

from ruori.intake.draft import Draft, DraftDecision, DraftPlan, Element


def shown(draft: Draft) -> str:
    """Every plan, decision, element and unread line of a draft, one to a line."""
    return "".join(f"{line}\n" for line in _lines(draft))


def _lines(draft: Draft) -> Iterator[str]:
    for plan in draft.plans:
        yield f"{plan.line} {plan.kind.value} “{plan.title}” {_years(plan)}{_said(plan)}"
        if plan.decision is not None:
            yield f"  {_decision(plan.decision)}"
        for element in plan.elements:
            yield from _element(element, "  ")
    for item in draft.needs_review:
        yield f"? {item.line} {item.why.code}: {item.text}"


def _years(plan: DraftPlan) -> str:
    return f"{plan.valid_from or ''}..{plan.valid_to or ''}"


def _decision(decision: DraftDecision) -> str:
    return f"{decision.line} decision {decision.body} {decision.date} § {decision.section}"


def _element(element: Element, indent: str) -> Iterator[str]:
    code = f"{element.code} " if element.code else ""
    text = f" | {element.text}".replace("\n", " / ") if element.text else ""
    where = ",".join(map(str, (element.line, *element.lines)))
    yield f"{indent}{where} {element.kind.value} {code}“{element.title}”{text}{_said(element)}"
    for child in element.children:
        yield from _element(child, f"{indent}  ")


def _said(row: DraftPlan | Element) -> str:
    notes = " ".join(note.code for note in row.notes)
    return f" [{row.certainty.value}{' ' if notes else ''}{notes}]"
