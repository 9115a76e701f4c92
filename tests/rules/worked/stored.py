"""Rows about what the city remembers: what was known when, and seals that were touched."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.db import connection

from ruori.accounts.rules import TIMER
from ruori.kernel.moments import Moment
from ruori.kernel.sealing import body_hash, seal_hash
from ruori.kernel.text import Text
from ruori.organisation.actions import UnitTerms, change_unit, open_unit
from ruori.organisation.queries import units
from ruori.organisation.rules import SYSTEM, UnitKind
from ruori.seals.actions import seal
from ruori.seals.models import Seal
from ruori.seals.queries import verify
from ruori.seals.rules import Kind
from tests.rules.paper import Tried

OPENED = datetime(2026, 1, 10, 9, tzinfo=UTC)
TOLD = datetime(2026, 3, 1, 9, tzinfo=UTC)
FINDINGS = {
    "changed": "SEAL_CHANGED",
    "missing": "SEAL_MISSING",
    "not in the trail": "SEAL_NOT_IN_TRAIL",
}
FORGED = '{"figure":"9"}'


def unit_name(as_of: str, known_on: str, name: str) -> None:
    """What a unit was called on a day, as known on a day."""
    terms = UnitTerms(Text("Lyceum"), UnitKind.UNIT)
    made = open_unit(code="unit", terms=terms, start=date(2024, 1, 1), by=SYSTEM, at=OPENED)
    change_unit(
        unit=made,
        version=made.version,
        changes={"name": Text("School")},
        start=date(2025, 1, 1),
        by=SYSTEM,
        at=TOLD,
    )
    card = units(Moment(date.fromisoformat(as_of), date.fromisoformat(known_on))).get(made.pk)
    assert ("nothing" if card is None else card.name.to("fi")) == name


def three_seals() -> None:
    """A chain of three."""
    for number in (1, 2, 3):
        seal(kind=Kind.EDITION, body={"figure": str(number)}, by=TIMER, at=TOLD)


def touched(what: str, finding: str) -> None:
    """What `ruori verify` finds when somebody touches the database itself."""
    three_seals()
    _TOUCH[what]()
    found = [(each.facts["number"], each.code) for each in verify()]
    words = [each.removeprefix("seal ").split(": ") for each in finding.split(", ")]
    expected = [] if finding == "–" else [(int(number), FINDINGS[why]) for number, why in words]
    assert found == expected


def _change(number: int) -> None:
    _behind("UPDATE seals_seal SET body = %s WHERE number = %s", FORGED, number)


def _remove(number: int) -> None:
    _behind("DELETE FROM seals_seal WHERE number = %s", number)


def _forge(number: int) -> None:
    row = Seal.objects.get(number=number)
    digest = seal_hash(
        number=number,
        previous=row.previous,
        kind=row.kind,
        sealed_at=row.sealed_at,
        body_sha256=body_hash(FORGED.encode()),
    )
    _behind("UPDATE seals_seal SET body = %s, hash = %s WHERE number = %s", FORGED, digest, number)


def _behind(statement: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


_TOUCH: dict[str, Callable[[], None]] = {
    "nothing": lambda: None,
    "the content of 2 changed": lambda: _change(2),
    "2 removed": lambda: _remove(2),
    "3, the newest, removed": lambda: _remove(3),
    "the content of 3 changed and its hash computed anew": lambda: _forge(3),
}

TABLES: Tried = {
    ("validity", "As of | Known on | The unit is called"): unit_name,
    ("seals", "What was done to three seals | What is found"): touched,
}
