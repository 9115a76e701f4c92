"""Who took over from a unit: its heirs that are open on a day, however many times removed."""

from collections.abc import Collection

from ruori.kernel.moments import Moment
from ruori.organisation.models import UnitState, UnitSuccession


def standing_units(units: Collection[int], moment: Moment) -> dict[int, tuple[int, ...]]:
    """For each unit the open units that stand for it on a day; two queries.

    An open unit stands for itself, a closed one for its heirs; nobody stands for a unit that ended
    without an heir, or that has not begun yet.
    """
    is_open = set(
        UnitState.objects.in_force(moment.as_of, moment.known_on).values_list("unit_id", flat=True)
    )
    heirs: dict[int, list[int]] = {}
    rows = UnitSuccession.objects.filter(happened_on__lte=moment.as_of).exclude(new=None)
    for old, new in rows.order_by("id").values_list("old_id", "new_id"):
        heirs.setdefault(old, []).append(new)
    return {unit: _standing(unit, is_open, heirs) for unit in units}


def _standing(unit: int, is_open: set[int], heirs: dict[int, list[int]]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    seen: set[int] = set()
    waiting = [unit]
    while waiting:
        here = waiting.pop(0)
        if here in seen:
            continue
        seen.add(here)
        if here in is_open:
            found[here] = None
        else:
            waiting += heirs.get(here, [])
    return tuple(found)
