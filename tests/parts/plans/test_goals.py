"""Goals: their place, their words, their tests, and what the ledger tells of changes."""

from datetime import date
from decimal import Decimal

import pytest

from ruori.audit.queries import deeds_about
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER
from ruori.plans import actions, queries
from ruori.plans.actions import Terms
from ruori.plans.codes import ChangeKind, GoalLevel, GoalRule, TestKind
from ruori.plans.models import Goal
from tests.city import AT, TODAY, adopt, draft_plan, goal, measure, small_kemi

pytestmark = pytest.mark.django_db


def _names(plan_pk: int, viewer: object, moment: Moment = TODAY) -> list[str]:
    tree = queries.tree(viewer, moment, plan_pk)  # type: ignore[arg-type]
    return [] if tree is None else [str(node.card.name) for node in tree.walk()]


def test_a_goal_comes_last_under_its_parent() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    top = goal(plan, "A")
    goal(plan, "A1", level=GoalLevel.OBJECTIVE, parent=top)
    goal(plan, "A2", level=GoalLevel.OBJECTIVE, parent=top)
    goal(plan, "B")
    assert _names(plan.pk, kemi.aino) == ["A", "A1", "A2", "B"]


def test_a_goal_of_a_wrong_level_or_another_plan_is_refused() -> None:
    plan, other = draft_plan("Yksi"), draft_plan("Toinen")
    small_kemi()
    top = goal(plan)
    leaf = goal(plan, "x", level=GoalLevel.OBJECTIVE, parent=top)
    for parent, level, where in (
        (leaf, GoalLevel.STRATEGIC, plan),
        (top, GoalLevel.OBJECTIVE, other),
    ):
        with pytest.raises(Refused) as refused:
            goal(where, "y", level=level, parent=parent)
        assert refused.value.problem.code == "WRONG_PLACE"
    assert Goal.objects.count() == 2


def test_a_moved_goal_keeps_its_siblings_in_order() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    tops = [goal(plan, name) for name in "ABC"]
    actions.move_goal(goal=tops[2], version=1, parent=None, position=0, by=kemi.aino, at=AT)
    assert _names(plan.pk, STRANGER) == ["C", "A", "B"]


def test_a_goal_cannot_be_moved_under_itself() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    top = goal(plan, "A")
    leaf = goal(plan, "A1", level=GoalLevel.FOCUS, parent=top)
    with pytest.raises(Refused):
        actions.move_goal(goal=top, version=1, parent=leaf, position=0, by=kemi.aino, at=AT)
    assert _names(plan.pk, kemi.aino) == ["A", "A1"]


def test_two_who_reword_at_once_do_not_lose_each_other() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan, "Alkuperäinen")
    actions.change_goal(
        goal=top, version=1, changes={"name": Text("Ensimmäinen")}, by=kemi.aino, at=AT
    )
    with pytest.raises(Conflict):
        actions.change_goal(
            goal=top, version=1, changes={"name": Text("Toinen")}, by=kemi.aino, at=AT
        )
    assert _names(plan.pk, STRANGER) == ["Ensimmäinen"]


def test_a_rewording_is_in_the_ledger_and_the_past_keeps_its_words() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan(), holds_from=date(2025, 1, 1))
    top = actions.add_goal(
        plan=plan,
        level=GoalLevel.STRATEGIC,
        goal=actions.GoalTerms(Text("Vanha sana")),
        by=kemi.aino,
        at=AT,
        terms=Terms(holds_from=date(2025, 1, 1)),
    )
    actions.change_goal(
        goal=top,
        version=1,
        changes={"name": Text("Uusi sana")},
        by=kemi.aino,
        at=AT,
        terms=Terms(holds_from=date(2026, 1, 1), reason="Selkeämpi"),
    )
    assert _names(plan.pk, STRANGER) == ["Uusi sana"]
    assert _names(plan.pk, STRANGER, Moment(date(2025, 6, 1))) == ["Vanha sana"]
    newest = queries.changes_of(goals=[top.pk])[0]
    assert newest.kind is ChangeKind.REWORDED
    assert (newest.before, newest.after) == ({"fi": "Vanha sana"}, {"fi": "Uusi sana"})
    assert newest.reason == "Selkeämpi"


def test_what_was_known_earlier_does_not_change_by_later_recording() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan(), holds_from=date(2025, 1, 1))
    top = goal(plan, "Ennen")
    known = Moment(TODAY.as_of, TODAY.as_of)
    before = _names(plan.pk, STRANGER, known)
    later = AT.replace(day=20)
    actions.change_goal(
        goal=top,
        version=1,
        changes={"name": Text("Jälkeen")},
        by=kemi.aino,
        at=later,
        terms=Terms(holds_from=TODAY.as_of),
    )
    assert _names(plan.pk, STRANGER, known) == before == ["Ennen"]
    assert _names(plan.pk, STRANGER) == ["Jälkeen"]


