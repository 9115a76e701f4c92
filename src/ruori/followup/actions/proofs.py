"""Proofs: given with a claim, approved by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.files import actions as files
from ruori.files.models import StoredFile
from ruori.followup.access import may_approve_proof, may_report
from ruori.followup.actions.subjects import subject_of
from ruori.followup.codes import ProofRequestState
from ruori.followup.models import (
    Entry,
    Judgement,
    Proof,
    ProofApproval,
    ProofRequest,
    ProofUse,
)
from ruori.followup.rules.entries import acting_post, link_problem, round_not_open
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_, Text
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Viewer

LABEL = "followup.proof"
TITLE_MAX = 300


@dataclass(frozen=True, slots=True)
class Upload:
    """A file handed in with a claim: the name it came under and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NewProof:
    """A proof as it is given: exactly what shows the claim to be true, and what period it covers.

    `upload` is kept with the claim or not at all, and gives the proof its name when it has none;
    `file` is the key of a stored file, `decision` and `observation` those of records in the city.
    """

    title: str = ""
    upload: Upload | None = None
    file: int | None = None
    link: str = ""
    decision: int | None = None
    observation: int | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    received_on: date | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class ApprovedProof:
    """A proof that another person has looked at."""

    proof: int
    approved_at: datetime


@transaction.atomic
def add_proof(*, entry: Entry, proof: NewProof, by: Viewer, at: datetime) -> int:
    """Give a proof for an entry until its round is frozen; the key of the proof.

    Raises NotAllowed, Refused (ROUND_NOT_OPEN, ENTRY_REPLACED, PROOF_EMPTY, TITLE_MISSING,
    NOT_A_LINK, FILE_UNKNOWN).
    """
    require(may_report(by, subject_of(entry, at).in_round(entry.round_id).item))
    stamped_at = audit.stamp(at=at)
    _check_not_frozen(entry)
    if entry.is_withdrawn or Entry.objects.filter(corrects=entry).exists():
        raise refuse("ENTRY_REPLACED", N_("This entry has been replaced by a newer one."))
    return give_proofs([proof], entry=entry, by=by, stamped_at=stamped_at)[0]


def give_proofs(
    proofs: Sequence[NewProof],
    *,
    by: Viewer,
    stamped_at: datetime,
    entry: Entry | None = None,
    judgement: Judgement | None = None,
) -> tuple[int, ...]:
    """Keep proofs for a claim, for the verbs of this part that have asked for the right already."""
    given = tuple(_give(proof, by, stamped_at, entry, judgement) for proof in proofs)
    if given and entry is not None:
        _answer_requests(entry, given[0], by, stamped_at)
    return given


def _answer_requests(entry: Entry, proof: int, by: Viewer, stamped_at: datetime) -> None:
    """A proof given in any way answers the request that waits for one."""
    is_measure = entry.measure_id is not None
    about = Q(measure_id=entry.measure_id) if is_measure else Q(goal_id=entry.goal_id)
    rows = ProofRequest.objects.filter(about, round_id=entry.round_id)
    for row in rows.filter(state=ProofRequestState.ASKED).order_by("id"):
        changes = {
            "state": ProofRequestState.ANSWERED,
            "proof_id": proof,
            "settled_at": stamped_at,
        }
        audit.claim(row=row, version=row.version, changes=changes)
        audit.record(
            verb="proof_request.answered",
            about=Ref("followup.proofrequest", row.pk),
            by=by.actor,
            at=stamped_at,
            facts={"proof": proof},
        )


