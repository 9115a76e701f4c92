"""A value and a goal in public: did it hold, why, and what is done for it (P3)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.plans import queries as plans
from ruori.site.addresses import address, moved
from ruori.site.frame import asked, page, trail
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
        "goals": ()
        if tree is None
        else [
            (
                question.shown(node.card.name),
                address("plans.goal", node.card.pk, question.words(node.card.name)),
            )
            for node in tree.roots
        ],
        "crumbs": trail((gettext("Strategy"), reverse("site:strategy")), (name.text, "")),
    }
    return page(request, question, "site/value.html", context)


@require_GET
def goal(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One goal: four judgements side by side, its rule, measures, indicators and ledger."""
    question = asked(request)
    found = plans.goal_cards(question.viewer, question.moment, pks=[pk])
    if not found:
        raise Http404
    card = found[0]
    right = moved(request, "plans.goal", pk, question.words(card.name), slug=slug)
    if right is not None:
        return right
    shown = goal_page(question, card)
    context = {
        "goal": shown,
        "crumbs": trail((shown.plan.title.text, shown.plan.address), (shown.heading, "")),
    }
    return page(request, question, "site/goal.html", context)
