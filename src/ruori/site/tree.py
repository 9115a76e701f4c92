"""The front page and the strategy: does the city keep its promises? (P1, P2, experience § 7)"""

from collections import Counter
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from ruori.kernel.moments import Moment
from ruori.organisation.rules import STRANGER
from ruori.plans import queries as plans
from ruori.plans.codes import PlanKind
from ruori.plans.queries import MeasureFilter, PlanCard, PlanTree
from ruori.site.addresses import address
from ruori.site.frame import Asked, asked, page, trail
from ruori.site.pictures import picture_tree, standalone
from ruori.site.plan_head import PlanHead, plan_head
from ruori.site.plans import plan_links
from ruori.site.publishing import latest_publications
from ruori.site.rows import GoalRow, MeasureRow, NamedLink, goal_rows, measure_rows
from ruori.site.verdict import CityVerdict, city_verdict
from ruori.ui.parts import Count
from ruori.ui.picture import Tree

PROGRESS_ORDER = (
    "DONE",
    "ESTABLISHED",
    "ON_SCHEDULE",
    "LATE",
    "NOT_STARTED",
    "ON_HOLD",
    "CANCELLED",
    "NOT_REPORTED",
)
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
    shown = _strategy(question)
    context = {
        "strategy": shown,
        "programmes": plan_links(question),
        "publications": latest_publications(question),
    }
    return page(request, question, "site/front.html", context)


@require_GET
def strategy(request: HttpRequest) -> HttpResponse:
    """The whole promise: values, goals, objectives and the measures that carry them out."""
    question = asked(request)
    shown = _strategy(question)
    crumbs = trail((gettext("Strategy"), ""))
    context = {"strategy": shown, "crumbs": crumbs, "programmes": plan_links(question)}
    return page(request, question, "site/strategy.html", context)


@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """The strategy picture alone, with a title and a description."""
    question = asked(request)
    card = _card(question.moment)
    tree = None if card is None else plans.tree(question.viewer, question.moment, card.pk)
    if tree is None:
        raise Http404
    codes = city_verdict(question, tree).codes
    drawn = standalone(question, tree, _measure_rows(question, tree), codes)
    return HttpResponse(drawn, content_type="image/svg+xml")


def _card(moment: Moment) -> PlanCard | None:
    """The newest strategy that the public may see."""
    found = plans.plan_cards(STRANGER, moment, kinds=STRATEGY)
    return max(found, key=lambda card: (str(card.period_from or ""), card.pk), default=None)


def _strategy(question: Asked) -> StrategyPage | None:
    card = _card(question.moment)
    tree = None if card is None else plans.tree(question.viewer, question.moment, card.pk)
    if card is None or tree is None:
        return None
    rows = _measure_rows(question, tree)
    counted = Counter(row.followed.code for row in rows.values())
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
        counts=tuple(
            Count("progress", code, counted[code]) for code in PROGRESS_ORDER if counted[code]
        ),
    )


def _measure_rows(question: Asked, tree: PlanTree) -> dict[int, MeasureRow]:
    keys = {pk for root in tree.roots for pk in root.all_measures()}
    cards = plans.measure_cards(question.viewer, question.moment, MeasureFilter(pks=keys))
    return measure_rows(question, cards, with_serves=False)
