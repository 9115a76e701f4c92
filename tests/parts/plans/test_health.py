"""The plan check in a stored city: limits, accepted warnings, what stops an adoption, merging."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from ruori.followup import queries as followup
from ruori.kernel.problems import Conflict, NotAllowed, Problem, Ref, Refused
from ruori.kernel.text import Text
from ruori.notices.queries import plan_health, problems
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions, queries
from ruori.plans.actions import Element, Terms
from ruori.plans.codes import Fate, PlanKind, Stage
from ruori.plans.models import AcceptedFinding, Measure, MeasureState, Plan, Succession
from ruori.plans.queries.limits import default_limits
from ruori.plans.rules.lint import fingerprint
from tests.city import (
    AT,
    TODAY,
    SmallKemi,
    adopt,
    draft_plan,
    goal,
    measure,
    small_kemi,
    unit,
)

pytestmark = pytest.mark.django_db
REASON = "Näin sovittiin johtoryhmässä."


def _vague() -> tuple[SmallKemi, Measure]:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education, name="Edistetään hyvinvointia")
    return kemi, made


def _found(code: str, at: datetime = AT) -> Problem:
    return next(one.problem for one in plan_health(at) if one.problem.code == code)


def _codes(at: datetime = AT) -> set[str]:
    return {problem.code for problem in problems(at)}


def test_a_warning_accepted_with_a_reason_is_told_no_more_until_it_changes() -> None:
    kemi, made = _vague()
    found = _found("L20")
    actions.accept_finding(
        problem=found, seen=fingerprint(found), reason=REASON, by=kemi.aino, at=AT
    )
    row = AcceptedFinding.objects.get()
    assert (row.measure_id, row.reason, row.by_person_id) == (made.pk, REASON, kemi.aino.person_id)
    assert "L20" not in _codes()
    (kept,) = [one for one in plan_health(AT) if one.problem.code == "L20"]
    assert kept.accepted is not None
    assert kept.accepted.reason == REASON
    actions.change_measure(
        measure=made,
        version=1,
        changes={"name": Text("Edistetään terveyttä")},
        by=SYSTEM,
        at=AT,
    )
    assert "L20" in _codes()


def test_an_acceptance_taken_back_lets_the_warning_stand_again() -> None:
    kemi, _ = _vague()
    found = _found("L20")
    actions.accept_finding(
        problem=found, seen=fingerprint(found), reason=REASON, by=kemi.aino, at=AT
    )
    row = AcceptedFinding.objects.get()
    actions.take_up_finding(accepted=row, by=kemi.aino, at=AT)
    assert "L20" in _codes()
    with pytest.raises(Refused) as refused:
        actions.take_up_finding(accepted=row, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "TAKEN_UP_ALREADY"
    actions.accept_finding(
        problem=found, seen=fingerprint(found), reason=REASON, by=kemi.aino, at=AT
    )
    assert "L20" not in _codes()


def test_a_warning_is_accepted_once_with_a_reason_as_it_was_read() -> None:
    kemi, _ = _vague()
    found = _found("L20")
    seen = fingerprint(found)
    with pytest.raises(Refused) as refused:
        actions.accept_finding(problem=found, seen=seen, reason=" ", by=kemi.aino, at=AT)
    assert refused.value.problem.code == "REASON_MISSING"
    with pytest.raises(Conflict):
        actions.accept_finding(problem=found, seen="0" * 64, reason=REASON, by=kemi.aino, at=AT)
    actions.accept_finding(problem=found, seen=seen, reason=REASON, by=kemi.aino, at=AT)
    with pytest.raises(Refused) as refused:
        actions.accept_finding(problem=found, seen=seen, reason=REASON, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "ACCEPTED_ALREADY"


def test_a_hint_and_a_block_cannot_be_accepted() -> None:
    kemi, _ = _vague()
    hint = _found("L16")
    with pytest.raises(Refused) as refused:
        actions.accept_finding(
            problem=hint, seen=fingerprint(hint), reason=REASON, by=kemi.aino, at=AT
        )
    assert refused.value.problem.code == "ONLY_WARNINGS"


def test_only_who_writes_the_thing_accepts_its_warning() -> None:
    kemi, _ = _vague()
    found = _found("L20")
    for viewer in (kemi.eero, kemi.matti):
        with pytest.raises(NotAllowed):
            actions.accept_finding(
                problem=found, seen=fingerprint(found), reason=REASON, by=viewer, at=AT
            )
    made = actions.accept_finding(
        problem=found, seen=fingerprint(found), reason=REASON, by=kemi.liisa, at=AT
    )
    row = AcceptedFinding.objects.get(pk=made.pk)
    with pytest.raises(NotAllowed):
        actions.take_up_finding(accepted=row, by=kemi.eero, at=AT)


def test_a_warning_on_a_post_is_accepted_by_who_steers() -> None:
    kemi, _ = _vague()
    found = Problem(
        "L18", "…", {"plans": [1]}, Ref("organisation.post", kemi.mayor.pk), _found("L20").severity
    )
    with pytest.raises(NotAllowed):
        actions.accept_finding(
            problem=found, seen=fingerprint(found), reason=REASON, by=kemi.liisa, at=AT
        )
    actions.accept_finding(
        problem=found, seen=fingerprint(found), reason=REASON, by=kemi.aino, at=AT
    )
    assert AcceptedFinding.objects.get().about_post == kemi.mayor


def test_the_city_sets_its_limits_from_a_day_on() -> None:
    kemi, _ = _vague()
    card = queries.limits_card(TODAY)
    assert (card.version, card.limits) == (1, default_limits())
    assert "L18" not in _codes()
    narrow = replace(card.limits, plan_hint=1, plan_warn=1)
    day = TODAY.as_of + timedelta(days=1)
    actions.set_limits(limits=narrow, version=1, holds_from=day, by=kemi.aino, at=AT)
    assert "L18" not in _codes()
    assert "L18" in _codes(AT + timedelta(days=1))
    with pytest.raises(Conflict):
        actions.set_limits(limits=narrow, version=1, by=kemi.aino, at=AT)
    actions.set_limits(limits=narrow, version=2, by=kemi.aino, at=AT)
    assert queries.limits_card(TODAY).limits == narrow
    assert queries.limits_card(TODAY).version == 3


def test_limits_are_set_by_who_keeps_settings_and_make_sense() -> None:
    kemi, _ = _vague()
    limits = default_limits()
    with pytest.raises(NotAllowed):
        actions.set_limits(limits=limits, version=1, by=kemi.liisa, at=AT)
    wrong = replace(limits, similarity=Decimal("0.1"))
    with pytest.raises(Refused) as refused:
        actions.set_limits(limits=wrong, version=1, by=kemi.aino, at=AT)
    assert refused.value.problem.facts["field"] == "similarity"


def _strategy_without_evaluation() -> Plan:
    terms = actions.PlanTerms(Text("Strategia"))
    return actions.draft_plan(kind=PlanKind.STRATEGY, terms=terms, by=SYSTEM, at=AT)


def test_what_blocks_stops_the_adoption_and_is_listed() -> None:
    small_kemi()
    plan = _strategy_without_evaluation()
    with pytest.raises(Refused) as refused:
        adopt(plan)
    assert refused.value.problem.code == "PLAN_NOT_READY"
    assert refused.value.problem.facts["rules"] == ["L23"]
    plan.refresh_from_db()
    assert plan.stage == Stage.DRAFT
    told = {"evaluation_plan": Text("Arvioidaan joka vuosi.")}
    actions.change_plan(plan=plan, version=1, changes=told, by=SYSTEM, at=AT)
    assert adopt(plan).stage == Stage.IN_FORCE


def test_what_was_adopted_before_ruori_is_recorded_with_its_findings() -> None:
    small_kemi()
    plan = _strategy_without_evaluation()
    actions.adopt_plan(
        plan=plan,
        version=1,
        decision=None,
        holds_from=date(2022, 1, 1),
        is_read=True,
        by=SYSTEM,
        at=AT,
    )
    assert "L23" in _codes()


def test_a_draft_is_checked_on_its_own_page_only() -> None:
    small_kemi()
    plan = _strategy_without_evaluation()
    assert _codes() == set()
    assert {one.problem.code for one in plan_health(AT) if plan.pk in one.plans} == {"L23"}


def _following() -> tuple[SmallKemi, Plan, Element, Element]:
    """A strategy in force with a goal, and the draft that follows it with a goal."""
    kemi = small_kemi()
    old = adopt(draft_plan())
    before = goal(old)
    terms = actions.PlanTerms(Text("Uusi strategia"), evaluation_plan=Text("Vuosittain."))
    new = actions.draft_plan(kind=PlanKind.STRATEGY, terms=terms, supersedes=old, by=SYSTEM, at=AT)
    return kemi, new, Element(goal=before), Element(goal=goal(new, "Uusi tavoite"))


def test_a_plan_is_not_adopted_before_every_old_element_has_its_fate() -> None:
    kemi, new, old, heir = _following()
    with pytest.raises(Refused) as refused:
        adopt(new)
    assert refused.value.problem.facts["rules"] == ["L25"]
    actions.tell_fate(plan=new, old=old, fate=Fate.KEPT, heir=heir, by=kemi.aino, at=AT)
    assert adopt(new).stage == Stage.IN_FORCE
    assert Succession.objects.get().new_goal == heir.goal


def test_a_fate_has_an_heir_or_a_reason_and_never_circles() -> None:
    kemi, new, old, heir = _following()
    other = Element(measure=measure(new, heir.goal, kemi.education))  # type: ignore[arg-type]
    for fate, its_heir, reason, code in (
        (Fate.DROPPED, None, " ", "REASON_MISSING"),
        (Fate.KEPT, None, "", "HEIR_MISSING"),
        (Fate.KEPT, other, "", "HEIR_MISSING"),
        (Fate.KEPT, old, "", "LOOP"),
        (Fate.NEW, heir, "", "NEW_IS_NOT_OLD"),
    ):
        with pytest.raises(Refused) as refused:
            actions.tell_fate(
                plan=new, old=old, fate=fate, heir=its_heir, reason=reason, by=kemi.aino, at=AT
            )
        assert refused.value.problem.code == code
    with pytest.raises(Refused) as refused:
        actions.tell_fate(plan=new, old=heir, fate=Fate.KEPT, heir=old, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "NOT_BEFORE"
    with pytest.raises(NotAllowed):
        actions.tell_fate(plan=new, old=old, fate=Fate.KEPT, heir=heir, by=kemi.liisa, at=AT)
    actions.tell_fate(plan=new, old=old, fate=Fate.DROPPED, reason="Valmis.", by=kemi.aino, at=AT)


def _twins() -> tuple[SmallKemi, Measure, Measure]:
    kemi = small_kemi()
    strategy, programme = adopt(draft_plan()), adopt(draft_plan("Ohjelma", kind=PlanKind.PROGRAMME))
    top, own = goal(strategy), goal(programme, "Ohjelman tavoite")
    name = "Avataan kaksi uutta liikuntapaikkaa Kemiin"
    return (
        kemi,
        measure(programme, own, kemi.education, name=name),
        measure(strategy, top, kemi.education, name=name),
    )


def test_twins_become_one_that_serves_the_goals_of_both() -> None:
    kemi, kept, merged = _twins()
    assert "L19" in _codes()
    actions.merge_measure(
        measure=merged, version=1, into=kept, by=kemi.aino, at=AT, terms=Terms(reason=REASON)
    )
    assert {"L19", "L13", "L14"}.isdisjoint(_codes())
    serves = queries.serves_of(kemi.aino, TODAY, measures=[kept.pk])
    assert len(serves) == 2
    row = MeasureState.objects.in_force(TODAY.as_of).get(measure=merged)
    assert row.heir == kept
    assert merged.pk in followup.settled_measures(TODAY)


def test_merging_asks_for_a_reason_a_fresh_version_and_the_right_to_both() -> None:
    kemi, kept, merged = _twins()
    with pytest.raises(Refused) as refused:
        actions.merge_measure(measure=merged, version=1, into=kept, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "REASON_MISSING"
    terms = Terms(reason=REASON)
    with pytest.raises(Refused) as refused:
        actions.merge_measure(
            measure=merged, version=1, into=merged, by=kemi.aino, at=AT, terms=terms
        )
    assert refused.value.problem.code == "LOOP"
    with pytest.raises(Conflict):
        actions.merge_measure(
            measure=merged, version=9, into=kept, by=kemi.aino, at=AT, terms=terms
        )
    with pytest.raises(NotAllowed):
        actions.merge_measure(
            measure=merged, version=1, into=kept, by=kemi.liisa, at=AT, terms=terms
        )


def test_a_changed_text_with_an_old_plain_text_is_stale_until_checked() -> None:
    kemi, made = _vague()
    plain = {"plain_text": Text("Selkeästi sanottuna.")}
    change = actions.change_measure
    change(measure=made, version=1, changes=plain, by=SYSTEM, at=AT)
    assert "L28" not in _codes()
    later = AT + timedelta(days=30)
    words = {"text": Text("Uusi teksti.")}
    change(measure=made, version=2, changes=words, by=SYSTEM, at=later)
    stale = _found("L28", later)
    actions.accept_finding(
        problem=stale, seen=fingerprint(stale), reason="Luettu.", by=kemi.aino, at=later
    )
    assert "L28" not in _codes(later)


def test_the_check_asks_as_often_for_one_measure_as_for_many(
    django_assert_max_num_queries: object,
) -> None:
    kemi, made = _vague()
    served = made.serves.get().served
    for number in range(5):
        measure(made.plan, served, unit(f"yksikko-{number}", parent=kemi.office))
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        plan_health(AT)
