"""Indicators in public: the list, one figure with its meaning and source, and its files (P5)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ruori.indicators import queries as indicators
from ruori.indicators.queries import IndicatorSheet
from ruori.indicators.rules.files import OutgoingLine, csv_file, json_file
from ruori.indicators.rules.regions import RegionKey
from ruori.kernel.text import Text
from ruori.plans import queries as plans
from ruori.site.addresses import address, moved, slug_of
from ruori.site.frame import Asked, asked, page, trail
from ruori.site.indicator_page import IndicatorPage, Row, indicator_page, indicator_row


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """Every public figure the city follows, with its latest value and how it stands."""
    question = asked(request)
    found = indicators.indicator_rows(
        viewer=question.viewer, at=question.at, moment=question.moment
    )
    rows: list[Row] = [indicator_row(question, each) for each in found]
    context = {"rows": rows, "crumbs": trail((gettext("Indicators"), ""))}
    return page(request, question, "site/indicators.html", context)


@require_GET
def indicator(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One figure: what it says, its chart and table, what it means and where it comes from."""
    question = asked(request)
    sheet = _sheet(question, pk)
    name = question.shown(sheet.card.name)
    right = moved(request, "indicators.indicator", pk, name.text, slug=slug)
    if right is not None:
        return right
    shown: IndicatorPage = indicator_page(
        question, sheet, owner=_owner(question, sheet), goals=_goals(question, pk)
    )
    crumbs = trail((gettext("Indicators"), reverse("site:indicators")), (name.text, ""))
    context = {"indicator": shown, "crumbs": crumbs}
    return page(request, question, "site/indicator.html", context)


def _file(write: Callable[[IndicatorSheet], bytes], ending: str, kind: str) -> Any:
    """A view that gives the public figures of an indicator as a file."""

    @require_GET
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        """The public figures as a file, suppressed ones as a status only."""
        question = asked(request)
        sheet = _sheet(question, pk)
        response = HttpResponse(write(sheet), content_type=kind)
        name = f"{slug_of(sheet.card.code)}.{ending}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return view


def _outgoing(sheet: IndicatorSheet) -> list[OutgoingLine]:
    return [
        OutgoingLine(
            series=_series_key(sheet.card.code, series.region, series.breakdown),
            region=str(series.region),
            unit=series.unit.code,
            points=points,
        )
        for series, points in indicators.sheet_lines_for_files(sheet)
    ]


def _series_key(code: str, region: RegionKey, breakdown: str) -> str:
    return ";".join(part for part in (code, str(region), breakdown) if part)


def _sheet(question: Asked, pk: int) -> IndicatorSheet:
    sheet = indicators.indicator_sheet(
        pk,
        viewer=question.viewer,
        at=question.at,
        as_of=question.moment.as_of,
        known_on=question.moment.known_on,
    )
    if sheet is None:
        raise Http404
    return sheet


def _owner(question: Asked, sheet: IndicatorSheet) -> str:
    """The post or unit that answers for the figure: never a person's name."""
    card = sheet.card
    if card.owner_post_id is not None:
        return question.words(question.names.post(card.owner_post_id))
    return question.words(question.names.unit(card.owner_unit_id))


def _goals(question: Asked, pk: int) -> list[tuple[str, str, str]]:
    """The goals this figure measures: name, address, how it measures it."""
    how = {link.goal: link.how for link in plans.indicator_links(question.moment, indicator=pk)}
    cards = plans.goal_cards(question.viewer, question.moment, pks=list(how)) if how else []
    return [
        (
            question.words(card.name),
            address("plans.goal", card.pk, question.words(card.name)),
            question.words(Text(how[card.pk])),
        )
        for card in cards
    ]


csv_view = _file(lambda sheet: csv_file(_outgoing(sheet)), "csv", "text/csv; charset=utf-8")
finnish_csv_view = _file(
    lambda sheet: csv_file(_outgoing(sheet), for_finns=True), "csv", "text/csv; charset=utf-8"
)
json_view = _file(
    lambda sheet: json_file(_outgoing(sheet), code=sheet.card.code, name=sheet.card.name),
    "json",
    "application/json",
)

addresses: tuple[URLPattern, ...] = (
    path(_("indicators/"), list_page, name="indicators"),
    path(_("indicator/<int:pk>-<slug:slug>/"), indicator, name="indicator"),
    path(_("indicator/<int:pk>.csv"), csv_view, name="indicator_csv"),
    path(_("indicator/<int:pk>-excel.csv"), finnish_csv_view, name="indicator_excel"),
    path(_("indicator/<int:pk>.json"), json_view, name="indicator_json"),
)
