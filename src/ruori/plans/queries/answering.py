"""All live things of the city with who must answer for each: promises, figures, steps of the year.

Nothing may ever be without an owner (domain § 11): this is the one list that is asked whether.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ruori.cycle import queries as cycle
from ruori.indicators import queries as indicators
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Ref
from ruori.organisation import queries as organisation
from ruori.organisation.queries import OwnerCard, Owners
from ruori.organisation.rules import SYSTEM, Item, Viewer, ownerless
from ruori.plans.queries.cards import GoalCard, MeasureCard
from ruori.plans.queries.measures import live_measures
from ruori.plans.queries.plans import plan_cards
from ruori.plans.queries.tree import goal_cards
from ruori.plans.rules import is_promised


def items(viewer: Viewer, moment: Moment) -> list[Item]:
    """The live measures and goals, the indicators and the steps of the year to come.

    As far as the viewer may see each; five queries, however many there are.
    """
    return [*promised_items(viewer, moment), *_below(viewer, moment)]


def promised_items(viewer: Viewer, moment: Moment) -> list[Item]:
    """The measures and goals of promised plans that the viewer may see; three queries."""
    promised = {card.pk for card in plan_cards(viewer, moment) if is_promised(card.stage)}
    goals = [card for card in goal_cards(viewer, moment) if card.plan in promised]
    return items_of(live_measures(viewer, moment), goals)


def items_of(measures: Iterable[MeasureCard], goals: Iterable[GoalCard]) -> list[Item]:
    """Measures and goals that have been read already, as things somebody must answer for."""
    return [
        *(
            Item(Ref("plans.measure", card.pk, card.name), card.post, card.unit)
            for card in measures
        ),
        *(Item(Ref("plans.goal", card.pk, card.name), card.post, card.unit) for card in goals),
    ]


def unreachable(moment: Moment, told: Collection[Item] | None = None) -> list[Item]:
    """The things nobody answers for on a day: none, while somebody holds the mayor's post.

    Eight queries; three less for who has read the promises already.
    """
    promised = promised_items(SYSTEM, moment) if told is None else told
    return ownerless(organisation.chart(moment), [*promised, *_below(SYSTEM, moment)])


def _below(viewer: Viewer, moment: Moment) -> list[Item]:
    return [*indicators.items(viewer, moment), *cycle.items(viewer, moment)]


@dataclass(frozen=True, slots=True)
class Handover:
    """The things that somebody else answers for once a change is made; None is nobody."""

    owner: OwnerCard | None
    items: tuple[Item, ...]


def handovers(before: Owners, after: Owners, moved: Iterable[tuple[Item, Item]]) -> list[Handover]:
    """Who answers for what after a change, the most things first; no query.

    `moved` gives each thing as it is and as it will be. What keeps its owner is left out.
    """
    found: dict[OwnerCard | None, list[Item]] = {}
    for old, new in moved:
        answered = before.of(post=old.post, unit=old.unit)
        will = after.of(post=new.post, unit=new.unit)
        if will is None or answered is None or will.person != answered.person:
            found.setdefault(will, []).append(new)
    told = [Handover(owner, tuple(things)) for owner, things in found.items()]
    return sorted(told, key=lambda each: (each.owner is not None, -len(each.items)))
