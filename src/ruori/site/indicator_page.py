"""What the public pages of figures show, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from ruori.indicators import words
from ruori.indicators.queries import IndicatorCard, IndicatorRow, IndicatorSheet
from ruori.indicators.rules.lines import Point, expected_by
from ruori.kernel.instants import city_day
from ruori.kernel.text import Shown
from ruori.site.addresses import address
from ruori.site.frame import Asked
from ruori.site.ledger import LedgerPart
from ruori.site.target_ledger import target_lines
from ruori.ui import formats
from ruori.ui.chart import Chart, chart_table
from ruori.ui.parts import Table


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in the list."""

    name: Shown
    address: str
    influence: str
    latest: str
    period: str
    change: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact of a figure."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that the figure measures, and how."""

    name: str
    address: str
    how: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where figures came from: source, licence, and when they were last taken in."""

    citation: str
    licence: str
    taken_in: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of the figures."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """One figure as its page shows it: the answer first, then the drawing, then the meaning."""

    name: Shown
    influence: str
    word: str
    sentences: tuple[str, ...]
    chart: Chart | None
    table: Table | None
    definition: Shown
    formula: Shown
    unit: str
    frequency: str
    wanted: str
    owner: str
    expected: str
    is_late: bool
    target: str
    goals: tuple[Goal, ...]
    origins: tuple[Origin, ...]
    files: tuple[File, ...]
    ledger: LedgerPart


def indicator_row(question: Asked, row: IndicatorRow) -> Row:
    """One line of the list."""
    card, judgement = row.card, row.judgement
    last, previous = judgement.last, judgement.previous
    language = question.language
    unit = card.unit if row.series is None else row.series.unit
    change = ""
    if last and previous and last.value is not None and previous.value is not None:
        change = words.change(last.value - previous.value, unit, card.decimals, language)
    return Row(
        name=question.shown(card.name),
        address=address("indicators.indicator", card.pk, question.words(card.name)),
        influence=gettext(words.INFLUENCE[card.influence]),
        latest=words.figure(last.value if last else None, unit, card.decimals, language),
        period=formats.period(last.period, language) if last else "",
        change=change,
        word=judgement.word,
        reason=words.reason(judgement, card, language) if judgement.reason else "",
    )


def indicator_page(
    question: Asked, sheet: IndicatorSheet, *, owner: str, goals: Sequence[tuple[str, str, str]]
) -> IndicatorPage:
    """Everything the page of one figure says."""
    card, main, language = sheet.card, sheet.main, question.language
    chart = words.chart_of(sheet, language)
    expected = _expected(card, main.points if main else ())
    has_line = main is not None and len([p for p in main.points if p.value is not None]) > 1
    return IndicatorPage(
        name=question.shown(card.name),
        influence=gettext(words.INFLUENCE[card.influence]),
        word=main.judgement.word if main else "NOT_ASSESSABLE",
        sentences=words.verdict(main, card, language) if main else (words.no_value(),),
        chart=chart if has_line else None,
        table=chart_table(chart) if chart and not has_line else None,
        definition=question.shown(card.definition),
        formula=question.shown(card.formula),
        unit=question.words(card.unit.symbol),
        frequency=gettext(words.FREQUENCY[card.frequency]),
        wanted=gettext(words.WANTED[card.wanted]),
        owner=owner,
        expected="" if expected is None else formats.day(expected, language),
        is_late=expected is not None and expected < question.moment.as_of,
        target=_target(sheet, language),
        goals=tuple(Goal(*goal) for goal in goals),
        origins=_origins(main.points if main else (), language),
        files=_files(card.pk) if main and main.points else (),
        ledger=LedgerPart(tuple(line for _at, line in target_lines(question, [card.pk])), ()),
    )


def _expected(card: IndicatorCard, points: Sequence[Point]) -> date | None:
    """The day by which the next value should be there."""
    known = [point for point in points if point.value is not None]
    if not known:
        return None
    return expected_by(known[-1].period, every=card.every, lag_days=card.lag_days)


def _target(sheet: IndicatorSheet, language: str) -> str:
    """The targets in force: at least 19 000 (2029)."""
    if sheet.main is None:
        return ""
    return "; ".join(
        gettext(words.LEVEL[promise.level])
        + " "
        + words.target(promise.last, sheet.main.series.unit, sheet.card.decimals, language)
        for promise in sheet.main.promises
    )


def _origins(points: Sequence[Point], language: str) -> tuple[Origin, ...]:
    """Each source of the line once, with the day of its last arrival."""
    last: dict[tuple[str, str], Point] = {}
    for point in points:
        key = (point.source.citation, point.source.licence)
        if key not in last or last[key].source.known_order < point.source.known_order:
            last[key] = point
    return tuple(
        Origin(
            citation or gettext(words.OWN_FIGURE),
            licence,
            formats.day(city_day(point.source.known_at), language),
        )
        for (citation, licence), point in last.items()
    )


def _files(pk: int) -> tuple[File, ...]:
    return (
        File("CSV", reverse("site:indicator_csv", args=[pk])),
        File(gettext(words.FOR_EXCEL), reverse("site:indicator_excel", args=[pk])),
        File("JSON", reverse("site:indicator_json", args=[pk])),
    )
