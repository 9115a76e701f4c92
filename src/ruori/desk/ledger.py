"""The promise ledger on the desk: every change after adoption, chosen and counted (domain § 13)."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.cycle import queries as cycle
from ruori.cycle.queries import RoundCard
from ruori.desk.frame import page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.ledger_words import Known, change_line
from ruori.language.sorting import sort_key
from ruori.organisation import queries as organisation
from ruori.plans import queries as plans
from ruori.plans.codes import ChangeKind
from ruori.plans.queries import COUNTED, SHEET, LedgerFilter
from ruori.ui.promises import CHANGES, summary_words


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader chose; what cannot be read is no wish."""

    kind: ChangeKind | None
    plan: int | None
    unit: int | None
    round: int | None


@gate(staff)
@require_GET
def ledger(request: DeskRequest) -> HttpResponse:
    """Changes of promises, the newest first, with how many of each kind there are."""
    wishes = _wishes(request)
    rounds = cycle.rounds()
    since, until = _period(wishes, rounds)
    wanted = LedgerFilter(wishes.kind, wishes.plan, wishes.unit, since, until)
    sheet = _number(request, "page") or 1
    found = plans.ledger(request.viewer, request.moment, wanted, sheet=sheet)
    known = Known.of(request, found.changes)
    lines = [
        change_line(
            change,
            known,
            name=words(found.name(change)),
            plan=words(found.names[("plan", change.plan)]),
            opens=request.viewer.steers and found.is_present(change),
        )
        for change in found.changes
    ]
    context = {
        "lines": lines,
        "summary": summary_words(found.counts, COUNTED),
        "sheet": Paginator(range(found.total), SHEET).get_page(sheet),
        "path": request.get_full_path(),
        "wishes": wishes,
        "kinds": [(kind, gettext(label)) for kind, label in CHANGES.items()],
        "plans": [(pk, words(name)) for (of, pk), name in found.names.items() if of == "plan"],
        "units": _units(request),
        "rounds": [(card.pk, words(card.title)) for card in rounds],
    }
    return page(request, "desk/ledger/list.html", context)


def _units(request: DeskRequest) -> list[tuple[int, str]]:
    named = organisation.names(request.moment).units
    found = [(pk, words(name)) for pk, name in named.items()]
    return sorted(found, key=lambda each: sort_key(each[1]))


def _wishes(request: DeskRequest) -> Wishes:
    kind = request.GET.get("kind", "")
    return Wishes(
        kind=ChangeKind(kind) if kind in set(ChangeKind) else None,
        plan=_number(request, "plan"),
        unit=_number(request, "unit"),
        round=_number(request, "round"),
    )


def _number(request: DeskRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _period(wishes: Wishes, rounds: list[RoundCard]) -> tuple[date | None, date | None]:
    for card in rounds:
        if card.pk == wishes.round:
            return card.covers_from, card.covers_to
    return None, None
