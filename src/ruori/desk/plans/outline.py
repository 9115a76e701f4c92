"""The outline of a plan as the editor shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from ruori.desk.frame import words
from ruori.kernel.moments import Moment
from ruori.language.sorting import sort_key
from ruori.organisation import queries as organisation
from ruori.organisation.queries import PostCard, UnitCard
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans import queries as plans
from ruori.plans.queries import GoalNode, MeasureCard, MeasureFilter, PlanTree

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in the outline; no address for whom may not change it."""

    pk: int
    name: str
    owner: str
    address: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in the outline with what stands below it and which moves it has."""

    pk: int
    version: int
    code: str
    name: str
    owner: str
    address: str
    level: str
    children: tuple["GoalLine", ...]
    measures: tuple[MeasureLine, ...]
    is_first: bool
    is_last: bool
    may_go_in: bool
    may_go_out: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Units and posts of a day, for labels and choices."""

    units: Mapping[int, UnitCard]
    posts: Mapping[int, PostCard]

    def owner(self, unit: int | None, post: int | None) -> str:
        """Who answers: the post, else the unit, in words."""
        if post is not None and post in self.posts:
            return words(self.posts[post].title)
        if unit is not None and unit in self.units:
            return words(self.units[unit].name)
        return ""

    def unit_choices(self) -> list[Choice]:
        """Units by name."""
        return _sorted((str(pk), words(card.name)) for pk, card in self.units.items())

    def post_choices(self) -> list[Choice]:
        """Posts by title."""
        return _sorted((str(pk), words(card.title)) for pk, card in self.posts.items())


def _sorted(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: sort_key(choice[1]))


def names(moment: Moment) -> Names:
    """The units and posts of a day; two queries."""
    return Names(organisation.units(moment), organisation.posts(moment))


def outline(viewer: Viewer, moment: Moment, tree: PlanTree, known: Names) -> tuple[GoalLine, ...]:
    """The whole outline; one query for the measures."""
    keys = {pk for root in tree.roots for pk in root.all_measures()}
    cards = plans.measure_cards(viewer, moment, MeasureFilter(pks=keys))
    owner = tree.plan.owner_unit
    measures = {card.pk: _measure_line(viewer, owner, card, known) for card in cards}
    return _lines(tree.roots, measures, known, depth=0)


def goal_choices(viewer: Viewer, moment: Moment) -> list[tuple[str, list[Choice]]]:
    """Every goal by plan, for choosing what a measure serves; two queries."""
    titles = {card.pk: words(card.title) for card in plans.plan_cards(viewer, moment)}
    found: dict[str, list[Choice]] = {}
    for goal in plans.goal_cards(viewer, moment):
        label = f"{goal.code} {words(goal.name)}".strip()
        found.setdefault(titles.get(goal.plan, ""), []).append((str(goal.pk), label))
    return [(title, _sorted(goals)) for title, goals in found.items()]


def _lines(
    nodes: tuple[GoalNode, ...], measures: Mapping[int, MeasureLine], known: Names, depth: int
) -> tuple[GoalLine, ...]:
    last = len(nodes) - 1
    return tuple(
        GoalLine(
            pk=node.card.pk,
            version=node.card.version,
            code=node.card.code,
            name=words(node.card.name),
            owner=known.owner(node.card.unit, node.card.post),
            address=reverse("desk:goal", args=[node.card.pk]),
            level=node.card.level,
            children=_lines(node.children, measures, known, depth + 1),
            measures=tuple(measures[pk] for pk in node.measures if pk in measures),
            is_first=place == 0,
            is_last=place == last,
            may_go_in=place > 0,
            may_go_out=depth > 0,
        )
        for place, node in enumerate(nodes)
    )


def _measure_line(
    viewer: Viewer, owner: int | None, card: MeasureCard, known: Names
) -> MeasureLine:
    may_edit = access.may_edit_measure(viewer, unit_id=card.unit, owner_unit_id=owner)
    return MeasureLine(
        pk=card.pk,
        name=words(card.name),
        owner=known.owner(card.unit, card.post),
        address=reverse("desk:measure", args=[card.pk]) if may_edit else "",
    )
