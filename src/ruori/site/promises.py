"""The promise ledger in public: every change of what the city promised, chosen by the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.decisions import queries as decisions
from ruori.decisions.queries import DecisionCard
from ruori.kernel.text import Shown
from ruori.plans import queries as plans
from ruori.plans.codes import ChangeKind
from ruori.plans.queries import COUNTED, SHEET, ChangeCard, Ledger, LedgerFilter
from ruori.site.addresses import address
from ruori.site.filters import Option, plan_options, read_query, unit_options
from ruori.site.frame import Asked, asked, page, trail
from ruori.site.ledger import LedgerLine, ledger_line
from ruori.ui.promises import CHANGES, summary_words


@dataclass(frozen=True, slots=True)
class Promise:
    """A change with what was changed; no address for what no longer holds."""

    name: Shown
    address: str
    plan: str
    line: LedgerLine


@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    """What was promised otherwise after its adoption, fifty to a page, the newest first."""
    question = asked(request)
    query = read_query(request)
    kind = _kind(request)
    wanted = LedgerFilter(kind=kind, plan=query.plan, unit=query.unit)
    number = query.page
    found = plans.ledger(question.viewer, question.moment, wanted, sheet=number)
    context = {
        "crumbs": trail((gettext("Promise ledger"), "")),
        "promises": _promises(question, found),
        "summary": summary_words(found.counts, COUNTED),
        "sheet": Paginator(range(found.total), SHEET).get_page(number),
        "path": request.get_full_path(),
        "kinds": [Option(code, gettext(words), code == kind) for code, words in CHANGES.items()],
        "plans": plan_options(question, query),
        "units": unit_options(question, query),
        "is_filtered": query.is_filtered or kind is not None,
    }
    return page(request, question, "site/promises.html", context)


def _kind(request: HttpRequest) -> ChangeKind | None:
    text = request.GET.get("kind", "")
    return ChangeKind(text) if text in set(ChangeKind) else None


def _promises(question: Asked, found: Ledger) -> list[Promise]:
    made = decisions.cards({c.decision for c in found.changes if c.decision is not None})
    return [
        Promise(
            name=question.shown(found.name(change)),
            address=_address(question, found, change),
            plan=question.words(found.names[("plan", change.plan)]),
            line=_line(question, change, made),
        )
        for change in found.changes
    ]


def _line(question: Asked, change: ChangeCard, made: Mapping[int, DecisionCard]) -> LedgerLine:
    """A change in words; what came or went is named by its heading alone."""
    line = ledger_line(question, change, dict(made))
    return replace(line, before="", after="") if change.field == "existence" else line


def _address(question: Asked, found: Ledger, change: ChangeCard) -> str:
    if not found.is_present(change):
        return ""
    name = question.words(found.name(change))
    if change.measure is not None:
        return address("plans.measure", change.measure, name)
    if change.goal is not None:
        return address("plans.goal", change.goal, name)
    return address("plans.plan", change.plan, name)
