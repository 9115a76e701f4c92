"""Accepting, correcting, dropping and parting the rows of a draft (pure)."""

from dataclasses import dataclass, replace
from datetime import date

from ruori.intake.draft import (
    Certainty,
    Draft,
    DraftDecision,
    DraftPlan,
    Element,
    ElementKind,
    PlanKind,
    State,
)
from ruori.intake.guess.years import spans
from ruori.intake.rules.rows import (
    Path,
    R,
    Row,
    changed,
    deeply,
    missing,
    reason_of,
    require_kept,
    require_place,
    require_words,
    row_at,
)
from ruori.kernel.problems import refuse
from ruori.kernel.text import N_

_JOINTS = (" ja ", " sekä ", " och ", " and ")
_TWO = 2


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What a person wrote of a plan; both ends of its validity belong to it."""

    kind: PlanKind
    title: str
    valid_from: date | None
    valid_to: date | None
    decision: DraftDecision | None


@dataclass(frozen=True, slots=True)
class ElementWords:
    """What a person wrote of an element."""

    kind: ElementKind
    code: str
    title: str
    text: str


def accept(draft: Draft, path: Path) -> Draft:
    """Accept a row as it is proposed. Raises Refused when what it stands under was dropped."""
    require_kept(row_at(draft, path).above)
    return changed(draft, path, _accepted)


def accept_below(draft: Draft, path: Path) -> Draft:
    """Accept a row and everything open below it."""
    require_kept(row_at(draft, path).above)
    return changed(draft, path, deeply(_accepted_if_open))


def accept_certain(draft: Draft) -> Draft:
    """Accept every open row the reader is certain of."""
    for number in range(len(draft.plans)):
        draft = changed(draft, (number,), deeply(_accepted_if_certain))
    return draft


def drop(draft: Draft, path: Path, reason: str) -> Draft:
    """Leave a row and all below it out of the city's plans. Raises Refused without a reason."""
    why = reason_of(reason)

    def dropped(row: R, /) -> R:
        return replace(row, state=State.DROPPED, reason=why)

    return changed(draft, path, deeply(dropped))


def reopen(draft: Draft, path: Path) -> Draft:
    """Take back what was said of a row and of all below it."""
    require_kept(row_at(draft, path).above)
    return changed(draft, path, deeply(_reopened))


def correct_plan(draft: Draft, path: Path, words: PlanWords) -> Draft:
    """Write a plan as a person says it is, and accept it. Raises Refused for a disorder in it."""
    plan = row_at(draft, path).row
    if not isinstance(plan, DraftPlan):
        raise missing()
    require_words(words.title)
    if words.valid_from and words.valid_to and words.valid_to < words.valid_from:
        raise refuse("PERIOD_IN_DISORDER", N_("The plan ends before it begins."), field="valid_to")
    written = replace(
        plan,
        kind=words.kind,
        title=words.title.strip(),
        valid_from=words.valid_from,
        valid_to=words.valid_to,
        decision=words.decision,
        state=State.ACCEPTED,
        reason="",
    )
    at = path[0]
    return replace(draft, plans=(*draft.plans[:at], written, *draft.plans[at + 1 :]))


def correct_element(draft: Draft, path: Path, words: ElementWords) -> Draft:
    """Write an element as a person says it is, and accept it. Raises Refused for a wrong place."""
    placed = row_at(draft, path)
    if not isinstance(placed.row, Element):
        raise missing()
    require_kept(placed.above)
    if words.kind is ElementKind.TEXT:
        require_words(words.title + words.text, "text")
    else:
        require_words(words.title)
    require_place(words.kind, placed.above)
    written = replace(
        placed.row,
        kind=words.kind,
        code=words.code.strip(),
        title=words.title.strip(),
        text=words.text.strip(),
        state=State.ACCEPTED,
        reason="",
    )
    for child in written.children:
        require_place(child.kind, written)

    def corrected(row: R, /) -> R:
        return written if isinstance(row, Element) else row

    return changed(draft, path, corrected)


def is_two_in_one(row: Row) -> bool:
    """True for a plan whose line names two documents, each with its years."""
    return isinstance(row, DraftPlan) and any(note.code == "TWO_IN_ONE" for note in row.notes)


def part(draft: Draft, path: Path) -> Draft:
    """Part one line that names a report and a plan into the two, each with its own years.

    Raises Refused for a line that does not name two documents.
    """
    row = row_at(draft, path).row
    if not isinstance(row, DraftPlan) or len(spans(row.title)) < _TWO:
        raise refuse("NOT_TWO", N_("This line does not name two documents with their years."))
    first, second = _titles(row.title)
    report = _part(replace(row, elements=()), PlanKind.REPORT, first)
    plan = _part(replace(row, lines=()), PlanKind.PLAN, second)
    at = path[0]
    return replace(draft, plans=(*draft.plans[:at], report, plan, *draft.plans[at + 1 :]))


def _part(row: DraftPlan, kind: PlanKind, title: str) -> DraftPlan:
    years = spans(title)[0]
    return replace(
        row,
        kind=kind,
        title=title,
        valid_from=years.begins,
        valid_to=years.ends,
        certainty=Certainty.LIKELY,
        notes=(),
        state=State.OPEN,
        reason="",
    )


def _titles(title: str) -> tuple[str, str]:
    """The two names on one line, parted at the word that joins them after the first years."""
    for joint in _JOINTS:
        words = title.split(joint)
        for at in range(1, len(words)):
            left, right = joint.join(words[:at]), joint.join(words[at:])
            if spans(left) and spans(right):
                return left.rstrip(" ,"), right[0].upper() + right[1:]
    raise refuse("NOT_TWO", N_("This line does not name two documents with their years."))


def _accepted(row: R, /) -> R:
    return replace(row, state=State.ACCEPTED, reason="")


def _accepted_if_open(row: R, /) -> R:
    return _accepted(row) if row.state is State.OPEN else row


def _accepted_if_certain(row: R, /) -> R:
    return _accepted_if_open(row) if row.certainty is Certainty.CERTAIN else row


def _reopened(row: R, /) -> R:
    return replace(row, state=State.OPEN, reason="")
