"""Counts over many measures or goals: how many said what, of how many asked. Never an average."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of `total` gave an answer, and how many said each thing, in the order of codes."""

    total: int = 0
    counts: tuple[tuple[StrEnum, int], ...] = ()

    @property
    def answered(self) -> int:
        """How many gave an answer."""
        return sum(number for _, number in self.counts)

    @property
    def silent(self) -> int:
        """How many gave none."""
        return self.total - self.answered

    def of(self, code: StrEnum) -> int:
        """How many said this."""
        return dict(self.counts).get(code, 0)

    def __add__(self, other: Self) -> "Tally":
        """The counts of two groups that share nothing, as one."""
        counter = Counter(dict(self.counts)) + Counter(dict(other.counts))
        return Tally(self.total + other.total, _ordered(counter))


def tally(answers: Iterable[StrEnum | None]) -> Tally:
    """Count answers; None is one that was asked and not given."""
    given = list(answers)
    return Tally(len(given), _ordered(Counter(each for each in given if each is not None)))


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; shown as both numbers, and as a percentage only when something is."""

    number: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down so that 100 means all; None of nothing."""
        return None if self.of == 0 else 100 * self.number // self.of


def _ordered(counter: Counter[StrEnum]) -> tuple[tuple[StrEnum, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (_place(pair[0]), pair[0])))


def _place(code: StrEnum) -> int:
    """Where a code stands among its own, as they are declared."""
    return list(type(code).__members__).index(code.name)
