"""All that one answers in a round, one after another as small forms: an area in ten minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.desk.entry_forms import ReportForm, report_initial, with_draft
from ruori.desk.entry_pages import entry_context, writers_of
from ruori.desk.figures import figure_rows, figures_of
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.next_items import address_of_item, counted_now
from ruori.desk.reported import last_time
from ruori.followup import queries as followup
from ruori.followup.queries import Asked, EntryForm, MyRound
from ruori.indicators.queries import IndicatorRow
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item of the list: a form while it waits, a line with its answer once it is reported."""

    name: str
    address: str
    entry: int | None
    progress: str
    outlook: str
    form: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for all the forms of the list."""

    request: DeskRequest
    figures: Mapping[int, IndicatorRow]
    writers: Mapping[int, str]


@gate(staff)
@require_GET
def my_round(request: DeskRequest, pk: int) -> HttpResponse:
    """Every item of a round that waits for this person; constant queries, however many items."""
    row = Round.objects.filter(pk=pk, state=RoundState.OPEN).first()
    if row is None:
        raise Http404
    mine = followup.my_round(request.viewer, row, request.at)
    cards = item_cards(request, row, mine)
    context = {
        "round": words(row.title),
        "round_pk": row.pk,
        "due": formats.day(row.due_on, language()),
        "cards": cards,
        "counted": counted_now(mine),
        "is_done": mine.reported == len(mine.items),
    }
    return page(request, "desk/entry/mine.html", context)


def item_cards(request: DeskRequest, row: Round, mine: MyRound) -> list[ItemCard]:
    """The items in order: forms of those that wait, lines of those with an answer."""
    waiting = [item for item in mine.items if followup.is_waiting(item)]
    forms = followup.entry_forms(request.viewer, request.at, row, waiting)
    asked = {pk for form in forms.values() for pk in form.indicators}
    known = _Known(request, figure_rows(request, asked), writers_of(request, forms.values()))
    return [
        _card(known, row, item, forms.get((item.about.label, item.about.pk))) for item in mine.items
    ]


def _card(known: _Known, row: Round, item: Asked, asked: EntryForm | None) -> ItemCard:
    said = None if followup.is_waiting(item) else item.answer
    return ItemCard(
        name=words(item.about.title),
        address=address_of_item(row.pk, item),
        entry=None if said is None else said.entry,
        progress="" if said is None or said.progress is None else said.progress,
        outlook="" if said is None or said.outlook is None else said.outlook,
        form=None if asked is None else _form(known, asked),
    )


def _form(known: _Known, asked: EntryForm) -> dict[str, Any]:
    kind = "g" if asked.outlooks else "m"
    form = ReportForm(
        initial=with_draft(report_initial(asked), asked),
        asked=asked,
        figures=figures_of(asked, known.figures),
        auto_id=f"id_{kind}{asked.item.pk}_%s",
    )
    return {
        **entry_context(known.request, asked, form, known.writers),
        "form": form,
        "last": last_time(asked.previous),
    }
