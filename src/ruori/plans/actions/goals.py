"""Values, goals and their tests."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from ruori.audit.actions import claim, record
from ruori.columns.dated import Dated, history_of, state_of
from ruori.indicators.models import Series
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import Problem, Ref, Refused, refuse
from ruori.kernel.text import EMPTY, N_, Text
from ruori.kernel.trees import astray
from ruori.kernel.validity import Row
from ruori.organisation.models import Post, Unit
from ruori.organisation.rules import Viewer
from ruori.plans.actions.plans import columns_of, facts_of
from ruori.plans.actions.writing import (
    NO_TERMS,
    Pen,
    Terms,
    Written,
    amend_state,
    called,
    end_belonging,
    end_state,
    existence,
    not_in_force,
    require_editor,
    state_on,
    take_pen,
    write_ledger,
    write_state,
)
from ruori.plans.codes import ChangeKind, GoalLevel, GoalRule, Operator, TestKind
from ruori.plans.models import (
    Goal,
    GoalIndicator,
    GoalState,
    GoalTest,
    Plan,
    Serves,
    Value,
    ValueState,
)
from ruori.plans.rules import changes_of_test, may_hold, reordered


@dataclass(frozen=True, slots=True)
class GoalTerms:
    """What a goal says, who answers for it and by which rule it is judged."""

    name: Text
    text: Text = EMPTY
    plain_text: Text = EMPTY
    code: str = ""
    unit: Unit | None = None
    post: Post | None = None
    visibility: Visibility = Visibility.PUBLIC
    sustainability: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    rule: GoalRule | None = None
    rule_count: int | None = None
    rule_share: Decimal | None = None
    partly_at: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TestTerms:
    """A test of a goal, fixed in advance."""

    __test__ = False

    kind: TestKind
    series: Series | None = None
    period: str = ""
    operator: Operator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: Decimal | None = None
    baseline_value: Decimal | None = None
    baseline_on: date | None = None
    deed: Text = EMPTY
    due_on: date | None = None
    weight: Decimal = Decimal(1)
    is_provisional_enough: bool = False


GOAL_FIELDS = frozenset(GoalTerms.__dataclass_fields__)
VALUE_FIELDS = frozenset({"name", "text"})


@transaction.atomic
def add_value(
    *,
    plan: Plan,
    name: Text,
    text: Text,
    by: Viewer,
    at: datetime,
    source_line: int | None = None,
    terms: Terms = NO_TERMS,
) -> Value:
    """Add a value of the city at the end of the plan's values."""
    pen = take_pen(plan=plan, at=at, terms=terms)
    require_editor(pen, by)
    position = Value.objects.filter(plan=plan).count()
    value = Value.objects.create(plan=plan, source_line=source_line)
    state = {"position": position, "name": name, "text": text}
    write_state(pen, model=ValueState, key={"value_id": value.pk}, state=state)
    write_ledger(pen, changes=existence(ChangeKind.ADDED, name))
    about = Ref("plans.value", value.pk, name)
    record(verb="value.added", about=about, by=by.actor, at=pen.stamped_at)
    return value


