"""Measures in public: the list, one measure with its history, and its public proofs (P4)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.files import queries as files
from ruori.plans import queries as plans
from ruori.plans.queries import MeasureFilter
from ruori.site.addresses import moved
from ruori.site.filters import MeasureQuery, read_query, select_options
from ruori.site.followed import public_proof
from ruori.site.frame import asked, page, trail
from ruori.site.measure_page import measure_page
from ruori.site.rows import measure_rows

PER_PAGE = 50


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """What the city has promised to do, fifty to a page, filtered by unit, plan and goal."""
    question = asked(request)
    query = read_query(request)
    cards = plans.measure_cards(question.viewer, question.moment, _filter(query))
    cards = [card for card in cards if query.matches(card, question.language)]
    sheet = Paginator(cards, PER_PAGE).get_page(request.GET.get("page"))
    rows = measure_rows(question, list(sheet.object_list))
    context = {
        "crumbs": trail((gettext("Measures"), "")),
        "rows": list(rows.values()),
        "count": len(cards),
        "sheet": sheet,
        "path": request.get_full_path(),
        "options": select_options(question, query),
        "query": query,
    }
    return page(request, question, "site/measures.html", context)


@require_GET
def measure(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One measure: what was promised, how it goes, what it serves, and who said so when."""
    question = asked(request)
    card = plans.measure_card(question.viewer, question.moment, pk)
    if card is None:
        raise Http404
    right = moved(request, "plans.measure", pk, question.words(card.name), slug=slug)
    if right is not None:
        return right
    shown = measure_page(question, card)
    crumbs = trail((gettext("Measures"), reverse("site:measures")), (shown.name.text, ""))
    context = {"measure": shown, "crumbs": crumbs}
    return page(request, question, "site/measure.html", context)


@require_GET
def proof(request: HttpRequest, pk: int, proof: int) -> HttpResponse:
    """A public proof of a published entry; the right is asked anew at each download."""
    question = asked(request)
    card = plans.measure_card(question.viewer, question.moment, pk)
    found = None if card is None else public_proof(question, measure=pk, proof=proof)
    if found is None:
        raise Http404
    opened = files.open_file(found)
    return HttpResponse(opened.content, headers=opened.headers)


def _filter(query: MeasureQuery) -> MeasureFilter:
    return MeasureFilter(
        plan=query.plan,
        goals=None if query.goal is None else [query.goal],
        units=None if query.unit is None else [query.unit],
    )
