"""Reporting on a measure: by whom, when, with which words; both texts when two report at once."""

from datetime import date

import pytest

from ruori.audit.models import TrailEntry
from ruori.cycle import actions as cycle
from ruori.followup import actions, queries
from ruori.followup.models import Entry, EntryDraft, ProofUse
from ruori.kernel.codes import Progress
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER, SYSTEM
from ruori.plans import actions as plans
from tests import city
from tests.parts.followup.given import (
    LATER,
    LINK,
    NEXT_DAY,
    OPENED,
    PUBLISHING,
    approve,
    close,
    deputy_of,
    freeze,
    next_round,
    publish,
    report,
    reporting,
)

pytestmark = pytest.mark.django_db


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    """The code of a refusal."""
    return refused.value.problem.code


def test_liisa_reports_on_a_measure_of_the_schools_she_leads() -> None:
    given = reporting()

    entry = report(given, given.liisa, done="Urakka alkoi.")

    assert entry.progress == Progress.ON_SCHEDULE
    assert (entry.unit, entry.post) == (given.kemi.schools, given.kemi.education_head)
    assert entry.person_id == given.liisa.person_id
    assert entry.recorded_at == OPENED


def test_oona_reports_through_her_own_post_in_the_unit() -> None:
    given = reporting()

    assert report(given, given.oona).post_id in given.oona.posts


def test_a_deputy_reports_through_the_post() -> None:
    given = reporting()
    deputy = deputy_of(given.kemi.education_head)

    assert report(given, deputy).post == given.kemi.education_head


def test_aino_reports_on_behalf_and_the_trail_says_so() -> None:
    given = reporting()
    entry = report(given, given.aino)
    deed = TrailEntry.objects.get(verb="entry.reported")

    assert entry.post == given.kemi.strategy_manager
    assert deed.facts["on_behalf"] is True
    assert deed.object_pk == entry.pk


def test_the_trail_tells_what_was_said_but_not_the_sentence() -> None:
    given = reporting()
    report(given, given.liisa, done="Urakka alkoi.")
    deed = TrailEntry.objects.get(verb="entry.reported")

    assert deed.facts["after"] == "ON_SCHEDULE"
    assert deed.facts["on_behalf"] is False
    assert "Urakka" not in str(deed.facts)


def test_who_answers_for_nothing_here_cannot_report() -> None:
    given = reporting()

    for viewer in (given.eero, given.matti, given.tarja, STRANGER):
        with pytest.raises(NotAllowed):
            report(given, viewer)
    assert not Entry.objects.exists()


def test_a_round_not_yet_open_takes_no_report() -> None:
    given = reporting()
    planned = city.planned_round(given.kemi.education, code="2026-x")

    with pytest.raises(Refused) as refused:
        actions.report_measure(
            round=planned,
            measure=given.measure,
            progress=Progress.DONE,
            by=given.liisa,
            at=OPENED,
        )
    assert code_of(refused) == "ROUND_NOT_OPEN"


@pytest.mark.parametrize("end", [close, freeze, publish])
def test_nobody_reports_after_the_round_is_closed(end: object) -> None:
    given = reporting()
    end(given)  # type: ignore[operator]

    for viewer in (given.liisa, given.aino):
        with pytest.raises(Refused) as refused:
            report(given, viewer)
        assert code_of(refused) == "ROUND_NOT_OPEN"


def test_a_round_reopened_takes_reports_again() -> None:
    given = reporting()
    close(given)
    cycle.reopen_round(round=given.round, version=given.round.version, by=SYSTEM, at=NEXT_DAY)

    assert report(given, given.liisa).pk


def test_a_round_that_does_not_ask_the_unit_takes_no_report() -> None:
    given = reporting()
    other = city.opened_round(given.kemi.environment, code="2026-y")

    with pytest.raises(Refused) as refused:
        actions.report_measure(
            round=other,
            measure=given.measure,
            progress=Progress.DONE,
            by=given.liisa,
            at=OPENED,
        )
    assert code_of(refused) == "NOT_ASKED"


def test_a_measure_of_a_draft_plan_is_not_followed() -> None:
    given = reporting()
    plan = city.draft_plan("Luonnos")
    goal = city.goal(plan)
    measure = city.measure(plan, goal, given.kemi.schools)

    with pytest.raises(Refused) as refused:
        actions.report_measure(
            round=given.round,
            measure=measure,
            progress=Progress.DONE,
            by=given.liisa,
            at=OPENED,
        )
    assert code_of(refused) == "NOT_FOLLOWED"


def test_a_step_back_without_a_sentence_is_refused() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        report(given, given.liisa, progress=Progress.LATE)
    assert code_of(refused) == "SENTENCE_NEEDED"


