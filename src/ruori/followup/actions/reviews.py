"""Approving and returning what others have said, and the units' own summaries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.cycle.queries import asked_units
from ruori.cycle.rules import RoundState
from ruori.followup.access import may_review, may_write_report
from ruori.followup.actions.subjects import subject_of
from ruori.followup.actions.writing import Subject, clear_draft, conflict_of_texts, verdict_of
from ruori.followup.codes import UnitReportState, Verdict
from ruori.followup.models import Entry, EntryReview, UnitReport
from ruori.followup.queries.asking import asking_of
from ruori.followup.queries.board import unit_reports
from ruori.followup.queries.cards import UnitReportCard
from ruori.followup.queries.entries import entry_cards
from ruori.followup.rules.entries import SUBMITTABLE, acting_post, review_problem, round_not_open
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.models import Unit
from ruori.organisation.rules import SYSTEM, Viewer

LABEL = "followup.unitreport"
SUMMARY_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review decided."""

    pk: int
    verdict: Verdict


@transaction.atomic
def review_entry(
    *,
    entry: Entry,
    verdict: Verdict,
    by: Viewer,
    at: datetime,
    reason: str = "",
    as_unprovable: bool = False,
    seen_draft: int | None = None,
) -> Reviewed:
    """Approve what somebody else said, or return it with a reason, whose draft is then gone.

    Success without an approved proof is approved only `as_unprovable`: that is how it is shown
    (A1), and the trail tells that the head saw it. Raises Refused (SUCCESS_UNPROVEN) otherwise;
    Raises NotAllowed (the writer, no head above); Conflict when it has been corrected meanwhile;
    Refused: ROUND_NOT_OPEN (frozen), RETURN_TELLS_WHY, RETURN_NEEDS_OPEN_ROUND, ALREADY_REVIEWED.
    """
    subject = subject_of(entry, at)
    require(may_review(by, unit=subject.unit, writer=entry.person_id))
    stamped_at = audit.stamp(at=at)
    _check_review(entry.round_id, verdict, reason)
    newer = Entry.objects.filter(corrects=entry).first()
    if newer is not None or entry.is_withdrawn:
        raise _corrected_meanwhile(entry, newer, subject)
    if verdict_of(entry) is verdict:
        raise refuse("ALREADY_REVIEWED", N_("This has been decided already."), subject.about)
    if verdict is Verdict.APPROVED:
        check_proven([entry.pk], at, as_unprovable=as_unprovable)
    EntryReview.objects.create(
        entry=entry, **_review(verdict, reason, subject.unit, by, at, stamped_at)
    )
    clear_draft(entry.round_id, {"entry_id": entry.pk}, seen_draft, {"reason": reason})
    audit.record(
        verb="entry.approved" if verdict is Verdict.APPROVED else "entry.returned",
        about=Ref("followup.entry", entry.pk, subject.about.title),
        by=by.actor,
        at=stamped_at,
        facts={"round": entry.round_id, "verdict": verdict, "as_unprovable": as_unprovable},
    )
    return Reviewed(entry.pk, verdict)


@transaction.atomic
def save_unit_report(
    *,
    round: Round,
    unit: Unit,
    summary: str,
    version: int | None,
    by: Viewer,
    at: datetime,
    seen_draft: int | None = None,
) -> UnitReportCard:
    """Keep a unit's own summary unfinished. `version` is that seen, None for a first saving;
    `seen_draft` that of the draft it was written from, if any.

    Raises NotAllowed; Conflict with both texts; Refused (ROUND_NOT_OPEN, NOT_ASKED, TOO_LONG,
    REPORT_HANDED_IN).
    """
    state = UnitReportState.DRAFT
    return _write_report(round, unit, summary, version, by, at, state=state, seen=seen_draft)


@transaction.atomic
def submit_unit_report(
    *,
    round: Round,
    unit: Unit,
    summary: str,
    version: int | None,
    by: Viewer,
    at: datetime,
    seen_draft: int | None = None,
) -> UnitReportCard:
    """Hand in a unit's own summary, for the head above to approve.

    Raises as `save_unit_report`, and Refused (SUMMARY_EMPTY).
    """
    if not summary.strip():
        raise refuse("SUMMARY_EMPTY", N_("Write the summary first."), field="summary")
    state = UnitReportState.SUBMITTED
    return _write_report(round, unit, summary, version, by, at, state=state, seen=seen_draft)


@transaction.atomic
def review_unit_report(
    *,
    report: UnitReport,
    verdict: Verdict,
    by: Viewer,
    at: datetime,
    reason: str = "",
    as_unprovable: bool = False,
    seen_draft: int | None = None,
) -> Reviewed:
    """Approve a unit's handed-in summary, or return it with a reason; never by who handed it in.

    Raises NotAllowed; Conflict when it changed meanwhile; Refused as `review_entry`, also
    SUCCESS_UNPROVEN when an answer of the unit claims success without an approved proof, and
    REPORT_NOT_HANDED_IN.
    """
    require(may_review(by, unit=report.unit_id, writer=report.person_id))
    stamped_at = audit.stamp(at=at)
    _check_review(report.round_id, verdict, reason)
    if report.state != UnitReportState.SUBMITTED:
        raise refuse("REPORT_NOT_HANDED_IN", N_("This summary has not been handed in."))
    if verdict is Verdict.APPROVED:
        check_proven(_answers_of(report, at), at, as_unprovable=as_unprovable)
    audit.claim(row=report, version=report.version, changes={"state": verdict.value})
    EntryReview.objects.create(
        unit_report=report, **_review(verdict, reason, report.unit_id, by, at, stamped_at)
    )
    clear_draft(report.round_id, {"unit_report_id": report.pk}, seen_draft, {"reason": reason})
    audit.record(
        verb="unit_report.approved" if verdict is Verdict.APPROVED else "unit_report.returned",
        about=Ref(LABEL, report.pk),
        by=by.actor,
        at=stamped_at,
        facts={
            "round": report.round_id,
            "unit": report.unit_id,
            "as_unprovable": as_unprovable,
        },
    )
    return Reviewed(report.pk, verdict)


