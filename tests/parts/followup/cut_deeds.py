"""Deeds of a round as another process does them: by plain values, to be cut in the middle."""

from ruori.accounts.models import User
from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.followup import actions
from ruori.followup.models import Entry
from ruori.kernel.codes import Progress
from ruori.organisation.queries import viewer_for
from ruori.plans.models import Measure
from tests.parts.followup import given


def report(round: int, measure: int, user: int, done: str) -> None:
    """Say that a measure is done, with a proof, after whatever was said of it."""
    last = Entry.objects.filter(round=round, measure=measure).order_by("-id").first()
    if last is not None and last.done == done:
        return
    actions.report_measure(
        round=Round.objects.get(pk=round),
        measure=Measure.objects.get(pk=measure),
        progress=Progress.DONE,
        done=done,
        proofs=[given.LINK],
        expected_last=None if last is None else last.pk,
        by=viewer_for(User.objects.get(pk=user), at=given.LATER),
        at=given.LATER,
    )


def close(round: int, user: int) -> None:
    """Close an open round, then freeze it; what is done already is not done again."""
    by = viewer_for(User.objects.get(pk=user), at=given.CLOSING)
    row = Round.objects.get(pk=round)
    if row.state == "OPEN":
        cycle.close_round(round=row, version=row.version, by=by, at=given.CLOSING)
        row.refresh_from_db()
    if row.state == "CLOSED":
        actions.freeze_follow_up(round=row, version=row.version, by=by, at=given.FREEZING)
