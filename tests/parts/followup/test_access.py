"""Who may do what, as one table; and lists that agree with the questions about one row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from ruori.followup import access, actions, queries
from ruori.followup.access import Item, Seen
from ruori.followup.codes import Judge
from ruori.followup.models import Deviation, Entry, Judgement, Proof
from ruori.kernel.codes import Attainment, Progress, Visibility
from ruori.kernel.moments import now
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER, SYSTEM, Viewer
from ruori.plans import access as plan_access
from ruori.plans import actions as plans
from ruori.plans.models import GoalState, MeasureState
from tests import city
from tests.parts.followup.given import (
    LATER,
    LINK,
    OPENED,
    PUBLISHING,
    Reporting,
    deputy_of,
    freeze,
    next_round,
    publish,
    report,
    report_goal,
    reporting,
)
from tests.people import EVERYBODY, LIISAS_POST, LIISAS_UNIT, OTHER_UNIT, UNIT_BELOW_LIISA

LIISAS = Item(LIISAS_UNIT, LIISAS_POST)
BELOW = Item(UNIT_BELOW_LIISA, None)
OTHERS = Item(OTHER_UNIT, 41)
NOBODY_S = Item(None, None)
WRITER = 100
"""The key of a person who is none of the people here."""

TABLE: dict[str, tuple[Callable[[Viewer], bool], set[str]]] = {
    "report on Liisa's item": (
        lambda viewer: access.may_report(viewer, LIISAS),
        {"aino", "liisa", "timer"},
    ),
    "report on an item below Liisa": (
        lambda viewer: access.may_report(viewer, BELOW),
        {"aino", "liisa", "timer"},
    ),
    "report on the other unit's item": (
        lambda viewer: access.may_report(viewer, OTHERS),
        {"aino", "employee", "timer"},
    ),
    "report on nobody's item": (
        lambda viewer: access.may_report(viewer, NOBODY_S),
        {"aino", "timer"},
    ),
    "see a draft of Liisa's item": (
        lambda viewer: access.may_see_draft(viewer, LIISAS),
        {"aino", "liisa", "timer"},
    ),
    "write the summary of Liisa's unit": (
        lambda viewer: access.may_write_report(viewer, unit=LIISAS_UNIT),
        {"aino", "liisa", "timer"},
    ),
    "correct what is published": (access.may_correct_published, {"aino", "timer"}),
    "review an item below Liisa": (
        lambda viewer: access.may_review(viewer, unit=UNIT_BELOW_LIISA, writer=WRITER),
        {"aino", "liisa"},
    ),
    "review what Liisa wrote": (
        lambda viewer: access.may_review(viewer, unit=LIISAS_UNIT, writer=3),
        {"aino"},
    ),
    "approve a proof of an item below Liisa": (
        lambda viewer: access.may_approve_proof(
            viewer, unit=UNIT_BELOW_LIISA, givers=frozenset({WRITER})
        ),
        {"aino", "liisa"},
    ),
    "approve a proof that Aino gave for Liisa's words": (
        lambda viewer: access.may_approve_proof(viewer, unit=LIISAS_UNIT, givers=frozenset({1, 3})),
        set(),
    ),
    "judge beside the city": (access.may_judge, {"auditor"}),
    "freeze a round": (access.may_freeze, {"aino", "timer"}),
    "publish a round": (access.may_publish, {"aino", "timer"}),
    "see the board": (
        access.may_see_board,
        {"aino", "eero", "liisa", "matti", "administrator", "auditor", "employee", "timer"},
    ),
}


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may(verb: str, name: str) -> None:
    asked, allowed = TABLE[verb]

    assert asked(EVERYBODY[name]) is (name in allowed)


def everybody(given: Reporting) -> dict[str, Viewer]:
    """The people of the small city with real posts, and those without any."""
    return {
        "aino": given.aino,
        "eero": given.eero,
        "liisa": given.liisa,
        "matti": given.matti,
        "oona": given.oona,
        "toni": given.toni,
        "tarja": given.tarja,
        "deputy": deputy_of(given.kemi.environment_head),
        "unnamed": replace(given.liisa, person_id=None),
        "stranger": STRANGER,
        "timer": SYSTEM,
    }


def seen(viewer: Viewer, entry: Entry) -> Seen:
    """What decides about an entry, read row by row."""
    newer = Entry.objects.filter(corrects=entry).first()
    published_at = entry.round.published_at
    states = (
        MeasureState.objects.in_force(city.DAY).filter(measure=entry.measure)
        if entry.measure_id
        else GoalState.objects.in_force(city.DAY).filter(goal=entry.goal)
    )
    state = states.get()
    plan = state.measure.plan if entry.measure_id else state.goal.plan
    may_see = plan_access.may_see(
        viewer, visibility=state.visibility, plan_visibility=plan.visibility
    )
    return Seen(
        item=Item(state.unit_id, state.post_id),
        is_item_visible=may_see,
        is_published=published_at is not None,
        is_withdrawn=entry.is_withdrawn,
        was_replaced=bool(newer and published_at and newer.recorded_at < published_at),
        writer=entry.person_id,
    )


def _report_what_is_prepared(given: Reporting) -> None:
    hidden = plans.add_measure(
        plan=given.plan,
        measure=plans.MeasureTerms(
            Text("Valmistelussa"),
            given.kemi.environment,
            given.kemi.environment_head,
            visibility=Visibility.IN_PREPARATION,
        ),
        serves=[given.goal],
        by=SYSTEM,
        at=OPENED,
    )
    actions.report_measure(
        round=given.round, measure=hidden, progress=Progress.ON_SCHEDULE, by=given.aino, at=LATER
    )


def full_city() -> Reporting:
    """A published and an open round, corrections, an undo, and a measure still in preparation."""
    given = reporting()
    first = report(given, given.oona, proofs=[LINK, actions.NewProof("Sisäinen", link=LINK.link)])
    report(given, given.oona, done="Tarkennus.", expected_last=first.pk, at=LATER)
    goal = report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)
    undone = actions.withdraw_entry(entry=goal, by=given.liisa, at=LATER)
    report_goal(
        given, given.liisa, outlook=Attainment.ON_COURSE, expected_last=undone.row, at=LATER
    )
    _report_what_is_prepared(given)
    publish(given)
    actions.judge_goal(
        goal=given.goal,
        round=given.round,
        attainment=Attainment.MET,
        reason="Laskettu.",
        by=given.tarja,
        at=PUBLISHING,
    )
    corrected = Entry.objects.filter(measure=given.measure).order_by("-id").first()
    assert corrected is not None
    actions.correct_entry(
        entry=corrected,
        changes={"done": "Oikaistu."},
        reason="Virhe.",
        by=given.aino,
        at=PUBLISHING + timedelta(hours=1),
    )
    then = next_round(given)
    report(then, then.oona, at=PUBLISHING + timedelta(hours=2), proofs=[LINK])
    return then


@pytest.mark.django_db
def test_lists_and_single_questions_agree_on_entries() -> None:
    given = full_city()
    moment = now(PUBLISHING + timedelta(days=1))
    entries = Entry.objects.select_related("round", "measure__plan", "goal__plan")
    told = set()

    for name, viewer in everybody(given).items():
        listed = set(
            Entry.objects.filter(access.entries_visible_to(viewer, moment)).values_list(
                "pk", flat=True
            )
        )
        for entry in entries:
            may_see = access.may_see_entry(viewer, seen(viewer, entry))
            assert (entry.pk in listed) is may_see, (name, entry.pk)
            told.add(may_see)
    assert told == {True, False}


def frozen_city() -> Reporting:
    """A round that is frozen and audited, and not yet published."""
    given = reporting()
    report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)
    freeze(given)
    actions.judge_goal(
        goal=given.goal,
        round=given.round,
        attainment=Attainment.NOT_MET,
        reason="Laskettu.",
        by=given.tarja,
        at=PUBLISHING,
    )
    return given


@pytest.mark.django_db
@pytest.mark.parametrize("make", [full_city, frozen_city])
def test_lists_and_single_questions_agree_on_judgements(make: Callable[[], Reporting]) -> None:
    given = make()
    moment = now(PUBLISHING + timedelta(days=1))

    for name, viewer in everybody(given).items():
        listed = set(
            Judgement.objects.filter(access.judgements_visible_to(viewer, moment)).values_list(
                "pk", flat=True
            )
        )
        for row in Judgement.objects.select_related("round", "goal__plan"):
            facts = Seen(
                item=Item(given.kemi.education.pk, None),
                is_item_visible=True,
                is_published=row.round.published_at is not None,
            )
            may_see = access.may_see_judgement(viewer, facts, judge=Judge(row.judge))
            assert (row.pk in listed) is may_see, (name, row.pk)


@pytest.mark.django_db
def test_lists_and_single_questions_agree_on_proofs() -> None:
    given = full_city()
    moment = now(PUBLISHING + timedelta(days=1))

    for name, viewer in everybody(given).items():
        listed = set(
            Proof.objects.filter(access.proofs_visible_to(viewer, moment)).values_list(
                "pk", flat=True
            )
        )
        for proof in Proof.objects.all():
            entries = Entry.objects.filter(proof_uses__proof=proof)
            may_see = access.may_see_proof(
                viewer,
                is_public=proof.is_public,
                giver=proof.person_id,
                entries=tuple(seen(viewer, entry) for entry in entries),
            )
            assert (proof.pk in listed) is may_see, (name, proof.title)


@pytest.mark.django_db
def test_lists_and_single_questions_agree_on_deviations() -> None:
    given = reporting()
    report(given, given.oona, progress=Progress.LATE, done="Kaatui.")
    report_goal(given, given.liisa, outlook=Attainment.AT_RISK, done="Uhkaa jäädä.")
    moment = now(LATER)
    told = set()

    for name, viewer in everybody(given).items():
        listed = {card.pk for card in queries.deviations(viewer, moment)}
        seen_rows = set(
            Deviation.objects.filter(access.deviations_visible_to(viewer, moment)).values_list(
                "pk", flat=True
            )
        )
        for row in Deviation.objects.all():
            states = MeasureState if row.measure_id else GoalState
            about = {"measure": row.measure_id} if row.measure_id else {"goal": row.goal_id}
            state = states.objects.in_force(city.DAY).get(**about)
            items = (Item(state.unit_id, state.post_id), Item(row.unit_id, row.post_id))
            may_see = access.may_see_deviation(viewer, items=items)
            assert (row.pk in seen_rows) is may_see, (name, row.pk)
            assert (row.pk in listed) is may_see, (name, row.pk)
            told.add(may_see)
    assert told == {True, False}


@pytest.mark.django_db
def test_a_stranger_reads_no_word_that_is_not_published() -> None:
    given = full_city()
    moment = now(PUBLISHING + timedelta(days=1))

    rows = Entry.objects.filter(access.entries_visible_to(STRANGER, moment))

    assert {row.round.code for row in rows} == {"2026-1"}
    assert sorted(row.done for row in rows if row.measure_id) == ["Oikaistu.", "Tarkennus."]
    assert given.round.code == "2026-2"
