"""What the strategy picture shows, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass

from ruori.ui.frame import Link
from ruori.ui.shapes import Mark


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective: its code, name and address, its judgement, and its measures' progress."""

    code: str
    name: str
    address: str = ""
    mark: Mark | None = None
    measures: tuple[Mark, ...] = ()

    @property
    def link(self) -> Link:
        """Its code and name as a link, for the list beside the picture."""
        return Link(f"{self.code} {self.name}".strip(), self.address)


@dataclass(frozen=True, slots=True)
class Goal:
    """A strategic goal with its objectives in their order."""

    code: str
    name: str
    address: str = ""
    mark: Mark | None = None
    objectives: tuple[Objective, ...] = ()

    @property
    def link(self) -> Link:
        """Its code and name as a link, for the list beside the picture."""
        return Link(f"{self.code} {self.name}".strip(), self.address)


@dataclass(frozen=True, slots=True)
class Tree:
    """A strategy: its name, its years in words, the language, its goals."""

    name: str
    years: str
    language: str
    goals: tuple[Goal, ...]

    @property
    def size(self) -> int:
        """How many equal sectors there are: a goal without objectives has one empty sector."""
        return sum(max(1, len(goal.objectives)) for goal in self.goals)

    @property
    def numbered(self) -> Iterator[tuple[str, Goal, tuple[tuple[str, Objective], ...]]]:
        """Goals and objectives with the keys that join a list row to its sector (`g1`, `7`)."""
        first = 1
        for order, goal in enumerate(self.goals, 1):
            keys = range(first, first + len(goal.objectives))
            yield (
                f"g{order}",
                goal,
                tuple((str(key), one) for key, one in zip(keys, goal.objectives, strict=True)),
            )
            first += max(1, len(goal.objectives))
