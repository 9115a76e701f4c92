"""Who answers on a day: the chart of posts, units and holders, read in a few queries."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from ruori.kernel.moments import Moment
from ruori.organisation.models import City, Holding, PostState, UnitState, UnitSuccession
from ruori.organisation.queries.cards import HoldingCard, Owners
from ruori.organisation.queries.people import holdings
from ruori.organisation.rules import MAIN_HOLDER, Chart


def chart(moment: Moment) -> Chart:
    """The organisation on a day as plain keys; four queries.

    A closed unit stands under its heir, so what still names the old unit finds who answers.
    """
    held = (
        Holding.objects.in_force(moment.as_of, moment.known_on)
        .order_by("post_id", "deputy_order", "id")
        .values_list("post_id", "person_id")
    )
    return _chart(_posts(moment), held, parents(moment))


def owners(moment: Moment) -> Owners:
    """Who answers for any post and unit on a day, with names and titles; four queries."""
    held = [card for cards in holdings(moment).values() for card in cards]
    states, units = _posts(moment), _units(moment)
    above = _with_heirs({row.unit_id: row.parent_id for row in units}, moment)
    return Owners(
        chart=_chart(states, [(card.post, card.person) for card in held], above),
        people={card.person: (card.name, card.email) for card in held},
        titles={row.post_id: row.title for row in states},
        units={row.unit_id: row.name for row in units},
        deputies=_deputies(held),
    )


def _posts(moment: Moment) -> list[Any]:
    """The posts of a day with their units and titles, and which is the mayor's; one query."""
    rows = (
        PostState.objects.in_force(moment.as_of, moment.known_on)
        .annotate(is_mayor=Exists(City.objects.filter(mayor_post=OuterRef("post"))))
        .order_by("post_id")
        .values_list("post_id", "unit_id", "is_head", "is_mayor", "title", named=True)
    )
    return list(rows)


def _chart(
    states: Iterable[Any], held: Iterable[tuple[int, int]], above: dict[int, int | None]
) -> Chart:
    rows = list(states)
    return Chart(
        holders=_grouped(held),
        unit_of={row.post_id: row.unit_id for row in rows},
        head_of={row.unit_id: row.post_id for row in rows if row.is_head},
        parent_of=above,
        mayor_post=next((row.post_id for row in rows if row.is_mayor), None),
    )


def _deputies(held: Iterable[HoldingCard]) -> frozenset[tuple[int, int]]:
    return frozenset(
        (card.post, card.person) for card in held if card.deputy_order != MAIN_HOLDER
    ) - {(card.post, card.person) for card in held if card.deputy_order == MAIN_HOLDER}


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for post, person in pairs:
        found[post] = (*found.get(post, ()), person)
    return found


def parents(moment: Moment) -> dict[int, int | None]:
    """The unit above each unit on a day, of a closed unit its heir; two queries."""
    rows = UnitState.objects.in_force(moment.as_of, moment.known_on)
    return _with_heirs(dict(rows.values_list("unit_id", "parent_id")), moment)


def _units(moment: Moment) -> list[Any]:
    """The open units with their names and the units above them; one query."""
    rows = UnitState.objects.in_force(moment.as_of, moment.known_on)
    return list(rows.values_list("unit_id", "parent_id", "name", named=True))


def _with_heirs(above: dict[int, int | None], moment: Moment) -> dict[int, int | None]:
    """Closed units under their heirs; one query."""
    heirs = UnitSuccession.objects.filter(happened_on__lte=moment.as_of)
    if moment.known_at is not None:
        heirs = heirs.filter(recorded_at__lt=moment.known_at)
    for old, new in heirs.order_by("id").values_list("old_id", "new_id"):
        above.setdefault(old, new)
    return above