def _check_review(round_id: int, verdict: Verdict, reason: str) -> None:
    state = RoundState(Round.objects.get(pk=round_id).state)
    problem = review_problem(state=state, verdict=verdict, reason=reason)
    if problem is not None:
        raise Refused(problem)


def check_proven(entries: Collection[int], at: datetime, *, as_unprovable: bool) -> None:
    """Raise Refused when some of the entries claim success that nobody else has seen proven."""
    cards = entry_cards(SYSTEM, now(at), entries) if not as_unprovable else {}
    claims = [card for card in cards.values() if card.is_claim_unproven]
    if claims:
        raise refuse(
            "SUCCESS_UNPROVEN",
            N_(
                "Success is claimed without an approved proof: %(count)s. Approve the proof first,"
                " return this, or approve it to be shown as “cannot be proved”."
            ),
            count=len(claims),
        )


def _answers_of(report: UnitReport, at: datetime) -> list[int]:
    """What stands as the answers of the unit and of those below it that are not asked apart."""
    row = Round.objects.get(pk=report.round_id)
    items = asking_of(row, at).by_unit.get(report.unit_id, ())
    return [item.answer.entry for item in items if item.answer is not None]


def _review(
    verdict: Verdict, reason: str, unit: int, by: Viewer, at: datetime, stamped_at: datetime
) -> dict[str, Any]:
    chart = organisation.chart(now(at))
    return {
        "verdict": verdict,
        "reason": reason.strip(),
        "post_id": acting_post(chart, by, post=None, unit=unit),
        "person_id": by.person_id,
        "recorded_at": stamped_at,
    }


def _corrected_meanwhile(entry: Entry, newer: Entry | None, subject: Subject) -> Conflict:
    return conflict_of_texts(
        N_("This has been corrected meanwhile. Look at the newest text."),
        theirs=newer,
        yours={"done": entry.done, "progress": entry.progress, "outlook": entry.outlook},
        about=subject.about,
    )


def _write_report(
    round: Round,
    unit: Unit,
    summary: str,
    version: int | None,
    by: Viewer,
    at: datetime,
    *,
    state: UnitReportState,
    seen: int | None,
) -> UnitReportCard:
    require(may_write_report(by, unit=unit.pk))
    stamped_at = audit.stamp(at=at)
    _check_open(round.pk, unit.pk)
    if len(summary) > SUMMARY_MAX:
        raise refuse("TOO_LONG", N_("The summary is too long."), limit=SUMMARY_MAX)
    row = UnitReport.objects.filter(round=round, unit=unit).first()
    if (None if row is None else row.version) != version:
        raise _report_changed(row, summary)
    handed_in = state is UnitReportState.SUBMITTED
    written = {
        "summary": summary.strip(),
        "state": state,
        "submitted_at": stamped_at if handed_in else None,
        "person_id": by.person_id,
    }
    if row is None:
        row = UnitReport.objects.create(round=round, unit=unit, **written)
    else:
        _check_submittable(row)
        audit.claim(row=row, version=row.version, changes=written)
    audit.record(
        verb="unit_report.submitted" if handed_in else "unit_report.saved",
        about=Ref(LABEL, row.pk),
        by=by.actor,
        at=stamped_at,
        facts={"round": round.pk, "unit": unit.pk, "characters": len(summary)},
    )
    clear_draft(round.pk, {"unit_id": unit.pk}, seen, {"summary": summary})
    return unit_reports(round.pk, [unit.pk])[unit.pk]


def _check_open(round_id: int, unit: int) -> None:
    state = RoundState(Round.objects.get(pk=round_id).state)
    if state is not RoundState.OPEN:
        raise Refused(round_not_open(state))
    if unit not in asked_units([round_id])[round_id]:
        raise refuse("NOT_ASKED", N_("This round does not ask about this."))


def _check_submittable(row: UnitReport) -> None:
    if UnitReportState(row.state) not in SUBMITTABLE:
        raise refuse(
            "REPORT_HANDED_IN",
            N_("The summary has been handed in. Ask for it to be returned."),
            state=row.state,
        )


def _report_changed(row: UnitReport | None, summary: str) -> Conflict:
    return Conflict(
        Problem(
            code="CHANGED_MEANWHILE",
            msgid=N_("Somebody else changed this while you were writing."),
            facts={
                "theirs": {"summary": "" if row is None else row.summary},
                "yours": {"summary": summary},
                "version": None if row is None else row.version,
            },
        )
    )
