"""What the pages of the indicator desk show, as plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from ruori.desk.frame import words as spoken
from ruori.indicators import words
from ruori.indicators.queries import (
    BatchRecord,
    IndicatorLine,
    IndicatorRow,
    IndicatorSheet,
    TargetVersion,
    WaitingBatch,
)
from ruori.indicators.rules.codes import BatchState
from ruori.indicators.rules.lines import Point
from ruori.kernel.instants import city_day
from ruori.kernel.text import N_
from ruori.ui import formats
from ruori.ui.chart import Chart
from ruori.ui.parts import Cell, Column, Row, Table
from ruori.ui.shapes import mark

STATES: Mapping[BatchState, str] = {
    BatchState.TAKEN_IN: N_("counts"),
    BatchState.ACCEPTED: N_("counts, accepted by a person"),
    BatchState.QUARANTINED: N_("waits for an answer"),
    BatchState.REJECTED: N_("turned down"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An arrival that waits, in a line."""

    address: str
    title: str
    by: str
    day: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A break in the line, and its key for taking it back."""

    pk: int
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure on the desk."""

    pk: int
    name: str
    visibility: str
    word: str
    sentences: tuple[str, ...]
    chart: Chart | None
    values: Table | None
    targets: Table | None
    breaks: tuple[Mark, ...]
    definition: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One arrival on the desk."""

    pk: int
    title: str
    state: str
    facts: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    rows: Table | None
    can_be_accepted: bool


def list_rows(rows: Sequence[IndicatorRow], language: str) -> Table | None:
    """Every figure: name, latest value, period, how it stands, who sees it."""
    if not rows:
        return None
    columns = (
        Column(gettext("Indicator")),
        Column(gettext("Latest value"), is_number=True),
        Column(gettext("Period")),
        Column(gettext("How it stands")),
        Column(gettext("Who sees it")),
    )
    return Table(
        gettext("Indicators of the city"),
        columns,
        tuple(Row(_list_cells(row, language)) for row in rows),
        as_cards=True,
    )


def _list_cells(row: IndicatorRow, language: str) -> tuple[Cell, ...]:
    card, last = row.card, row.judgement.last
    unit = card.unit if row.series is None else row.series.unit
    return (
        Cell(spoken(card.name), address=reverse("desk:indicator", args=[card.pk])),
        Cell(words.figure(last.value if last else None, unit, card.decimals, language)),
        Cell(formats.period(last.period, language) if last else formats.missing(language)),
        Cell(mark=mark("direction", row.judgement.word)),
        Cell(mark=mark("visibility", card.visibility)),
    )


def waiting_rows(
    batches: Sequence[WaitingBatch], seen: Collection[int], language: str
) -> tuple[Waiting, ...]:
    """The arrivals that wait and concern figures the viewer may see."""
    return tuple(
        Waiting(
            address=reverse("desk:batch", args=[each.pk]),
            title=", ".join(spoken(name) for name in each.names) or each.source_key,
            by=each.entered_by,
            day=formats.day(city_day(each.retrieved_at), language),
            findings=_findings(each),
        )
        for each in batches
        if set(each.indicator_ids) <= set(seen)
    )


def figure_page(
    sheet: IndicatorSheet, history: Sequence[TargetVersion], language: str
) -> FigurePage:
    """Everything the desk's page of one figure shows."""
    card, main = sheet.card, sheet.main
    return FigurePage(
        pk=card.pk,
        name=spoken(card.name),
        visibility=card.visibility,
        word=main.judgement.word if main else "NOT_ASSESSABLE",
        sentences=words.verdict(main, card, language) if main else (words.no_value(),),
        chart=words.chart_of(sheet, language),
        values=_values(sheet, main, language) if main and main.points else None,
        targets=_targets(sheet, main, history, language) if main and history else None,
        breaks=_breaks(main, language) if main else (),
        definition=spoken(card.definition),
    )


def _values(sheet: IndicatorSheet, line: IndicatorLine, language: str) -> Table:
    columns = (
        Column(gettext("Period")),
        Column(gettext("Value"), is_number=True),
        Column(gettext("Source")),
        Column(gettext("Taken in")),
        Column(gettext("By")),
    )
    rows = [
        Row(_value_cells(point, sheet, language), anchor=f"havainto-{point.observation_id}")
        for point in reversed(line.points)
    ]
    caption = f"{spoken(sheet.card.name)} ({line.series.unit.symbol.to(language)})"
    return Table(caption, columns, tuple(rows), as_cards=True)