def test_a_draft_leaves_no_line_in_the_ledger() -> None:
    kemi = small_kemi()
    top = goal(draft_plan(), "Luonnos")
    actions.change_goal(goal=top, version=1, changes={"name": Text("Uusi")}, by=kemi.aino, at=AT)
    assert queries.changes_of(goals=[top.pk]) == []


def test_a_promise_is_dropped_only_with_a_reason_and_when_nothing_stands_below() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan, "Poistuva")
    made = measure(plan, top, kemi.education)
    with pytest.raises(Refused) as refused:
        actions.drop_goal(goal=top, version=1, by=kemi.aino, at=AT, terms=Terms(reason="Syy"))
    assert refused.value.problem.code == "NOT_EMPTY"
    actions.drop_measure(measure=made, version=1, by=kemi.aino, at=AT, terms=Terms(reason="Valmis"))
    with pytest.raises(Refused) as refused:
        actions.drop_goal(goal=top, version=1, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "REASON_MISSING"
    actions.drop_goal(goal=top, version=1, by=kemi.aino, at=AT, terms=Terms(reason="Yhdistettiin"))
    assert _names(plan.pk, STRANGER) == []
    assert queries.changes_of(goals=[top.pk])[0].kind is ChangeKind.DROPPED


def test_tests_are_fixed_in_place_of_those_before() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan)
    deed = actions.TestTerms(TestKind.DEED, deed=Text("Ohje on annettu"), due_on=date(2026, 6, 1))
    for version, tests in ((1, [deed, deed]), (2, [deed])):
        actions.set_tests(goal=top, version=version, tests=tests, by=kemi.aino, at=AT)
    found = queries.tests_of(TODAY, [top.pk])[top.pk]
    assert [(test.number, test.deed["fi"]) for test in found] == [(1, "Ohje on annettu")]


def test_the_rule_of_a_goal_is_kept_with_its_numbers() -> None:
    kemi = small_kemi()
    top = goal(adopt(draft_plan()))
    changes = {"rule": GoalRule.WEIGHTED, "rule_share": Decimal("0.6")}
    actions.change_goal(goal=top, version=1, changes=changes, by=kemi.aino, at=AT)
    card = queries.goal_cards(STRANGER, TODAY, pks=[top.pk])[0]
    assert (card.rule, card.rule_share) == (GoalRule.WEIGHTED, Decimal("0.6"))


def test_only_who_owns_the_plan_writes_in_it() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan)
    for viewer in (kemi.liisa, kemi.matti, STRANGER):
        with pytest.raises(NotAllowed):
            actions.change_goal(goal=top, version=1, changes={"name": Text("x")}, by=viewer, at=AT)
        with pytest.raises(NotAllowed):
            actions.drop_goal(goal=top, version=1, by=viewer, at=AT, terms=Terms(reason="x"))
        with pytest.raises(NotAllowed):
            actions.move_goal(goal=top, version=1, parent=None, position=0, by=viewer, at=AT)
        with pytest.raises(NotAllowed):
            actions.set_tests(goal=top, version=1, tests=[], by=viewer, at=AT)
    assert Goal.objects.get(pk=top.pk).version == 1


def test_every_deed_on_a_goal_leaves_a_trail() -> None:
    kemi = small_kemi()
    top = goal(adopt(draft_plan()))
    actions.change_goal(goal=top, version=1, changes={"name": Text("Uusi")}, by=kemi.aino, at=AT)
    deeds = deeds_about("plans.goal", top.pk)
    assert [deed.verb for deed in deeds] == ["goal.changed", "goal.added"]
    assert deeds[0].actor == "Esimerkki Aino"
    told = {"before": {"fi": "Hyvinvoivat asukkaat"}, "after": {"fi": "Uusi"}}
    assert deeds[0].facts == {"name": told}


def test_an_unknown_field_is_a_fault_not_a_silent_loss() -> None:
    kemi = small_kemi()
    top = goal(adopt(draft_plan()))
    with pytest.raises(TypeError):
        actions.change_goal(goal=top, version=1, changes={"colour": "red"}, by=kemi.aino, at=AT)


