"""Undo: for a day, until the round closes, never after approval."""

from datetime import timedelta

import pytest

from ruori.followup import actions, queries
from ruori.followup.models import Entry
from ruori.kernel.codes import Progress
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER
from tests.parts.followup.given import (
    LATER,
    LINK,
    NEXT_DAY,
    OPENED,
    PUBLISHING,
    approve,
    close,
    publish,
    report,
    reporting,
)

pytestmark = pytest.mark.django_db


def test_an_undone_report_is_as_if_unsaid_but_both_rows_stay() -> None:
    given = reporting()
    entry = report(given, given.oona)

    undone = actions.withdraw_entry(entry=entry, by=given.oona, at=LATER)

    assert undone.stands is None
    assert Entry.objects.get(pk=undone.row).corrects == entry
    assert not queries.latest_of_measures(given.aino, now(LATER), [given.measure.pk])


def test_undoing_a_correction_lets_the_first_words_stand_again() -> None:
    given = reporting()
    first = report(given, given.oona, done="Ensin.", proofs=[LINK])
    second = report(given, given.oona, done="Sitten.", expected_last=first.pk, at=LATER)

    undone = actions.withdraw_entry(entry=second, by=given.oona, at=LATER)

    latest = queries.latest_of_measures(given.oona, now(LATER), [given.measure.pk])
    assert latest[given.measure.pk].done == "Ensin."
    assert latest[given.measure.pk].pk == undone.stands
    assert Entry.objects.get(pk=undone.row).proof_uses.count() == 1


def test_after_an_undo_the_post_reports_anew() -> None:
    given = reporting()
    undone = actions.withdraw_entry(entry=report(given, given.oona), by=given.oona, at=LATER)

    entry = report(
        given, given.liisa, progress=Progress.DONE, expected_last=undone.row, at=NEXT_DAY
    )

    latest = queries.latest_of_measures(given.oona, now(NEXT_DAY), [given.measure.pk])
    assert latest[given.measure.pk].pk == entry.pk


def test_what_was_undone_is_never_public() -> None:
    given = reporting()
    entry = report(given, given.oona, done="Salainen lipsahdus.")
    undone = actions.withdraw_entry(entry=entry, by=given.oona, at=LATER)
    report(given, given.oona, done="Julkinen lause.", expected_last=undone.row, at=LATER)
    publish(given)

    told = queries.history(STRANGER, now(PUBLISHING), measure=given.measure.pk)

    assert [each.entry.done for each in told] == ["Julkinen lause."]


def test_undo_ends_after_a_day() -> None:
    given = reporting()
    entry = report(given, given.oona)

    with pytest.raises(Refused) as refused:
        actions.withdraw_entry(entry=entry, by=given.oona, at=NEXT_DAY)
    assert refused.value.problem.code == "UNDO_TOO_LATE"
    assert actions.withdraw_entry(entry=entry, by=given.oona, at=OPENED + timedelta(hours=24))


def test_undo_ends_when_the_round_closes() -> None:
    given = reporting()
    entry = report(given, given.oona)
    close(given, at=LATER)

    with pytest.raises(Refused) as refused:
        actions.withdraw_entry(entry=entry, by=given.oona, at=LATER)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"


def test_what_is_approved_is_not_undone() -> None:
    given = reporting()
    entry = report(given, given.oona)
    approve(entry, given.liisa)

    with pytest.raises(Refused) as refused:
        actions.withdraw_entry(entry=entry, by=given.oona, at=LATER)
    assert refused.value.problem.code == "ENTRY_APPROVED"


def test_an_undo_is_not_undone() -> None:
    given = reporting()
    undone = actions.withdraw_entry(entry=report(given, given.oona), by=given.oona, at=LATER)

    with pytest.raises(Refused) as refused:
        actions.withdraw_entry(entry=Entry.objects.get(pk=undone.row), by=given.oona, at=LATER)
    assert refused.value.problem.code == "NOTHING_TO_UNDO"


def test_only_the_newest_word_is_undone() -> None:
    given = reporting()
    first = report(given, given.oona)
    report(given, given.oona, expected_last=first.pk, at=LATER)

    with pytest.raises(Conflict):
        actions.withdraw_entry(entry=first, by=given.oona, at=LATER)


def test_who_may_not_report_may_not_undo() -> None:
    given = reporting()
    entry = report(given, given.oona)

    for viewer in (given.eero, given.matti, given.tarja, STRANGER):
        with pytest.raises(NotAllowed):
            actions.withdraw_entry(entry=entry, by=viewer, at=LATER)
