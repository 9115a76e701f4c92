"""What is wrong and what is due, as plain values that speak no language (architecture § 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruori.kernel.codes import Severity
from ruori.kernel.text import EMPTY, N_, Text


@dataclass(frozen=True, slots=True)
class Ref:
    """The address of a record inside the city: its label and key, with its name at the time."""

    label: str
    pk: int
    title: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding: rule code, message to translate where it is shown, its facts, and where it is."""

    code: str
    msgid: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    about: Ref | None = None
    severity: Severity = Severity.BLOCK


@dataclass(frozen=True, slots=True)
class Due:
    """One thing a post must do by a date, with the record it is about (W1, experience § 6).

    `owner` is the person who answers today and is reminded: known when asked for everybody.
    """

    kind: str
    about: Ref
    due_on: date
    post_id: int | None
    unit_id: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    owner: int | None = None


class Refused(Exception):
    """A deed that may not be done: carries a Problem, so a face can say it in any language."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem for the face that translates it."""
        super().__init__(problem.code, problem.facts)
        self.problem = problem


class NotAllowed(Refused):
    """The person at the keyboard has no right to this deed."""


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence: require(may_…)
    """Raise NotAllowed unless the answer of a `may_` is yes."""
    if not allowed:
        raise NotAllowed(Problem("NOT_ALLOWED", N_("You have no right to do this.")))


class Conflict(Refused):
    """Somebody else changed the same row first; nothing was written."""


def refuse(code: str, msgid: str, /, about: Ref | None = None, **facts: object) -> Refused:
    """A refusal ready to raise: `raise refuse("PLAN_ENDED", N_("…"), plan=…)`."""
    return Refused(Problem(code=code, msgid=msgid, facts=facts, about=about))
