"""The tree of a plan, read whole and built in memory; what serves a goal, and how it is tested."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer, subtree
from ruori.plans import access
from ruori.plans.codes import GoalLevel, GoalRule, Operator, TestKind
from ruori.plans.models import Goal, GoalIndicator, GoalState, GoalTest, ValueState
from ruori.plans.queries.cards import (
    GoalCard,
    IndicatorLink,
    MeasureHead,
    PlanCard,
    TestCard,
    ValueCard,
)
from ruori.plans.queries.links import serving
from ruori.plans.queries.measures import heads_serving
from ruori.plans.queries.plans import plan_card


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal with the goals under it and the measures that serve it directly."""

    card: GoalCard
    children: tuple["GoalNode", ...]
    measures: tuple[int, ...]
    goals: tuple[int, ...] = ()

    def walk(self) -> Iterator["GoalNode"]:
        """This goal and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_measures(self) -> tuple[int, ...]:
        """The measures that serve this goal or any below it, each once."""
        return tuple(dict.fromkeys(m for node in self.walk() for m in node.measures))


@dataclass(frozen=True, slots=True)
class PlanTree:
    """A plan with its values and goals on a day."""

    plan: PlanCard
    values: tuple[ValueCard, ...]
    roots: tuple[GoalNode, ...]

    def walk(self) -> Iterator[GoalNode]:
        """Every goal of the plan, in order."""
        for root in self.roots:
            yield from root.walk()


def tree(viewer: Viewer, moment: Moment, pk: int) -> PlanTree | None:
    """The whole tree of a plan, or None for what the viewer cannot see; four queries."""
    plan = plan_card(viewer, moment, pk)
    return None if plan is None else tree_of(viewer, moment, plan)


def tree_of(viewer: Viewer, moment: Moment, plan: PlanCard) -> PlanTree:
    """The whole tree of a plan that the viewer has been shown already; three queries."""
    goals = goal_cards(viewer, moment, plan=plan.pk)
    arrows = serving(viewer, moment, [goal.pk for goal in goals])
    return PlanTree(plan, tuple(value_cards(viewer, moment, plan=plan.pk)), _roots(goals, arrows))


@dataclass(frozen=True, slots=True)
class Branch:
    """A goal with the goal above it, the goals below it, and the measures that serve them.

    `measures` are those that serve the goal or any goal below it, each once, in order.
    """

    node: GoalNode
    above: GoalCard | None
    measures: tuple[MeasureHead, ...]


def branch(viewer: Viewer, moment: Moment, pk: int) -> Branch | None:
    """One goal with its branch, or None for what the viewer cannot see; two queries."""
    goals = {card.pk: card for card in goal_cards(viewer, moment, beside=pk)}
    card = goals.get(pk)
    if card is None:
        return None
    inside = subtree({goal.pk: goal.parent for goal in goals.values()}, [pk])
    pairs = heads_serving(viewer, moment, inside)
    arrows = [(head.pk, True, served) for served, head in pairs]
    (node,) = _roots([goals[each] for each in goals if each in inside], arrows)
    heads = {head.pk: head for _, head in pairs}
    return Branch(node, goals.get(card.parent or 0), tuple(heads.values()))


def servants_of(
    viewer: Viewer, moment: Moment, goals: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """The measures that directly serve each goal; one query."""
    found: dict[int, list[int]] = defaultdict(list)
    for servant, is_measure, served in serving(viewer, moment, goals):
        if is_measure:
            found[served].append(servant)
    return {goal: tuple(found[goal]) for goal in goals}


def _roots(goals: list[GoalCard], arrows: Iterable[tuple[int, bool, int]]) -> tuple[GoalNode, ...]:
    measures: dict[int, list[int]] = defaultdict(list)
    others: dict[int, list[int]] = defaultdict(list)
    for servant, is_measure, served in arrows:
        (measures if is_measure else others)[served].append(servant)
    known = {goal.pk for goal in goals}
    below: dict[int | None, list[GoalCard]] = defaultdict(list)
    for goal in goals:
        below[goal.parent if goal.parent in known else None].append(goal)

    def node(goal: GoalCard) -> GoalNode:
        return GoalNode(
            card=goal,
            children=tuple(node(child) for child in below[goal.pk]),
            measures=tuple(measures[goal.pk]),
            goals=tuple(others[goal.pk]),
        )

    return tuple(node(goal) for goal in below[None])


def goal_cards(
    viewer: Viewer,
    moment: Moment,
    *,
    plan: int | None = None,
    pks: Collection[int] | None = None,
    beside: int | None = None,
) -> list[GoalCard]:
    """Goals the viewer may see on a day, in the order of their tree; one query.

    `beside` names a goal: wanted are then all goals of its plan.
    """
    wanted = Q() if plan is None else Q(goal__plan_id=plan)
    if beside is not None:
        wanted &= Q(goal__plan_id__in=Goal.objects.filter(pk=beside).values("plan_id"))
    if pks is not None:
        wanted &= Q(goal_id__in=pks)
    rows = (
        GoalState.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(access.goal_states_visible_to(viewer, moment), wanted)
        .select_related("goal")
        .order_by("goal__plan_id", "position", "goal_id")
    )
    return [_goal_card(row) for row in rows]


def value_cards(
    viewer: Viewer, moment: Moment, *, plan: int | None = None, pk: int | None = None
) -> list[ValueCard]:
    """Values the viewer may see on a day; one query."""
    wanted = Q() if plan is None else Q(value__plan_id=plan)
    if pk is not None:
        wanted &= Q(value_id=pk)
    rows = (
        ValueState.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(access.value_states_visible_to(viewer), wanted)
        .select_related("value")
        .order_by("position", "value_id")
    )
    return [
        ValueCard(
            pk=row.value_id,
            version=row.value.version,
            plan=row.value.plan_id,
            position=row.position,
            name=row.name,
            text=row.text,
            source_line=row.value.source_line,
        )
        for row in rows
    ]


def indicator_links(
    moment: Moment, *, goals: Collection[int] | None = None, indicator: int | None = None
) -> list[IndicatorLink]:
    """Which indicators measure which goals and how; one query.

    Goals and indicators are filtered by their own visibility where they are shown.
    """
    wanted = Q() if goals is None else Q(goal_id__in=goals)
    if indicator is not None:
        wanted &= Q(indicator_id=indicator)
    rows = (
        GoalIndicator.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(wanted)
        .order_by("goal_id", "position", "id")
    )
    return [IndicatorLink(row.goal_id, row.indicator_id, row.how) for row in rows]


def tests_of(moment: Moment, goals: Collection[int]) -> dict[int, tuple[TestCard, ...]]:
    """The tests of each goal; one query."""
    found: dict[int, list[TestCard]] = defaultdict(list)
    rows = (
        GoalTest.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(goal_id__in=goals)
        .order_by("goal_id", "number")
    )
    for row in rows:
        found[row.goal_id].append(_test_card(row))
    return {goal: tuple(found[goal]) for goal in goals}


def _goal_card(row: GoalState) -> GoalCard:
    goal = row.goal
    return GoalCard(
        pk=goal.pk,
        version=goal.version,
        plan=goal.plan_id,
        level=GoalLevel(goal.level),
        parent=row.parent_id,
        position=row.position,
        code=row.code,
        name=row.name,
        text=row.text,
        plain_text=row.plain_text,
        unit=row.unit_id,
        post=row.post_id,
        visibility=Visibility(row.visibility),
        sustainability=tuple(row.sustainability),
        matters=tuple(row.matters),
        rule=GoalRule(row.rule) if row.rule else None,
        rule_count=row.rule_count,
        rule_share=row.rule_share,
        partly_at=row.partly_at,
        source_line=goal.source_line,
        holds_from=row.valid_from,
    )


def _test_card(row: GoalTest) -> TestCard:
    return TestCard(
        pk=row.pk,
        goal=row.goal_id,
        number=row.number,
        kind=TestKind(row.kind),
        series=row.series_id,
        period=row.period,
        operator=Operator(row.operator) if row.operator else None,
        low=row.low,
        high=row.high,
        tolerance=row.tolerance,
        baseline_value=row.baseline_value,
        baseline_on=row.baseline_on,
        deed=row.deed,
        due_on=row.due_on,
        weight=row.weight,
        is_provisional_enough=row.is_provisional_enough,
    )
