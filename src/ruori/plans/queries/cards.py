"""What a face or a report gets to see of plans: fields listed one by one."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ruori.decisions.queries import DecisionCard
from ruori.kernel.codes import Visibility
from ruori.kernel.text import Text
from ruori.plans.codes import (
    ChangeKind,
    EnvironmentEffect,
    GoalLevel,
    GoalRule,
    NeedsMoney,
    Operator,
    Origin,
    PlanKind,
    Stage,
    TestKind,
)


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan on a day: kind, life, period, owner, and by which decision it holds.

    `decision` is empty when the source tells none, or when the viewer may not see it.
    """

    pk: int
    version: int
    kind: PlanKind
    stage: Stage
    visibility: Visibility
    title: Text
    period_from: date | None
    period_to: date | None
    check_on: date | None
    owner_unit: int | None
    body: int | None
    legal_basis: str
    vision: Text
    plain_text: Text
    introduction: Text
    situation: Text
    evaluation_plan: Text
    adoption: int | None
    decision: DecisionCard | None
    supersedes: int | None
    source_file: int | None
    source_line: int | None
    position: int
    holds_from: date | None


@dataclass(frozen=True, slots=True)
class ValueCard:
    """A value of the city on a day."""

    pk: int
    version: int
    plan: int
    position: int
    name: Text
    text: Text
    source_line: int | None


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal on a day: its place, words, who answers and by which rule it is judged."""

    pk: int
    version: int
    plan: int
    level: GoalLevel
    parent: int | None
    position: int
    code: str
    name: Text
    text: Text
    plain_text: Text
    unit: int | None
    post: int | None
    visibility: Visibility
    sustainability: tuple[str, ...]
    matters: tuple[str, ...]
    rule: GoalRule | None
    rule_count: int | None
    rule_share: Decimal | None
    partly_at: Decimal | None
    source_line: int | None
    holds_from: date | None


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """A measure on a day: its words, who answers, when, and with which money."""

    pk: int
    version: int
    plan: int
    stage: Stage
    code: str
    name: Text
    text: Text
    plain_text: Text
    unit: int
    post: int | None
    visibility: Visibility
    origin: Origin
    is_example: bool
    starts_on: date | None
    ends_on: date | None
    is_continuous: bool
    needs_money: NeedsMoney
    need_euros: Decimal | None
    population_group: str
    area: str
    environment_effect: EnvironmentEffect
    environment_text: Text
    question: Text
    funder: str
    project_euros: Decimal | None
    heir: int | None
    source_line: int | None
    holds_from: date | None


@dataclass(frozen=True, slots=True)
class MeasureHead:
    """What a line of a list tells of a measure on a day, without its texts.

    `next_step_on` is the day of its nearest task that is not done.
    """

    pk: int
    name: Text
    unit: int
    ends_on: date | None
    is_continuous: bool
    is_example: bool
    next_step_on: date | None


@dataclass(frozen=True, slots=True)
class ServesCard:
    """One arrow of the thread: which measure or goal serves which goal of which plan."""

    measure: int | None
    goal: int | None
    served: int
    served_code: str
    served_name: Text
    plan: int
    plan_title: Text
    plan_kind: PlanKind
    how: Text


@dataclass(frozen=True, slots=True)
class StepCard:
    """The next task of a measure."""

    pk: int
    version: int
    measure: int
    text: Text
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """An indicator of a goal and how it measures this goal."""

    goal: int
    indicator: int
    how: Text


@dataclass(frozen=True, slots=True)
class TestCard:
    """A test fixed in advance (domain § 8)."""

    __test__ = False

    pk: int
    goal: int
    number: int
    kind: TestKind
    series: int | None
    period: str
    operator: Operator | None
    low: Decimal | None
    high: Decimal | None
    tolerance: Decimal | None
    baseline_value: Decimal | None
    baseline_on: date | None
    deed: Text
    due_on: date | None
    weight: Decimal
    is_provisional_enough: bool


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """A line of the promise ledger."""

    pk: int
    plan: int
    goal: int | None
    measure: int | None
    kind: ChangeKind
    field: str
    before: Any
    after: Any
    reason: str
    decision: int | None
    holds_from: date
    recorded_at: datetime