@transaction.atomic
def change_value(
    *,
    value: Value,
    version: int,
    changes: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> Written:
    """Reword a value. Raises Conflict when somebody changed it meanwhile."""
    pen = take_pen(plan=value.plan, at=at, terms=terms)
    require_editor(pen, by)
    claim(row=value, version=version)
    columns = columns_of(changes, VALUE_FIELDS)
    told = amend_state(pen, model=ValueState, key={"value_id": value.pk}, changes=columns)
    write_ledger(pen, changes=told)
    about = Ref("plans.value", value.pk, called(pen, ValueState, value_id=value.pk))
    facts = facts_of(columns, told)
    record(verb="value.changed", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(value.pk, version + 1)


@transaction.atomic
def add_goal(
    *,
    plan: Plan,
    level: GoalLevel,
    goal: GoalTerms,
    by: Viewer,
    at: datetime,
    parent: Goal | None = None,
    source_line: int | None = None,
    terms: Terms = NO_TERMS,
) -> Goal:
    """Add a goal as the last under its parent. Raises Refused for a wrong level."""
    pen = take_pen(plan=plan, at=at, terms=terms)
    require_editor(pen, by)
    _check_place(plan, level, parent)
    made = Goal.objects.create(plan=plan, level=level, source_line=source_line)
    columns = columns_of({name: getattr(goal, name) for name in GOAL_FIELDS}, GOAL_FIELDS)
    columns |= {
        "parent_id": None if parent is None else parent.pk,
        "position": len(_siblings(pen, parent)),
        "rule": goal.rule or "",
        "sustainability": list(goal.sustainability),
        "matters": list(goal.matters),
    }
    write_state(pen, model=GoalState, key={"goal_id": made.pk}, state=columns)
    _check_tree(pen)
    write_ledger(pen, changes=existence(ChangeKind.ADDED, goal.name), goal=made.pk)
    about = Ref("plans.goal", made.pk, goal.name)
    record(verb="goal.added", about=about, by=by.actor, at=pen.stamped_at, facts={"level": level})
    return made


@transaction.atomic
def change_goal(
    *,
    goal: Goal,
    version: int,
    changes: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> Written:
    """Change a goal's words, owner or rule. Raises Conflict when changed meanwhile."""
    pen = take_pen(plan=goal.plan, at=at, terms=terms)
    require_editor(pen, by)
    claim(row=goal, version=version)
    columns = columns_of(changes, GOAL_FIELDS)
    if "rule" in columns:
        columns["rule"] = columns["rule"] or ""
    for tags in {"sustainability", "matters"} & columns.keys():
        columns[tags] = list(columns[tags])
    told = amend_state(pen, model=GoalState, key={"goal_id": goal.pk}, changes=columns)
    write_ledger(pen, changes=told, goal=goal.pk)
    about = Ref("plans.goal", goal.pk, called(pen, GoalState, goal_id=goal.pk))
    facts = facts_of(columns, told)
    record(verb="goal.changed", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(goal.pk, version + 1)


@transaction.atomic
def move_goal(
    *,
    goal: Goal,
    version: int,
    parent: Goal | None,
    position: int,
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> Written:
    """Put a goal under another parent or in another place among its siblings (from 0)."""
    pen = take_pen(plan=goal.plan, at=at, terms=terms)
    require_editor(pen, by)
    claim(row=goal, version=version)
    _check_place(goal.plan, GoalLevel(goal.level), parent)
    key = None if parent is None else parent.pk
    row = reordered(_siblings(pen, parent), goal.pk, position)
    for place, sibling in enumerate(row):
        changes = {"position": place} | ({"parent_id": key} if sibling == goal.pk else {})
        told = amend_state(pen, model=GoalState, key={"goal_id": sibling}, changes=changes)
        write_ledger(pen, changes=told, goal=sibling)
    _check_tree(pen)
    about = Ref("plans.goal", goal.pk)
    facts = {"parent": key, "position": row.index(goal.pk)}
    record(verb="goal.moved", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(goal.pk, version + 1)


@transaction.atomic
def drop_goal(
    *, goal: Goal, version: int, by: Viewer, at: datetime, terms: Terms = NO_TERMS
) -> Written:
    """Take a goal out of its plan from a day on. Raises Refused while something stands below it.

    An adopted goal needs a reason, which stays on its public page.
    """
    pen = take_pen(plan=goal.plan, at=at, terms=terms)
    require_editor(pen, by)
    claim(row=goal, version=version)
    _check_empty(pen, goal)
    check_reason(pen)
    key = {"goal_id": goal.pk}
    name = standing_name(pen, GoalState, **key)
    if not end_state(pen, model=GoalState, key=key):
        raise not_in_force(pen)
    for model, apart in _BELONGING:
        end_belonging(pen, model=model, key=key, apart=apart)
    write_ledger(pen, changes=existence(ChangeKind.DROPPED, name), goal=goal.pk)
    about = Ref("plans.goal", goal.pk, name)
    record(verb="goal.dropped", about=about, by=by.actor, at=pen.stamped_at)
    return Written(goal.pk, version + 1)


@transaction.atomic
def set_tests(
    *,
    goal: Goal,
    version: int,
    tests: Sequence[TestTerms],
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> Written:
    """Fix the tests that tell whether the goal came true, in place of those before."""
    pen = take_pen(plan=goal.plan, at=at, terms=terms)
    require_editor(pen, by)
    claim(row=goal, version=version)
    write_tests(pen, goal, tests)
    about = Ref("plans.goal", goal.pk)
    facts = {"tests": len(tests)}
    record(verb="goal.tests_set", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(goal.pk, version + 1)


def write_tests(pen: Pen, goal: Goal, tests: Sequence[TestTerms]) -> None:
    """Write the tests in place of those before, for the verbs that have asked for the right."""
    rows = GoalTest.objects.filter(goal=goal, retracted_at__isnull=True)
    gone = set(rows.values_list("number", flat=True)) - set(range(1, len(tests) + 1))
    for number, test in enumerate(tests, start=1):
        key, state = {"goal_id": goal.pk, "number": number}, _test_state(test)
        before = write_state(pen, model=GoalTest, key=key, state=state)
        write_ledger(pen, changes=changes_of_test(before, state), goal=goal.pk)
    for number in sorted(gone):
        key = {"goal_id": goal.pk, "number": number}
        before = state_on(pen, GoalTest, **key)
        if end_state(pen, model=GoalTest, key=key):
            write_ledger(pen, changes=changes_of_test(state_of(before), None), goal=goal.pk)


_BELONGING: Sequence[tuple[type[Dated], Sequence[str]]] = (
    (Serves, ("served_id",)),
    (GoalIndicator, ("indicator_id",)),
    (GoalTest, ("number",)),
)
_TEST_FIELDS = frozenset(TestTerms.__dataclass_fields__) - {"series", "operator"}


def _test_state(test: TestTerms) -> dict[str, Any]:
    return {
        **{name: getattr(test, name) for name in _TEST_FIELDS},
        "series_id": None if test.series is None else test.series.pk,
        "operator": test.operator or "",
    }


def standing_name(pen: Pen, model: type[Dated], **key: Any) -> Text:
    """The name of a goal or measure on the day of the deed, for the trail and the ledger."""
    row = state_on(pen, model, **key)
    return EMPTY if row is None else Text(row.name)


def check_reason(pen: Pen) -> None:
    """Raise Refused when an adopted promise is dropped without saying why."""
    if not pen.is_draft and not pen.terms.reason.strip():
        raise refuse(
            "REASON_MISSING",
            N_("Say why this promise is dropped. The reason stays public."),
            field="reason",
        )


def _siblings(pen: Pen, parent: Goal | None) -> list[int]:
    rows = GoalState.objects.drafts() if pen.is_draft else GoalState.objects.in_force(pen.start)
    below = rows.filter(goal__plan=pen.plan, parent=parent).order_by("position", "goal_id")
    return list(below.values_list("goal_id", flat=True))


def _check_place(plan: Plan, level: GoalLevel, parent: Goal | None) -> None:
    above = None if parent is None else GoalLevel(parent.level)
    elsewhere = parent is not None and parent.plan_id != plan.pk
    if elsewhere or not may_hold(above, level):
        raise Refused(
            Problem(code="WRONG_PLACE", msgid=N_("A goal of this level cannot stand there."))
        )


def _check_tree(pen: Pen) -> None:
    """Raise Refused when a goal of the plan stands under one that does not hold then.

    Asked after writing, of every later day of change, so that a refusal takes all of it back. A
    draft has no days, and levels, which only go down, leave no room for a circle.
    """
    if pen.is_draft:
        return
    rows = GoalState.objects.standing().filter(goal__plan=pen.plan).order_by("valid_from", "id")
    histories: dict[int, list[Row]] = defaultdict(list)
    for row in history_of(rows):
        histories[row.state["goal_id"]].append(row)
    found = astray(histories, since=pen.start)
    if found is not None:
        raise refuse(
            "PARENT_ENDS",
            N_("The goal above it does not hold on %(day)s."),
            about=Ref("plans.goal", found.key),
            day=found.day,
        )


def _check_empty(pen: Pen, goal: Goal) -> None:
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=pen.start)
    below = GoalState.objects.filter(lasting, parent=goal, retracted_at__isnull=True)
    served = Serves.objects.filter(lasting, served=goal, retracted_at__isnull=True)
    count = below.values("goal_id").distinct().count()
    count += served.values("measure_id", "goal_id").distinct().count()
    if count:
        raise Refused(
            Problem(
                code="NOT_EMPTY",
                msgid=N_("%(count)s items stand below this. Move them first."),
                facts={"count": count},
                about=Ref("plans.goal", goal.pk),
            )
        )
