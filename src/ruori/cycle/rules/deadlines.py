"""Deadlines from the bottom up: who is below answers before who is above."""

from collections.abc import Collection, Mapping
from datetime import date

from ruori.cycle.rules.days import add_working_days, working_day_on_or_before
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_

CUSTOMARY_STEP = 5
"""Working days a head has between the answers from below and the own deadline."""

Parents = Mapping[int, int | None]


def asked_above(unit: int, asked: Collection[int], parents: Parents) -> int | None:
    """The nearest asked unit above a unit, however far above; None at the top of the round."""
    seen = {unit}
    here = parents.get(unit)
    while here is not None and here not in seen:
        if here in asked:
            return here
        seen.add(here)
        here = parents.get(here)
    return None


def level_of(unit: int, asked: Collection[int], parents: Parents) -> int:
    """How many asked units stand above a unit."""
    level = 0
    above = asked_above(unit, asked, parents)
    while above is not None and level < len(asked):
        level += 1
        above = asked_above(above, asked, parents)
    return level


def staggered(
    asked: Collection[int], parents: Parents, *, last_due: date, step: int
) -> dict[int, date]:
    """The deadline of each asked unit, `step` working days before the asked unit above it.

    The top of the round answers on the round's own day, or on the last working day before it.
    """
    top = working_day_on_or_before(last_due)
    levels = {unit: level_of(unit, asked, parents) for unit in asked}
    days = {level: add_working_days(top, -step * level) for level in set(levels.values())}
    return {unit: days[level] for unit, level in levels.items()}


def step_problem_of(step: int) -> Problem | None:
    """Why so many working days cannot lie between two levels, or None."""
    if step >= 1:
        return None
    return Problem(
        "STEP_TOO_SHORT",
        N_("Leave at least one working day between a unit and the one above it."),
        {"field": "step"},
    )


def stagger_problem(
    due: Collection[date], *, opens_on: date, last_due: date, step: int
) -> Problem | None:
    """Why the round is too short for its levels, and what to change; or None."""
    first = min(due, default=opens_on)
    if first >= opens_on:
        return None
    return Problem(
        "ROUND_TOO_SHORT",
        N_(
            "With %(step)s working days for each level the first units would answer on %(first)s,"
            " before the round opens on %(opens)s. Open the round by %(first)s, leave fewer days"
            " for each level, or move the last day (%(last)s) on."
        ),
        {"step": step, "first": first, "opens": opens_on, "last": last_due, "field": "step"},
    )


def order_fault(due: Mapping[int, date], parents: Parents) -> tuple[int, int] | None:
    """The first unit that would answer after the asked unit above it, with that unit; or None."""
    for unit, day in sorted(due.items()):
        above = asked_above(unit, due, parents)
        if above is not None and due[above] < day:
            return unit, above
    return None


def order_problem(due: Mapping[int, date], parents: Parents) -> Problem | None:
    """Why these deadlines do not go from the bottom up, or None."""
    fault = order_fault(due, parents)
    if fault is None:
        return None
    unit, above = fault
    return Problem(
        "ANSWERS_AFTER_ABOVE",
        N_(
            "A unit would answer on %(day)s, after the unit above it (%(above_day)s). Give it a day"
            " no later than that, or move the day of the unit above."
        ),
        {
            "unit": unit,
            "above": above,
            "day": due[unit],
            "above_day": due[above],
            "field": f"due_{unit}",
        },
    )
