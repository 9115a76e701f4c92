"""The arithmetic of seals: one hash over what was fixed and over the seal before it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from ruori.kernel.canonical import instant_text

FIRST_PREVIOUS = "0" * 64
FORMAT = "ruori-seal-1"


@dataclass(frozen=True, slots=True)
class Link:
    """One seal as an auditor reads it: what is needed to recompute its hash."""

    number: int
    previous: str
    kind: str
    sealed_at: datetime
    body: bytes
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the chain does not hold: the seal's number and what is wrong with it."""

    number: int
    why: str


def body_hash(body: bytes) -> str:
    """SHA-256 of the sealed bytes."""
    return hashlib.sha256(body).hexdigest()


def seal_hash(
    *, number: int, previous: str, kind: str, sealed_at: datetime, body_sha256: str
) -> str:
    """The hash of a seal (architecture § 9): format, number, previous, kind, instant, body."""
    lines = (FORMAT, str(number), previous, kind, instant_text(sealed_at), body_sha256)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def broken_links(chain: list[Link]) -> list[Broken]:
    """Every place where a chain, oldest first, fails to hold; empty when it is whole."""
    found: list[Broken] = []
    previous, expected = FIRST_PREVIOUS, 1
    for link in chain:
        found.extend(Broken(missing, "MISSING") for missing in range(expected, link.number))
        if link.previous != previous and link.number == expected:
            found.append(Broken(link.number, "WRONG_PREDECESSOR"))
        computed = seal_hash(
            number=link.number,
            previous=link.previous,
            kind=link.kind,
            sealed_at=link.sealed_at,
            body_sha256=body_hash(link.body),
        )
        if computed != link.hash:
            found.append(Broken(link.number, "CHANGED"))
        previous, expected = link.hash, link.number + 1
    return found