def test_a_goal_is_not_dropped_while_what_stands_below_has_days_left() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan, "Ylempi")
    leaf = goal(plan, "Alempi", level=GoalLevel.OBJECTIVE, parent=top)
    later = Terms(holds_from=date(2027, 1, 1), reason="Syy")
    actions.drop_goal(goal=leaf, version=1, by=kemi.aino, at=AT, terms=later)
    with pytest.raises(Refused) as refused:
        actions.drop_goal(goal=top, version=1, by=kemi.aino, at=AT, terms=Terms(reason="Syy"))
    assert refused.value.problem.code == "NOT_EMPTY"
    actions.drop_goal(goal=top, version=1, by=kemi.aino, at=AT, terms=later)
    assert _names(plan.pk, STRANGER) == ["Ylempi", "Alempi"]
    assert _names(plan.pk, STRANGER, Moment(date(2027, 1, 1))) == []


def test_nothing_is_put_under_a_goal_that_ends() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top, other = goal(plan, "Päättyvä"), goal(plan, "Muu", level=GoalLevel.OBJECTIVE)
    later = Terms(holds_from=date(2027, 1, 1), reason="Syy")
    actions.drop_goal(goal=top, version=1, by=kemi.aino, at=AT, terms=later)
    with pytest.raises(Refused) as refused:
        goal(plan, "Uusi", level=GoalLevel.OBJECTIVE, parent=top)
    assert refused.value.problem.code == "PARENT_ENDS"
    with pytest.raises(Refused) as refused:
        actions.move_goal(goal=other, version=1, parent=top, position=0, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "PARENT_ENDS"


def test_a_goal_is_dropped_once_what_stood_below_has_been_moved_by_then() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    above = goal(plan, "Kokoava")
    one, two = (goal(plan, name, level=GoalLevel.FOCUS, parent=above) for name in ("Yksi", "Kaksi"))
    leaf = goal(plan, "Lehti", level=GoalLevel.OBJECTIVE, parent=one)
    later = Terms(holds_from=date(2027, 1, 1))
    actions.move_goal(
        goal=leaf, version=1, parent=two, position=0, by=kemi.aino, at=AT, terms=later
    )
    actions.drop_goal(
        goal=one,
        version=1,
        by=kemi.aino,
        at=AT,
        terms=Terms(holds_from=date(2027, 1, 1), reason="Yhdistettiin"),
    )
    assert _names(plan.pk, STRANGER) == ["Kokoava", "Yksi", "Lehti", "Kaksi"]
    assert _names(plan.pk, STRANGER, Moment(date(2027, 1, 1))) == ["Kokoava", "Kaksi", "Lehti"]


def test_a_move_to_another_parent_is_told_and_a_new_place_in_order_is_not() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    one, two = goal(plan, "Yksi"), goal(plan, "Kaksi")
    leaf = goal(plan, "Lehti", level=GoalLevel.OBJECTIVE, parent=one)
    actions.move_goal(goal=leaf, version=1, parent=two, position=0, by=kemi.aino, at=AT)
    actions.move_goal(goal=two, version=1, parent=None, position=0, by=kemi.aino, at=AT)
    told = [(each.goal, each.field) for each in queries.changes_of(plan=plan.pk)]
    assert [each for each in told if each[1] != "existence"] == [(leaf.pk, "parent_id")]


def test_a_sibling_that_begins_later_does_not_stop_a_move() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    one, two = goal(plan, "Yksi"), goal(plan, "Kaksi")
    actions.add_goal(
        plan=plan,
        level=GoalLevel.STRATEGIC,
        goal=actions.GoalTerms(Text("Tuleva")),
        by=kemi.aino,
        at=AT,
        terms=Terms(holds_from=date(2027, 1, 1)),
    )
    actions.move_goal(goal=two, version=1, parent=None, position=0, by=kemi.aino, at=AT)
    assert _names(plan.pk, STRANGER) == ["Kaksi", "Yksi"]
    assert one.pk != two.pk


def test_a_moved_target_and_deadline_of_a_test_are_told() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan)
    for version, due_on in ((1, date(2026, 6, 1)), (2, date(2026, 9, 1))):
        deed = actions.TestTerms(TestKind.DEED, deed=Text("Ohje on annettu"), due_on=due_on)
        actions.set_tests(
            goal=top, version=version, tests=[deed], by=kemi.aino, at=AT, terms=Terms(reason="Syy")
        )
    actions.set_tests(goal=top, version=3, tests=[], by=kemi.aino, at=AT)
    gone, moved, set_, _ = queries.changes_of(goals=[top.pk])
    assert (set_.field, set_.after) == ("test", {"fi": "Ohje on annettu"})
    assert (moved.field, moved.kind) == ("due_on", ChangeKind.MOVED_LATER)
    assert (gone.field, gone.before, gone.after) == ("test", {"fi": "Ohje on annettu"}, None)
