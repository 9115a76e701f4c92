"""What deviates, what counts as a reaction, and how a deviation goes on (domain §§ 7, 9 A11).

The state up to an agreed action is computed from what has been written: nobody can claim more
than is there. What comes after it is done by persons: acted, verified by another, closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruori.followup.codes import Cause, DeviationState
from ruori.kernel.codes import ENDED_PROGRESS, Attainment, Progress
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_

DEVIATES = frozenset(
    {
        Progress.LATE,
        Progress.ON_HOLD,
        Attainment.AT_RISK,
        Attainment.WILL_NOT,
        Attainment.NOT_MET,
    }
)
"""Words of an entry that open a deviation."""

_NOTICED, _ASSESSED, _CAUSE, _AGREED, _ACTED, _VERIFIED, _CLOSED = DeviationState

STEPS: Mapping[DeviationState, frozenset[DeviationState]] = {
    _NOTICED: frozenset({_ASSESSED, _CAUSE, _AGREED, _VERIFIED, _CLOSED}),
    _ASSESSED: frozenset({_NOTICED, _CAUSE, _AGREED, _VERIFIED, _CLOSED}),
    _CAUSE: frozenset({_NOTICED, _ASSESSED, _AGREED, _VERIFIED}),
    _AGREED: frozenset({_NOTICED, _ASSESSED, _CAUSE, _ACTED, _VERIFIED, _CLOSED}),
    _ACTED: frozenset({_AGREED, _VERIFIED}),
    _VERIFIED: frozenset({_AGREED, _CLOSED}),
    _CLOSED: frozenset(),
}
"""To which states one may go; going back is told, never hidden.

An item that goes well again is verified from any open state. What was noticed by mistake, because
the word that showed it was taken back, is closed before anybody has reacted.
"""

WRITTEN = frozenset(
    {
        DeviationState.NOTICED,
        DeviationState.ASSESSED,
        DeviationState.CAUSE_FOUND,
        DeviationState.ACTION_AGREED,
    }
)
"""States that follow from what is written of the cause and the action."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What is known of a deviation and done about it."""

    cause_code: Cause | None = None
    cause: str = ""
    action: str = ""
    has_measure: bool = False
    has_post: bool = False
    due_on: date | None = None
    has_decision: bool = False
    is_accepted: bool = False

    @property
    def has_action(self) -> bool:
        """True when something is done about it, in words or as a measure."""
        return bool(self.action.strip()) or self.has_measure

    @property
    def is_reaction(self) -> bool:
        """True when it does not wait for anybody to react (A11): an action, or accepted."""
        return self.has_action or self.accepted_by_decision

    @property
    def accepted_by_decision(self) -> bool:
        """True when a body has decided to leave it as it is."""
        return self.is_accepted and self.has_decision


class Gap(StrEnum):
    """What a deviation may still lack; each is asked of by name."""

    CAUSE = "CAUSE"
    ACTION = "ACTION"
    DEADLINE = "DEADLINE"
    DECISION = "DECISION"


def gaps(reaction: Reaction) -> frozenset[Gap]:
    """What is still missing; what a body accepts as it is needs no action and no deadline."""
    is_left = reaction.accepted_by_decision
    missing = {
        Gap.CAUSE: not reaction.cause.strip(),
        Gap.ACTION: not (reaction.has_action or is_left),
        Gap.DEADLINE: reaction.due_on is None and not is_left,
        Gap.DECISION: not reaction.has_decision,
    }
    return frozenset(gap for gap, is_missing in missing.items() if is_missing)


def deviates(said: Progress | Attainment | None, *, is_overdue: bool) -> bool:
    """True for a word that tells of a deviation, and for a day that has passed undone."""
    return said in DEVIATES or (is_overdue and said not in ENDED_PROGRESS)


def state_written(reaction: Reaction) -> DeviationState:
    """How far the words carry: each state needs everything before it."""
    if reaction.accepted_by_decision:
        return DeviationState.ACTION_AGREED
    has_cause = bool(reaction.cause.strip())
    if not has_cause or reaction.cause_code is None:
        begun = has_cause or reaction.cause_code is not None or reaction.has_action
        return DeviationState.ASSESSED if begun else DeviationState.NOTICED
    agreed = reaction.has_action and reaction.has_post and reaction.due_on is not None
    return DeviationState.ACTION_AGREED if agreed else DeviationState.CAUSE_FOUND


def may_step(state: DeviationState, to: DeviationState) -> bool:
    """True when a deviation may go from a state to another, or stay while its words change."""
    return to in STEPS[state] or (state is to and state in WRITTEN)


def reaction_problems(reaction: Reaction) -> list[Problem]:
    """Why a reaction cannot be taken as it is written; empty when it can."""
    found = []
    if reaction.is_accepted and not reaction.has_decision:
        found.append(
            Problem(
                "ACCEPTED_BY_DECISION",
                N_("A deviation is accepted as it is only by a decision. Choose the decision."),
                {"field": "decision"},
            )
        )
    if reaction.has_action and not (reaction.has_post and reaction.due_on):
        found.append(
            Problem(
                "ACTION_HAS_OWNER",
                N_("Say who does it and by which day."),
                {"field": "due_on" if reaction.has_post else "post"},
            )
        )
    return found


def may_close(state: DeviationState, reaction: Reaction) -> Problem | None:
    """Why a deviation may not be closed, or None: it is verified, or accepted by a decision."""
    if state is DeviationState.VERIFIED:
        return None
    if state is DeviationState.ACTION_AGREED and reaction.accepted_by_decision:
        return None
    return Problem(
        "NOT_VERIFIED",
        N_("A deviation is closed when its effect is verified, or by a decision to accept it."),
        {"state": state},
    )


def may_verify(state: DeviationState, *, is_back_on_course: bool) -> Problem | None:
    """Why an effect may not be verified, or None: it is done, or the item goes well again."""
    open_to_it = state not in (DeviationState.VERIFIED, DeviationState.CLOSED)
    if open_to_it and (state is DeviationState.ACTED or is_back_on_course):
        return None
    return Problem(
        "NOT_ACTED",
        N_("The effect is verified after the action is done, or when things go well again."),
        {"state": state},
    )
