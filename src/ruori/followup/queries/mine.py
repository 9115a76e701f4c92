"""What one person answers in a round: all of it in order, what is done, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard
from ruori.followup.access import Item, is_own
from ruori.followup.codes import Verdict
from ruori.followup.queries.asking import Asked, asking_of
from ruori.followup.rules.entries import answers_for
from ruori.organisation.rules import Viewer


@dataclass(frozen=True, slots=True)
class MyRound:
    """The questions of a round that wait for one person, the nearest day first."""

    round: RoundCard
    items: tuple[Asked, ...]

    @property
    def reported(self) -> int:
        """How many have an answer that has not been returned."""
        return sum(1 for item in self.items if not is_waiting(item))

    def after(self, label: str, pk: int) -> Asked | None:
        """The next question without an answer after a thing, from the top when the end is past."""
        keys = [(item.about.label, item.about.pk) for item in self.items]
        here = keys.index((label, pk)) if (label, pk) in keys else -1
        order = [*self.items[here + 1 :], *self.items[: max(here, 0)]]
        return next((item for item in order if is_waiting(item)), None)

    def has(self, label: str, pk: int) -> bool:
        """True when the thing is among them."""
        return any((item.about.label, item.about.pk) == (label, pk) for item in self.items)


def is_waiting(item: Asked) -> bool:
    """True for a question without an answer, or with one that was returned."""
    return item.answer is None or item.answer.verdict is Verdict.RETURNED


def my_round(viewer: Viewer, row: Round, at: datetime) -> MyRound:
    """What the viewer answers for in a round; a dozen queries.

    Who answers for nothing by post or as who is reachable sees what the own units are asked.
    """
    asked = asking_of(row, at)
    mine = [
        item
        for item in asked.items
        if answers_for(asked.chart, viewer, post=item.post, unit=item.unit)
    ]
    if not mine:
        mine = [item for item in asked.items if is_own(viewer, Item(item.unit, item.post))]
    ordered = sorted(mine, key=lambda item: (item.due_on, not item.is_measure, item.about.pk))
    return MyRound(asked.round, tuple(ordered))
