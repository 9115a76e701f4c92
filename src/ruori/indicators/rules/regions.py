"""Regions of the yearly municipality key: codes as Ruori writes them (indicators § 2)."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ruori.kernel.problems import refuse
from ruori.kernel.text import N_, Text

MUNICIPALITY = "fi-kunta"
COUNTRY = "country"

LEVELS = {
    "maakunta": ("fi-maakunta", 2),
    "seutukunta": ("fi-seutukunta", 3),
    "hyvinvointialue": ("fi-hva", 2),
    "tyollisyysalue": ("fi-tyollisyysalue", 2),
    "evk": ("fi-evk", 2),
    "kuntaryhmitys": ("fi-kuntaryhmitys", 1),
    "kielisuhde": ("fi-kielisuhde", 1),
    "suuralue": ("fi-suuralue", 1),
    "vaalipiiri": ("fi-vaalipiiri", 2),
    "yhteistyoalue": ("fi-yhteistyoalue", 1),
    "nuts1": ("nuts1", 0),
    "nuts2": ("nuts2", 0),
    "nuts3": ("nuts3", 0),
}
"""Columns of the key file: the scheme in Ruori and the digits of its codes (0: as written)."""

_DIGITS_OF_MUNICIPALITY = 3
_FORM = re.compile(r"([a-z][a-z0-9-]*):(\S+)")


@dataclass(frozen=True, slots=True)
class RegionKey:
    """A region as it is named everywhere: scheme and code, `fi-kunta:240`."""

    scheme: str
    code: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A yearly key file as plain values: regions with names, and who belongs to what."""

    year: int
    names: dict[RegionKey, Text]
    memberships: tuple[tuple[RegionKey, RegionKey], ...]


def parse_region(text: str) -> RegionKey:
    """Read `fi-kunta:240`. Raises Refused (REGION_UNREADABLE): a bare code is no key."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise refuse(
            "REGION_UNREADABLE",
            N_("“%(text)s” is no region: write the scheme too, as in fi-kunta:240."),
            text=text,
        )
    scheme, code = match.groups()
    if scheme == MUNICIPALITY and not re.fullmatch(r"[0-9]{3}", code):
        raise refuse(
            "REGION_UNREADABLE",
            N_("The municipality “%(text)s” needs three digits, zeros included."),
            text=text,
        )
    return RegionKey(scheme, code)


def municipality(code: str | int) -> RegionKey:
    """A municipality by its number, zeros restored: 91 is Helsinki, `fi-kunta:091`."""
    return parse_region(f"{MUNICIPALITY}:{str(code).strip().zfill(_DIGITS_OF_MUNICIPALITY)}")


def read_key_file(lines: Iterable[str], *, year: int) -> KeyFile:
    """Read the key file of a year. Raises Refused (KEY_FILE) when a column is missing."""
    names: dict[RegionKey, Text] = {}
    memberships: list[tuple[RegionKey, RegionKey]] = []
    for row in csv.DictReader(lines):
        try:
            member = municipality(row["kunta"])
            names[member] = _names(row, "municipality")
            for column, (scheme, digits) in LEVELS.items():
                whole = RegionKey(scheme, row[f"{column}_code"].strip().zfill(digits))
                names[whole] = _names(row, column)
                memberships.append((member, whole))
        except KeyError as missing:
            raise refuse(
                "KEY_FILE",
                N_("The municipality key lacks the column “%(column)s”."),
                column=str(missing.args[0]),
            ) from missing
    return KeyFile(year, names, tuple(memberships))


def _names(row: dict[str, str], column: str) -> Text:
    return Text({code: row[f"{column}_name_{code}"].strip() for code in ("fi", "sv", "en")})
