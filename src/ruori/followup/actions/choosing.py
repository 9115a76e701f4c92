"""Choosing whom a round asks, so that nothing already said is hidden."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ruori.audit.actions import stamp
from ruori.cycle import access
from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.cycle.queries import asked_units
from ruori.followup.models import UnitReport
from ruori.followup.queries.asking import asking_of
from ruori.kernel.problems import require
from ruori.organisation.models import Unit
from ruori.organisation.rules import Viewer


@dataclass(frozen=True, slots=True)
class Chosen:
    """The units asked now that were not before, and those asked no more."""

    added: tuple[int, ...]
    removed: tuple[int, ...]


@transaction.atomic
def choose_units(*, round: Round, units: Collection[int], by: Viewer, at: datetime) -> Chosen:
    """Ask exactly these units in a round; those that stay keep their deadlines.

    Raises NotAllowed, Refused (closed or frozen, a unit not open, a unit that has answered is
    left out).
    """
    require(access.may_plan(by))
    stamp(at=at)
    before = asked_units([round.pk])[round.pk]
    removed = [unit for unit in before if unit not in units]
    added = sorted(set(units) - set(before))
    answered = _answered(round, at) if removed else frozenset[int]()
    for row in Unit.objects.filter(pk__in=removed).order_by("pk"):
        cycle.unask_unit(round=round, unit=row, has_answered=row.pk in answered, by=by, at=at)
    for row in Unit.objects.filter(pk__in=added).order_by("pk"):
        cycle.ask_unit(round=round, unit=row, by=by, at=at)
    return Chosen(tuple(added), tuple(removed))


def _answered(round: Round, at: datetime) -> frozenset[int]:
    """The asked units under which something has been said in the round."""
    fresh = Round.objects.get(pk=round.pk)
    found = {item.asked_unit for item in asking_of(fresh, at).items if item.answer is not None}
    reports = UnitReport.objects.filter(round=fresh).values_list("unit_id", flat=True)
    return frozenset(found) | frozenset(reports)
