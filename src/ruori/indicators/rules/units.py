"""Units of measure: kind, scale and exact conversion inside one kind (indicators § 4)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ruori.kernel.problems import refuse
from ruori.kernel.text import N_, Text

DEFAULT_SUPPRESS_BELOW = 5
"""Counts 1–4 of the city's own figures are not told (indicators § 5)."""


class Kind(StrEnum):
    """What a unit counts; only values of one kind and quantity can be converted."""

    COUNT = "COUNT"
    RATE = "RATE"
    SHARE = "SHARE"
    SURVEY_SHARE = "SURVEY_SHARE"
    MEAN = "MEAN"
    INDEX = "INDEX"
    MONEY = "MONEY"
    PHYSICAL = "PHYSICAL"


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit (mittayksikkö). `scale` is its size in the base unit of its `quantity`.

    For rates and shares, `scale` is what numerator ÷ denominator is multiplied by.
    """

    code: str
    kind: Kind
    quantity: str
    scale: Decimal
    symbol: Text


def _unit(
    code: str, kind: Kind, quantity: str, scale: str, fi: str, sv: str, en: str
) -> UnitOfMeasure:
    return UnitOfMeasure(code, kind, quantity, Decimal(scale), Text(fi=fi, sv=sv, en=en))


_ALL = (
    _unit("persons", Kind.COUNT, "persons", "1", "henkilöä", "personer", "people"),
    _unit("count", Kind.COUNT, "count", "1", "kpl", "st", "items"),
    _unit("visits", Kind.COUNT, "visits", "1", "käyntiä", "besök", "visits"),
    _unit("jobs", Kind.COUNT, "jobs", "1", "työpaikkaa", "arbetsplatser", "jobs"),
    _unit("nights", Kind.COUNT, "nights", "1", "yöpymistä", "övernattningar", "nights"),
    _unit("percent", Kind.SHARE, "share", "100", "%", "%", "%"),
    _unit("permille", Kind.SHARE, "share", "1000", "‰", "‰", "‰"),
    _unit("survey_percent", Kind.SURVEY_SHARE, "survey", "100", "%", "%", "%"),
    _unit("per_1000", Kind.RATE, "rate", "1000", "/ 1 000 as.", "/ 1 000 inv.", "per 1,000"),
    _unit("per_10000", Kind.RATE, "rate", "10000", "/ 10 000 as.", "/ 10 000 inv.", "per 10,000"),
    _unit(
        "per_100000", Kind.RATE, "rate", "100000", "/ 100 000 as.", "/ 100 000 inv.", "per 100,000"
    ),
    _unit("mean", Kind.MEAN, "mean", "1", "keskiarvo", "medeltal", "mean"),
    _unit("score", Kind.MEAN, "score", "1", "pistettä", "poäng", "points"),
    _unit("days", Kind.MEAN, "days", "1", "päivää", "dagar", "days"),
    _unit("years", Kind.MEAN, "years", "1", "vuotta", "år", "years"),
    _unit("index", Kind.INDEX, "index", "1", "indeksi", "index", "index"),
    _unit("eur", Kind.MONEY, "money", "1", "€", "euro", "€"),
    _unit("keur", Kind.MONEY, "money", "1000", "1 000 €", "1 000 euro", "€1,000"),
    _unit("meur", Kind.MONEY, "money", "1000000", "milj. €", "mn euro", "€ million"),
    _unit(
        "eur_per_resident",
        Kind.MONEY,
        "money per resident",
        "1",
        "€/asukas",
        "euro/invånare",
        "€ per resident",
    ),
    _unit("kg", Kind.PHYSICAL, "mass", "1", "kg", "kg", "kg"),
    _unit("t", Kind.PHYSICAL, "mass", "1000", "t", "t", "t"),
    _unit("kt", Kind.PHYSICAL, "mass", "1000000", "kt", "kt", "kt"),
    _unit("t_co2e", Kind.PHYSICAL, "emission", "1", "t CO₂-ekv.", "t CO₂-ekv.", "t CO₂e"),
    _unit("kt_co2e", Kind.PHYSICAL, "emission", "1000", "kt CO₂-ekv.", "kt CO₂-ekv.", "kt CO₂e"),
    _unit(
        "t_co2e_per_resident",
        Kind.PHYSICAL,
        "emission per resident",
        "1",
        "t CO₂-ekv./asukas",
        "t CO₂-ekv./invånare",
        "t CO₂e per resident",
    ),
    _unit("kwh", Kind.PHYSICAL, "energy", "1", "kWh", "kWh", "kWh"),
    _unit("mwh", Kind.PHYSICAL, "energy", "1000", "MWh", "MWh", "MWh"),
    _unit("gwh", Kind.PHYSICAL, "energy", "1000000", "GWh", "GWh", "GWh"),
    _unit("kwh_per_m2", Kind.PHYSICAL, "energy per area", "1", "kWh/m²", "kWh/m²", "kWh/m²"),
    _unit("m3", Kind.PHYSICAL, "volume", "1", "m³", "m³", "m³"),
    _unit("m2", Kind.PHYSICAL, "area", "1", "m²", "m²", "m²"),
    _unit("ha", Kind.PHYSICAL, "area", "10000", "ha", "ha", "ha"),
    _unit("km", Kind.PHYSICAL, "length", "1", "km", "km", "km"),
    _unit("ug_per_m3", Kind.PHYSICAL, "concentration", "1", "µg/m³", "µg/m³", "µg/m³"),
)
UNITS = {unit.code: unit for unit in _ALL}
"""Every unit a series may have, by its stored code."""

_CONVERTIBLE = (Kind.COUNT, Kind.SHARE, Kind.RATE, Kind.MONEY, Kind.PHYSICAL)


def unit_of(code: str) -> UnitOfMeasure:
    """The unit of a stored code. Raises Refused (UNIT_UNKNOWN)."""
    try:
        return UNITS[code]
    except KeyError as unknown:
        raise refuse(
            "UNIT_UNKNOWN", N_("The unit “%(unit)s” is not known."), unit=code
        ) from unknown


def can_convert(source: UnitOfMeasure, target: UnitOfMeasure) -> bool:
    """True when a value of one unit is exactly a value of the other, as kt is of t."""
    if source == target:
        return True
    return (
        source.kind is target.kind
        and source.quantity == target.quantity
        and source.kind in _CONVERTIBLE
    )


def convert(value: Decimal, *, source: str, target: str) -> Decimal:
    """A value of one unit in another, exactly. Raises Refused (UNITS_DIFFER): kt is never MWh."""
    given, wanted = unit_of(source), unit_of(target)
    if given == wanted:
        return value
    if not can_convert(given, wanted):
        raise refuse(
            "UNITS_DIFFER",
            N_("A value in %(source)s cannot be turned into %(target)s."),
            source=source,
            target=target,
        )
    if given.kind in (Kind.SHARE, Kind.RATE):
        return value * wanted.scale / given.scale
    return value * given.scale / wanted.scale


def natural_limits(unit: UnitOfMeasure) -> tuple[Decimal | None, Decimal | None]:
    """The least and greatest possible value of a unit, where its kind tells them."""
    if unit.kind in (Kind.SHARE, Kind.SURVEY_SHARE):
        return Decimal(0), unit.scale
    if unit.kind in (Kind.COUNT, Kind.RATE):
        return Decimal(0), None
    return None, None


def ratio(
    numerator: Decimal | None, denominator: Decimal | None, *, unit: UnitOfMeasure
) -> Decimal | None:
    """The value of a rate or share from its parts; a missing part or a zero below gives none."""
    if numerator is None or not denominator:
        return None
    return numerator * unit.scale / denominator
