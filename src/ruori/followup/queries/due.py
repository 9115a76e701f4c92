"""What waits in the open rounds, for one viewer or for everybody: answers, approvals, summaries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup.codes import ProofRequestState, UnitReportState, Verdict
from ruori.followup.models import ProofRequest, ProofUse, UnitReport
from ruori.followup.queries.asking import Asked, Asking, asking
from ruori.followup.queries.due_deviations import deviations_due
from ruori.followup.rules.entries import (
    SUBMITTABLE,
    answering_unit,
    answers_for,
    nearest_head,
)
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Due, Ref
from ruori.kernel.text import Text
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Chart, Owner, Viewer, reachable_owner

APPROVE_WITHIN = timedelta(days=7)
"""How long a head has to approve after the day the answers were due."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """The viewer with the day: who must do what of what is asked. No viewer means everybody."""

    viewer: Viewer | None
    today: date

    def answers_for(self, item: Asked, asked: Asking) -> bool:
        """True when the item waits for the viewer: by own post, or as who is reachable."""
        if self.viewer is None:
            return True
        return answers_for(asked.chart, self.viewer, post=item.post, unit=item.unit)

    def approves(self, asked: Asking, unit: int, writers: frozenset[int | None]) -> int | None:
        """The head post, held by the viewer, that is the nearest one which may approve."""
        head = nearest_head(asked.chart, unit, but=writers)
        if self.viewer is None:
            return head
        mine = head in self.viewer.posts and self.viewer.person_id not in writers
        return head if mine else None

    def stands_in(self, post: int | None, owner: Owner | None) -> bool:
        """True when the viewer acts as a deputy: of the thing's own post, or of who answers."""
        if self.viewer is None:
            return False
        answering = None if owner is None else owner.post
        through = post if post in self.viewer.posts else answering
        return through in self.viewer.substitute_posts


def due(viewer: Viewer | None, at: datetime, chart: Chart | None = None) -> list[Due]:
    """All that waits for the viewer in rounds; about twenty queries, however many rounds.

    Without a viewer all that waits for anybody, so that a mail and a page tell the same. Who has
    read the chart of the day gives it. Kinds:
    REPORT_MEASURE, REPORT_GOAL, ENTRY_RETURNED, APPROVE_ENTRY, APPROVE_PROOF, GIVE_PROOF,
    SUBMIT_REPORT, APPROVE_REPORT. Facts: `round`, `round_title`, `asked_unit`, `as_substitute`,
    `handed_over`, and of a returned answer its `entry`. And those of `deviations_due`.
    """
    if viewer is not None and viewer.person_id is None:
        return []
    rows = list(
        Round.objects.filter(state__in=(RoundState.OPEN, RoundState.CLOSED)).order_by("due_on")
    )
    desk = _Desk(viewer, city_day(at))
    chart = chart or organisation.chart(now(at))
    rounds = asking(rows, now(at), chart, viewer)
    open_rounds = [asked for asked in rounds if asked.round.state is RoundState.OPEN]
    return [
        *_answers(desk, open_rounds),
        *_approvals(desk, rounds),
        *_proofs(desk, rounds),
        *_requests(desk, rounds),
        *_reports(desk, rounds),
        *deviations_due(viewer, at, chart),
    ]


def _answers(desk: _Desk, rounds: Iterable[Asking]) -> Iterator[Due]:
    for asked in rounds:
        for item in asked.items:
            is_returned = item.answer is not None and item.answer.verdict is Verdict.RETURNED
            if (item.answer is None or is_returned) and desk.answers_for(item, asked):
                kind = "REPORT_MEASURE" if item.is_measure else "REPORT_GOAL"
                yield _due(
                    desk,
                    asked,
                    kind="ENTRY_RETURNED" if is_returned else kind,
                    about=item.about,
                    due_on=item.due_on,
                    post=item.post,
                    unit=item.unit,
                    entry=item.answer.entry if item.answer is not None else None,
                    handed_over=item.is_handed_over,
                )


def _approvals(desk: _Desk, rounds: Iterable[Asking]) -> Iterator[Due]:
    for asked in rounds:
        for item in asked.items:
            if item.answer is None or item.answer.verdict is not None:
                continue
            head = desk.approves(asked, item.unit, frozenset({item.answer.writer}))
            if head is not None:
                yield _due(
                    desk,
                    asked,
                    kind="APPROVE_ENTRY",
                    about=Ref("followup.entry", item.answer.entry, item.about.title),
                    due_on=item.due_on + APPROVE_WITHIN,
                    post=head,
                    unit=item.unit,
                )


