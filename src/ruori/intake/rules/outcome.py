"""What an accepted draft makes: plans with their values and goals, nothing dropped (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruori.intake.draft import (
    Draft,
    DraftDecision,
    DraftPlan,
    Element,
    ElementKind,
    PlanKind,
    State,
)
from ruori.intake.guess.headings import Section, section_of_text
from ruori.intake.guess.lexicon import lexicon
from ruori.intake.guess.titles import words


class Place(StrEnum):
    """Which text of a plan a passage becomes."""

    VISION = "vision"
    SITUATION = "situation"
    EVALUATION = "evaluation_plan"
    INTRODUCTION = "introduction"


_SITUATION = lexicon("nykytila lähtökohdat toimintaympäristö tilannekuva nuläge background")
_EVALUATION = lexicon("seuranta arviointi uppföljning monitoring evaluation")


@dataclass(frozen=True, slots=True)
class WantedValue:
    """A value to make."""

    title: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class WantedGoal:
    """A goal, objective or commitment to make, with what stands under it."""

    kind: ElementKind
    code: str
    title: str
    text: str
    line: int
    children: tuple["WantedGoal", ...]


@dataclass(frozen=True, slots=True)
class WantedPlan:
    """A plan to make, with its texts by place."""

    kind: PlanKind
    title: str
    line: int
    valid_from: date | None
    valid_to: date | None
    decision: DraftDecision | None
    texts: dict[Place, str]
    values: tuple[WantedValue, ...]
    goals: tuple[WantedGoal, ...]

    def holds_from(self, day: date) -> date:
        """From which day it holds: its own first day, else its decision's, else `day`."""
        decided = None if self.decision is None else self.decision.date
        return self.valid_from or decided or day


def wanted(draft: Draft) -> tuple[WantedPlan, ...]:
    """The accepted plans of a draft in their order, without a single dropped or open row."""
    return tuple(_plan(plan) for plan in draft.plans if plan.state is State.ACCEPTED)


def _plan(plan: DraftPlan) -> WantedPlan:
    taken = _accepted(plan.elements)
    return WantedPlan(
        kind=plan.kind,
        title=plan.title,
        line=plan.line,
        valid_from=plan.valid_from,
        valid_to=plan.valid_to,
        decision=plan.decision,
        texts=_texts(element for element in taken if element.kind is ElementKind.TEXT),
        values=tuple(_value(element) for element in taken if element.kind is ElementKind.VALUE),
        goals=tuple(_goals(taken)),
    )


def _accepted(elements: Iterable[Element]) -> list[Element]:
    return [element for element in elements if element.state is State.ACCEPTED]


def _value(element: Element) -> WantedValue:
    return WantedValue(element.title, _with_texts(element), element.line)


def _goals(elements: Iterable[Element]) -> Iterator[WantedGoal]:
    for element in elements:
        if element.kind not in {ElementKind.TEXT, ElementKind.VALUE}:
            yield WantedGoal(
                kind=element.kind,
                code=element.code,
                title=element.title,
                text=_with_texts(element),
                line=element.line,
                children=tuple(_goals(_accepted(element.children))),
            )


def _with_texts(element: Element) -> str:
    """The text of a row with the pieces of text under it, one to a line."""
    below = [child for child in _accepted(element.children) if child.kind is ElementKind.TEXT]
    return _joined((element.text, *(_whole(child) for child in below)))


def _whole(element: Element) -> str:
    return _joined((element.title, _with_texts(element)))


def _texts(elements: Iterable[Element]) -> dict[Place, str]:
    texts: dict[Place, str] = {}
    for element in elements:
        place = place_of(element.title)
        told = _with_texts(element) if place is not Place.INTRODUCTION else _whole(element)
        texts[place] = _joined((texts.get(place, ""), told or element.title))
    return texts


def place_of(title: str) -> Place:
    """Which text of the plan a passage under a heading becomes."""
    if section_of_text(title) is Section.VISION:
        return Place.VISION
    found = frozenset(words(title))
    if found & _SITUATION:
        return Place.SITUATION
    return Place.EVALUATION if found & _EVALUATION else Place.INTRODUCTION


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
