"""Last words, boards, forms, what is due and what is wrong; as many queries for many as for few."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from ruori.followup import actions, queries
from ruori.followup.models import Proof
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import Moment, now
from ruori.organisation.rules import STRANGER, SYSTEM
from ruori.plans import actions as plans
from ruori.plans.codes import Fate, Phase
from ruori.plans.models import Succession
from ruori.plans.queries import live_measures
from tests import city
from tests.parts.followup.given import (
    LATER,
    LINK,
    NEXT_DAY,
    OPENED,
    PUBLISHING,
    approve,
    more_measures,
    next_round,
    publish,
    report,
    report_goal,
    reporting,
)

pytestmark = pytest.mark.django_db


def test_the_last_word_is_that_of_the_latest_round() -> None:
    given = reporting()
    report(given, given.oona, done="Ensimmäinen kierros.")
    publish(given)
    then = next_round(given)
    report(then, then.oona, done="Toinen kierros.", at=PUBLISHING)

    moment = now(PUBLISHING + timedelta(hours=1))
    inside = queries.latest_of_measures(given.oona, moment, [given.measure.pk])
    public = queries.latest_of_measures(STRANGER, moment, [given.measure.pk])

    assert inside[given.measure.pk].done == "Toinen kierros."
    assert public[given.measure.pk].done == "Ensimmäinen kierros."


@pytest.mark.parametrize("who", ["aino", "oona"])
def test_last_words_take_two_queries_however_many(
    who: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given = reporting()
    more_measures(given, 3)
    viewer = getattr(given, who)

    with django_assert_num_queries(2):
        assert len(queries.latest_of_measures(viewer, now(NEXT_DAY))) == 3
    more_measures(given, 4)
    with django_assert_num_queries(2):
        assert len(queries.latest_of_measures(viewer, now(NEXT_DAY))) == 7


def test_the_public_list_takes_two_queries_too(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    given = reporting()
    more_measures(given, 3)
    publish(given)

    with django_assert_num_queries(2):
        assert len(queries.latest_of_measures(STRANGER, now(PUBLISHING))) == 3


def test_where_measures_stand_takes_three_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    given = reporting()
    more_measures(given, 3)
    cards = live_measures(SYSTEM, now(NEXT_DAY))

    with django_assert_num_queries(3):
        found = queries.standings(SYSTEM, now(NEXT_DAY), cards)

    assert found[given.measure.pk].shown.codes == (Progress.NOT_REPORTED,)
    assert found[given.measure.pk].phase is Phase.PLANNED


def test_the_phase_follows_the_last_approved_word() -> None:
    given = reporting()
    entry = report(given, given.oona)
    cards = live_measures(SYSTEM, now(LATER))
    key = given.measure.pk

    assert queries.standings(SYSTEM, now(LATER), cards)[key].phase is Phase.PLANNED
    approve(entry, given.liisa)
    assert queries.standings(SYSTEM, now(LATER), cards)[key].phase is Phase.RUNNING


def test_an_overdue_measure_shows_both_words() -> None:
    given = reporting(ends_on=city.DAY - timedelta(days=1))
    report(given, given.oona, cause="Päätetty lisäaika.")
    cards = live_measures(SYSTEM, now(LATER))

    shown = queries.standings(SYSTEM, now(LATER), cards)[given.measure.pk].shown

    assert shown.codes == (Progress.ON_SCHEDULE, Progress.LATE)


def test_a_past_day_knows_what_was_known_then() -> None:
    given = reporting()
    first = report(given, given.oona, done="Ensin.")
    report(given, given.oona, done="Sitten.", expected_last=first.pk, at=NEXT_DAY)
    moment = Moment(city.DAY, city.DAY)

    latest = queries.latest_of_measures(given.aino, moment, [given.measure.pk])

    assert latest[given.measure.pk].done == "Ensin."


def test_history_tells_rounds_proofs_and_what_stands(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    given = reporting()
    first = report(given, given.oona, done="Ensin.", proofs=[LINK])
    report(given, given.oona, done="Sitten.", expected_last=first.pk, at=LATER)

    with django_assert_num_queries(2):
        told = queries.history(given.liisa, now(NEXT_DAY), measure=given.measure.pk)

    assert [(each.entry.done, each.is_standing) for each in told] == [
        ("Sitten.", True),
        ("Ensin.", False),
    ]
    assert told[0].proofs[0].title == LINK.title
    assert told[0].round.pk == given.round.pk


def test_the_form_shows_last_time_s_words_beside() -> None:
    given = reporting()
    report(given, given.oona, done="Viime kerralla.")
    publish(given)
    then = next_round(given)

    form = queries.measure_form(
        then.oona, PUBLISHING, round_id=then.round.pk, measure=then.measure.pk
    )

    assert form is not None
    assert form.previous is not None
    assert form.previous.entry.done == "Viime kerralla."
    assert (form.current, form.expected_last, form.is_asked) == (None, None, True)
    assert not form.is_on_behalf


def test_the_form_knows_what_stands_and_until_when_it_can_be_undone() -> None:
    given = reporting()
    entry = report(given, given.oona)

    form = queries.measure_form(
        given.aino, LATER, round_id=given.round.pk, measure=given.measure.pk
    )

    assert form is not None
    assert form.current is not None
    assert form.expected_last == form.current.entry.pk == entry.pk
    assert form.undo_until == OPENED + timedelta(hours=24)
    assert form.is_on_behalf
    approve(entry, given.liisa)
    again = queries.measure_form(
        given.aino, LATER, round_id=given.round.pk, measure=given.measure.pk
    )
    assert again is not None
    assert again.undo_until is None


def test_the_form_of_a_goal_offers_what_the_round_asks() -> None:
    given = reporting()

    form = queries.goal_form(given.liisa, LATER, round_id=given.round.pk, goal=given.goal.pk)

    assert form is not None
    assert form.outlooks == (Attainment.ON_COURSE, Attainment.AT_RISK, Attainment.WILL_NOT)


def test_nobody_else_gets_a_form() -> None:
    given = reporting()
    key = given.round.pk

    for viewer in (given.eero, given.matti, given.tarja, STRANGER):
        assert queries.measure_form(viewer, LATER, round_id=key, measure=given.measure.pk) is None
        assert queries.goal_form(viewer, LATER, round_id=key, goal=given.goal.pk) is None
    assert queries.measure_form(given.liisa, LATER, round_id=0, measure=given.measure.pk) is None
    assert queries.goal_form(given.liisa, LATER, round_id=key, goal=0) is None


def test_a_measure_ended_in_an_earlier_round_is_not_asked_again() -> None:
    given = reporting()
    report(given, given.oona, progress=Progress.DONE)
    publish(given)
    then = next_round(given)

    asked = queries.asking_of(then.round, PUBLISHING)
    before = queries.asking_of(given.round, PUBLISHING)

    assert [item.about.label for item in asked.items] == ["plans.goal"]
    assert [item.about.label for item in before.items] == ["plans.measure", "plans.goal"]


def test_a_deviation_without_reaction_is_a_problem() -> None:
    given = reporting()
    late = report(given, given.oona, progress=Progress.LATE, done="Urakoitsija vaihtui.")
    report_goal(given, given.liisa, outlook=Attainment.AT_RISK, done="Rahoitus puuttuu.")

    found = [problem for problem in queries.problems(now(LATER)) if problem.code == "L26"]
    assert {problem.about.label for problem in found if problem.about} == {
        "plans.measure",
        "plans.goal",
    }

    actions.correct_entry(
        entry=late, changes={"action": "Kilpailutus uusitaan."}, by=given.oona, at=LATER
    )
    left = [problem for problem in queries.problems(now(LATER)) if problem.code == "L26"]
    assert [problem.about.label for problem in left if problem.about] == ["plans.goal"]


def test_problems_grow_without_more_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    given = reporting()
    more_measures(given, 5)

    with django_assert_max_num_queries(10):
        queries.problems(now(NEXT_DAY))


def test_nothing_is_asked_when_no_round_is_running() -> None:
    given = reporting()
    publish(given)

    assert queries.asking([], now(PUBLISHING)) == []
    assert queries.due(given.liisa, PUBLISHING) == []


def test_a_measure_that_another_took_over_is_replaced_or_merged() -> None:
    given = reporting()
    heir = more_measures(given, 1, reported=False)[0]
    plans.change_measure(
        measure=given.measure,
        version=given.measure.version,
        changes={"heir": heir},
        by=SYSTEM,
        at=OPENED,
    )
    key = given.measure.pk

    cards = live_measures(SYSTEM, now(LATER))
    assert queries.standings(SYSTEM, now(LATER), cards)[key].phase is Phase.REPLACED

    Succession.objects.create(
        fate=Fate.MERGED, old_measure=given.measure, new_measure=heir, recorded_at=OPENED
    )
    assert queries.standings(SYSTEM, now(LATER), cards)[key].phase is Phase.MERGED


def test_a_proof_approved_later_was_not_approved_then() -> None:
    given = reporting()
    entry = report(given, given.oona, proofs=[LINK])
    proof = Proof.objects.get()
    actions.approve_proof(proof=proof, by=given.liisa, at=NEXT_DAY)

    then = queries.proof(given.aino, Moment(city.DAY, city.DAY), proof.pk)
    later = queries.proof(given.aino, now(NEXT_DAY), proof.pk)

    assert then is not None
    assert later is not None
    assert (then.is_approved, later.is_approved) == (False, True)
    assert queries.entry_cards(given.aino, now(NEXT_DAY), [entry.pk])


def test_a_round_leaves_units_it_does_not_ask_alone() -> None:
    given = reporting()
    other = city.planned_round(given.kemi.environment, code="2026-z")

    assert queries.asking_of(other, LATER).items == ()
