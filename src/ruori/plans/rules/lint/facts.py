"""What the plan check is told: plans, goals, measures, figures and limits as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ruori.indicators.rules.codes import Influence
from ruori.kernel.codes import Severity
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import EMPTY, Text
from ruori.plans.codes import (
    CouncilMatter,
    GoalLevel,
    GoalRule,
    NeedsMoney,
    Operator,
    PlanKind,
    Stage,
    TestKind,
)

PLAN, GOAL, MEASURE, POST = "plans.plan", "plans.goal", "plans.measure", "organisation.post"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the check that a city sets for itself (domain § 14)."""

    plan_hint: int
    plan_warn: int
    post_warn: int
    similarity: Decimal
    shortest: int
    step_months: int
    steps_wanted: int
    judged_months: int


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """A line of figures: who moves it, when it is published, where it breaks, its last values."""

    influence: Influence = Influence.OWN
    lag_days: int = 0
    decimals: int = 0
    breaks: tuple[date, ...] = ()
    last: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class TestFacts:
    """One test of a goal as it was fixed in advance."""

    __test__ = False

    number: int = 1
    kind: TestKind = TestKind.INDICATOR
    series: int | None = None
    period: str = ""
    operator: Operator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: Decimal | None = None
    baseline_value: Decimal | None = None
    baseline_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeteredBy:
    """An indicator beside a goal, with its main line and how it measures this goal."""

    indicator: int
    name: Text = EMPTY
    how: Text = EMPTY
    series: int | None = None


@dataclass(frozen=True, slots=True)
class StaleText:
    """A text that is older than the text it was made from."""

    field: str
    language: str


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal that holds or is being written."""

    pk: int
    plan: int
    name: Text = EMPTY
    level: GoalLevel = GoalLevel.OBJECTIVE
    parent: int | None = None
    rule: GoalRule | None = None
    post: int | None = None
    has_owner: bool = True
    tests: tuple[TestFacts, ...] = ()
    indicators: tuple[MeteredBy, ...] = ()
    matters: frozenset[CouncilMatter] = frozenset()
    text: Text = EMPTY
    stale: tuple[StaleText, ...] = ()

    @property
    def ref(self) -> Ref:
        """Its address."""
        return Ref(GOAL, self.pk, self.name)


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure that holds or is being written; `steps` are the days of its open next tasks."""

    pk: int
    plan: int
    name: Text = EMPTY
    text: Text = EMPTY
    post: int | None = None
    has_owner: bool = True
    needs_money: NeedsMoney = NeedsMoney.NO
    starts_on: date | None = None
    ends_on: date | None = None
    is_continuous: bool = False
    steps: tuple[date, ...] = ()
    stale: tuple[StaleText, ...] = ()

    @property
    def ref(self) -> Ref:
        """Its address."""
        return Ref(MEASURE, self.pk, self.name)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan that is a promise, or is being written."""

    pk: int
    kind: PlanKind = PlanKind.STRATEGY
    stage: Stage = Stage.IN_FORCE
    title: Text = EMPTY
    period_to: date | None = None
    check_on: date | None = None
    has_evaluation: bool = True
    has_successor: bool = False
    stale: tuple[StaleText, ...] = ()

    @property
    def ref(self) -> Ref:
        """Its address."""
        return Ref(PLAN, self.pk, self.title)


@dataclass(frozen=True, slots=True)
class Fateless:
    """An element of a plan that a draft follows, with no word on what becomes of it."""

    plan: int
    about: Ref


def whole_word(word: str) -> frozenset[str]:
    """Without a dictionary a word is only itself."""
    return frozenset({word})


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the check is told. `serves` are triples (measure, goal, served goal).

    `measures` are live; `settled` are those done already, each with its plan: they have carried
    their goals out, and nothing more is asked of them.
    `lemmas` gives the dictionary forms a word may have; nothing for a word it does not know.
    """

    on: date
    limits: Limits
    plans: Mapping[int, PlanFacts] = field(default_factory=dict)
    goals: Mapping[int, GoalFacts] = field(default_factory=dict)
    measures: Mapping[int, MeasureFacts] = field(default_factory=dict)
    serves: tuple[tuple[int | None, int | None, int], ...] = ()
    series: Mapping[int, SeriesFacts] = field(default_factory=dict)
    settled: Mapping[int, int] = field(default_factory=dict)
    posts: Mapping[int, Text] = field(default_factory=dict)
    fateless: tuple[Fateless, ...] = ()
    lemmas: Callable[[str], frozenset[str]] = whole_word

    def is_binding(self, goal: GoalFacts) -> bool:
        """True for a goal the council binds: those of an operating plan (domain § 6)."""
        plan = self.plans.get(goal.plan)
        return plan is not None and plan.kind is PlanKind.OPERATING_PLAN


def found(
    code: str, severity: Severity, about: Ref, msgid: str, *, field: str, **facts: object
) -> Problem:
    """A finding of a rule at a field of an object."""
    return Problem(code, msgid, {"field": field, **facts}, about, severity)
