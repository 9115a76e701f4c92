"""The life of units: what one was called over time, who are its heirs, which ones are to come."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation.models import UnitState, UnitSuccession


@dataclass(frozen=True, slots=True)
class UnitPast:
    """What a unit was called and where it stood on [since, until)."""

    name: Text
    parent: int | None
    since: date
    until: date | None


def unit_history(pk: int) -> list[UnitPast]:
    """What a unit has been called and is to be called, in order of days; one query."""
    rows = UnitState.objects.standing().filter(unit=pk).order_by("valid_from", "pk")
    return [UnitPast(row.name, row.parent_id, row.valid_from, row.valid_to) for row in rows]


def heirs_of(pk: int) -> list[int]:
    """The units that carry on a closed unit, the first first; one query."""
    rows = UnitSuccession.objects.filter(old=pk).exclude(new=None).order_by("id")
    return list(rows.values_list("new_id", flat=True))


def coming_units(moment: Moment) -> list[tuple[int, Text]]:
    """The units that are open on a day or open later, in order of place, by name; one query."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=moment.as_of)
    rows = UnitState.objects.standing().filter(lasting).order_by("valid_from", "pk")
    return list({row.unit_id: row.name for row in rows}.items())
