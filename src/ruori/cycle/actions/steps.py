"""The life of a round, one step at a time (domain § 7).

Plain steps with a trail: what a close, a freezing or a publication means for entries is decided
above, in follow-up, whose verbs call these.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.cycle import access
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState, step_problem
from ruori.kernel.problems import Ref, refuse, require
from ruori.organisation.rules import Viewer


@dataclass(frozen=True, slots=True)
class Stepped:
    """A round after a step: its state, its new version and the instant of the step."""

    pk: int
    version: int
    state: RoundState
    at: datetime


def open_round(*, round: Round, version: int, by: Viewer, at: datetime) -> Stepped:
    """Let the heads report. Raises NotAllowed, Refused (not planned), Conflict."""
    return _step(round, version, RoundState.PLANNED, RoundState.OPEN, by, at)


def close_round(*, round: Round, version: int, by: Viewer, at: datetime) -> Stepped:
    """Stop taking reports; may be opened again until it is frozen.

    Raises NotAllowed, Refused (not open), Conflict.
    """
    return _step(round, version, RoundState.OPEN, RoundState.CLOSED, by, at)


def reopen_round(*, round: Round, version: int, by: Viewer, at: datetime) -> Stepped:
    """Take reports again; the trail remembers when it was closed.

    Raises NotAllowed, Refused (not closed, or frozen already), Conflict.
    """
    return _step(round, version, RoundState.CLOSED, RoundState.OPEN, by, at)


def freeze_round(*, round: Round, version: int, by: Viewer, at: datetime) -> Stepped:
    """Fix a closed round for good: from this instant nothing in it changes any more.

    Raises NotAllowed, Refused (not closed), Conflict.
    """
    return _step(round, version, RoundState.CLOSED, RoundState.FROZEN, by, at)


def publish_round(*, round: Round, version: int, by: Viewer, at: datetime) -> Stepped:
    """Let everybody read a frozen round. Raises NotAllowed, Refused (not frozen), Conflict."""
    return _step(round, version, RoundState.FROZEN, RoundState.PUBLISHED, by, at)


_STAMPS: dict[tuple[RoundState, RoundState], str] = {
    (RoundState.PLANNED, RoundState.OPEN): "opened_at",
    (RoundState.OPEN, RoundState.CLOSED): "closed_at",
    (RoundState.CLOSED, RoundState.FROZEN): "frozen_at",
    (RoundState.FROZEN, RoundState.PUBLISHED): "published_at",
}
_VERBS = {
    "opened_at": "round.opened",
    "closed_at": "round.closed",
    "frozen_at": "round.frozen",
    "published_at": "round.published",
}


@transaction.atomic
def _step(
    round: Round, version: int, expected: RoundState, to: RoundState, by: Viewer, at: datetime
) -> Stepped:
    require(access.may_step(by))
    stamped_at = stamp(at=at)
    fresh = Round.objects.get(pk=round.pk)
    about = Ref("cycle.round", fresh.pk, fresh.title)
    problem = step_problem(RoundState(fresh.state), expected=expected)
    if problem is not None:
        raise refuse(problem.code, problem.msgid, about=about, **problem.facts)
    column = _STAMPS.get((expected, to))
    changes: dict[str, Any] = {"state": to}
    # A round opened again keeps the day it was first opened and is no longer closed.
    changes |= {"closed_at": None} if column is None else {column: stamped_at}
    claim(row=fresh, version=version, changes=changes)
    verb = "round.reopened" if column is None else _VERBS[column]
    facts = {"before": expected, "after": to}
    record(verb=verb, about=about, by=by.actor, at=stamped_at, facts=facts)
    return Stepped(fresh.pk, version + 1, to, stamped_at)