def _proofs(desk: _Desk, rounds: Iterable[Asking]) -> Iterator[Due]:
    of_entry = {
        item.answer.entry: (asked, item)
        for asked in rounds
        for item in asked.items
        if item.answer is not None
    }
    waiting = (
        ProofUse.objects.filter(entry_id__in=of_entry, proof__approval__isnull=True)
        .order_by("proof_id", "id")
        .values_list("entry_id", "proof_id", "proof__title", "proof__person_id", "entry__person_id")
    )
    seen: set[int] = set()
    for entry, proof, title, giver, writer in waiting:
        asked, item = of_entry[entry]
        head = desk.approves(asked, item.unit, frozenset({giver, writer}))
        if head is not None and proof not in seen:
            seen.add(proof)
            yield _due(
                desk,
                asked,
                kind="APPROVE_PROOF",
                about=Ref("followup.proof", proof, Text(title)),
                due_on=item.due_on + APPROVE_WITHIN,
                post=head,
                unit=item.unit,
            )


def _requests(desk: _Desk, rounds: Iterable[Asking]) -> Iterator[Due]:
    items = {
        (asked.round.pk, item.about.label, item.about.pk): (asked, item)
        for asked in rounds
        for item in asked.items
    }
    rows = ProofRequest.objects.filter(state=ProofRequestState.ASKED).order_by("id")
    for row in rows.filter(round_id__in={key[0] for key in items}):
        label = "plans.measure" if row.measure_id is not None else "plans.goal"
        found = items.get((row.round_id, label, row.measure_id or row.goal_id or 0))
        if found is not None and desk.answers_for(found[1], found[0]):
            yield _due(
                desk,
                found[0],
                kind="GIVE_PROOF",
                about=Ref("followup.proofrequest", row.pk, found[1].about.title),
                due_on=row.due_on,
                post=found[1].post,
                unit=found[1].unit,
            )


def _reports(desk: _Desk, rounds: Iterable[Asking]) -> Iterator[Due]:
    by_key = {asked.round.pk: asked for asked in rounds}
    rows = UnitReport.objects.filter(round_id__in=by_key)
    reports = {(row.round_id, row.unit_id): row for row in rows}
    for asked in by_key.values():
        for unit, items in asked.by_unit.items():
            row = reports.get((asked.round.pk, unit))
            state = UnitReportState.OPENED if row is None else UnitReportState(row.state)
            found = _report(desk, asked, unit, row, state) if items else None
            if found is not None:
                yield found


def _report(
    desk: _Desk, asked: Asking, unit: int, row: UnitReport | None, state: UnitReportState
) -> Due | None:
    is_open = asked.round.state is RoundState.OPEN
    if state in SUBMITTABLE and is_open:
        kind, days, writers = "SUBMIT_REPORT", timedelta(0), frozenset[int | None]()
    elif state is UnitReportState.SUBMITTED and row is not None:
        kind, days, writers = "APPROVE_REPORT", APPROVE_WITHIN, frozenset({row.person_id})
    else:
        return None
    head = desk.approves(asked, unit, writers)
    if head is None:
        return None
    about = Ref("cycle.round", asked.round.pk, asked.round.title)
    if row is not None:
        about = Ref("followup.unitreport", row.pk, asked.round.title)
    return _due(
        desk, asked, kind=kind, about=about, due_on=asked.due_on[unit] + days, post=head, unit=unit
    )


def _due(
    desk: _Desk,
    asked: Asking,
    *,
    kind: str,
    about: Ref,
    due_on: date,
    post: int | None,
    unit: int,
    entry: int | None = None,
    handed_over: bool = False,
) -> Due:
    owner = reachable_owner(asked.chart, post=post, unit=unit)
    return Due(
        kind=kind,
        about=about,
        due_on=due_on,
        post_id=post,
        unit_id=unit,
        facts={
            "round": asked.round.pk,
            "round_title": asked.round.title,
            "asked_unit": answering_unit(
                asked.chart.parent_of, unit, asked.due_on, asked.chart.heirs_of
            ),
            "as_substitute": desk.stands_in(post, owner),
            "entry": entry,
            "handed_over": handed_over,
        },
        owner=None if owner is None else owner.person,
    )
