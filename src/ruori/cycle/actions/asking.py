"""Which units a round asks, and by which day each of them answers."""

from datetime import date, datetime

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.cycle import access
from ruori.cycle.actions.checks import (
    OwnDays,
    changeable,
    days_of,
    from_the_bottom,
    own_days,
    ref_of,
    refuse_closed,
    refuse_own_days,
)
from ruori.cycle.actions.rounds import Changed
from ruori.cycle.models import Round, RoundUnit
from ruori.cycle.rules import RoundState
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_
from ruori.organisation.models import Unit
from ruori.organisation.rules import Viewer


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
    fresh = changeable(round)
    refuse_closed(unit, fresh.opens_on)
    own = own_days(fresh)
    if unit.pk in own and own[unit.pk] == due_on:
        return
    refuse_own_days({**own, unit.pk: due_on}, days_of(fresh), ref_of(fresh), at)
    RoundUnit.objects.update_or_create(round=fresh, unit=unit, defaults={"due_on": due_on})
    facts = {"unit": unit.pk, "due_on": due_on}
    record(verb="round.unit_asked", about=ref_of(fresh), by=by.actor, at=stamped_at, facts=facts)


@transaction.atomic
def unask_unit(*, round: Round, unit: Unit, has_answered: bool, by: Viewer, at: datetime) -> None:
    """Ask a unit no more; repeating it is harmless.

    Follow-up, which knows, tells whether something has been answered under the unit: what was
    said is never hidden. Raises NotAllowed, Refused (closed or frozen, has answered).
    """
    require(access.may_plan(by))
    stamped_at = stamp(at=at)
    fresh = changeable(round)
    if has_answered and fresh.state != RoundState.PLANNED:
        raise refuse(
            "UNIT_HAS_ANSWERED",
            N_("The unit has answered already, so it stays in the round."),
            about=Ref("organisation.unit", unit.pk),
            field="units",
        )
    gone, _ = RoundUnit.objects.filter(round=fresh, unit=unit).delete()
    if gone:
        facts = {"unit": unit.pk}
        record(
            verb="round.unit_unasked", about=ref_of(fresh), by=by.actor, at=stamped_at, facts=facts
        )


@transaction.atomic
def set_deadlines(*, round: Round, version: int, due: OwnDays, by: Viewer, at: datetime) -> Changed:
    """Give the asked units deadlines of their own; None means the round's own day.

    Units that are not asked are passed by. Raises NotAllowed, Conflict, Refused (closed or
    frozen, a day outside the round, a unit that would answer after the unit above it).
    """
    require(access.may_plan(by))
    stamped_at = stamp(at=at)
    fresh = changeable(round)
    before = own_days(fresh)
    days = days_of(fresh)
    asked = {unit: None if due_on == days.due_on else due_on for unit, due_on in due.items()}
    after = {unit: asked.get(unit, own) for unit, own in before.items()}
    refuse_own_days(after, days, ref_of(fresh), at)
    claim(row=fresh, version=version)
    moved = {unit: due_on for unit, due_on in after.items() if before[unit] != due_on}
    for unit, due_on in moved.items():
        RoundUnit.objects.filter(round=fresh, unit_id=unit).update(due_on=due_on)
    facts = {str(unit): {"before": before[unit], "after": moved[unit]} for unit in moved}
    record(verb="round.deadlines_set", about=ref_of(fresh), by=by.actor, at=stamped_at, facts=facts)
    return Changed(fresh.pk, version + 1)


@transaction.atomic
def stagger_deadlines(
    *, round: Round, version: int, step: int, by: Viewer, at: datetime
) -> Changed:
    """Set the asked units' deadlines `step` working days apart, who is below first.

    Raises NotAllowed, Conflict, Refused (closed or frozen, no day between, a round too short).
    """
    require(access.may_plan(by))
    stamp(at=at)
    fresh = changeable(round)
    due = from_the_bottom(own_days(fresh), days_of(fresh), step, at)
    return set_deadlines(round=fresh, version=version, due=due, by=by, at=at)
