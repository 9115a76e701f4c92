"""Whether a judgement can be shown to be true, and what may be published of it (domain § 8, A1).

A test is proven when its stored inputs give the printed value and a proof was approved by another
person than the writer. A judgement is PROVEN when the proven tests alone, all others unknown,
already give it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ruori.followup.rules.goals import Outcome, Result, Rule, printed, ruled
from ruori.kernel.codes import Attainment, Provability

NEEDS_PROOF = frozenset({Attainment.MET, Attainment.PARTLY_MET})
"""Verdicts that are published only when proven."""


class ProofState(StrEnum):
    """Where the proof of a test stands."""

    NONE = "NONE"
    WAITING = "WAITING"
    APPROVED = "APPROVED"


@dataclass(frozen=True, slots=True)
class Shown:
    """A test as an outsider can check it: its result, its stored inputs and its proof."""

    outcome: Outcome
    has_inputs: bool
    proof: ProofState

    @property
    def is_proven(self) -> bool:
        """True when inputs are stored and a proof is approved."""
        known = self.outcome.result is not Result.UNKNOWN
        return known and self.has_inputs and self.proof is ProofState.APPROVED


def proof_state(*, writer: int | None, approvers: Sequence[int | None]) -> ProofState:
    """Where the proofs of a claim stand; `approvers` holds one person, or None, for each proof.

    An approval by the writer does not count.
    """
    if any(approver is not None and approver != writer for approver in approvers):
        return ProofState.APPROVED
    return ProofState.WAITING if approvers else ProofState.NONE


def best(states: Sequence[ProofState]) -> ProofState:
    """The strongest of several states."""
    for state in (ProofState.APPROVED, ProofState.WAITING):
        if state in states:
            return state
    return ProofState.NONE


def provability(rule: Rule | None, tests: Sequence[Shown]) -> Provability:
    """How far the rule's result can be shown to be true; more proof never lowers it."""
    if any(test.is_proven for test in tests):
        return Provability.PROVEN if _decides(rule, tests) else Provability.PARTLY_PROVEN
    return _unproven([test.proof for test in tests])


def narrative_provability(state: ProofState) -> Provability:
    """How far a goal without tests can be shown: by an approved proof or not."""
    return Provability.PROVEN if state is ProofState.APPROVED else _unproven([state])


def _decides(rule: Rule | None, tests: Sequence[Shown]) -> bool:
    claimed = ruled(rule, [test.outcome for test in tests]).attainment
    shown = [
        test.outcome if test.is_proven else replace(test.outcome, result=Result.UNKNOWN)
        for test in tests
    ]
    return claimed is not Attainment.UNPROVABLE and ruled(rule, shown).attainment is claimed


def _unproven(states: Sequence[ProofState]) -> Provability:
    """Proof that nobody has looked at is something else than no proof."""
    given = any(state is not ProofState.NONE for state in states)
    return Provability.NOT_CHECKED if given else Provability.UNPROVEN


def published(result: Attainment, shown: Provability) -> Attainment:
    """The attainment that may be published: never a MET or PARTLY_MET that is not PROVEN."""
    if result in NEEDS_PROOF and shown is not Provability.PROVEN:
        return Attainment.UNPROVABLE
    return result


def recalculates(value: Decimal, *, again: Decimal | None, decimals: int) -> bool:
    """True when the stored parts of a value give the printed value once more.

    `again` is the value computed anew from its parts; None when it has no parts of its own.
    """
    return again is None or printed(again, decimals) == printed(value, decimals)
