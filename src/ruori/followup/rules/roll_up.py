"""What a unit and everything below it has said, as counts: never one light (domain § 6, W3).

Counts of groups that share nothing are added; the order and the grouping make no difference. What
nobody has said is counted as silent, not as zero and not as any word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from ruori.followup.rules.counts import Share, Tally

_NONE_ASKED = Tally()


@dataclass(frozen=True, slots=True)
class Rolled:
    """The words of many measures and goals, counted, with how many units have told in full."""

    measures: Tally = _NONE_ASKED
    goals: Tally = _NONE_ASKED
    units: int = 0
    ready: int = 0

    @property
    def reported(self) -> Share:
        """Answers of questions: n reported of n."""
        return Share(
            self.measures.answered + self.goals.answered, self.measures.total + self.goals.total
        )

    def __add__(self, other: Self) -> "Rolled":
        """Two groups that share nothing, as one."""
        return Rolled(
            self.measures + other.measures,
            self.goals + other.goals,
            self.units + other.units,
            self.ready + other.ready,
        )


NOTHING = Rolled()
"""A unit that is asked nothing; adding it changes nothing."""


def rolled(parts: Iterable[Rolled]) -> Rolled:
    """Many groups that share nothing, as one; in any order."""
    whole = NOTHING
    for part in parts:
        whole += part
    return whole


def below(parent_of: Mapping[int, int | None], top: int, units: Iterable[int]) -> list[int]:
    """The units among some that stand under a unit at any depth, itself not among them."""
    return [unit for unit in units if unit != top and _stands_under(parent_of, unit, top)]


def nearest_below(parent_of: Mapping[int, int | None], top: int, units: Iterable[int]) -> list[int]:
    """The units among some with no other of them between them and the unit above: its children."""
    under = set(below(parent_of, top, units))
    return [
        unit
        for unit in sorted(under)
        if not any(other != unit and _stands_under(parent_of, unit, other) for other in under)
    ]


def _stands_under(parent_of: Mapping[int, int | None], unit: int, top: int) -> bool:
    seen: set[int] = set()
    here = parent_of.get(unit)
    while here is not None and here not in seen:
        if here == top:
            return True
        seen.add(here)
        here = parent_of.get(here)
    return False


def inserted(typed: str, words: str, source: str) -> str:
    """A text with another's words at its end, with whose they are; what was typed stays."""
    addition = f"{words.strip()} ({source})"
    return f"{typed.rstrip()}\n\n{addition}" if typed.strip() else addition
