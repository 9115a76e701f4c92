"""The trail of deeds for who audits: who did what, when, and what was before and after."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.audit.queries import Deed, deeds_about, newest_deeds
from ruori.desk.frame import language, page, trail
from ruori.desk.gates import DeskRequest, gate, reads_all
from ruori.desk.trail_told import Names, names_for, told
from ruori.desk.trail_words import name_of_thing, words_of_verb
from ruori.ui import formats
from ruori.ui.parts import Cell, Column, Row, Table

SHOWN = 200


@gate(reads_all)
@require_GET
def newest(request: DeskRequest) -> HttpResponse:
    """The newest deeds of the whole city."""
    return _page(request, newest_deeds(SHOWN), gettext("The newest deeds"))


@gate(reads_all)
@require_GET
def of_record(request: DeskRequest, label: str, pk: int) -> HttpResponse:
    """Every deed about one record."""
    deeds = deeds_about(label, pk, SHOWN)
    first_named = sorted(deeds, key=lambda deed: not deed.title)[:1]
    name = next((_about(deed) for deed in first_named), f"{label} {pk}")
    return _page(request, deeds, name)


def _page(request: DeskRequest, deeds: list[Deed], caption: str) -> HttpResponse:
    columns = (
        Column(gettext("When")),
        Column(gettext("Who")),
        Column(gettext("Deed")),
        Column(gettext("About")),
        Column(gettext("What changed")),
    )
    named = names_for(request)
    rows = tuple(_row(deed, named) for deed in deeds)
    table = Table(caption, columns, rows, as_cards=True)
    context = {"deeds": table, "count": len(deeds), "crumbs": trail((gettext("Trail"), ""))}
    return page(request, "desk/trail.html", context)


def _row(deed: Deed, named: Names) -> Row:
    return Row(
        (
            Cell(formats.moment(deed.at, language())),
            Cell(deed.actor or gettext("the city")),
            Cell(words_of_verb(deed.verb)),
            Cell(_about(deed), reverse("desk:trail_of", args=[deed.label, deed.object_pk])),
            Cell("; ".join(told(deed, named)) or gettext("nothing more is told")),
        )
    )


def _about(deed: Deed) -> str:
    return name_of_thing(deed.verb, deed.label, deed.object_pk, deed.title)
