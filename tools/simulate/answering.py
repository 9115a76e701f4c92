"""What a person of the made city does with all that waits: reports, approves, hands in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from ruori.accounts.models import User
from ruori.cycle.models import Round
from ruori.followup import actions
from ruori.followup import queries as followup
from ruori.followup.codes import Verdict
from ruori.followup.models import Entry, Proof, UnitReport
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Due, Refused
from ruori.organisation.models import Unit
from ruori.organisation.queries import viewer_for
from ruori.organisation.rules import Viewer
from ruori.plans.models import Goal, Measure

SAID = "Työ eteni sovitusti, ja seuraava vaihe on sovittu."
CAUSE = "Avustuspäätöstä odotetaan."


def answer_all(person: int, items: Iterable[Due], at: datetime) -> int:
    """Do everything that waits for a person; how many deeds were taken, refused ones left out."""
    user = User.objects.filter(person=person).first()
    if user is None:
        return 0
    viewer = viewer_for(user, at=at)
    return sum(_done(item, viewer, at) for item in items)


def _done(item: Due, by: Viewer, at: datetime) -> bool:
    deed = DEEDS.get(item.kind)
    if deed is None:
        return False
    try:
        deed(item, by, at)
    except Refused:
        return False
    return True


def _report_measure(item: Due, by: Viewer, at: datetime) -> None:
    form = followup.measure_form(by, at, round_id=item.facts["round"], measure=item.about.pk)
    actions.report_measure(
        round=_round(item),
        measure=Measure.objects.get(pk=item.about.pk),
        progress=Progress.ON_SCHEDULE,
        done=SAID,
        cause=CAUSE,
        expected_last=None if form is None else form.expected_last,
        by=by,
        at=at,
    )


def _report_goal(item: Due, by: Viewer, at: datetime) -> None:
    form = followup.goal_form(by, at, round_id=item.facts["round"], goal=item.about.pk)
    actions.report_goal(
        round=_round(item),
        goal=Goal.objects.get(pk=item.about.pk),
        outlook=Attainment.ON_COURSE,
        done=SAID,
        cause=CAUSE,
        expected_last=None if form is None else form.expected_last,
        by=by,
        at=at,
    )


def _approve_entry(item: Due, by: Viewer, at: datetime) -> None:
    entry = Entry.objects.get(pk=item.about.pk)
    actions.review_entry(entry=entry, verdict=Verdict.APPROVED, by=by, at=at)


def _approve_proof(item: Due, by: Viewer, at: datetime) -> None:
    actions.approve_proof(proof=Proof.objects.get(pk=item.about.pk), by=by, at=at)


def _submit(item: Due, by: Viewer, at: datetime) -> None:
    row = UnitReport.objects.filter(round=_round(item), unit=item.unit_id).first()
    actions.submit_unit_report(
        round=_round(item),
        unit=Unit.objects.get(pk=item.unit_id),
        summary=SAID,
        version=None if row is None else row.version,
        by=by,
        at=at,
    )


def _approve_report(item: Due, by: Viewer, at: datetime) -> None:
    report = UnitReport.objects.get(round=_round(item), unit=item.unit_id)
    actions.review_unit_report(report=report, verdict=Verdict.APPROVED, by=by, at=at)


def _round(item: Due) -> Round:
    return Round.objects.get(pk=item.facts["round"])


DEEDS: Mapping[str, Callable[[Due, Viewer, datetime], None]] = {
    "REPORT_MEASURE": _report_measure,
    "REPORT_GOAL": _report_goal,
    "APPROVE_ENTRY": _approve_entry,
    "APPROVE_PROOF": _approve_proof,
    "SUBMIT_REPORT": _submit,
    "APPROVE_REPORT": _approve_report,
}
