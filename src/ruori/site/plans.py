"""Programmes and policies in public, and how the city follows them (P6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.plans import queries as plans
from ruori.plans.codes import PlanKind
from ruori.plans.queries import MeasureFilter, PlanCard
from ruori.site.addresses import address, moved
from ruori.site.frame import Asked, asked, page, trail
from ruori.site.ledger import plan_lines
from ruori.site.plan_head import KINDS, plan_head
from ruori.site.publishing import rounds_of
from ruori.site.rows import NamedLink, days, goal_rows, measure_rows


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A plan in a list: its name, kind, years and number of measures."""

    link: NamedLink
    kind: str
    period: str
    measures: int


def plan_links(question: Asked, cards: Iterable[PlanCard]) -> tuple[PlanLink, ...]:
    """Those plans that are no strategies, with their numbers of measures; one query."""
    others = [card for card in cards if card.kind is not PlanKind.STRATEGY]
    counts = plans.measure_counts(question.viewer, question.moment)
    return tuple(
        PlanLink(
            NamedLink(
                question.shown(card.title),
                address("plans.plan", card.pk, question.words(card.title)),
            ),
            gettext(KINDS[card.kind]),
            days(question, card.period_from, card.period_to),
            counts.get(card.pk, 0),
        )
        for card in others
    )


@require_GET
def plans_list(request: HttpRequest) -> HttpResponse:
    """The city's other programmes, plans and policies."""
    question = asked(request)
    crumbs = trail((gettext("Programmes"), ""))
    cards = plans.plan_cards(question.viewer, question.moment)
    context = {"programmes": plan_links(question, cards), "crumbs": crumbs}
    return page(request, question, "site/plans.html", context)


@require_GET
def plan(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One plan in its own order, with its goals and measures."""
    question = asked(request)
    tree = plans.tree(question.viewer, question.moment, pk)
    if tree is None:
        raise Http404
    right = moved(request, "plans.plan", pk, question.words(tree.plan.title), slug=slug)
    if right is not None:
        return right
    head = plan_head(question, tree.plan)
    wanted = MeasureFilter(plan=pk)
    own = plans.measure_heads(question.viewer, question.moment, wanted)
    served = {m for root in tree.roots for m in root.all_measures()} - {card.pk for card in own}
    others = plans.measure_heads(question.viewer, question.moment, MeasureFilter(pks=served))
    rows = measure_rows(question, [*own, *others])
    context = {
        "head": head,
        "goals": goal_rows(question, tree.roots, rows),
        "values": tree.values,
        "measures": [rows[card.pk] for card in own],
        "ledger": plan_lines(question, pk),
        "crumbs": trail((gettext("Programmes"), reverse("site:plans")), (head.title.text, "")),
    }
    return page(request, question, "site/plan.html", context)


@require_GET
def how(request: HttpRequest) -> HttpResponse:
    """How the city follows its promises: the rounds, the four judgements, the rules."""
    question = asked(request)
    crumbs = trail((gettext("How the city follows this"), ""))
    context = {"crumbs": crumbs, "rounds": rounds_of(question)}
    return page(request, question, "site/how.html", context)
