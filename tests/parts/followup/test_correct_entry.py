"""Correcting what was said: by whom, until when, and why."""

import pytest

from ruori.followup import actions, queries
from ruori.followup.codes import Verdict
from ruori.followup.models import Entry
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER
from ruori.plans import actions as plans
from tests.parts.followup.given import (
    LATER,
    LINK,
    NEXT_DAY,
    OPENED,
    PUBLISHING,
    approve,
    close,
    freeze,
    publish,
    report,
    report_goal,
    reporting,
)

pytestmark = pytest.mark.django_db


def test_oona_corrects_her_sentence_and_the_old_one_stays() -> None:
    given = reporting()
    entry = report(given, given.oona, done="Urakka alkoi.", proofs=[LINK])

    made = actions.correct_entry(
        entry=entry, changes={"done": " Urakka valmistui. "}, by=given.oona, at=NEXT_DAY
    )

    new = Entry.objects.get(pk=made.entry)
    assert (new.done, new.progress, new.corrects) == ("Urakka valmistui.", entry.progress, entry)
    assert new.proof_uses.count() == 1
    assert Entry.objects.get(pk=entry.pk).done == "Urakka alkoi."


def test_eero_cannot_correct_the_words_of_another_area() -> None:
    given = reporting()
    entry = report(given, given.oona)

    for viewer in (given.eero, given.matti, STRANGER):
        with pytest.raises(NotAllowed):
            actions.correct_entry(entry=entry, changes={"done": "X"}, by=viewer, at=LATER)


def test_a_correction_of_what_is_corrected_already_shows_both_texts() -> None:
    given = reporting()
    entry = report(given, given.oona, done="Ensin.")
    actions.correct_entry(entry=entry, changes={"done": "Oona."}, by=given.oona, at=LATER)

    with pytest.raises(Conflict) as conflict:
        actions.correct_entry(entry=entry, changes={"done": "Liisa."}, by=given.liisa, at=LATER)

    facts = conflict.value.problem.facts
    assert (facts["theirs"]["done"], facts["yours"]["done"]) == ("Oona.", "Liisa.")


def test_what_is_approved_is_returned_before_it_is_corrected() -> None:
    given = reporting()
    entry = report(given, given.oona)
    approve(entry, given.liisa)

    with pytest.raises(Refused) as refused:
        actions.correct_entry(entry=entry, changes={"done": "X"}, by=given.oona, at=LATER)
    assert refused.value.problem.code == "ENTRY_APPROVED"

    actions.review_entry(
        entry=entry, verdict=Verdict.RETURNED, reason="Luku puuttuu.", by=given.liisa, at=LATER
    )
    assert actions.correct_entry(entry=entry, changes={"done": "X"}, by=given.oona, at=LATER)


@pytest.mark.parametrize("end", [close, freeze])
def test_nothing_is_corrected_between_closing_and_publishing(end: object) -> None:
    given = reporting()
    entry = report(given, given.oona)
    end(given)  # type: ignore[operator]

    with pytest.raises(Refused) as refused:
        actions.correct_entry(entry=entry, changes={"done": "X"}, by=given.aino, at=NEXT_DAY)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"


def test_aino_corrects_a_published_entry_with_a_reason_and_the_public_sees_both() -> None:
    given = reporting()
    entry = report(given, given.oona, done="Avattiin 6 000 paikkaa.")
    publish(given)

    actions.correct_entry(
        entry=entry,
        changes={"done": "Avattiin 600 paikkaa."},
        reason="Lyöntivirhe.",
        by=given.aino,
        at=PUBLISHING,
    )

    told = queries.history(STRANGER, now(PUBLISHING), measure=given.measure.pk)
    assert [(each.entry.done, each.is_standing) for each in told] == [
        ("Avattiin 600 paikkaa.", True),
        ("Avattiin 6 000 paikkaa.", False),
    ]
    assert told[0].entry.reason == "Lyöntivirhe."


def test_a_published_entry_is_corrected_with_a_reason_or_not_at_all() -> None:
    given = reporting()
    entry = report(given, given.oona)
    publish(given)

    with pytest.raises(Refused) as refused:
        actions.correct_entry(entry=entry, changes={"done": "X"}, by=given.aino, at=PUBLISHING)
    assert refused.value.problem.code == "CORRECTION_TELLS_WHY"


def test_oona_cannot_correct_what_is_published() -> None:
    given = reporting()
    entry = report(given, given.oona)
    publish(given)

    with pytest.raises(NotAllowed):
        actions.correct_entry(
            entry=entry, changes={"done": "X"}, reason="Virhe.", by=given.oona, at=PUBLISHING
        )


def test_a_correction_obeys_the_same_rules_as_a_report() -> None:
    given = reporting()
    entry = report(given, given.oona)

    with pytest.raises(Refused) as refused:
        actions.correct_entry(
            entry=entry, changes={"progress": Progress.LATE}, by=given.oona, at=LATER
        )
    assert refused.value.problem.code == "SENTENCE_NEEDED"


def test_an_entry_has_no_other_fields() -> None:
    given = reporting()
    entry = report(given, given.oona)

    with pytest.raises(Refused) as refused:
        actions.correct_entry(entry=entry, changes={"person_id": 1}, by=given.oona, at=LATER)
    assert refused.value.problem.code == "UNKNOWN_FIELD"


def test_a_word_about_a_goal_is_corrected_too() -> None:
    given = reporting()
    entry = report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)

    made = actions.correct_entry(
        entry=entry,
        changes={"outlook": Attainment.AT_RISK, "done": "Rahoitus puuttuu."},
        by=given.liisa,
        at=LATER,
    )

    assert Entry.objects.get(pk=made.entry).outlook == Attainment.AT_RISK


def test_what_was_said_of_a_dropped_measure_can_still_be_undone() -> None:
    given = reporting()
    entry = report(given, given.oona)
    given.measure.refresh_from_db()
    plans.drop_measure(
        measure=given.measure,
        version=given.measure.version,
        by=given.aino,
        at=OPENED,
        terms=plans.Terms(reason="Päätettiin toisin."),
    )

    with pytest.raises(Refused) as refused:
        actions.correct_entry(entry=entry, changes={"done": "X"}, by=given.oona, at=LATER)
    assert refused.value.problem.code == "NOT_FOLLOWED"
    assert actions.withdraw_entry(entry=entry, by=given.oona, at=LATER)
