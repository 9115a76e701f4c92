"""The Draft: what a reader proposes, line by line, before a person has accepted any of it (W5).

The written form is `draft_json.py`. Lines are numbered from 1 as an editor shows them. A line of
the source is *placed* when a plan, decision or element names it, else it stands in `needs_review`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ruori.intake.remarks import MSGIDS

Fact = str | int


class PlanKind(StrEnum):
    """What a named document is, as proposed from its title; a person decides."""

    STRATEGY = "strategy"
    POLICY = "policy"
    PROGRAMME = "programme"
    PLAN = "plan"
    REPORT = "report"
    VIEW = "view"


class ElementKind(StrEnum):
    """What a passage is in the plan's tree."""

    VALUE = "value"
    GOAL = "goal"
    OBJECTIVE = "objective"
    COMMITMENT = "commitment"
    TEXT = "text"


class State(StrEnum):
    """What a person has said of a row or of an unread line; the reader leaves it open."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


class Certainty(StrEnum):
    """How sure the reader is: varma, luultava, epävarma (W5)."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Remark:
    """Why something is proposed or left open: a code of `remarks.MSGIDS` and its facts."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def msgid(self) -> str:
        """The English message with named placeholders, translated where it is shown."""
        return MSGIDS[self.code]


@dataclass(frozen=True, slots=True)
class DraftDecision:
    """The adoption as the source tells it; what the source does not say is None."""

    body: str | None
    date: date | None
    section: int | None = None
    line: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A value, goal, objective, commitment or piece of text, with its place in the source.

    `line` is where it begins, `lines` the others it holds; `code` is its number in the tree.
    """

    kind: ElementKind
    title: str
    text: str
    line: int
    children: tuple["Element", ...] = ()
    lines: tuple[int, ...] = ()
    code: str = ""
    certainty: Certainty = Certainty.CERTAIN
    notes: tuple[Remark, ...] = ()
    state: State = State.OPEN
    reason: str = ""

    def walk(self) -> Iterator["Element"]:
        """This element and everything under it, in the order of the source."""
        yield self
        for child in self.children:
            yield from child.walk()

    def placed(self) -> frozenset[int]:
        """The source lines this element itself holds, its children apart."""
        return frozenset({self.line, *self.lines})


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """A proposed plan. Both ends of its validity belong to it; an end the source lacks is None.

    A plan that the source does not name has an empty title, and `line` is then its first line.
    """

    kind: PlanKind
    title: str
    line: int
    valid_from: date | None = None
    valid_to: date | None = None
    decision: DraftDecision | None = None
    elements: tuple[Element, ...] = ()
    lines: tuple[int, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    notes: tuple[Remark, ...] = ()
    state: State = State.OPEN
    reason: str = ""

    def walk(self) -> Iterator[Element]:
        """Every element of the plan, in the order of the source."""
        for element in self.elements:
            yield from element.walk()

    def placed(self) -> frozenset[int]:
        """The source lines that the plan, its decision and its elements hold."""
        own = {self.line, *self.lines}
        if self.decision is not None and self.decision.line is not None:
            own.add(self.decision.line)
        return frozenset(own).union(*(element.placed() for element in self.walk()))


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line no rule could place: kept word for word until a person settles it."""

    line: int
    text: str
    why: Remark
    state: State = State.OPEN
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything one source proposes."""

    plans: tuple[DraftPlan, ...] = ()
    needs_review: tuple[Unplaced, ...] = ()

    def walk(self) -> Iterator[Element]:
        """Every element of every plan."""
        for plan in self.plans:
            yield from plan.walk()

    def placed(self) -> frozenset[int]:
        """The source lines that some plan holds."""
        return frozenset[int]().union(*(plan.placed() for plan in self.plans))

    def count(self, kind: ElementKind) -> int:
        """How many elements of a kind: "3 arvoa, 3 päämäärää, 15 tavoitetta" on W5."""
        return sum(element.kind is kind for element in self.walk())
