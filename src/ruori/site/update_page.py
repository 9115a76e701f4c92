"""What the page of an update link shows: one item, what was said of it, and in whose name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, translate_url

from ruori.followup import queries as followup
from ruori.followup.queries import EntryForm, LivingLink, Told
from ruori.followup.rules.links import REASON_MAX
from ruori.indicators import queries as indicators
from ruori.kernel.instants import city_day
from ruori.kernel.period import parse_period
from ruori.kernel.text import Text
from ruori.organisation import queries as organisation
from ruori.site.frame import LANGUAGES, Asked
from ruori.site.update_forms import DEVIATION, UpdateForm
from ruori.ui import formats
from ruori.ui.form_fields import PassOnForm
from ruori.ui.frame import Contact, Frame, Link
from ruori.ui.link_sheet import link_sheet
from ruori.ui.shapes import mark


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a round."""

    round: str
    day: str
    family: str
    code: str
    done: str
    cause: str
    action: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure asked, its period and the last value known."""

    series: int
    label: str
    period: str
    last: str


def link_frame(request: HttpRequest, asked: Asked, token: str) -> Frame:
    """The frame of the page: the city, its languages and its help; one query."""
    city = organisation.city()
    here = reverse("site:update", args=[token])
    sheet = link_sheet(() if city is None else city.colours)
    return Frame(
        city="Ruori" if city is None else asked.words(city.name),
        language=asked.language,
        path=request.path,
        home=Link("", reverse("site:front")),
        languages=tuple(
            Link(name, translate_url(here, code), code == asked.language, language=code)
            for code, name in LANGUAGES
            if city is None or code in city.languages
        ),
        theme=reverse("site:update_sheet", args=[sheet.name]),
        contact=Contact() if city is None else Contact(address=asked.words(city.contact)),
        is_sample=city is not None and city.is_example,
    )


def said_of(told: Told | None, asked: Asked) -> Said | None:
    """An entry for showing; no query."""
    if told is None:
        return None
    entry = told.entry
    return Said(
        round=asked.words(told.round.title),
        day=formats.day(city_day(entry.recorded_at), asked.language),
        family="progress" if entry.progress else "attainment",
        code=entry.progress or entry.outlook or "",
        done=entry.done,
        cause=entry.cause,
        action=entry.action,
    )


def figure_of(asked: Asked, indicator: int | None, period: str) -> Figure | None:
    """A figure with its last value; three queries when there is one."""
    found = None if indicator is None else indicators.asked_figure(asked.moment, indicator)
    if found is None:
        return None
    symbol = asked.words(found.unit.symbol)
    told = ""
    if found.last is not None:
        start, end, last = found.last
        value = formats.number(last, asked.language, found.decimals)
        told = f"{value} {symbol} ({formats.span(start, end, asked.language)})"
    when = formats.period(parse_period(period), asked.language)
    label = f"{asked.words(found.name)}, {when} ({symbol})"
    return Figure(found.series, label, period, told)


def update_context(
    asked: Asked, link: LivingLink, entry: EntryForm, form: UpdateForm, figure: Figure | None
) -> Mapping[str, Any]:
    """The page of a measure or goal; two queries."""
    current = entry.current
    mine = current is not None and current.entry.person == link.viewer.person_id
    return {
        **shared_context(asked, link),
        "form": form,
        "word": form[form.word],
        "family": "progress" if form.word == "progress" else "attainment",
        "name": asked.words(entry.item.name),
        "plain": asked.words(entry.item.plain_text),
        "round": asked.words(entry.round.title),
        "due": formats.day(entry.round.due_on, asked.language),
        "is_overdue": entry.is_overdue,
        "opens_deviation": entry.is_overdue or _tells(form, DEVIATION),
        "last": said_of(entry.previous, asked),
        "current": said_of(current, asked),
        "is_mine": mine,
        "returned": _returned(current),
        "is_approved": current is not None and current.entry.verdict == "APPROVED",
        "may_undo": mine and entry.undo_until is not None,
        "may_repeat": form.word == "progress" and entry.previous is not None and current is None,
        "figure": figure,
        "others": followup.others_waiting(link) if mine else 0,
        "pass_on": pass_on_form(asked, link),
        "shapes": _shapes(form, entry),
    }


def shared_context(asked: Asked, link: LivingLink) -> dict[str, Any]:
    """In whose name a link acts: the person it was sent to and the post."""
    return {"person": link.person, "post": asked.words(link.title)}


def pass_on_form(asked: Asked, link: LivingLink | None, data: Any = None) -> PassOnForm:
    """The form of passing on, with the titles of colleagues' posts and nobody's name."""
    titles = [] if link is None else _titles(asked, link.colleagues)
    return PassOnForm(data, posts=titles, limit=REASON_MAX, auto_id="pass_%s")


def _titles(asked: Asked, posts: Mapping[int, Text]) -> list[tuple[int, str]]:
    named = [(post, asked.words(title)) for post, title in posts.items()]
    return sorted(named, key=lambda each: each[1])


def _returned(current: Told | None) -> str:
    if current is None or current.entry.verdict != "RETURNED":
        return ""
    return current.entry.verdict_reason


def _tells(form: UpdateForm, names: Collection[str]) -> bool:
    """True when some of these fields hold words or must be mended."""
    return any(form[name].value() or form[name].errors for name in names)


def _shapes(form: UpdateForm, entry: EntryForm) -> list[str]:
    """The shapes the page draws, so that it carries no others."""
    family = "progress" if form.word == "progress" else "attainment"
    codes = {str(value) for value, _ in form.fields[form.word].choices}  # type: ignore[attr-defined]
    for told in (entry.previous, entry.current):
        if told is not None and (told.entry.progress or told.entry.outlook):
            codes.add(str(told.entry.progress or told.entry.outlook))
    return sorted({mark(family, code).shape for code in codes if code})
