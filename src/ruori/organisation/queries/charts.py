"""Who answers on a day: the chart of posts, units and holders, read in a few queries."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Value

from ruori.columns.texts import LanguagesField
from ruori.kernel.moments import Moment
from ruori.kernel.text import EMPTY, Text
from ruori.organisation.models import City, Holding, PostState, UnitState, UnitSuccession
from ruori.organisation.queries.cards import HoldingCard, Owners
from ruori.organisation.queries.people import holdings
from ruori.organisation.rules import MAIN_HOLDER, Chart

_NO_NAME = Value(EMPTY, output_field=LanguagesField())


def chart(moment: Moment) -> Chart:
    """The organisation on a day as plain keys; three queries.

    A closed unit stands under its heir, so what still names the old unit finds who answers.
    """
    held = (
        Holding.objects.in_force(moment.as_of, moment.known_on)
        .order_by("post_id", "deputy_order", "id")
        .values_list("post_id", "person_id")
    )
    return _chart(_posts(moment), held, lines(moment))


def owners(moment: Moment) -> Owners:
    """Who answers for any post and unit on a day, with names and titles; three queries."""
    held = [card for cards in holdings(moment).values() for card in cards]
    states = _posts(moment)
    above, heirs, names = _units(moment)
    under = Chart(parent_of=above, heirs_of=heirs)
    return Owners(
        chart=_chart(states, [(card.post, card.person) for card in held], under),
        people={card.person: (card.name, card.email) for card in held},
        titles={row.post_id: row.title for row in states},
        units=names,
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


def _chart(states: Iterable[Any], held: Iterable[tuple[int, int]], under: Chart) -> Chart:
    rows = list(states)
    return replace(
        under,
        holders=_grouped(held),
        unit_of={row.post_id: row.unit_id for row in rows},
        head_of={row.unit_id: row.post_id for row in rows if row.is_head},
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
    """The unit above each unit on a day, of a closed unit its first heir; one query."""
    above, _, _ = _units(moment)
    return above


def lines(moment: Moment) -> Chart:
    """Only how units stand under each other and who are heirs of the closed ones; one query."""
    above, heirs, _ = _units(moment)
    return Chart(parent_of=above, heirs_of=heirs)


def _units(
    moment: Moment,
) -> tuple[dict[int, int | None], dict[int, tuple[int, ...]], dict[int, Text]]:
    """The unit above each unit, the heirs of the closed ones, and the names of the open ones."""
    successions = UnitSuccession.objects.filter(happened_on__lte=moment.as_of)
    if moment.known_at is not None:
        successions = successions.filter(recorded_at__lt=moment.known_at)
    rows = (
        UnitState.objects.in_force(moment.as_of, moment.known_on)
        .values_list(Value(0), "pk", "unit_id", "parent_id", "name")
        .union(
            successions.values_list(Value(1), "pk", "old_id", "new_id", _NO_NAME),
            all=True,
        )
    )
    above: dict[int, int | None] = {}
    heirs: dict[int, tuple[int, ...]] = {}
    names: dict[int, Text] = {}
    for is_heir, _, unit, other, name in sorted(rows, key=lambda row: row[:2]):
        if not is_heir:
            above[unit], names[unit] = other, name
        elif other is not None and unit not in names:
            above.setdefault(unit, other)
            heirs[unit] = (*heirs.get(unit, ()), other)
    return above, heirs, names
