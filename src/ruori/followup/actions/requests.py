"""Proofs that are asked for: the asking, the refusal and the taking back; a proof answers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup.access import (
    may_answer_proof_request,
    may_ask_for_proof,
    may_withdraw_proof_request,
)
from ruori.followup.actions.drafts import Topic, subject_of_topic
from ruori.followup.actions.proofs import NewProof, add_proof
from ruori.followup.actions.writing import Subject, tip_of
from ruori.followup.codes import ProofRequestState
from ruori.followup.models import Entry, ProofRequest
from ruori.followup.rules.entries import acting_post, round_not_open
from ruori.followup.rules.progress import SENTENCE_MAX
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Viewer

LABEL = "followup.proofrequest"


@dataclass(frozen=True, slots=True)
class AskedProof:
    """A request for a proof, and how it stands."""

    request: int
    state: ProofRequestState


@transaction.atomic
def ask_for_proof(
    *, topic: Topic, needed: str, due_on: date, by: Viewer, at: datetime
) -> AskedProof:
    """Ask who answers for a measure or goal to show what was claimed in a round.

    Raises NotAllowed, Refused (ROUND_NOT_OPEN, NOTHING_CLAIMED, NEEDED_MISSING, DUE_IN_PAST,
    PROOF_ASKED already, NOT_FOLLOWED).
    """
    subject = subject_of_topic(topic, at)
    stamped_at = audit.stamp(at=at)
    claim = tip_of(topic.round, subject)
    require(may_ask_for_proof(by, unit=subject.unit, writer=claim.person_id if claim else None))
    _check_not_frozen(topic.round)
    _check_claimed(claim)
    _check_words(needed, due_on, city_day(at))
    _check_not_asked(topic.round, subject)
    made = ProofRequest.objects.create(
        round_id=topic.round,
        **subject.key,
        unit_id=subject.unit,
        post_id=subject.post,
        needed=needed.strip(),
        due_on=due_on,
        person_id=by.person_id,
        asked_at=stamped_at,
    )
    facts = {"round": topic.round, "due_on": due_on.isoformat()}
    _record("proof_request.asked", made, subject, by, stamped_at, facts)
    return AskedProof(made.pk, ProofRequestState.ASKED)


@transaction.atomic
def answer_proof_request(
    *, request: ProofRequest, proof: NewProof, by: Viewer, at: datetime
) -> int:
    """Give the proof that was asked for; the key of the proof. It then waits for its approval.

    Raises NotAllowed, Refused (REQUEST_SETTLED, NOTHING_CLAIMED, and what `add_proof` refuses).
    """
    subject = _subject(request, at)
    require(may_answer_proof_request(by, subject.item))
    audit.stamp(at=at)
    _check_open(request)
    return add_proof(entry=_claim(request, subject), proof=proof, by=by, at=at)


@transaction.atomic
def refuse_proof_request(
    *, request: ProofRequest, reason: str, by: Viewer, at: datetime
) -> AskedProof:
    """Say why no proof can be given; the reason stays readable beside the claim.

    Raises NotAllowed, Refused (REQUEST_SETTLED, REFUSAL_TELLS_WHY, TOO_LONG).
    """
    subject = _subject(request, at)
    require(may_answer_proof_request(by, subject.item))
    stamped_at = audit.stamp(at=at)
    _check_open(request)
    if not reason.strip():
        raise refuse("REFUSAL_TELLS_WHY", N_("Tell why no proof can be given."), field="reason")
    _check_length(reason, "reason")
    _settle(request, ProofRequestState.REFUSED, stamped_at, reason.strip())
    chart = organisation.chart(now(at))
    post = acting_post(chart, by, post=subject.post, unit=subject.unit)
    _record("proof_request.refused", request, subject, by, stamped_at, {"post": post})
    return AskedProof(request.pk, ProofRequestState.REFUSED)


@transaction.atomic
def withdraw_proof_request(*, request: ProofRequest, by: Viewer, at: datetime) -> AskedProof:
    """Take a request back. Raises NotAllowed, Refused (REQUEST_SETTLED)."""
    require(may_withdraw_proof_request(by, asker=request.person_id))
    stamped_at = audit.stamp(at=at)
    _check_open(request)
    _settle(request, ProofRequestState.WITHDRAWN, stamped_at)
    _record("proof_request.withdrawn", request, _subject(request, at), by, stamped_at, {})
    return AskedProof(request.pk, ProofRequestState.WITHDRAWN)


def _subject(request: ProofRequest, at: datetime) -> Subject:
    topic = Topic(request.round_id, measure=request.measure_id, goal=request.goal_id)
    return subject_of_topic(topic, at)


def _claim(request: ProofRequest, subject: Subject) -> Entry:
    return _check_claimed(tip_of(request.round_id, subject))


def _check_claimed(claim: Entry | None) -> Entry:
    if claim is None or claim.is_withdrawn:
        raise refuse("NOTHING_CLAIMED", N_("Nothing has been reported on this in the round."))
    return claim


def _check_not_asked(round_id: int, subject: Subject) -> None:
    waiting = ProofRequest.objects.filter(
        round_id=round_id, **subject.key, state=ProofRequestState.ASKED
    )
    if waiting.exists():
        raise Refused(Problem("PROOF_ASKED", N_("A proof has already been asked for.")))


def _check_not_frozen(round_id: int) -> None:
    state = RoundState(Round.objects.get(pk=round_id).state)
    if state not in (RoundState.OPEN, RoundState.CLOSED):
        raise Refused(round_not_open(state))


def _check_words(needed: str, due_on: date, today: date) -> None:
    if not needed.strip():
        raise refuse("NEEDED_MISSING", N_("Tell what should be shown."), field="needed")
    _check_length(needed, "needed")
    if due_on < today:
        raise refuse("DUE_IN_PAST", N_("Give a day that is still to come."), field="due_on")


def _check_length(text: str, field: str) -> None:
    if len(text) > SENTENCE_MAX:
        raise refuse(
            "TOO_LONG",
            N_("At most %(limit)s characters; there are %(length)s."),
            field=field,
            limit=SENTENCE_MAX,
            length=len(text),
        )


def _check_open(request: ProofRequest) -> None:
    """Read again under the lock of the clock: two may settle the same request at once."""
    request.refresh_from_db()
    if request.state != ProofRequestState.ASKED:
        raise refuse("REQUEST_SETTLED", N_("This request has already been settled."))


def _settle(
    request: ProofRequest, state: ProofRequestState, stamped_at: datetime, reason: str = ""
) -> None:
    changes = {"state": state, "settled_at": stamped_at, "reason": reason}
    audit.claim(row=request, version=request.version, changes=changes)


def _record(
    verb: str,
    request: ProofRequest,
    subject: Subject,
    by: Viewer,
    stamped_at: datetime,
    facts: dict[str, object],
) -> None:
    about = Ref(LABEL, request.pk, subject.about.title)
    audit.record(verb=verb, about=about, by=by.actor, at=stamped_at, facts=facts)
