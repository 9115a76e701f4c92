"""A value and a goal in public: did it hold, why, and what is done for it (P3)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.kernel.text import Shown
from ruori.plans import queries as plans
from ruori.plans.queries import PlanTree
from ruori.site.addresses import address, moved, to_plan
from ruori.site.frame import Asked, asked, page, trail
from ruori.site.goal_page import goal_page
from ruori.site.plan_head import plan_head


@require_GET
def value(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One of the city's values: its words, and the goals of the plan that declares it."""
    question = asked(request)
    found = plans.value_cards(question.viewer, question.moment, pk=pk)
    if not found:
        raise Http404
    card = found[0]
    right = moved(request, "plans.value", pk, question.words(card.name), slug=slug)
    if right is not None:
        return right
    tree = plans.tree(question.viewer, question.moment, card.plan)
    name = question.shown(card.name)
    context = {
        "name": name,
        "text": question.shown(card.text),
        "plan": None if tree is None else plan_head(question, tree.plan),
        "goals": _goals(question, tree),
        "crumbs": trail((gettext("Strategy"), reverse("site:strategy")), (name.text, "")),
    }
    return page(request, question, "site/value.html", context)


def _goals(question: Asked, tree: PlanTree | None) -> list[tuple[Shown, str]]:
    cards = [] if tree is None else [node.card for node in tree.roots]
    return [
        (question.shown(card.name), address("plans.goal", card.pk, question.words(card.name)))
        for card in cards
    ]


@require_GET
def goal(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One goal: four judgements side by side, its rule, measures, indicators and ledger."""
    question = asked(request)
    branch = plans.branch(question.viewer, question.moment, pk)
    if branch is None:
        return to_plan(plans.plan_that_dropped(question.viewer, question.moment, goal=pk))
    name = question.words(branch.node.card.name)
    right = moved(request, "plans.goal", pk, name, slug=slug)
    if right is not None:
        return right
    shown = goal_page(question, branch)
    context = {
        "goal": shown,
        "crumbs": trail((shown.plan.title.text, shown.plan.address), (shown.heading, "")),
    }
    return page(request, question, "site/goal.html", context)
