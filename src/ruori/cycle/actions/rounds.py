"""Planning a round: what it covers, by when, which units it asks and what."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.cycle import access
from ruori.cycle.actions.checks import (
    LABEL,
    OwnDays,
    changeable,
    from_the_bottom,
    own_days,
    questions_to_store,
    refuse_closed,
    refuse_disorder,
    refuse_own_days,
    refuse_taken,
    told,
)
from ruori.cycle.models import Round, RoundUnit
from ruori.cycle.rules import CUSTOMARY_QUESTIONS, Questions, RoundDays, RoundKind
from ruori.kernel.problems import Ref, require
from ruori.kernel.text import Text
from ruori.organisation.models import Unit
from ruori.organisation.rules import Viewer

CHANGEABLE = frozenset({"title", "covers_from", "covers_to", "opens_on", "due_on", "questions"})
NO_OWN_DAYS: OwnDays = {}


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
    due: OwnDays = NO_OWN_DAYS,
    step: int | None = None,
    by: Viewer,
    at: datetime,
) -> Round:
    """Plan a round: what it covers, when it is due, which units it asks, and what.

    `due` gives units deadlines of their own, by keys; a `step` sets them so many working days
    apart from the bottom up. Raises NotAllowed, Refused (code taken, disorder of days, unit not
    open, deadline outside or after the unit above, too short for the step, misfit question).
    """
    require(access.may_plan(by))
    stamped_at = stamp(at=at)
    refuse_disorder(days)
    asked_of = questions_to_store(questions)
    refuse_taken(code)
    made = Round.objects.create(
        code=code, kind=kind, title=title, questions=asked_of, **asdict(days)
    )
    asked = {unit.pk: unit for unit in units}
    own = {key: due.get(key) for key in asked}
    if step is not None:
        own = from_the_bottom(asked, days, step, at)
    for unit in asked.values():
        refuse_closed(unit, days.opens_on)
    refuse_own_days(own, days, None, at)
    for unit in asked.values():
        RoundUnit.objects.create(round=made, unit=unit, due_on=own[unit.pk])
    facts = {"code": code, "kind": kind, **asdict(days), **_asked(own), "questions": asked_of}
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
    fresh = changeable(round)
    before = {name: getattr(fresh, name) for name in CHANGEABLE}
    kept = {name: _kept(name, value) for name, value in changes.items()}
    now_told = {**before, **kept}
    days = RoundDays(**{name: now_told[name] for name in RoundDays.__dataclass_fields__})
    refuse_disorder(days)
    about = Ref(LABEL, fresh.pk, now_told["title"])
    refuse_own_days(own_days(fresh), days, about, at)
    claim(row=fresh, version=version, changes=kept)
    facts = {
        name: {"before": told(before[name]), "after": told(now_told[name])}
        for name in sorted(changes)
        if before[name] != now_told[name]
    }
    record(verb="round.changed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Changed(fresh.pk, version + 1)


def _kept(name: str, value: Any) -> Any:
    return questions_to_store(value) if name == "questions" else value


def _asked(own: OwnDays) -> dict[str, Any]:
    due = {str(unit): due_on for unit, due_on in own.items() if due_on is not None}
    return {"units": list(own), "due": due}
