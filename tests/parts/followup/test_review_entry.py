"""Approving and returning: by a head above, never by the writer."""

from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.cycle.rules import RoundKind
from ruori.followup import actions, queries
from ruori.followup.codes import Verdict
from ruori.followup.models import Entry, UnitReport
from ruori.kernel.codes import Attainment
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER, SYSTEM
from tests.parts.followup.given import (
    LATER,
    LINK,
    NEXT_DAY,
    OPENED,
    Reporting,
    approve,
    close,
    freeze,
    proven,
    report,
    report_goal,
    reporting,
)

pytestmark = pytest.mark.django_db


def test_liisa_approves_what_oona_said() -> None:
    given = reporting()
    entry = report(given, given.oona)

    approve(entry, given.liisa)

    latest = queries.latest_of_measures(given.oona, now(LATER), [given.measure.pk])
    assert latest[given.measure.pk].verdict is Verdict.APPROVED
    assert TrailEntry.objects.filter(verb="entry.approved", object_pk=entry.pk).count() == 1


def test_liisa_cannot_approve_her_own_word_but_the_head_above_can() -> None:
    given = reporting()
    entry = report(given, given.liisa)

    with pytest.raises(NotAllowed):
        approve(entry, given.liisa)
    approve(entry, given.toni)


def test_aino_approves_what_others_said_but_not_what_she_said_on_their_behalf() -> None:
    given = reporting()
    entry = report(given, given.aino)

    with pytest.raises(NotAllowed):
        approve(entry, given.aino)


def test_nobody_else_approves() -> None:
    given = reporting()
    entry = report(given, given.liisa)

    for viewer in (given.oona, given.eero, given.matti, given.tarja, STRANGER, SYSTEM):
        with pytest.raises(NotAllowed):
            approve(entry, viewer)


def test_a_return_tells_why_and_the_writer_reads_it() -> None:
    given = reporting()
    entry = report(given, given.oona)

    with pytest.raises(Refused) as refused:
        actions.review_entry(entry=entry, verdict=Verdict.RETURNED, by=given.liisa, at=LATER)
    assert refused.value.problem.code == "RETURN_TELLS_WHY"

    actions.review_entry(
        entry=entry, verdict=Verdict.RETURNED, reason="Luku puuttuu.", by=given.liisa, at=LATER
    )
    latest = queries.latest_of_measures(given.oona, now(LATER), [given.measure.pk])
    assert latest[given.measure.pk].verdict_reason == "Luku puuttuu."


def test_a_closed_round_is_still_approved_but_nothing_is_returned() -> None:
    given = reporting()
    entry = report(given, given.oona)
    close(given)

    with pytest.raises(Refused) as refused:
        actions.review_entry(
            entry=entry, verdict=Verdict.RETURNED, reason="Ei.", by=given.liisa, at=NEXT_DAY
        )
    assert refused.value.problem.code == "RETURN_NEEDS_OPEN_ROUND"
    approve(entry, given.liisa, at=NEXT_DAY)


def test_a_frozen_round_is_not_reviewed() -> None:
    given = reporting()
    entry = report(given, given.oona)
    freeze(given)

    with pytest.raises(Refused) as refused:
        approve(entry, given.liisa, at=NEXT_DAY)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"


def test_the_same_decision_twice_is_refused() -> None:
    given = reporting()
    entry = report(given, given.oona)
    approve(entry, given.liisa)

    with pytest.raises(Refused) as refused:
        approve(entry, given.liisa)
    assert refused.value.problem.code == "ALREADY_REVIEWED"


def test_a_text_corrected_meanwhile_is_not_approved_unseen() -> None:
    given = reporting()
    entry = report(given, given.oona, done="Ensin.")
    report(given, given.oona, done="Sitten.", expected_last=entry.pk, at=LATER)

    with pytest.raises(Conflict) as conflict:
        approve(entry, given.liisa)
    facts = conflict.value.problem.facts
    assert (facts["theirs"]["done"], facts["yours"]["done"]) == ("Sitten.", "Ensin.")


def claimed(given: Reporting, **words: Any) -> Entry:
    """Liisa says at the end of the year that the goal came true."""
    return report_goal(given, given.liisa, outlook=Attainment.MET, done="Valmis.", **words)


def test_met_without_an_approved_proof_is_not_approved_as_met() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    for proofs in ((), (LINK,)):
        entry = claimed(given, proofs=proofs, expected_last=last(given))
        with pytest.raises(Refused) as refused:
            approve(entry, given.toni)
        assert refused.value.problem.code == "SUCCESS_UNPROVEN"


def last(given: Reporting) -> int | None:
    """The last row about the goal."""
    return Entry.objects.order_by("-id").values_list("pk", flat=True).first()


def test_met_is_approved_when_another_has_approved_its_proof() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    entry = claimed(given, proofs=[LINK])
    proven(entry, given.toni)

    approve(entry, given.toni)


def test_the_head_may_approve_it_to_be_shown_as_unprovable_and_the_trail_tells_so() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    entry = claimed(given)

    actions.review_entry(
        entry=entry, verdict=Verdict.APPROVED, as_unprovable=True, by=given.toni, at=LATER
    )

    latest = queries.latest_of_goals(given.aino, now(LATER))[given.goal.pk]
    assert latest.outlook is Attainment.MET
    assert latest.told_outlook is Attainment.UNPROVABLE
    assert TrailEntry.objects.get(verb="entry.approved").facts["as_unprovable"] is True


def test_a_unit_s_summary_with_an_unproven_claim_is_approved_only_as_unprovable() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    claimed(given)
    card = actions.submit_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary="Hyvä vuosi.",
        version=None,
        by=given.liisa,
        at=OPENED,
    )
    report_row = UnitReport.objects.get(pk=card.pk)
    told: dict[str, Any] = {"report": report_row, "verdict": Verdict.APPROVED, "by": given.toni}

    with pytest.raises(Refused) as refused:
        actions.review_unit_report(**told, at=LATER)
    assert refused.value.problem.code == "SUCCESS_UNPROVEN"
    actions.review_unit_report(**told, as_unprovable=True, at=LATER)
