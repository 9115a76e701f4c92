"""The list of other programmes: every line of it kept, each with its proposed kind (pure)."""

from collections.abc import Sequence
from dataclasses import replace

from ruori.intake.draft import DraftDecision, DraftPlan, Element
from ruori.intake.guess import kinds
from ruori.intake.guess.chapters import Block
from ruori.intake.guess.decisions import adoption
from ruori.intake.guess.elements import text_of
from ruori.intake.guess.names import name_of
from ruori.intake.guess.titles import is_short, is_title
from ruori.intake.guess.years import spans
from ruori.intake.lines import Item


def listed(block: Block) -> tuple[list[DraftPlan], list[Item]]:
    """The documents a section lists, and the items that belong to none.

    The section's heading and the names of groups in it are kept with the document after them.
    """
    plans: list[DraftPlan] = []
    loose: list[Item] = []
    waiting: tuple[int, ...] = block.numbers
    for at, item in enumerate(block.items):
        following = block.items[at + 1] if at + 1 < len(block.items) else None
        if _is_group(item, following):
            waiting += item.numbers
        elif _is_document(item):
            plans.append(_document(item, waiting))
            waiting = ()
        elif plans:
            plans[-1] = _told(plans[-1], item)
        else:
            loose.append(item)
    return _with_heading(plans, loose, block, waiting)


def _with_heading(
    plans: list[DraftPlan], loose: list[Item], block: Block, waiting: Sequence[int]
) -> tuple[list[DraftPlan], list[Item]]:
    """Keep a heading that no document follows: with the last document, else as a loose item."""
    if waiting and plans:
        plans[-1] = replace(plans[-1], lines=(*plans[-1].lines, *waiting))
    elif waiting:
        held = [block.heading] if block.heading is not None else []
        groups = [item for item in block.items if set(item.numbers) <= set(waiting)]
        loose = [*held, *groups, *loose]
    return plans, loose


def _is_group(item: Item, following: Item | None) -> bool:
    """True for "Hyvinvointi" over a list: a name, no document, with marked lines right under it."""
    if not is_title(item) or following is None or not following.is_marked:
        return False
    return not kinds.names_document(item.text.rstrip(":"))


def _is_document(item: Item) -> bool:
    if item.is_marked or is_title(item):
        return adoption(item.text) is None or kinds.names_document(name_of(item.text).words)
    return is_short(item.text.rstrip(".")) and (
        kinds.names_document(item.text.rstrip(".")) and bool(spans(item.text))
    )


def _document(item: Item, before: tuple[int, ...]) -> DraftPlan:
    title = name_of(item.text).words
    guess = kinds.listed_plan(title)
    return DraftPlan(
        kind=guess.kind,
        title=title,
        line=item.line,
        valid_from=guess.valid_from,
        valid_to=guess.valid_to,
        decision=_decision(item),
        lines=(*before, *item.numbers[1:]),
        certainty=guess.certainty,
        notes=guess.notes,
    )


def _decision(item: Item) -> DraftDecision | None:
    found = name_of(item.text).adoption or adoption(item.text)
    if found is None or found.body is None:
        return None
    return DraftDecision(found.body, found.day, found.section, item.line, item.text)


def _told(plan: DraftPlan, item: Item) -> DraftPlan:
    """The document with the passage under it: its adoption, or a text of it."""
    found = adoption(item.text)
    if found is not None and plan.decision is None:
        decision = DraftDecision(found.body, found.day, found.section, item.line, item.text)
        return replace(plan, decision=decision, lines=(*plan.lines, *item.numbers[1:]))
    told: Element = text_of((item,))
    return replace(plan, elements=(*plan.elements, told))
