"""Who answers on a day: the chart of posts, units and holders, read in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value

from ruori.columns.texts import LanguagesField
from ruori.kernel.moments import Moment
from ruori.kernel.text import EMPTY, Text
from ruori.organisation.models import City, Holding, PostState, UnitState, UnitSuccession
from ruori.organisation.queries.cards import HoldingCard, Owners
from ruori.organisation.queries.people import holdings
from ruori.organisation.rules import MAIN_HOLDER, Chart

_NO_NAME = Value(EMPTY, output_field=LanguagesField())
_UNIT, _HEIR, _POST, _FORMER = range(4)


def chart(moment: Moment, found: Chart | None = None) -> Chart:
    """The organisation on a day as plain keys; two queries, one for who gives the day's `lines`.

    A closed unit stands under its heir, so what still names the old unit finds who answers.
    """
    held = (
        Holding.objects.in_force(moment.as_of, moment.known_on)
        .order_by("post_id", "deputy_order", "id")
        .values_list("post_id", "person_id")
    )
    return replace(found or lines(moment), holders=_grouped(held))


def chart_with_titles(moment: Moment) -> tuple[Chart, dict[int, Text]]:
    """The chart of a day and what its posts are called; two queries."""
    read = _structure(moment)
    return chart(moment, read.chart), read.titles


def lines(moment: Moment) -> Chart:
    """The chart without who holds the posts; one query."""
    return _structure(moment).chart


def parents(moment: Moment) -> dict[int, int | None]:
    """The unit above each unit on a day, of a closed unit its first heir; one query."""
    return dict(lines(moment).parent_of)


def owners(moment: Moment) -> Owners:
    """Who answers for any post and unit on a day, with names and titles; two queries."""
    held = [card for cards in holdings(moment).values() for card in cards]
    read = _structure(moment)
    return Owners(
        chart=replace(read.chart, holders=_grouped((card.post, card.person) for card in held)),
        people={card.person: (card.name, card.email) for card in held},
        titles=read.titles,
        units=read.names,
        former=read.former,
        deputies=_deputies(held),
    )


@dataclass(slots=True)
class _Structure:
    """Units, heirs and posts of a day, and what they are called."""

    above: dict[int, int | None] = field(default_factory=dict)
    heirs: dict[int, tuple[int, ...]] = field(default_factory=dict)
    names: dict[int, Text] = field(default_factory=dict)
    former: dict[int, Text] = field(default_factory=dict)
    titles: dict[int, Text] = field(default_factory=dict)
    unit_of: dict[int, int] = field(default_factory=dict)
    head_of: dict[int, int] = field(default_factory=dict)
    mayor: int | None = None

    @property
    def chart(self) -> Chart:
        """The chart without holders."""
        return Chart(
            unit_of=self.unit_of,
            head_of=self.head_of,
            parent_of=self.above,
            heirs_of=self.heirs,
            mayor_post=self.mayor,
        )


def _structure(moment: Moment) -> _Structure:
    """Units, successions and posts of a day; one query, since every page asks for them."""
    day, known_on = moment.as_of, moment.known_on
    no = Value(value=False)
    successions = UnitSuccession.objects.filter(happened_on__lte=day).exclude(new=None)
    if moment.known_at is not None:
        successions = successions.filter(recorded_at__lt=moment.known_at)
    heirs = successions.values_list(Value(_HEIR), "pk", "old_id", "new_id", _NO_NAME, no, no)
    is_mayor = Exists(City.objects.filter(mayor_post=OuterRef("post")))
    posts = PostState.objects.in_force(day, known_on).values_list(
        Value(_POST), "pk", "post_id", "unit_id", "title", "is_head", is_mayor
    )
    rows = (
        UnitState.objects.in_force(day, known_on)
        .values_list(Value(_UNIT), "pk", "unit_id", "parent_id", "name", no, no)
        .union(heirs, posts, _former(moment), all=True)
    )
    found = _Structure()
    for kind, _, key, other, name, is_head, is_mayors in sorted(rows, key=lambda row: row[:2]):
        if kind == _UNIT:
            found.above[key], found.names[key] = other, name
        elif kind == _HEIR:
            _add_heir(found, key, other)
        elif kind == _FORMER:
            found.former[key] = name
        else:
            found.unit_of[key], found.titles[key] = other, name
            found.head_of |= {other: key} if is_head else {}
            found.mayor = key if is_mayors else found.mayor
    return found


def _former(moment: Moment) -> QuerySet[UnitState, tuple[Any, ...]]:
    """The last name of each unit that has been closed."""
    begun = UnitState.objects.begun(moment.as_of, moment.known_on)
    later = begun.filter(unit=OuterRef("unit"), valid_from__gt=OuterRef("valid_from"))
    no = Value(value=False)
    return (
        begun.filter(~Exists(later), valid_to__lte=moment.as_of)
        .order_by()
        .values_list(Value(_FORMER), "pk", "unit_id", "parent_id", "name", no, no)
    )


def _add_heir(found: _Structure, closed: int, heir: int) -> None:
    if closed not in found.names:
        found.above.setdefault(closed, heir)
        found.heirs[closed] = (*found.heirs.get(closed, ()), heir)


def _deputies(held: Iterable[HoldingCard]) -> frozenset[tuple[int, int]]:
    rows = list(held)
    return frozenset(
        (card.post, card.person) for card in rows if card.deputy_order != MAIN_HOLDER
    ) - {(card.post, card.person) for card in rows if card.deputy_order == MAIN_HOLDER}


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for post, person in pairs:
        found[post] = (*found.get(post, ()), person)
    return found