def _give(
    proof: NewProof,
    by: Viewer,
    stamped_at: datetime,
    entry: Entry | None,
    judgement: Judgement | None,
) -> int:
    _check_file(proof, by)
    proof = _kept(proof, by, stamped_at)
    _check(proof)
    row = Proof.objects.create(
        title=proof.title.strip(),
        file_id=proof.file,
        link=proof.link.strip(),
        decision_id=proof.decision,
        observation_id=proof.observation,
        covers_from=proof.covers_from,
        covers_to=proof.covers_to,
        received_on=proof.received_on or city_day(stamped_at),
        is_public=proof.is_public,
        person_id=by.person_id,
        recorded_at=stamped_at,
    )
    ProofUse.objects.create(proof=row, entry=entry, judgement=judgement, recorded_at=stamped_at)
    audit.record(
        verb="proof.given",
        about=Ref(LABEL, row.pk),
        by=by.actor,
        at=stamped_at,
        facts={
            "entry": None if entry is None else entry.pk,
            "judgement": None if judgement is None else judgement.pk,
            "file": proof.file,
            "decision": proof.decision,
            "observation": proof.observation,
            "is_public": proof.is_public,
        },
    )
    return int(row.pk)


def _kept(proof: NewProof, by: Viewer, stamped_at: datetime) -> NewProof:
    """The proof with its upload stored. Raises Refused for a file the city does not take in."""
    if proof.upload is None:
        return proof
    name, content = proof.upload.name, proof.upload.content
    card = files.store(name=name, content=content, by=by.actor, at=stamped_at)
    return replace(proof, title=proof.title or card.name, upload=None, file=card.pk)


def _check_file(proof: NewProof, by: Viewer) -> None:
    """Raise Refused for a stored file of somebody else; an upload of one's own is not yet stored.

    A file becomes readable through its proof, so only who stored it may make it one.
    """
    if proof.file is not None and not _may_use(proof.file, by):
        raise refuse("FILE_UNKNOWN", N_("There is no such file of yours."), field="proof_file")


def _check(proof: NewProof) -> None:
    if not proof.title.strip() or len(proof.title) > TITLE_MAX:
        raise refuse("TITLE_MISSING", N_("Give the proof a short name."), field="proof_title")
    given = (proof.file, proof.decision, proof.observation)
    if not proof.link.strip() and not any(each is not None for each in given):
        raise refuse("PROOF_EMPTY", N_("Add a file or a web address."), field="proof")
    wrong = link_problem(proof.link.strip()) if proof.link.strip() else None
    if wrong is not None:
        raise Refused(wrong)


def _may_use(file: int, by: Viewer) -> bool:
    rows = StoredFile.objects.filter(pk=file)
    if not by.steers:
        rows = rows.filter(uploaded_by_id=by.actor.user_id or 0)
    return rows.exists()


@transaction.atomic
def approve_proof(*, proof: Proof, by: Viewer, at: datetime) -> ApprovedProof:
    """Say that a proof shows what it is said to show; never by its giver or the claim's writer.

    Until the round of the claim is frozen, since its judgements rest on what was approved by then.
    Raises NotAllowed, Refused (PROOF_APPROVED already, PROOF_UNUSED, ROUND_NOT_OPEN).
    """
    stamped_at = audit.stamp(at=at)
    entries = list(Entry.objects.filter(proof_uses__proof=proof).order_by("id"))
    if not entries:
        raise refuse("PROOF_UNUSED", N_("No entry uses this proof."))
    unit = subject_of(entries[-1], at).unit
    givers = frozenset({proof.person_id, *(entry.person_id for entry in entries)})
    require(may_approve_proof(by, unit=unit, givers=givers))
    _check_not_frozen(entries[-1])
    if ProofApproval.objects.filter(proof=proof).exists():
        raise Refused(Problem("PROOF_APPROVED", N_("This proof has already been approved.")))
    chart = organisation.chart(now(at))
    ProofApproval.objects.create(
        proof=proof,
        post_id=acting_post(chart, by, post=None, unit=unit),
        person_id=by.person_id or 0,  # a named person: `require` has seen to it
        recorded_at=stamped_at,
    )
    audit.record(
        verb="proof.approved",
        about=Ref(LABEL, proof.pk, Text()),
        by=by.actor,
        at=stamped_at,
        facts={"entries": [entry.pk for entry in entries]},
    )
    return ApprovedProof(proof.pk, stamped_at)


def _check_not_frozen(entry: Entry) -> None:
    state = RoundState(Round.objects.get(pk=entry.round_id).state)
    if state not in (RoundState.OPEN, RoundState.CLOSED):
        raise Refused(round_not_open(state))
