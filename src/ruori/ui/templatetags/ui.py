"""`{% load ui %}`: every component of the city's pages, as one tag each.

Marks       {% tag "progress" measure.progress %}  {% shape "circle-tick" "success" %}
            {% word "attainment" goal.attainment %}  {% progress code is_also_late %}
Deeds       {% button "Send" %}  {% link_button "Open" address kind="secondary" %}
Forms       {% error_summary form %}  {% field form.sentence %}  {% field form.value unit="%" %}
            {% choices form.progress family="progress" %}
Blocks      {% card title="…" address="…" %}…{% endcard %}  {% alert "warning" %}…{% endalert %}
            {% details "Näytä kaikki" %}…{% enddetails %}  {% table "Caption" %}…{% endtable %}
Values      {% breadcrumbs crumbs %}  {% steps steps "Life line" %}  {% data_table table %}
            {% counts "15 goals" counted %}  {% progress_bar 118 281 "rows" %}
            {% pagination 2 9 address %}  {% chart chart "population" %}  {% picture tree %}
            {% strategy tree %}
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from ruori.kernel.text import N_
from ruori.ui import drawings
from ruori.ui.chart import Chart, chart_svg, chart_table
from ruori.ui.counting import bar, sentence
from ruori.ui.fields import choices, error_summary, field
from ruori.ui.frame import Crumb, Link
from ruori.ui.paging import pages, with_page
from ruori.ui.parts import Cell, Count, ProgressLine, Step, Table
from ruori.ui.picture import Tree, picture_svg
from ruori.ui.shapes import Mark, mark

register = template.Library()
register.inclusion_tag("ui/error_summary.html")(error_summary)
register.simple_tag(field)
register.inclusion_tag("ui/choices.html")(choices)

_ROLES = {
    "neutral": "neutral",
    "info": "info",
    "success": "success",
    "warning": "warning",
    "danger": "danger",
}
_SCHEME_WORDS = {"auto": N_("Automatic"), "light": N_("Light"), "dark": N_("Dark")}


@register.simple_tag
def shape(name: str, role: str = "") -> SafeString:
    """A shape from the page's symbols, hidden from assistive technology: a word stands beside."""
    return _shape(name, role)


@lru_cache(maxsize=256)
def _shape(name: str, role: str) -> SafeString:
    drawings.DRAWINGS[name]
    colour = format_html(' data-color="{}"', role) if role else ""
    return format_html(
        '<svg class="r-shape"{} aria-hidden="true" width="20" height="20">'
        '<use href="#s-{}"/></svg>',
        colour,
        name,
    )


@register.simple_tag
def shape_symbols(names: Sequence[str] = ()) -> SafeString:
    """The drawings of all shapes, once a page, for `shape` and `tag` to point to.

    A page that must be small names the few it uses.
    """
    return _symbols(tuple(names) or tuple(drawings.DRAWINGS))


@lru_cache(maxsize=64)
def _symbols(names: tuple[str, ...]) -> SafeString:
    inside = "".join(
        f'<symbol id="s-{name}" viewBox="0 0 {drawings.SIZE} {drawings.SIZE}">'
        f"<g {drawings.PEN}>{drawings.DRAWINGS[name]}</g></symbol>"
        for name in names
    )
    return mark_safe(  # noqa: S308 - drawings are constants of the program
        f'<svg class="r-symbols" aria-hidden="true" width="0" height="0">{inside}</svg>'
    )


@register.simple_tag
def word(family: str, code: str) -> str:
    """Only the word of a judgement, in the reader's language."""
    return gettext(mark(family, code).msgid)


@register.simple_tag
def tag(family: str, code: str, label: str = "", figure: str = "") -> SafeString:
    """A judgement as a tag: tinted ground, shape, and the word that is always visible.

    `label` is the city's own word; `figure` (RISING, FALLING) turns the arrow of a direction.
    """
    return _tag(mark(family, code, figure), label, get_language() or "en")


@register.simple_tag
def progress(code: str, is_also_late: bool = False) -> SafeString:  # noqa: FBT001, FBT002
    """How a measure goes: the writer's word, and late beside it when the days say so."""
    return _progress(code, is_also_late, get_language() or "en")


