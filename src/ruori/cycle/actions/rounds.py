"""Planning a round: what it covers, by when, and which units it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.cycle import access
from ruori.cycle.models import Round, RoundUnit
from ruori.cycle.rules import (
    CUSTOMARY_QUESTIONS,
    Questions,
    RoundDays,
    RoundKind,
    RoundState,
    days_problem,
    may_change,
    questions_problem,
    stored_questions,
    unit_due_problem,
)
from ruori.kernel.problems import Ref, Refused, refuse, require
from ruori.kernel.text import N_, Text
from ruori.organisation.models import Unit, UnitState
from ruori.organisation.rules import Viewer

CHANGEABLE = frozenset({"title", "covers_from", "covers_to", "opens_on", "due_on", "questions"})
LABEL = "cycle.round"


@dataclass(frozen=True, slots=True)
class Changed:
    """A round as changed: its key and new version."""

    pk: int
    version: int


@transaction.atomic
def plan_round(
    *,
    code: str,
    kind: RoundKind,
    title: Text,
    days: RoundDays,
    units: Sequence[Unit],
    questions: Questions = CUSTOMARY_QUESTIONS,
    by: Viewer,
    at: datetime,
) -> Round:
    """Plan a round: what it covers, when it is due, which units it asks and what.

    Raises NotAllowed, Refused (code taken, days in disorder, a unit not open when it opens, a
    question that does not fit its kind of object).
    """
    require(access.may_plan(by))
    stamped_at = stamp(at=at)
    _refuse_disorder(days)
    asked_of = _questions(questions)
    _refuse_taken(code)
    made = Round.objects.create(
        code=code, kind=kind, title=title, questions=asked_of, **asdict(days)
    )
    asked = list({unit.pk: unit for unit in units}.values())
    for unit in asked:
        _refuse_closed(unit, days.opens_on)
        RoundUnit.objects.create(round=made, unit=unit)
    facts = {
        "code": code,
        "kind": kind,
        **asdict(days),
        "units": [unit.pk for unit in asked],
        "questions": asked_of,
    }
    about = Ref(LABEL, made.pk, title)
    record(verb="round.planned", about=about, by=by.actor, at=stamped_at, facts=facts)
    return made


@transaction.atomic
def change_round(
    *, round: Round, version: int, changes: Mapping[str, Any], by: Viewer, at: datetime
) -> Changed:
    """Change a round's title, days or questions while it is planned or open.

    Raises NotAllowed, Conflict, Refused (closed or frozen, days in disorder, a unit's own
    deadline would fall outside, a question that does not fit).
    """
    require(access.may_plan(by))
    stamped_at = stamp(at=at)
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"no such field: {sorted(unknown)}")
    fresh = _changeable(round)
    before = {name: getattr(fresh, name) for name in CHANGEABLE}
    kept = {name: _kept(name, value) for name, value in changes.items()}
    told = {**before, **kept}
    days = RoundDays(**{name: told[name] for name in RoundDays.__dataclass_fields__})
    _refuse_disorder(days)
    for due_on in RoundUnit.objects.filter(round=fresh).values_list("due_on", flat=True):
        _refuse_unit_due(due_on, days, fresh)
    claim(row=fresh, version=version, changes=kept)
    facts = {
        name: {"before": _plain(before[name]), "after": _plain(told[name])}
        for name in sorted(changes)
        if before[name] != told[name]
    }
    about = Ref(LABEL, fresh.pk, told["title"])
    record(verb="round.changed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Changed(fresh.pk, version + 1)


@transaction.atomic
def ask_unit(
    *, round: Round, unit: Unit, by: Viewer, at: datetime, due_on: date | None = None
) -> None:
    """Ask one more unit in a round, or give it a deadline of its own; repeating it is harmless.

    Raises NotAllowed, Refused (closed or frozen, unit not open, deadline outside the round's
    days: a unit answers before those above it and never after the round).
    """
    require(access.may_plan(by))
    stamped_at = stamp(at=at)
    fresh = _changeable(round)
    _refuse_closed(unit, fresh.opens_on)
    days = RoundDays(fresh.covers_from, fresh.covers_to, fresh.opens_on, fresh.due_on)
    _refuse_unit_due(due_on, days, fresh)
    RoundUnit.objects.update_or_create(round=fresh, unit=unit, defaults={"due_on": due_on})
    facts = {"unit": unit.pk, "due_on": due_on}
    about = Ref(LABEL, fresh.pk, fresh.title)
    record(verb="round.unit_asked", about=about, by=by.actor, at=stamped_at, facts=facts)


def _changeable(round: Round) -> Round:
    fresh = Round.objects.get(pk=round.pk)
    if not may_change(RoundState(fresh.state)):
        raise refuse(
            "ROUND_NOT_OPEN",
            N_("This round is closed. Open it again before you change it."),
            about=Ref(LABEL, fresh.pk, fresh.title),
            state=fresh.state,
        )
    return fresh


def _refuse_taken(code: str) -> None:
    taken = Round.objects.filter(code=code).first()
    if taken is not None:
        raise refuse(
            "CODE_TAKEN",
            N_("The code %(taken)s is already in use."),
            about=Ref(LABEL, taken.pk, taken.title),
            taken=code,
            field="code",
        )


def _refuse_disorder(days: RoundDays) -> None:
    problem = days_problem(days)
    if problem is not None:
        raise Refused(problem)


def _refuse_unit_due(due_on: date | None, days: RoundDays, round: Round) -> None:
    problem = unit_due_problem(due_on, days)
    if problem is not None:
        raise refuse(
            problem.code,
            problem.msgid,
            about=Ref(LABEL, round.pk, round.title),
            **problem.facts,
        )


def _refuse_closed(unit: Unit, day: date) -> None:
    if not UnitState.objects.in_force(day).filter(unit=unit).exists():
        raise refuse(
            "UNIT_NOT_OPEN",
            N_("A unit that is not open on %(day)s cannot be asked to report."),
            about=Ref("organisation.unit", unit.pk),
            day=day,
            field="units",
        )


def _questions(asked: Questions) -> dict[str, list[str]]:
    problem = questions_problem(asked)
    if problem is not None:
        raise Refused(problem)
    return stored_questions(asked)


def _kept(name: str, value: Any) -> Any:
    return _questions(value) if name == "questions" else value


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Text) else value
