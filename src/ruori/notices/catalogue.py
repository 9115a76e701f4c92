"""The parts that tell what is due and what is wrong; one line each.

What is due is asked for one viewer, or with None for everybody, so that the page and the mail come
from one function.
"""

from collections.abc import Callable
from datetime import datetime

from ruori.cycle import queries as cycle
from ruori.followup import queries as followup
from ruori.indicators import queries as indicators
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Due, Problem
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Chart, Viewer

DUE: tuple[Callable[[Viewer | None, datetime, Chart], list[Due]], ...] = (
    followup.due,
    indicators.due,
    cycle.due,
)
PROBLEMS: tuple[Callable[[Moment], list[Problem]], ...] = (
    organisation.problems,
    followup.plan_problems,
    followup.problems,
    indicators.problems,
)
