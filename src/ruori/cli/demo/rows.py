"""The example's data files as plain rows."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ruori.kernel.text import Text
from ruori.organisation.rules import RoleCode, UnitKind
from ruori.plans.codes import EnvironmentEffect

DATA = Path(__file__).parent / "data"
DOMAIN = "kemi.example"
PASSWORD = "kemi-esimerkki-2026"  # noqa: S105 - printed for whoever tries the example
SITES_SOURCE = "Kemin kaupunki, Vihreä Kemi: ISO 14001 -sertifioidut kohteet ja toiminnot"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the example."""

    code: str
    kind: UnitKind
    name: Text
    parent: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with its example holder; `account` is the first part of an address to sign in with."""

    code: str
    unit: str
    title: Text
    holder: str
    is_head: bool
    account: str
    roles: tuple[RoleCode, ...]
    deputy: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of a body with a role of their own."""

    unit: str
    role: RoleCode
    holder: str
    account: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A certified site."""

    code: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One example promise; `euros` is the sum it needs, None when it needs none of its own."""

    code: str
    plan: str
    unit: str
    post: str
    name: str
    plain: str
    serves: tuple[str, ...]
    ends_on: date | None
    euros: Decimal | None
    effect: EnvironmentEffect
    partners: tuple[str, ...]


def unit_rows() -> list[UnitRow]:
    """The units, each after the one above it."""
    return [
        UnitRow(row["code"], UnitKind(row["kind"]), _name(row), row.get("parent", ""))
        for row in _read("organisation")["unit"]
    ]


def post_rows() -> list[PostRow]:
    """The posts with their holders."""
    return [
        PostRow(
            code=row["code"],
            unit=row["unit"],
            title=_name(row),
            holder=row["holder"],
            is_head=row.get("is_head", False),
            account=row.get("account", ""),
            roles=tuple(RoleCode(code) for code in row.get("roles", ())),
            deputy=row.get("deputy", ""),
        )
        for row in _read("organisation")["post"]
    ]


def member_rows() -> list[MemberRow]:
    """The councillor and the auditor of the example."""
    return [
        MemberRow(row["unit"], RoleCode(row["role"]), row["holder"], row["account"])
        for row in _read("organisation")["member"]
    ]


def site_rows() -> list[SiteRow]:
    """The certified sites that the city names."""
    return [SiteRow(row["code"], row["name"], row["unit"]) for row in _read("organisation")["site"]]


def measure_rows() -> list[MeasureRow]:
    """The example measures."""
    return [
        MeasureRow(
            code=row["code"],
            plan=row["plan"],
            unit=row["unit"],
            post=row["post"],
            name=row["name"],
            plain=row["plain"],
            serves=tuple(row["serves"]),
            ends_on=row.get("ends_on"),
            euros=Decimal(row["euros"]) if "euros" in row else None,
            effect=EnvironmentEffect(row.get("effect", "NONE")),
            partners=tuple(row.get("partners", ())),
        )
        for row in _read("measures")["measure"]
    ]


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _name(row: dict[str, Any]) -> Text:
    return Text(fi=row["fi"], sv=row["sv"], en=row["en"])
