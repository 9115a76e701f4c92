"""A small city for figures: one unit that owns an indicator, and who may do what with it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ruori.accounts.rules import Actor, ActorKind
from ruori.indicators.actions import (
    DefinedIndicator,
    IndicatorDefinition,
    OpenedSeries,
    define_indicator,
    load_regions,
    open_series,
    take_in,
)
from ruori.indicators.rules.arrivals import Arrival, ArrivedRow
from ruori.indicators.rules.codes import Influence, TargetLevel, Wanted
from ruori.indicators.rules.numbers import Notation
from ruori.indicators.rules.targets import Base, Promise, TargetMark
from ruori.kernel.codes import Visibility
from ruori.kernel.period import parse_period
from ruori.kernel.text import Text
from ruori.organisation.models import Unit
from ruori.organisation.rules import SYSTEM, RoleCode, Viewer

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
START = date(2020, 1, 1)

AINO = Viewer(
    Actor(ActorKind.USER, 1, "Esimerkki Aino"), roles=frozenset({RoleCode.STRATEGY_MANAGER})
)
"""The strategy manager."""


def liisa(unit_id: int) -> Viewer:
    """The head of the unit that owns the indicator."""
    return Viewer(
        Actor(ActorKind.USER, 2, "Esimerkki Liisa"),
        posts=frozenset({99}),
        units=frozenset({unit_id}),
        led=frozenset({unit_id}),
    )


MATTI = Viewer(Actor(ActorKind.USER, 3, "Esimerkki Matti"), roles=frozenset({RoleCode.COUNCILLOR}))
"""A councillor."""


def unit(code: str = "kaupunki") -> int:
    """A unit to own an indicator."""
    return Unit.objects.get_or_create(code=code)[0].pk


def definition(**changes: Any) -> IndicatorDefinition:
    """What a population count means, with changes."""
    fields: dict[str, Any] = {
        "name": Text(fi="Väkiluku", sv="Folkmängd", en="Population"),
        "unit_code": "persons",
        "influence": Influence.CONTEXT,
        "owner_unit_id": unit(),
        "wanted": Wanted.INCREASE,
        "lag_days": 120,
        "visibility": Visibility.PUBLIC,
    }
    return IndicatorDefinition(**{**fields, **changes})


def indicator(code: str = "vakiluku", **changes: Any) -> DefinedIndicator:
    """An indicator in force since 2020."""
    return define_indicator(
        code=code, definition=definition(**changes), start=START, by=AINO, at=AT
    )


def series(indicator_id: int, **changes: Any) -> OpenedSeries:
    """The main series of Kemi."""
    load_regions(by=SYSTEM, at=AT)
    fields: dict[str, Any] = {"region": "fi-kunta:240", "is_main": True}
    return open_series(indicator_id=indicator_id, by=AINO, at=AT, **{**fields, **changes})


def kemi(**changes: Any) -> OpenedSeries:
    """The indicator and its main series at once."""
    return series(indicator(**changes).pk)


def arrival(series_id: int, values: dict[str, str], **changes: Any) -> Arrival:
    """An arrival of yearly values, written with a decimal point."""
    rows = tuple(ArrivedRow(series_id, period, value) for period, value in values.items())
    fields: dict[str, Any] = {
        "source_key": "sotkanet",
        "retrieved_at": AT,
        "rows": rows,
        "licence": "CC BY 4.0",
        "citation": "THL, Tilasto- ja indikaattoripankki Sotkanet",
        "notation": Notation("."),
    }
    return Arrival(**{**fields, **changes})


def arrived(series_id: int, values: dict[str, str], at: datetime = AT, **changes: Any) -> int:
    """An arrival taken in by the timer; gives its batch."""
    is_public = changes.pop("is_public", True)
    taken = take_in(
        arrival=arrival(series_id, values, **changes), by=SYSTEM, at=at, is_public=is_public
    )
    return taken.batch_id


def promise(period: str = "2029", value: str = "19000", **changes: Any) -> Promise:
    """At least 19 000 people in 2029, from 23 689 in 2000."""
    fields: dict[str, Any] = {
        "level": TargetLevel.MINIMUM,
        "points": (TargetMark(parse_period(period), Decimal(value)),),
        "unit_code": "persons",
        "base": Base(parse_period("2000"), Decimal(23689)),
    }
    return Promise(**{**fields, **changes})
