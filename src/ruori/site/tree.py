"""The front page and the strategy: does the city keep its promises? (P1, P2, experience § 7)"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from ruori.plans import queries as plans
from ruori.plans.codes import PlanKind
from ruori.plans.queries import MeasureFilter, PlanCard, PlanTree
from ruori.site.addresses import address
from ruori.site.frame import Asked, asked, page, trail
from ruori.site.pictures import picture_tree, standalone
from ruori.site.plan_head import PlanHead, plan_head
from ruori.site.plans import plan_links
from ruori.site.publishing import latest_publications
from ruori.site.rows import (
    GoalRow,
    MeasureLine,
    NamedLink,
    goal_rows,
    measure_lines,
    progress_counts,
)
from ruori.site.verdict import CityVerdict, city_verdict
from ruori.ui.parts import Count
from ruori.ui.picture import Tree

STRATEGY = frozenset({PlanKind.STRATEGY})


@dataclass(frozen=True, slots=True)
class StrategyPage:
    """The strategy in public: its head, values, picture and nested list."""

    head: PlanHead
    values: tuple[NamedLink, ...]
    goals: tuple[GoalRow, ...]
    picture: Tree
    verdict: CityVerdict
    total: str
    counts: tuple[Count, ...]


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """In one minute: what the city promised and how it is going."""
    question = asked(request)
    cards = plans.plan_cards(question.viewer, question.moment)
    context = {
        "strategy": _strategy(question, cards),
        "programmes": plan_links(question, cards),
        "publications": latest_publications(question),
    }
    return page(request, question, "site/front.html", context)


@require_GET
def strategy(request: HttpRequest) -> HttpResponse:
    """The whole promise: values, goals, objectives and the measures that carry them out."""
    question = asked(request)
    cards = plans.plan_cards(question.viewer, question.moment)
    context = {
        "strategy": _strategy(question, cards),
        "programmes": plan_links(question, cards),
        "crumbs": trail((gettext("Strategy"), "")),
    }
    return page(request, question, "site/strategy.html", context)


@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """The strategy picture alone, with a title and a description."""
    question = asked(request)
    card = _newest(plans.plan_cards(question.viewer, question.moment, kinds=STRATEGY))
    if card is None:
        raise Http404
    tree = plans.tree_of(question.viewer, question.moment, card)
    codes = city_verdict(question, tree).codes
    drawn = standalone(question, tree, _lines(question, tree), codes)
    return HttpResponse(drawn, content_type="image/svg+xml")


def _newest(cards: Iterable[PlanCard]) -> PlanCard | None:
    """The newest strategy among plans that the public may see."""
    found = [card for card in cards if card.kind in STRATEGY]
    return max(found, key=lambda card: (str(card.period_from or ""), card.pk), default=None)


def _strategy(question: Asked, cards: Iterable[PlanCard]) -> StrategyPage | None:
    card = _newest(cards)
    if card is None:
        return None
    tree = plans.tree_of(question.viewer, question.moment, card)
    rows = _lines(question, tree)
    verdict = city_verdict(question, tree)
    return StrategyPage(
        head=plan_head(question, card),
        values=tuple(
            NamedLink(
                question.shown(value.name),
                address("plans.value", value.pk, question.words(value.name)),
                question.words(value.text),
            )
            for value in tree.values
        ),
        goals=goal_rows(question, tree.roots, rows),
        picture=picture_tree(question, tree, rows, verdict.codes),
        verdict=verdict,
        total=ngettext("%(count)d measure", "%(count)d measures", len(rows)) % {"count": len(rows)},
        counts=progress_counts(rows.values()),
    )


def _lines(question: Asked, tree: PlanTree) -> dict[int, MeasureLine]:
    keys = {pk for root in tree.roots for pk in root.all_measures()}
    heads = plans.measure_heads(question.viewer, question.moment, MeasureFilter(pks=keys))
    return measure_lines(question, heads)
