"""The strategy as the picture and its list need it."""

from collections.abc import Mapping

from ruori.organisation import queries as organisation
from ruori.plans.queries import GoalNode, PlanTree
from ruori.site.addresses import address
from ruori.site.frame import Asked
from ruori.site.rows import MeasureLine, days
from ruori.site.verdict import judged_mark
from ruori.ui.picture import Goal, Objective, Tree, picture_file
from ruori.ui.shapes import mark
from ruori.ui.theme import KEMI, Colours


def picture_tree(
    question: Asked,
    tree: PlanTree,
    rows: Mapping[int, MeasureLine],
    codes: Mapping[int, str],
) -> Tree:
    """Goals, objectives with their judgements (`codes`), one mark for each measure; no query."""
    return Tree(
        name=question.words(tree.plan.title),
        years=days(question, tree.plan.period_from, tree.plan.period_to),
        language=question.language,
        goals=tuple(_goal(question, node, rows, codes) for node in tree.roots),
    )


def standalone(
    question: Asked,
    tree: PlanTree,
    rows: Mapping[int, MeasureLine],
    codes: Mapping[int, str],
) -> str:
    """The picture as a file of its own, in the city's colours; one query."""
    city = organisation.city()
    colours = Colours(*city.colours) if city is not None and city.colours else KEMI
    return picture_file(picture_tree(question, tree, rows, codes), colours)


def _goal(
    question: Asked, node: GoalNode, rows: Mapping[int, MeasureLine], codes: Mapping[int, str]
) -> Goal:
    name = question.words(node.card.name)
    return Goal(
        code=node.card.code,
        name=name,
        address=address("plans.goal", node.card.pk, name),
        mark=judged_mark(codes, node),
        objectives=tuple(_objective(question, child, rows, codes) for child in node.children),
    )


def _objective(
    question: Asked, node: GoalNode, rows: Mapping[int, MeasureLine], codes: Mapping[int, str]
) -> Objective:
    name = question.words(node.card.name)
    return Objective(
        code=node.card.code,
        name=name,
        address=address("plans.goal", node.card.pk, name),
        mark=judged_mark(codes, node),
        measures=tuple(
            mark("progress", rows[pk].followed.code) for pk in node.all_measures() if pk in rows
        ),
    )
