"""Judging goals: the city at the freezing of a round, the auditor beside it; publishing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.actions import freeze_round, publish_round
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup.access import may_freeze, may_judge, may_publish
from ruori.followup.actions.proofs import NewProof, give_proofs
from ruori.followup.codes import Judge
from ruori.followup.models import Judgement, ProofUse
from ruori.followup.queries.asking import asking_of, followed_goals, moment_of
from ruori.followup.queries.judging import Evidence, evidence
from ruori.followup.rules.entries import acting_post, source_key
from ruori.followup.rules.judging import AUDITORS_WORDS, Verdict, verdict
from ruori.indicators.actions import publish_source
from ruori.kernel.codes import Attainment, Provability
from ruori.kernel.moments import now
from ruori.kernel.problems import Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Viewer
from ruori.plans.models import Goal

LABEL = "followup.judgement"
AUDITED = frozenset({RoundState.FROZEN, RoundState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class JudgedGoal:
    """A judgement as it was stored."""

    judgement: int
    goal: int
    attainment: Attainment
    provability: Provability


@dataclass(frozen=True, slots=True)
class FrozenFollowUp:
    """A frozen round: the city's judgements, and the goals of which nobody had said anything."""

    round: int
    judged: tuple[JudgedGoal, ...]
    unjudged: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PublishedFollowUp:
    """A published round, with the number of arrivals of figures that became public with it."""

    round: int
    batches: int


@dataclass(frozen=True, slots=True)
class _Bench:
    """Who judges, in which round, through which post, recorded when."""

    round: Round
    judge: Judge
    by: Viewer
    post: int | None
    stamped_at: datetime


@transaction.atomic
def judge_goal(
    *,
    goal: Goal,
    round: Round,
    attainment: Attainment,
    reason: str,
    by: Viewer,
    at: datetime,
    provability: Provability = Provability.NOT_CHECKED,
    proofs: Sequence[NewProof] = (),
) -> JudgedGoal:
    """Store the auditor's judgement of a goal beside the city's own; a newer one counts (A3).

    Raises NotAllowed; Refused: ROUND_NOT_FROZEN, NOT_A_VERDICT, JUDGEMENT_TELLS_WHY.
    """
    require(may_judge(by))
    stamped_at = audit.stamp(at=at)
    if RoundState(Round.objects.get(pk=round.pk).state) not in AUDITED:
        raise refuse("ROUND_NOT_FROZEN", N_("A goal is audited after its round is frozen."))
    if attainment not in AUDITORS_WORDS:
        raise refuse("NOT_A_VERDICT", N_("That is an outlook, not a verdict."))
    if not reason.strip():
        raise refuse("JUDGEMENT_TELLS_WHY", N_("Tell what the judgement rests on."), field="reason")
    bench = _Bench(round, Judge.AUDITOR, by, _post(by, at), stamped_at)
    row = _store(bench, goal.pk, Verdict(attainment, None, provability), reason=reason)
    give_proofs(proofs, judgement=row, by=by, stamped_at=stamped_at)
    return _judged(row)


@transaction.atomic
def freeze_follow_up(*, round: Round, version: int, by: Viewer, at: datetime) -> FrozenFollowUp:
    """Compute and store the city's judgements of the goals the round asks about, and freeze it.

    Success without an approved proof becomes UNPROVABLE; the rule's result stays beside it (A1).
    Raises NotAllowed, Conflict, Refused (WRONG_STEP) as `cycle.actions.freeze_round`.
    """
    require(may_freeze(by))
    stamped_at = audit.stamp(at=at)
    row = Round.objects.get(pk=round.pk)
    if row.state != RoundState.CLOSED:
        raise Refused(
            Problem("ROUND_NOT_CLOSED", N_("Close the round first."), {"state": row.state})
        )
    bench = _Bench(row, Judge.CITY, by, _post(by, at), stamped_at)
    found = [(each, verdict(each.question)) for each in _asked_evidence(row, stamped_at)]
    judged = tuple(_judge(bench, each, said) for each, said in found if said is not None)
    freeze_round(round=round, version=version, by=by, at=stamped_at)
    unjudged = tuple(each.goal.pk for each, said in found if said is None)
    return FrozenFollowUp(row.pk, judged, unjudged)


@transaction.atomic
def publish_follow_up(*, round: Round, version: int, by: Viewer, at: datetime) -> PublishedFollowUp:
    """Let everybody read a frozen round, and show the figures told in it.

    Raises NotAllowed, Conflict, Refused (WRONG_STEP) as `cycle.actions.publish_round`.
    """
    require(may_publish(by))
    publish_round(round=round, version=version, by=by, at=at)
    batches = publish_source(source_key=source_key(round.pk), by=by, at=at)
    return PublishedFollowUp(round.pk, batches)


def _asked_evidence(row: Round, at: datetime) -> list[Evidence]:
    """What the goals that the round asks about are judged by."""
    asked = {item.about.pk for item in asking_of(row, at).items if not item.is_measure}
    goals = [goal for goal in followed_goals(moment_of(row, at)) if goal.pk in asked]
    return evidence(goals, row, at)


def _post(by: Viewer, at: datetime) -> int | None:
    return acting_post(organisation.chart(now(at)), by, post=None, unit=None)


def _judge(bench: _Bench, each: Evidence, said: Verdict) -> JudgedGoal:
    made = _store(bench, each.goal.pk, said, inputs=each.inputs)
    proofs = ProofUse.objects.filter(entry_id=each.inputs["entry"]).values_list(
        "proof_id", flat=True
    )
    for proof in proofs.order_by("proof_id"):
        ProofUse.objects.create(proof_id=proof, judgement=made, recorded_at=bench.stamped_at)
    return _judged(made)


def _store(
    bench: _Bench,
    goal: int,
    said: Verdict,
    *,
    reason: str = "",
    inputs: Mapping[str, Any] | None = None,
) -> Judgement:
    row: Judgement = Judgement.objects.create(
        goal_id=goal,
        round=bench.round,
        judge=bench.judge,
        attainment=said.attainment,
        rule_result=said.rule_result or "",
        provability=said.provability,
        reason=reason.strip(),
        inputs=dict(inputs or {}),
        post_id=bench.post,
        recorded_at=bench.stamped_at,
    )
    audit.record(
        verb="goal.judged",
        about=Ref(LABEL, row.pk),
        by=bench.by.actor,
        at=bench.stamped_at,
        facts={
            "goal": goal,
            "round": bench.round.pk,
            "judge": bench.judge,
            "attainment": said.attainment,
            "rule_result": said.rule_result,
            "provability": said.provability,
        },
    )
    return row


def _judged(row: Judgement) -> JudgedGoal:
    return JudgedGoal(row.pk, row.goal_id, Attainment(row.attainment), Provability(row.provability))
