"""A unit's own summary: written, handed in, returned, approved."""

import pytest

from ruori.followup import actions, queries
from ruori.followup.codes import UnitReportState, Verdict
from ruori.followup.models import UnitReport
from ruori.followup.queries import UnitReportCard
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER, Viewer
from tests.parts.followup.given import LATER, OPENED, Reporting, close, reporting

pytestmark = pytest.mark.django_db


def submit(
    given: Reporting, by: Viewer, summary: str = "Vuosi sujui.", version: int | None = None
) -> UnitReportCard:
    """Somebody hands in the summary of education."""
    return actions.submit_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary=summary,
        version=version,
        by=by,
        at=OPENED,
    )


def review(given: Reporting, by: Viewer, verdict: Verdict, reason: str = "") -> None:
    """Somebody decides on the summary."""
    report = UnitReport.objects.get()
    actions.review_unit_report(report=report, verdict=verdict, reason=reason, by=by, at=LATER)


def test_liisa_hands_in_and_the_head_above_approves() -> None:
    given = reporting()
    card = submit(given, given.liisa)

    review(given, given.toni, Verdict.APPROVED)

    assert card.state is UnitReportState.SUBMITTED
    assert card.submitted_at == OPENED
    assert UnitReport.objects.get().state == UnitReportState.APPROVED


def test_liisa_does_not_approve_what_she_handed_in() -> None:
    given = reporting()
    submit(given, given.liisa)

    for viewer in (given.liisa, given.eero, given.matti, STRANGER):
        with pytest.raises(NotAllowed):
            review(given, viewer, Verdict.APPROVED)


def test_a_returned_summary_is_written_again() -> None:
    given = reporting()
    submit(given, given.liisa)
    review(given, given.toni, Verdict.RETURNED, "Kerro myös luvut.")

    card = queries.unit_reports(given.round.pk)[given.kemi.education.pk]
    assert (card.state, card.verdict_reason) == (UnitReportState.RETURNED, "Kerro myös luvut.")
    assert submit(given, given.liisa, "Luvut mukana.", card.version).summary == "Luvut mukana."


def test_a_return_tells_why() -> None:
    given = reporting()
    submit(given, given.liisa)

    with pytest.raises(Refused) as refused:
        review(given, given.toni, Verdict.RETURNED)
    assert refused.value.problem.code == "RETURN_TELLS_WHY"


def test_an_unfinished_summary_waits_and_is_not_reviewed() -> None:
    given = reporting()
    card = actions.save_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary="Kesken",
        version=None,
        by=given.liisa,
        at=OPENED,
    )

    assert (card.state, card.submitted_at) == (UnitReportState.DRAFT, None)
    with pytest.raises(Refused) as refused:
        review(given, given.toni, Verdict.APPROVED)
    assert refused.value.problem.code == "REPORT_NOT_HANDED_IN"


def test_what_is_handed_in_is_not_changed_unasked() -> None:
    given = reporting()
    card = submit(given, given.liisa)

    with pytest.raises(Refused) as refused:
        submit(given, given.liisa, "Toinen.", card.version)
    assert refused.value.problem.code == "REPORT_HANDED_IN"


def test_two_writers_see_both_summaries() -> None:
    given = reporting()
    submit(given, given.liisa, "Liisan.")

    with pytest.raises(Conflict) as conflict:
        submit(given, given.aino, "Ainon.", None)
    facts = conflict.value.problem.facts
    assert facts["theirs"] == {"summary": "Liisan."}
    assert facts["yours"] == {"summary": "Ainon."}


def test_an_empty_summary_is_not_handed_in() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        submit(given, given.liisa, "  ")
    assert refused.value.problem.code == "SUMMARY_EMPTY"


def test_a_summary_has_a_limit() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        submit(given, given.liisa, "a" * 20_001)
    assert refused.value.problem.code == "TOO_LONG"


def test_another_area_writes_no_summary_here() -> None:
    given = reporting()

    for viewer in (given.eero, given.oona, given.matti, STRANGER):
        with pytest.raises(NotAllowed):
            submit(given, viewer)


def test_a_unit_that_is_not_asked_hands_nothing_in() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        actions.submit_unit_report(
            round=given.round,
            unit=given.kemi.schools,
            summary="Koulut.",
            version=None,
            by=given.liisa,
            at=OPENED,
        )
    assert refused.value.problem.code == "NOT_ASKED"


def test_a_closed_round_takes_no_summary() -> None:
    given = reporting()
    close(given)

    with pytest.raises(Refused) as refused:
        submit(given, given.liisa)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"
