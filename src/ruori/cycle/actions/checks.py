"""What a round must be before it is written, said in the words of its rules."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from ruori.cycle.models import Round, RoundUnit
from ruori.cycle.rules import (
    Questions,
    RoundDays,
    RoundState,
    days_problem,
    may_change,
    order_problem,
    questions_problem,
    stagger_problem,
    staggered,
    step_problem_of,
    stored_questions,
    unit_due_problem,
)
from ruori.kernel.moments import now
from ruori.kernel.problems import Problem, Ref, Refused, refuse
from ruori.kernel.text import N_
from ruori.organisation.models import Unit, UnitState
from ruori.organisation.queries import parents

LABEL = "cycle.round"

OwnDays = Mapping[int, date | None]


def ref_of(round: Round) -> Ref:
    """The address of a round."""
    return Ref(LABEL, round.pk, round.title)


def days_of(round: Round) -> RoundDays:
    """The days of a round as a plain value."""
    return RoundDays(round.covers_from, round.covers_to, round.opens_on, round.due_on)


def changeable(round: Round) -> Round:
    """The round as it is now. Raises Refused when it is closed."""
    fresh = Round.objects.get(pk=round.pk)
    if not may_change(RoundState(fresh.state)):
        raise refuse(
            "ROUND_NOT_OPEN",
            N_("This round is closed. Open it again before you change it."),
            about=ref_of(fresh),
            state=fresh.state,
        )
    return fresh


def refuse_taken(code: str) -> None:
    """Raise Refused when another round has the code."""
    taken = Round.objects.filter(code=code).first()
    if taken is not None:
        raise refuse(
            "CODE_TAKEN",
            N_("The code %(taken)s is already in use."),
            about=ref_of(taken),
            taken=code,
            field="code",
        )


def refuse_disorder(days: RoundDays) -> None:
    """Raise Refused when the days of a round are in the wrong order."""
    _raise(days_problem(days))


def refuse_own_days(own: OwnDays, days: RoundDays, about: Ref | None, at: datetime) -> None:
    """Raise Refused when a unit's own deadline is outside the round or after the unit above it."""
    for due_on in own.values():
        _raise(unit_due_problem(due_on, days), about)
    if any(due_on is not None for due_on in own.values()):
        due = {unit: due_on or days.due_on for unit, due_on in own.items()}
        _raise(order_problem(due, parents(now(at))), about)


def from_the_bottom(
    asked: Collection[int], days: RoundDays, step: int, at: datetime
) -> dict[int, date | None]:
    """Deadlines `step` working days apart, who is below first. Raises Refused when too short."""
    _raise(step_problem_of(step))
    due = staggered(asked, parents(now(at)), last_due=days.due_on, step=step)
    _raise(stagger_problem(due.values(), opens_on=days.opens_on, last_due=days.due_on, step=step))
    return {unit: None if day == days.due_on else day for unit, day in due.items()}


def own_days(round: Round) -> dict[int, date | None]:
    """The units asked in a round with their own deadlines, as stored."""
    rows = RoundUnit.objects.filter(round=round).order_by("id")
    return dict(rows.values_list("unit_id", "due_on"))


def refuse_closed(unit: Unit, day: date) -> None:
    """Raise Refused when a unit is not open on a day."""
    if not UnitState.objects.in_force(day).filter(unit=unit).exists():
        raise refuse(
            "UNIT_NOT_OPEN",
            N_("A unit that is not open on %(day)s cannot be asked to report."),
            about=Ref("organisation.unit", unit.pk),
            day=day,
            field="units",
        )


def questions_to_store(asked: Questions) -> dict[str, list[str]]:
    """The questions as stored. Raises Refused when one does not fit its kind of object."""
    _raise(questions_problem(asked))
    return stored_questions(asked)


def _raise(problem: Problem | None, about: Ref | None = None) -> None:
    if problem is not None:
        raise Refused(Problem(problem.code, problem.msgid, problem.facts, about))


def told(value: Any) -> Any:
    """A value as the trail keeps it."""
    return dict(value) if isinstance(value, Mapping) else value