@register.simple_tag
def progress_lines(lines: Sequence[ProgressLine]) -> SafeString:
    """The items of a list of measures; a strategy's page has a thousand, so they are quick."""
    language = get_language() or "en"
    return format_html_join(
        "",
        '<li><a href="{}">{}</a> {}</li>',
        (
            (line.address, line.text, _progress(line.code, line.is_also_late, language))
            for line in lines
        ),
    )


@lru_cache(maxsize=128)
def _progress(code: str, is_also_late: bool, language: str) -> SafeString:  # noqa: FBT001
    words = ("LATE",) if is_also_late else ()
    tags = [_tag(mark("progress", each), "", language) for each in (code, *words)]
    return format_html_join(" ", "{}", ((tag,) for tag in tags))


@register.simple_tag
def tag_of(state: Mark, label: str = "") -> SafeString:
    """A tag of a ready Mark."""
    return _tag(state, label, get_language() or "en")


@lru_cache(maxsize=1024)
def _tag(state: Mark, label: str, language: str) -> SafeString:  # noqa: ARG001 - part of the key
    return format_html(
        '<span class="ds-tag r-tag" data-color="{}">{}<span>{}</span></span>',
        state.role,
        _shape(state.shape, ""),
        label or gettext(state.msgid),
    )


@register.simple_tag
def button(
    label: str, kind: str = "primary", name: str = "", value: str = "", to: str = ""
) -> SafeString:
    """A button that sends its form; kinds primary, secondary, tertiary, danger.

    With `to` the form goes to another address than its own, unchecked.
    """
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    led = format_html(' formaction="{}" formnovalidate', to) if to else ""
    return format_html("<button{}{}{}>{}</button>", _button_look(kind), named, led, label)


@register.simple_tag
def link_button(label: str, address: str, kind: str = "primary") -> SafeString:
    """A link that looks like a button: for the page's one next deed."""
    return format_html('<a href="{}"{}>{}</a>', address, _button_look(kind), label)


def _button_look(kind: str) -> SafeString:
    look = {
        "primary": "",
        "secondary": ' data-variant="secondary"',
        "tertiary": ' data-variant="tertiary"',
        "danger": ' data-color="danger"',
    }[kind]
    return mark_safe(f' class="ds-button r-button"{look}')  # noqa: S308 - one of four constants


@register.simple_tag
def frame_link(link: Link) -> SafeString:
    """A link of the frame, saying when it is the page the reader is on."""
    count = "" if link.count is None else format_html(" ({})", link.count)
    current = mark_safe(' aria-current="page"') if link.is_current else ""
    return format_html('<a href="{}"{}>{}{}</a>', link.address, current, link.label, count)


@register.simple_tag
def scheme_word(scheme: str) -> str:
    """The word of an appearance."""
    return gettext(_SCHEME_WORDS[scheme])


@register.filter
def own_fields(form: BaseForm) -> list[BoundField]:
    """The visible fields, less the translations of texts."""
    return [bound for bound in form.visible_fields() if not _is_translation(bound)]


@register.filter
def translations(form: BaseForm) -> list[BoundField]:
    """The fields that take a text in another language than Finnish; they are folded together."""
    return [bound for bound in form.visible_fields() if _is_translation(bound)]


def _is_translation(bound: BoundField) -> bool:
    return bool(bound.field.widget.attrs.get("lang", "fi") != "fi")


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[Crumb]) -> dict[str, Any]:
    """The way down to this page; the last crumb is the page itself."""
    return {"crumbs": crumbs}


