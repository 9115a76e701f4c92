"""Measures in public: the list, one measure with its history, and its public proofs (P4)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.files import queries as files
from ruori.plans import queries as plans
from ruori.site.addresses import moved, to_plan
from ruori.site.filters import read_query, select_options, wanted_measures
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
    wanted = wanted_measures(question, query)
    count = plans.count_measures(question.viewer, question.moment, wanted)
    sheet = Paginator(range(count), PER_PAGE).get_page(request.GET.get("page"))
    part = (PER_PAGE * (sheet.number - 1), PER_PAGE)
    heads = plans.measure_heads(question.viewer, question.moment, wanted, sheet=part)
    context = {
        "crumbs": trail((gettext("Measures"), "")),
        "rows": list(measure_rows(question, heads).values()),
        "count": count,
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
        return to_plan(plans.plan_that_dropped(question.viewer, question.moment, measure=pk))
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
