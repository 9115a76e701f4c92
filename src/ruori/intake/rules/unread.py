"""Settling the lines no rule could place: each becomes a row, or is left out for a reason."""

from dataclasses import replace

from ruori.intake.draft import Draft, DraftPlan, Element, ElementKind, PlanKind, State, Unplaced
from ruori.intake.guess.kinds import listed_plan
from ruori.intake.rules.rows import (
    Path,
    R,
    changed,
    reason_of,
    require_kept,
    require_place,
    require_words,
    row_at,
)
from ruori.kernel.problems import refuse
from ruori.kernel.text import N_


def place_as_plan(draft: Draft, line: int, kind: PlanKind, title: str) -> Draft:
    """Make an accepted plan of an unread line, with the years its title names."""
    unread = _unread(draft, line)
    require_words(title)
    years = listed_plan(title)
    made = DraftPlan(
        kind=kind,
        title=title.strip(),
        line=unread.line,
        valid_from=years.valid_from,
        valid_to=years.valid_to,
        state=State.ACCEPTED,
    )
    return replace(_without(draft, unread), plans=(*draft.plans, made))


def place_under(draft: Draft, line: int, path: Path, kind: ElementKind, words: str) -> Draft:
    """Put an unread line as the last element under a row. Raises Refused for a wrong place."""
    unread = _unread(draft, line)
    above = row_at(draft, path).row
    require_words(words)
    require_kept(above)
    require_place(kind, above)
    is_text = kind is ElementKind.TEXT
    made = Element(
        kind=kind,
        title="" if is_text else words.strip(),
        text=words.strip() if is_text else "",
        line=unread.line,
        state=State.ACCEPTED,
    )

    def with_it(row: R, /) -> R:
        if isinstance(row, DraftPlan):
            return replace(row, elements=(*row.elements, made))
        return replace(row, children=(*row.children, made))

    return changed(_without(draft, unread), path, with_it)


def drop_line(draft: Draft, line: int, reason: str) -> Draft:
    """Leave an unread line out, with a reason."""
    unread = _unread(draft, line)
    settled = replace(unread, state=State.DROPPED, reason=reason_of(reason))
    kept = tuple(settled if item is unread else item for item in draft.needs_review)
    return replace(draft, needs_review=kept)


def _unread(draft: Draft, line: int) -> Unplaced:
    for item in draft.needs_review:
        if item.line == line and item.state is State.OPEN:
            return item
    raise refuse("LINE_SETTLED", N_("This line has been settled already."))


def _without(draft: Draft, gone: Unplaced) -> Draft:
    kept = tuple(item for item in draft.needs_review if item is not gone)
    return replace(draft, needs_review=kept)
