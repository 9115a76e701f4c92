"""The parts that tell what is due and what is wrong; one line each."""

from collections.abc import Callable
from datetime import datetime

from ruori.followup import queries as followup
from ruori.indicators import queries as indicators
from ruori.kernel.moments import now
from ruori.kernel.problems import Due, Problem
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Viewer
from ruori.plans import queries as plans

DUE: tuple[Callable[[Viewer, datetime], list[Due]], ...] = (followup.due, indicators.due)


def _organisation(at: datetime) -> list[Problem]:
    return organisation.problems(now(at))


def _plans(at: datetime) -> list[Problem]:
    return plans.problems(now(at))


def _followup(at: datetime) -> list[Problem]:
    return followup.problems(now(at))


PROBLEMS: tuple[Callable[[datetime], list[Problem]], ...] = (
    _organisation,
    _plans,
    _followup,
    indicators.problems,
)