def test_a_computed_lateness_asks_for_a_reason() -> None:
    given = reporting(ends_on=date(2026, 3, 1))

    with pytest.raises(Refused) as refused:
        report(given, given.liisa)
    assert code_of(refused) == "REASON_NEEDED"
    assert report(given, given.liisa, cause="Päivä siirtyi päätöksellä.").pk


def test_an_overdue_task_makes_a_measure_late() -> None:
    given = reporting()
    plans.add_step(
        measure=given.measure,
        text=Text("Kilpailuta"),
        due_on=date(2026, 3, 1),
        by=SYSTEM,
        at=OPENED,
    )

    with pytest.raises(Refused) as refused:
        report(given, given.liisa)
    assert code_of(refused) == "REASON_NEEDED"


def test_a_second_word_corrects_the_first_that_the_writer_saw() -> None:
    given = reporting()
    first = report(given, given.liisa)

    second = report(given, given.liisa, progress=Progress.DONE, expected_last=first.pk, at=LATER)

    assert second.corrects == first
    latest = queries.latest_of_measures(given.liisa, now(LATER), [given.measure.pk])
    assert latest[given.measure.pk].pk == second.pk


def test_two_writers_at_once_both_see_both_texts() -> None:
    given = reporting()
    first = report(given, given.oona, done="Oonan lause.")

    with pytest.raises(Conflict) as conflict:
        report(given, given.liisa, done="Liisan lause.", progress=Progress.DONE, at=LATER)

    facts = conflict.value.problem.facts
    assert facts["theirs"]["done"] == "Oonan lause."
    assert facts["yours"]["done"] == "Liisan lause."
    assert facts["yours"]["progress"] is Progress.DONE
    assert facts["last"] == first.pk
    assert Entry.objects.count() == 1


def test_an_answer_expected_and_gone_is_a_conflict_too() -> None:
    given = reporting()

    with pytest.raises(Conflict) as conflict:
        report(given, given.liisa, expected_last=12345)
    assert conflict.value.problem.facts["theirs"] == {}


def test_an_approved_answer_is_returned_before_it_is_changed() -> None:
    given = reporting()
    entry = report(given, given.oona)
    approve(entry, given.liisa)

    with pytest.raises(Refused) as refused:
        report(given, given.oona, expected_last=entry.pk, at=LATER)
    assert code_of(refused) == "ENTRY_APPROVED"


def test_proofs_come_with_the_report_and_stay_with_its_correction() -> None:
    given = reporting()
    first = report(given, given.liisa, proofs=[LINK])
    second = report(given, given.liisa, expected_last=first.pk, done="Tarkennus.", at=LATER)

    proofs = {use.proof_id for use in ProofUse.objects.filter(entry=second)}
    assert proofs == {use.proof_id for use in ProofUse.objects.filter(entry=first)} != set()


def test_a_sent_report_takes_the_draft_away() -> None:
    given = reporting()
    topic = actions.Topic(given.round.pk, measure=given.measure.pk)
    actions.save_draft(
        topic=topic, fields={"done": "Kesken"}, version=None, by=given.liisa, at=OPENED
    )

    report(given, given.liisa, done="Lyhyesti.", seen_draft=1, at=LATER)

    assert not EntryDraft.objects.exists()


def test_a_draft_that_says_more_than_what_was_sent_stays_on_offer() -> None:
    given = reporting()
    topic = actions.Topic(given.round.pk, measure=given.measure.pk)
    actions.save_draft(
        topic=topic, fields={"done": "Oonan oma"}, version=None, by=given.oona, at=OPENED
    )

    first = report(given, given.liisa, done="Liisan oma.", at=LATER)

    assert EntryDraft.objects.get().fields == {"done": "Oonan oma"}
    report(given, given.liisa, done="Oonan  oma ja Liisan oma.", expected_last=first.pk, at=LATER)
    assert not EntryDraft.objects.exists()


def test_last_time_s_words_repeated_are_marked() -> None:
    given = reporting()
    report(given, given.liisa, done="Urakka etenee.")
    publish(given)
    then = next_round(given)

    made = actions.repeat_measure(
        round=then.round, measure=then.measure, by=then.liisa, at=PUBLISHING
    )

    entry = Entry.objects.get(pk=made.entry)
    assert (entry.done, entry.is_unchanged) == ("Urakka etenee.", True)


def test_nothing_can_be_repeated_when_nothing_was_said() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        actions.repeat_measure(round=given.round, measure=given.measure, by=given.liisa, at=OPENED)
    assert code_of(refused) == "NOTHING_TO_REPEAT"


def test_worsening_is_measured_from_the_last_round() -> None:
    given = reporting()
    report(given, given.liisa, progress=Progress.DONE)
    publish(given)
    then = next_round(given)

    with pytest.raises(Refused) as refused:
        report(then, then.liisa, progress=Progress.ON_SCHEDULE, at=PUBLISHING)
    assert code_of(refused) == "SENTENCE_NEEDED"
