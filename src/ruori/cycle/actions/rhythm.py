"""The next round and the whole year's rounds in one deed; doing it again changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from django.db import transaction

from ruori.audit.actions import record, stamp
from ruori.cycle import access
from ruori.cycle.actions.checks import days_of, own_days, ref_of
from ruori.cycle.actions.rounds import plan_round
from ruori.cycle.models import Round
from ruori.cycle.rules import (
    CUSTOMARY_STEP,
    RoundDays,
    RoundKind,
    RoundState,
    SuggestedRound,
    next_code,
    next_days,
    next_due,
    next_title,
    read_questions,
    read_rhythm,
    staggered,
    still_to_plan,
)
from ruori.kernel.instants import city_day
from ruori.kernel.moments import Moment, now
from ruori.kernel.problems import refuse, require
from ruori.kernel.text import N_
from ruori.organisation.models import Unit, UnitState
from ruori.organisation.queries import parents, standing_units
from ruori.organisation.rules import UnitKind, Viewer

CUSTOMARILY_ASKED = (UnitKind.SECTOR, UnitKind.RESPONSIBILITY_AREA)
"""The units that report in a customary round; outsiders are asked by choice."""

ENDED = frozenset({RoundState.CLOSED, RoundState.FROZEN, RoundState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class NextRound:
    """The round of the next period: whether it was made now, and what became of closed units.

    `replaced` gives for each closed unit its heirs; none when nobody took over.
    """

    pk: int
    is_new: bool
    replaced: tuple[tuple[int, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The rounds planned now of those a city customarily has in a year."""

    made: tuple[int, ...]


@transaction.atomic
def copy_round(*, round: Round, by: Viewer, at: datetime) -> NextRound:
    """Plan the same round for the next period that can still be planned.

    Days move on by the length of the period and land on working days, units that have closed are
    replaced by their heirs, the questions stay. Repeating it gives the round already made. Raises
    NotAllowed, Refused (not yet ended).
    """
    require(access.may_plan(by))
    stamped_at = stamp(at=at)
    fresh = Round.objects.get(pk=round.pk)
    if RoundState(fresh.state) not in ENDED:
        raise refuse(
            "ROUND_NOT_ENDED",
            N_("The round is copied to the next period when it has been closed."),
            about=ref_of(fresh),
        )
    kind, days = RoundKind(fresh.kind), days_of(fresh)
    then = next_days(kind, days, today=city_day(at))
    known = Round.objects.filter(copied_from=fresh).first() or _same(kind, then.covers_to)
    if known is not None:
        return NextRound(known.pk, is_new=False)
    own = own_days(fresh)
    stands = standing_units(own, Moment(then.opens_on))
    made = _plan_copy(fresh, then, _inherited(own, stands, days, then), by, at)
    Round.objects.filter(pk=made.pk).update(copied_from=fresh)
    replaced = tuple((old, heirs) for old, heirs in stands.items() if heirs != (old,))
    facts = {"from": fresh.pk, "replaced": {str(old): list(heirs) for old, heirs in replaced}}
    record(verb="round.copied", about=ref_of(made), by=by.actor, at=stamped_at, facts=facts)
    return NextRound(made.pk, is_new=True, replaced=replaced)


@transaction.atomic
def take_up_rhythm(*, year: int, by: Viewer, at: datetime) -> TakenUp:
    """Plan the rounds a city customarily has of a year, with deadlines from the bottom up.

    Rounds already planned for the same period stay as they are, and what is over is not planned,
    so doing it twice changes nothing. Raises NotAllowed.
    """
    require(access.may_plan(by))
    stamp(at=at)
    text = files("ruori.cycle").joinpath("data", "rhythm.toml").read_text(encoding="utf-8")
    rows = Round.objects.values_list("kind", "covers_to")
    planned = {(RoundKind(kind), covers_to) for kind, covers_to in rows}
    missing = still_to_plan(read_rhythm(text, year), planned, today=city_day(at))
    return TakenUp(tuple(_plan_suggested(each, by, at) for each in missing))


def _same(kind: RoundKind, covers_to: date) -> Round | None:
    return Round.objects.filter(kind=kind, covers_to=covers_to).order_by("id").first()


def _inherited(
    own: dict[int, date | None],
    stands: dict[int, tuple[int, ...]],
    days: RoundDays,
    then: RoundDays,
) -> dict[int, date | None]:
    """The units of the next round with their days; of two that merge the earlier day holds."""
    found: dict[int, date | None] = {}
    for unit, due_on in own.items():
        moved = next_due(due_on, days, then)
        for heir in stands[unit]:
            told = [each for each in (found.get(heir), moved) if each is not None]
            found[heir] = min(told, default=None)
    return found


def _plan_copy(
    old: Round, then: RoundDays, own: dict[int, date | None], by: Viewer, at: datetime
) -> Round:
    days = days_of(old)
    return plan_round(
        code=_free(next_code(old.code, days, then)),
        kind=RoundKind(old.kind),
        title=next_title(old.title, days, then),
        days=then,
        units=list(Unit.objects.filter(pk__in=own).order_by("pk")),
        questions=read_questions(old.questions),
        due=own,
        by=by,
        at=at,
    )


def _plan_suggested(each: SuggestedRound, by: Viewer, at: datetime) -> int:
    rows = UnitState.objects.in_force(each.days.opens_on).filter(kind__in=CUSTOMARILY_ASKED)
    asked = list(Unit.objects.filter(pk__in=rows.values("unit_id")).order_by("pk"))
    made = plan_round(
        code=_free(each.code),
        kind=each.kind,
        title=each.title,
        days=each.days,
        units=asked,
        due=_from_the_bottom([unit.pk for unit in asked], each.days, at),
        by=by,
        at=at,
    )
    return made.pk


def _from_the_bottom(
    asked: Collection[int], days: RoundDays, at: datetime
) -> dict[int, date | None]:
    """Staggered deadlines; a city with more levels than days gives the lowest the first day."""
    due = staggered(asked, parents(now(at)), last_due=days.due_on, step=CUSTOMARY_STEP)
    return {
        unit: None if day == days.due_on else max(day, days.opens_on) for unit, day in due.items()
    }


def _free(code: str) -> str:
    """The code, or with a number after it when it is taken."""
    taken = set(Round.objects.filter(code__startswith=code).values_list("code", flat=True))
    number = 2
    found = code
    while found in taken:
        found = f"{code[:56]}-{number}"
        number += 1
    return found
