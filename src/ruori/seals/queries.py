"""Reading the chain back and proving that it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ruori.audit.models import TrailEntry
from ruori.kernel.problems import Problem
from ruori.kernel.sealing import Link, broken_links
from ruori.seals.models import Seal
from ruori.seals.rules import LABEL, problem_of, unlike_trail


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal as the parts above see it; `body` is its canonical JSON."""

    pk: int
    number: int
    previous: str
    kind: str
    sealed_at: datetime
    body: bytes
    hash: str


def sealed(number: int) -> Sealed | None:
    """The seal of a number, if there is one."""
    row = Seal.objects.filter(number=number).first()
    return sealed_of(row) if row else None


def newest() -> Sealed | None:
    """The last seal of the chain: its hash is the anchor an outsider keeps."""
    row = Seal.objects.order_by("-number").first()
    return sealed_of(row) if row else None


def chain() -> list[Sealed]:
    """Every seal, oldest first; one query."""
    return [sealed_of(row) for row in Seal.objects.order_by("number")]


def verify() -> list[Problem]:
    """Every place where the chain does not hold, oldest first; empty when it is whole.

    Recomputes each hash, follows each link, and compares with what the trail remembers of the
    sealing; two queries.
    """
    seals = chain()
    found = broken_links([_link(seal) for seal in seals])
    found += unlike_trail({seal.number: seal.hash for seal in seals}, _remembered())
    keys = {seal.number: seal.pk for seal in seals}
    ordered = sorted(set(found), key=lambda broken: (broken.number, broken.why))
    return [problem_of(broken, keys.get(broken.number, 0)) for broken in ordered]


def sealed_of(row: Seal) -> Sealed:
    """A stored row as the value that the parts above read."""
    return Sealed(
        pk=row.pk,
        number=row.number,
        previous=row.previous,
        kind=row.kind,
        sealed_at=row.sealed_at,
        body=row.body.encode(),
        hash=row.hash,
    )


def _link(seal: Sealed) -> Link:
    return Link(
        number=seal.number,
        previous=seal.previous,
        kind=seal.kind,
        sealed_at=seal.sealed_at,
        body=seal.body,
        hash=seal.hash,
    )


def _remembered() -> dict[int, str]:
    deeds: Iterable[dict[str, object]] = TrailEntry.objects.filter(
        label=LABEL, verb="seal.made"
    ).values_list("facts", flat=True)
    return {int(str(facts["number"])): str(facts["hash"]) for facts in deeds}
