"""What a person may do to a draft before it is accepted, row by row (W5, domain § 10; pure).

Every row ends accepted or dropped with a reason, every unread line placed or dropped with a reason:
nothing is left out silently.
"""

from ruori.intake.rules.outcome import Place, WantedGoal, WantedPlan, WantedValue, wanted
from ruori.intake.rules.readiness import open_lines, open_rows, problems
from ruori.intake.rules.rows import Path, Placed, Row, Standing, parse_path, path_text, row_at, rows
from ruori.intake.rules.settling import (
    ElementWords,
    PlanWords,
    accept,
    accept_below,
    accept_certain,
    correct_element,
    correct_plan,
    drop,
    is_two_in_one,
    part,
    reopen,
)
from ruori.intake.rules.unread import drop_line, place_as_plan, place_under

__all__ = [
    "ElementWords",
    "Path",
    "Place",
    "Placed",
    "PlanWords",
    "Row",
    "Standing",
    "WantedGoal",
    "WantedPlan",
    "WantedValue",
    "accept",
    "accept_below",
    "accept_certain",
    "correct_element",
    "correct_plan",
    "drop",
    "drop_line",
    "is_two_in_one",
    "open_lines",
    "open_rows",
    "parse_path",
    "part",
    "path_text",
    "place_as_plan",
    "place_under",
    "problems",
    "reopen",
    "row_at",
    "rows",
    "wanted",
]
