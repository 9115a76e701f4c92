"""A summary or a reason still being written: kept for who may send it, gone when it is sent."""

import pytest

from ruori.followup import actions, queries
from ruori.followup.codes import Verdict
from ruori.followup.models import EntryDraft, UnitReport
from ruori.kernel.problems import Conflict, NotAllowed
from ruori.organisation.rules import STRANGER, Viewer
from tests.parts.followup.given import LATER, OPENED, Reporting, report, reporting

pytestmark = pytest.mark.django_db


def summary(given: Reporting) -> actions.Topic:
    """The summary of education."""
    return actions.Topic(given.round.pk, unit=given.kemi.education.pk)


def keep(topic: actions.Topic, by: Viewer, seen: int | None = None, **fields: str) -> int:
    """Keep a text; the version of the draft."""
    return actions.save_draft(topic=topic, fields=fields, version=seen, by=by, at=OPENED).version


def test_a_summary_handed_in_takes_its_draft_away() -> None:
    given = reporting()
    seen = keep(summary(given), given.liisa, summary="Pitkä alku.")
    assert queries.draft_of(given.round.pk, unit=given.kemi.education.pk) is not None

    actions.submit_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary="Lyhyt.",
        version=None,
        seen_draft=seen,
        by=given.liisa,
        at=LATER,
    )

    assert not EntryDraft.objects.exists()


def test_a_draft_that_says_more_than_the_summary_stays() -> None:
    given = reporting()
    keep(summary(given), given.liisa, summary="Toisen lisäys.")

    actions.save_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary="Oma.",
        version=None,
        by=given.liisa,
        at=LATER,
    )

    assert EntryDraft.objects.get().fields == {"summary": "Toisen lisäys."}


def test_two_tabs_of_a_summary_lose_nothing() -> None:
    given = reporting()
    keep(summary(given), given.liisa, summary="Ensimmäisen.")

    with pytest.raises(Conflict) as conflict:
        keep(summary(given), given.liisa, summary="Toisen.")

    assert conflict.value.problem.facts["theirs"] == {"summary": "Ensimmäisen."}


def test_who_may_not_write_the_summary_may_not_keep_it() -> None:
    given = reporting()
    for viewer in (given.eero, STRANGER):
        with pytest.raises(NotAllowed):
            keep(summary(given), viewer, summary="X")


def test_the_summary_of_a_unit_that_is_not_asked_is_not_kept() -> None:
    given = reporting()
    topic = actions.Topic(given.round.pk, unit=given.kemi.council.pk)
    with pytest.raises(NotAllowed):
        keep(topic, given.aino, summary="X")


def test_the_reason_of_a_return_is_kept_and_goes_with_the_return() -> None:
    given = reporting()
    entry = report(given, given.oona, done="Vajaa.")
    topic = actions.Topic(given.round.pk, entry=entry.pk)
    seen = keep(topic, given.liisa, reason="Kerro myös")

    actions.review_entry(
        entry=entry,
        verdict=Verdict.RETURNED,
        reason="Kerro.",
        seen_draft=seen,
        by=given.liisa,
        at=LATER,
    )

    assert not EntryDraft.objects.exists()


def test_the_writer_and_a_stranger_keep_no_reason_of_a_return() -> None:
    given = reporting()
    entry = report(given, given.oona, done="Vajaa.").pk
    for viewer in (given.oona, given.eero, STRANGER):
        with pytest.raises(NotAllowed):
            keep(actions.Topic(given.round.pk, entry=entry), viewer, reason="X")
    with pytest.raises(NotAllowed):
        keep(actions.Topic(given.round.pk, entry=entry + 1), given.liisa, reason="X")


def test_the_reason_of_a_returned_summary_is_kept() -> None:
    given = reporting()
    actions.submit_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary="Valmis.",
        version=None,
        by=given.liisa,
        at=OPENED,
    )
    row = UnitReport.objects.get()
    topic = actions.Topic(given.round.pk, unit_report=row.pk)
    seen = keep(topic, given.toni, reason="Luvut puuttuvat")
    with pytest.raises(NotAllowed):
        keep(topic, given.liisa, reason="X")

    actions.review_unit_report(
        report=row,
        verdict=Verdict.RETURNED,
        reason="Luvut.",
        seen_draft=seen,
        by=given.toni,
        at=LATER,
    )

    assert not EntryDraft.objects.exists()
