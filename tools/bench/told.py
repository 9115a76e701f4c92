"""What was said in a made city: three published rounds, and one that is open and half told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ruori.cycle.models import Round, RoundUnit
from ruori.cycle.rules import RoundKind, RoundState
from ruori.followup.codes import Channel, Judge, UnitReportState, Verdict
from ruori.followup.models import (
    Entry,
    EntryReview,
    Judgement,
    Proof,
    ProofApproval,
    ProofUse,
    UnitReport,
)
from ruori.kernel.codes import Attainment, Progress, Provability
from ruori.kernel.text import Text
from tools.bench.people import Staff
from tools.bench.promises import Promises
from tools.bench.size import Days, noon, sentence_of

SAID = (
    Progress.ON_SCHEDULE,
    Progress.NOT_STARTED,
    Progress.LATE,
    Progress.ON_SCHEDULE,
    Progress.ON_HOLD,
)
PROVEN_EVERY = 3
"""Every third entry has a public proof that somebody else has approved."""


@dataclass(frozen=True, slots=True)
class Told:
    """The rounds of a made city: the published ones, oldest first, and the open one."""

    published: tuple[Round, ...]
    open: Round

    @property
    def year_end(self) -> Round:
        """The round of the last year that was reported whole."""
        return self.published[-1]


def build_told(days: Days, staff: Staff, promises: Promises) -> Told:
    """Every measure and objective reported in every published round, approved by the head."""
    published = Round.objects.bulk_create(_published(days))
    (open_,) = Round.objects.bulk_create([_open(days)])
    RoundUnit.objects.bulk_create(
        RoundUnit(round=row, unit_id=area) for row in (*published, open_) for area in staff.areas
    )
    # The open round asks everybody, so that its board is as long as that of a large city.
    RoundUnit.objects.bulk_create(RoundUnit(round=open_, unit_id=unit) for unit in staff.units)
    entries = Entry.objects.bulk_create(_entries(published, staff, promises))
    _review(entries, staff)
    # Every other answer has come, of the last unit none; counted by place, so that no key decides
    # what a city looks like.
    half = list(_entries([open_], staff, promises, first=len(published)))[1::2]
    told = Entry.objects.bulk_create(each for each in half if each.unit_id != staff.units[-1])
    _review(told[::2], staff)
    proven = [each for place, each in enumerate(told) if each.goal_id or place % PROVEN_EVERY == 0]
    _prove(proven, staff)
    _prove(entries[::PROVEN_EVERY], staff)
    _report(published, staff)
    Judgement.objects.bulk_create(_judgements(published[-1], promises))
    return Told(tuple(published), open_)


def _published(days: Days) -> Iterator[Round]:
    year = days.year
    for code, kind, begins, ends in (
        (f"{year - 1}-tilinpaatos", RoundKind.YEAR_END, date(year - 1, 1, 1), date(year, 1, 1)),
        (f"{year}-osavuosi", RoundKind.INTERIM_2, date(year, 1, 1), date(year, 9, 1)),
        (f"{year}-tilinpaatos", RoundKind.YEAR_END, date(year, 1, 1), date(year + 1, 1, 1)),
    ):
        due = ends + timedelta(days=30)
        yield Round(
            code=code,
            kind=kind,
            title=Text(fi=f"Seuranta {code}", sv=f"Uppföljning {code}"),
            covers_from=begins,
            covers_to=ends - timedelta(days=1),
            opens_on=ends,
            due_on=due,
            state=RoundState.PUBLISHED,
            opened_at=noon(ends),
            closed_at=noon(due),
            frozen_at=noon(due + timedelta(days=7)),
            published_at=noon(due + timedelta(days=14)),
        )


def _open(days: Days) -> Round:
    opens = days.today - timedelta(days=7)
    return Round(
        code="avoin",
        kind=RoundKind.FOLLOW_UP,
        title=Text(fi="Avoin seuranta", sv="Öppen uppföljning"),
        covers_from=date(days.year + 1, 1, 1),
        covers_to=opens - timedelta(days=1),
        opens_on=opens,
        due_on=days.today + timedelta(days=14),
        state=RoundState.OPEN,
        opened_at=noon(opens),
    )


def _entries(
    rounds: Sequence[Round], staff: Staff, promises: Promises, *, first: int = 0
) -> Iterator[Entry]:
    for turn, row in enumerate(rounds, first):
        for number, measure in enumerate(promises.measures):
            said = SAID[(number + turn) % len(SAID)]
            is_late = said in (Progress.LATE, Progress.ON_HOLD)
            yield _entry(
                row,
                staff,
                promises.unit_of[measure],
                measure_id=measure,
                progress=said,
                done=sentence_of(number),
                cause="Työ odottaa valtion avustuspäätöstä." if is_late else "",
                action="Päätöstä kiirehditään, ja työ aloitetaan omin voimin." if is_late else "",
                new_end_on=row.due_on + timedelta(days=180) if is_late else None,
            )
        for number, goal in enumerate(promises.objectives):
            unit = staff.areas[number % len(staff.areas)]
            yield _entry(
                row,
                staff,
                unit,
                goal_id=goal,
                outlook=Attainment.ON_COURSE,
                done=sentence_of(number),
            )


def _entry(row: Round, staff: Staff, unit: int, **said: object) -> Entry:
    return Entry(
        round=row,
        unit_id=unit,
        post_id=staff.post_of[unit],
        person_id=staff.person_of[unit],
        channel=Channel.DESK,
        recorded_at=noon(row.opens_on + timedelta(days=5)),
        **said,
    )


def _review(entries: Sequence[Entry], staff: Staff) -> None:
    EntryReview.objects.bulk_create(
        EntryReview(
            entry=entry,
            verdict=Verdict.APPROVED,
            post_id=staff.post_of[staff.office],
            person_id=staff.person_of[staff.office],
            recorded_at=entry.recorded_at,
        )
        for entry in entries
    )


def _prove(entries: Sequence[Entry], staff: Staff) -> None:
    proofs = Proof.objects.bulk_create(
        Proof(
            title="Lautakunnan pöytäkirja",
            link=f"https://esimerkki.invalid/poytakirja/{number}",
            received_on=entry.recorded_at.date(),
            is_public=True,
            person_id=entry.person_id,
            recorded_at=entry.recorded_at,
        )
        for number, entry in enumerate(entries)
    )
    ProofApproval.objects.bulk_create(
        ProofApproval(
            proof=proof,
            post_id=staff.post_of[staff.office],
            person_id=staff.person_of[staff.office],
            recorded_at=proof.recorded_at,
        )
        for proof in proofs
    )
    ProofUse.objects.bulk_create(
        ProofUse(proof=proof, entry=entry, recorded_at=entry.recorded_at)
        for proof, entry in zip(proofs, entries, strict=True)
    )


def _report(rounds: Sequence[Round], staff: Staff) -> None:
    UnitReport.objects.bulk_create(
        UnitReport(
            round=row,
            unit_id=area,
            summary=" ".join(sentence_of(each) for each in range(3)),
            state=UnitReportState.APPROVED,
            submitted_at=noon(row.due_on),
            person_id=staff.person_of[area],
        )
        for row in rounds
        for area in staff.areas
    )


def _judgements(row: Round, promises: Promises) -> Iterator[Judgement]:
    for number, goal in enumerate(promises.objectives):
        is_proven = number % 2 == 0
        yield Judgement(
            goal_id=goal,
            round=row,
            judge=Judge.CITY,
            attainment=Attainment.PARTLY_MET if is_proven else Attainment.NOT_MET,
            provability=Provability.PROVEN if is_proven else Provability.UNPROVEN,
            reason=sentence_of(number),
            recorded_at=noon(row.due_on),
        )
