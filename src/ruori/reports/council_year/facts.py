"""What the council's annual report tells, as plain values gathered once.

Holds posts, units, words of entries and figures; never a person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ruori.kernel.codes import Attainment, Direction, Progress, Provability
from ruori.kernel.period import Period
from ruori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Said:
    """The entry of an item in the round: the words of a post, and whether proof was given."""

    pk: int
    done: str = ""
    effects: str = ""
    cause: str = ""
    action: str = ""
    new_end_on: date | None = None
    outlook: Attainment | None = None
    proof: Provability = Provability.UNPROVEN


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure: its promise, who answers, what was said, what is shown of its progress.

    `shown` has the writer's word first and LATE after it when the days say so.
    """

    pk: int
    plan: int
    code: str
    name: Text
    unit: int
    post: int | None
    ends_on: date | None
    is_continuous: bool
    is_example: bool
    said: Said | None
    shown: tuple[Progress, ...]
    lacks_reaction: bool


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """One value of an indicator: the observation, its period; no value is a gap with a reason."""

    observation: int | None
    period: Period
    value: Decimal | None
    is_preliminary: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """An indicator's main line: its figures oldest first, its target, and what is said of it.

    `against_target` is a code of ui's direction family (ON_PATH …), empty without a target.
    """

    pk: int
    name: Text
    definition: Text
    formula: Text
    unit: Text
    decimals: int
    figures: tuple[FigureFacts, ...]
    direction: Direction
    against_target: str
    target: Decimal | None
    target_period: Period | None
    citation: str
    licence: str
    vintage: datetime | None

    @property
    def latest(self) -> FigureFacts | None:
        """The newest figure that has a value."""
        return next((f for f in reversed(self.figures) if f.value is not None), None)


@dataclass(frozen=True, slots=True)
class JudgementFacts:
    """A judgement of a goal: what is published, what the rule said, how far it is proven."""

    pk: int
    attainment: Attainment
    rule_result: Attainment | None
    provability: Provability
    reason: str


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal with what serves it directly, what is said of it, and the goals under it."""

    pk: int
    code: str
    name: Text
    promise: Text
    unit: int | None
    post: int | None
    measures: tuple[int, ...]
    indicators: tuple[tuple[int, Text], ...]
    said: Said | None
    city: JudgementFacts | None
    auditor: JudgementFacts | None
    children: tuple["GoalFacts", ...]

    def walk(self) -> Iterator["GoalFacts"]:
        """This goal and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_measures(self) -> tuple[int, ...]:
        """The measures that serve this goal or any below it, each once."""
        return tuple(dict.fromkeys(m for goal in self.walk() for m in goal.measures))


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit that answers for measures, with its own summary of the round and the units below."""

    pk: int
    name: Text
    measures: tuple[int, ...]
    summary: str
    report: int | None
    children: tuple["UnitFacts", ...]

    def all_measures(self) -> tuple[int, ...]:
        """The measures of this unit and of every unit below it."""
        below = (m for child in self.children for m in child.all_measures())
        return (*self.measures, *below)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan whose measures are followed: its name and the measures that live in it."""

    pk: int
    title: Text
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """A policy whose commitments are reported to the council with the accounts (Y12)."""

    pk: int
    title: Text
    commitments: tuple[GoalFacts, ...]


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A changed promise of the year: of what, which part of it, how, and why."""

    pk: int
    about: tuple[str, int]
    name: Text
    kind: str
    field: str
    before: Text
    after: Text
    reason: str


@dataclass(frozen=True, slots=True)
class YearFacts:
    """Everything the report of a year tells.

    `withheld` counts the measures of promised plans that are not public and so stay out.
    """

    year: int
    as_of: date
    known_at: datetime
    city: Text
    accent: str
    is_sample: bool
    base: str
    strategy: PlanFacts | None
    goals: tuple[GoalFacts, ...]
    plans: tuple[PlanFacts, ...]
    units: tuple[UnitFacts, ...]
    measures: Mapping[int, MeasureFacts]
    indicators: Mapping[int, IndicatorFacts]
    posts: Mapping[int, Text]
    unit_names: Mapping[int, Text]
    policies: tuple[PolicyFacts, ...]
    changes: tuple[ChangeFacts, ...]
    withheld: int
    corrects: int | None = None
    reason: str = ""

    def all_goals(self) -> tuple[GoalFacts, ...]:
        """Every goal of the strategy, in order."""
        return tuple(goal for root in self.goals for goal in root.walk())
