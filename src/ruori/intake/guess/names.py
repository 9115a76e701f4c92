"""The name of a document, parted from what a page puts in brackets after it (pure)."""

import re
from dataclasses import dataclass

from ruori.intake.guess.decisions import Adoption, adoption
from ruori.intake.guess.titles import without_file

_BRACKETS = re.compile(r"\s+\((?P<inside>[^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A document's name, and its adoption when the brackets after it tell of one."""

    words: str
    adoption: Adoption | None = None


def name_of(text: str) -> Name:
    """The name without its file type "(pdf, 1 Mt)" and without who adopted it when."""
    name = without_file(text).rstrip(".")
    found = _BRACKETS.search(name)
    told = None if found is None else adoption(found["inside"])
    if found is None or told is None or not name[: found.start()]:
        return Name(name or text)
    return Name(name[: found.start()], told)