def _value_cells(point: Point, sheet: IndicatorSheet, language: str) -> tuple[Cell, ...]:
    source = point.source
    has_figure = point.value is not None
    return (
        Cell(formats.period(point.period, language)),
        Cell(
            formats.number(point.value, language, sheet.card.decimals)
            if has_figure
            else words.told(point, sheet.card, language),
            note=words.remark(point) if has_figure else "",
        ),
        Cell(source.citation or gettext(words.OWN_FIGURE)),
        Cell(
            formats.day(city_day(source.known_at), language),
            address=reverse("desk:batch", args=[source.batch_id]),
        ),
        Cell(source.by_label),
    )


def _targets(
    sheet: IndicatorSheet, line: IndicatorLine, history: Sequence[TargetVersion], language: str
) -> Table:
    columns = (
        Column(gettext("Holds from")),
        Column(gettext("Target")),
        Column(gettext("Reason of the change")),
    )
    unit, decimals = line.series.unit, sheet.card.decimals
    rows = [
        Row(
            (
                Cell(formats.day(version.valid_from, language)),
                Cell(
                    f"{gettext(words.LEVEL[version.promise.level])} "
                    + words.target(version.promise.last, unit, decimals, language)
                ),
                Cell(version.reason or gettext("no reason needed")),
            )
        )
        for version in history
    ]
    return Table(gettext("Targets, the newest last"), columns, tuple(rows))


def _breaks(line: IndicatorLine, language: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            pk=each.pk or 0,
            text=f"{formats.day(each.starts_on, language)}: {gettext(words.BREAK[each.kind])}",
            note=each.note.to(language),
        )
        for each in line.breaks
    )


def record_page(record: BatchRecord, language: str) -> RecordPage:
    """Everything the page of one arrival shows."""
    batch = record.batch
    facts = [
        (gettext("Source"), record.citation or gettext(words.OWN_FIGURE)),
        (gettext("Licence"), record.licence),
        (gettext("Brought by"), batch.entered_by),
        (gettext("Recorded"), formats.moment(record.recorded_at, language)),
        (gettext("Evidence"), record.evidence),
        (gettext("Reason"), batch.reason),
    ]
    if record.ruled_at is not None:
        day = formats.moment(record.ruled_at, language)
        facts.append((gettext("Answered"), f"{record.ruled_by}, {day}: {record.ruling_reason}"))
    if record.known_at is not None:
        hidden = gettext("not yet, its round is open")
        shown = record.published_at and formats.moment(record.published_at, language)
        facts.append((gettext("Public"), shown or hidden))
    return RecordPage(
        pk=batch.pk,
        title=", ".join(spoken(name) for name in batch.names) or batch.source_key,
        state=gettext(STATES[record.state]),
        facts=tuple((name, text) for name, text in facts if text),
        findings=_findings(batch),
        rows=_batch_rows(record, language) if record.rows else None,
        can_be_accepted=batch.can_be_accepted,
    )


def _batch_rows(record: BatchRecord, language: str) -> Table:
    columns = (
        Column(gettext("Period")),
        Column(gettext("Value"), is_number=True),
        Column(gettext("Indicator")),
        Column(gettext("Region")),
    )
    rows = []
    for row in record.rows:
        gone = gettext("withdrawn by its source")
        value = formats.number(row.value, language)
        region = f"{row.region_name.to(language)} {row.breakdown}".strip()
        cells = (
            Cell(formats.period(row.period, language)),
            Cell(gone if row.is_withdrawn else value),
            Cell(spoken(row.name), address=reverse("desk:indicator", args=[row.indicator_id])),
            Cell(region),
        )
        rows.append(Row(cells, anchor=f"havainto-{row.observation_id}"))
    return Table(gettext("Values that came"), columns, tuple(rows))


def _findings(batch: WaitingBatch) -> tuple[str, ...]:
    """Each kind of finding once, in words, with the periods it is about."""
    found: dict[str, list[str]] = {}
    for finding in batch.findings:
        found.setdefault(finding["code"], []).append(str(finding.get("period", "")))
    return tuple(
        _finding(code, sorted({period for period in periods if period}))
        for code, periods in found.items()
    )


def _finding(code: str, periods: list[str]) -> str:
    text = gettext(words.FINDINGS[code]) if code in words.FINDINGS else code
    return f"{text} ({', '.join(periods[:5])})" if periods else text
