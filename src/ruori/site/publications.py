"""The city's publications: editions of reports for good, with their checksums (P13)."""

import logging
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ruori.files import queries as files
from ruori.files.shelf import Damaged
from ruori.kernel.problems import Refused
from ruori.kernel.text import N_, Shown
from ruori.reports import queries as reports
from ruori.reports.catalogue import render
from ruori.reports.queries import EditionCard
from ruori.reports.render import html
from ruori.reports.render.shown import in_groups
from ruori.reports.rules import Format, file_name
from ruori.site.addresses import address, moved
from ruori.site.frame import Asked, asked, page, trail
from ruori.site.records import record
from ruori.ui import formats

MOST_WRITTEN = 12
"""How many renderings a web process remembers; a report of a city is about a megabyte."""
log = logging.getLogger(__name__)
MEDIA_TYPES = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMAT_WORDS = {
    Format.PDF: N_("PDF"),
    Format.DOCX: N_("Word"),
    Format.XLSX: N_("Excel"),
    Format.HTML: N_("Web page in one file"),
}


@dataclass(frozen=True, slots=True)
class DownloadLink:
    """A file of an edition: what it is, its size in words when known, its address."""

    words: str
    size: str
    address: str


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in the list of publications or at the head of its own page."""

    title: Shown
    address: str
    year: int
    number: int
    published_on: str
    known_at: str
    checksum: str
    previous: str
    reason: str
    corrects: str
    corrected_by: str
    files: tuple[DownloadLink, ...]


@require_GET
def publications(request: HttpRequest) -> HttpResponse:
    """Every published edition by year, the newest first; corrected ones stay, marked."""
    question = asked(request)
    cards = reports.edition_cards(question.viewer, at=question.at)
    places = {card.pk: _place(card, question) for card in cards}
    years = sorted({card.year for card in cards}, reverse=True)
    context = {
        "years": [
            (year, [_line(card, question, places) for card in cards if card.year == year])
            for year in years
        ],
        "crumbs": trail((gettext("Publications"), "")),
    }
    return page(request, question, "site/publications/list.html", context)


@require_GET
def publication(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One edition whole: its checksum, its files, and the report itself as it was sealed."""
    question = asked(request)
    card = reports.edition_card(question.viewer, pk, at=question.at)
    if card is None:
        raise Http404
    right = moved(request, "reports.edition", pk, question.words(card.title), slug=slug)
    if right is not None:
        return right
    body = _body(card, question)
    places = {each.pk: _place(each, question) for each in _beside(card, question)}
    shown = _line(card, question, places)
    crumbs = trail((gettext("Publications"), reverse("site:publications")), (shown.title.text, ""))
    context = {"edition": shown, "body": body, "crumbs": crumbs}
    return page(request, question, "site/publications/edition.html", context, 200 if body else 503)


@require_GET
def edition_file(request: HttpRequest, pk: int, language: str, name: str) -> HttpResponse:
    """A rendering of an edition: the kept file, else written anew from the sealed body."""
    question = asked(request)
    card = reports.edition_card(question.viewer, pk, at=question.at)
    if card is None or name not in list(Format) or language not in dict(settings.LANGUAGES):
        raise Http404
    format_ = Format(name)
    kept = next((f for f in card.files if (f.language, f.format) == (language, format_)), None)
    try:
        if kept is not None:
            opened = files.open_file(kept.file)
            return HttpResponse(opened.content, headers=opened.headers)
        return _written(card, language, format_)
    except (Refused, Damaged):
        log.exception("edition %s is not what was frozen", card.number)
        return HttpResponse(status=503)


@lru_cache(maxsize=MOST_WRITTEN)
def _rendered(pk: int, _hash: str, language: str, format_: Format) -> bytes:
    """The same body gives the same bytes, so that nobody can keep the typesetter busy."""
    return render(reports.document_of(pk), language, format_, fonts=settings.REPORT_FONTS)


def _written(card: EditionCard, language: str, format_: Format) -> HttpResponse:
    # Opening the seal proves that nothing was touched; only then may earlier bytes be given again.
    reports.document_of(card.pk)
    content = _rendered(card.pk, card.hash, language, format_)
    title = card.title.to(language)
    called = file_name(title=title, number=card.number, language=language, format_=format_)
    headers = {
        "Content-Disposition": f'attachment; filename="{called.encode("ascii", "ignore").decode()}"'
    }
    return HttpResponse(content, content_type=MEDIA_TYPES[format_], headers=headers)


def _body(card: EditionCard, question: Asked) -> SafeString | None:
    """The report as HTML; nothing, and an alarm in the log, when the seal does not hold."""
    try:
        document = reports.document_of(card.pk)
    except Refused:
        log.exception("edition %s is not what was frozen", card.number)
        return None
    return mark_safe(html.fragment(document, question.language))  # noqa: S308 - our own renderer


def _beside(card: EditionCard, question: Asked) -> list[EditionCard]:
    """The editions that this one corrects or is corrected by, as far as they are public."""
    if card.corrects is None and card.corrected_by is None:
        return []
    cards = reports.edition_cards(question.viewer, at=question.at)
    return [each for each in cards if each.pk in (card.corrects, card.corrected_by)]


def _place(card: EditionCard, question: Asked) -> str:
    return address("reports.edition", card.pk, question.words(card.title))


def _line(card: EditionCard, question: Asked, places: dict[int, str]) -> EditionLine:
    language = question.language
    return EditionLine(
        title=question.shown(card.title),
        address=_place(card, question),
        year=card.year,
        number=card.number,
        published_on=formats.moment(card.published_at, language),
        known_at=formats.moment(card.data_known_at, language),
        checksum=in_groups(card.hash),
        previous=in_groups(card.previous),
        reason=card.reason,
        corrects=places.get(card.corrects or 0, ""),
        corrected_by=places.get(card.corrected_by or 0, ""),
        files=tuple(_download(card, format_, language) for format_ in FORMAT_WORDS),
    )


def _download(card: EditionCard, format_: Format, language: str) -> DownloadLink:
    kept = next((f for f in card.files if (f.language, f.format) == (language, format_)), None)
    size = "" if kept is None else f"{formats.number(max(kept.size // 1000, 1), language)} kB"
    place = reverse("site:edition_file", args=[card.pk, language, format_.value])
    return DownloadLink(gettext(FORMAT_WORDS[format_]), size, place)


addresses = [
    path(_("publications/"), publications, name="publications"),
    path(_("publications/<int:pk>-<slug:slug>/"), publication, name="publication"),
    path(_("publications/<int:pk>/<str:language>/<str:name>/"), edition_file, name="edition_file"),
    path("r/<str:label>/<int:pk>/", record, name="record"),
]