@register.inclusion_tag("ui/steps.html")
def steps(steps: Sequence[Step], label: str = "") -> dict[str, Any]:
    """A life line: an ordered list of steps with the present one marked."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("ui/data_table.html")
def data_table(table: Table, id: str = "table") -> dict[str, Any]:  # noqa: A002
    """A table of plain values; give each on a page its own `id`."""
    return {"table": table, "id": id}


@register.simple_tag
def table_cell(cell: Cell, table: Table, position: int) -> SafeString:
    """One cell: a heading of its row when first, labelled by its column on a phone."""
    column = table.columns[position]
    inside = _tag(cell.mark, cell.text, get_language() or "en") if cell.mark else cell.text
    if cell.address:
        inside = format_html('<a href="{}">{}</a>', cell.address, inside)
    if cell.note:
        inside = format_html("{} <small>{}</small>", inside, cell.note)
    number = mark_safe(' class="r-num"') if column.is_number else ""
    if position == 0:
        return format_html('<th role="rowheader" scope="row"{}>{}</th>', number, inside)
    return format_html('<td role="cell" data-label="{}"{}>{}</td>', column.label, number, inside)


@register.inclusion_tag("ui/counts.html")
def counts(head: str, counted: Sequence[Count], with_bar: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002
    """ "15 goals: 6 on course, 4 at risk", and one stacked bar with the same words and numbers."""
    return {
        "sentence": sentence(head, counted),
        "wide": bar(counted, 720) if with_bar else "",
        "narrow": bar(counted, 320) if with_bar else "",
    }


@register.inclusion_tag("ui/chart.html")
def chart(chart: Chart, id: str = "chart") -> dict[str, Any]:  # noqa: A002
    """A chart by the rule of experience § 5: summary, drawing, and the table always visible."""
    return {
        "chart": chart,
        "id": id,
        "wide": chart_svg(chart, 720),
        "narrow": chart_svg(chart, 320),
        "table": chart_table(chart),
    }


@register.simple_tag
def picture(tree: Tree) -> SafeString:
    """The strategy picture, hidden from assistive technology; empty over 60 objectives."""
    return picture_svg(tree)


@register.inclusion_tag("ui/strategy.html")
def strategy(tree: Tree) -> dict[str, Any]:
    """The strategy picture beside its nested list; a row under the pointer lights its sector."""
    return {"tree": tree, "drawing": picture_svg(tree)}


@register.inclusion_tag("ui/progress_bar.html")
def progress_bar(value: int, maximum: int, unit: str) -> dict[str, Any]:
    """How far long work has come: the bar and `118/281 rows` beside it."""
    return {"value": value, "maximum": maximum, "unit": unit}


@register.inclusion_tag("ui/pagination.html")
def pagination(number: int, count: int, address: str) -> dict[str, Any]:
    """Links to the pages of a list; `address` is the list's own, with its filters."""
    return {
        "pages": pages(number, count, address),
        "previous": with_page(address, number - 1) if number > 1 else "",
        "next": with_page(address, number + 1) if number < count else "",
    }


@register.simple_block_tag
def card(content: str, title: str = "", address: str = "", level: int = 3) -> SafeString:
    """A card; with an address its title is the link and the whole card answers a press."""
    heading = format_html('<a href="{}">{}</a>', address, title) if address else title
    top = format_html("<h{0}>{1}</h{0}>", level, heading) if title else ""
    return format_html('<div class="ds-card r-card">{}{}</div>', top, content)


@register.simple_block_tag
def alert(content: str, role: str = "info", title: str = "", level: int = 2) -> SafeString:
    """A notice on the page (info, success, warning, danger); its role is told in its words."""
    top = format_html('<h{0} class="ds-heading">{1}</h{0}>', level, title) if title else ""
    return format_html(
        '<div class="ds-alert r-alert" data-color="{}">{}{}</div>', _ROLES[role], top, content
    )


@register.simple_block_tag(takes_context=True)
def details(context: Context, content: str, summary: str, is_open: bool = False) -> SafeString:  # noqa: FBT001, FBT002
    """A part that opens on demand; `?print=1` on the address opens every one."""
    frame = context.get("frame")
    opened = is_open or (frame is not None and "print=1" in frame.path)
    return format_html(
        '<details class="ds-details r-details"{}><summary>{}</summary><div>{}</div></details>',
        mark_safe(" open") if opened else "",
        summary,
        content,
    )


@register.simple_block_tag
def table(content: str, caption: str, id: str = "table") -> SafeString:  # noqa: A002
    """A table whose rows the page writes itself, in a region that scrolls on a phone."""
    return format_html(
        '<div class="r-scroll" role="region" aria-labelledby="{0}" tabindex="0">'
        '<table class="ds-table"><caption id="{0}">{1}</caption>{2}</table></div>',
        id,
        caption,
        content,
    )
