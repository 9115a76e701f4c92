"""What a face or a report gets to see of follow-up: fields listed one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ruori.cycle.queries import RoundCard
from ruori.files.queries import FileCard
from ruori.followup.codes import Channel, Judge, UnitReportState, Verdict
from ruori.followup.rules.progress import Schedule, ShownProgress
from ruori.followup.rules.proof import ProofState, narrative_provability, published
from ruori.kernel.codes import Attainment, Progress, Provability
from ruori.plans.codes import Phase


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry: what was said, through which post, and whether it was approved or returned.

    `person` is told to staff only; public pages show the post.
    """

    pk: int
    round: int
    measure: int | None
    goal: int | None
    unit: int
    post: int | None
    person: int | None
    channel: Channel
    progress: Progress | None
    outlook: Attainment | None
    done: str
    effects: str
    cause: str
    action: str
    new_end_on: date | None
    forecast: str
    is_unchanged: bool
    observation: int | None
    corrects: int | None
    is_withdrawn: bool
    reason: str
    recorded_at: datetime
    verdict: Verdict | None
    verdict_reason: str
    is_proven: bool

    @property
    def told_outlook(self) -> Attainment | None:
        """The word that may be shown to all: success without an approved proof is unprovable."""
        if self.outlook is None:
            return None
        state = ProofState.APPROVED if self.is_proven else ProofState.NONE
        return published(self.outlook, narrative_provability(state))

    @property
    def is_claim_unproven(self) -> bool:
        """True when success is claimed and nobody else has approved a proof of it (A1)."""
        return self.told_outlook is not self.outlook


@dataclass(frozen=True, slots=True)
class ProofCard:
    """A proof: a file, a link, a decision or a figure, and whether somebody else approved it."""

    pk: int
    title: str
    file: FileCard | None
    link: str
    decision: int | None
    observation: int | None
    covers_from: date | None
    covers_to: date | None
    received_on: date
    is_public: bool
    giver: int | None
    approved_at: datetime | None
    approved_by_post: int | None

    @property
    def is_approved(self) -> bool:
        """True when another person than the writer has looked at it."""
        return self.approved_at is not None


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in the history of a measure or goal, with its round, deeds and proofs."""

    entry: EntryCard
    round: RoundCard
    proofs: tuple[ProofCard, ...]
    deeds: tuple[tuple[int, date | None], ...]
    is_standing: bool


@dataclass(frozen=True, slots=True)
class StageOf:
    """Where a measure stands, without its words: its days and the phase of its life."""

    schedule: Schedule
    phase: Phase


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a measure stands: its last word, what the days say, and the phase of its life."""

    measure: int
    entry: EntryCard | None
    schedule: Schedule
    shown: ShownProgress
    phase: Phase


@dataclass(frozen=True, slots=True)
class JudgementCard:
    """Whether a goal came true, by one judge in one round, with what it was computed from."""

    pk: int
    goal: int
    round: int
    judge: Judge
    attainment: Attainment
    rule_result: Attainment | None
    provability: Provability
    reason: str
    inputs: Mapping[str, Any]
    post: int | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """The newest judgements of a goal, the city's and the auditor's side by side (A3)."""

    city: JudgementCard | None = None
    auditor: JudgementCard | None = None


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A sentence somebody is still writing; `person` is who wrote last."""

    pk: int
    version: int
    person: int | None
    fields: Mapping[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class UnitReportCard:
    """A unit's own summary in a round."""

    pk: int
    version: int
    round: int
    unit: int
    summary: str
    state: UnitReportState
    submitted_at: datetime | None
    person: int | None
    verdict_reason: str
