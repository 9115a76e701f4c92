"""Kinds of decisions, and what a decision must tell (domain § 6)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from ruori.kernel.problems import Problem
from ruori.kernel.text import N_


class DecisionKind(StrEnum):
    """What a body did with a matter."""

    ADOPT = "ADOPT"
    AMEND = "AMEND"
    NOTE = "NOTE"
    TABLE = "TABLE"
    REFER_BACK = "REFER_BACK"
    REJECT = "REJECT"
    STATEMENT = "STATEMENT"
    RESOLUTION = "RESOLUTION"


ADOPTING = frozenset({DecisionKind.ADOPT, DecisionKind.AMEND})
"""Decisions by which a plan comes to hold."""


def adopts(kind: DecisionKind, decided_on: date | None) -> bool:
    """True when a plan holds by a decision of this kind: it adopts, and has been made."""
    return kind in ADOPTING and decided_on is not None


def decision_problem(told: Mapping[str, Any]) -> Problem | None:
    """Why what is told does not make a decision, or None.

    A decision is made by one body or one office holder. A section stands in the minutes of a day.
    """
    if (told["body"] is None) == (told["post"] is None):
        return Problem(
            "ONE_MAKER",
            N_("A decision is made by a body or by an office holder, not by both."),
            {"field": "body"},
        )
    if told["section"] and told["decided_on"] is None:
        return Problem(
            "SECTION_WITHOUT_A_DAY",
            N_("A section stands in the minutes of a day: tell the day too."),
            {"field": "decided_on"},
        )
    return None
