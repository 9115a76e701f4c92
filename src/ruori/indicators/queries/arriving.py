"""What the checks of an arrival need to know, and what waits for a ruling."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ruori.indicators.models import Batch, CurrentValue, IndicatorState, Observation, Series
from ruori.indicators.rules.arrivals import CANNOT_BE_ACCEPTED, SeriesFacts
from ruori.indicators.rules.codes import BatchState, Status
from ruori.kernel.canonical import decimal_text
from ruori.kernel.period import Period
from ruori.kernel.text import EMPTY, Text


@dataclass(frozen=True, slots=True)
class PresentValue:
    """What counts now for a series and period, in the shape rows are compared by."""

    value: Decimal | None
    figure: tuple[Any, ...]
    is_public: bool
    method: str


@dataclass(frozen=True, slots=True)
class WaitingBatch:
    """A batch that a named person must accept or reject, with what was found in it."""

    pk: int
    source_key: str
    retrieved_at: datetime
    entered_by: str
    reason: str
    row_count: int
    findings: tuple[Mapping[str, Any], ...]
    indicator_ids: tuple[int, ...]
    names: tuple[Text, ...]
    can_be_accepted: bool


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One stored row of a batch, with the indicator it belongs to."""

    observation_id: int
    indicator_id: int
    name: Text
    region_name: Text
    breakdown: str
    period: Period
    value: Decimal | None
    status: Status
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch as it stands: what arrived, what was found, who ruled on it and why."""

    batch: WaitingBatch
    state: BatchState
    citation: str
    licence: str
    evidence: str
    recorded_at: datetime
    known_at: datetime | None
    published_at: datetime | None
    ruled_by: str
    ruled_at: datetime | None
    ruling_reason: str
    rows: tuple[BatchRow, ...]


ROWS_SHOWN = 200


def present_values(series_ids: Iterable[int]) -> dict[tuple[int, date, date], PresentValue]:
    """The values that count now for some series, withdrawn periods left out; one query."""
    rows = CurrentValue.objects.filter(
        series_id__in=list(series_ids), known__is_withdrawn=False
    ).values_list(
        "series_id",
        "start_on",
        "end_on",
        "known_id",
        "public_id",
        "known__value",
        "known__status",
        "known__conf",
        "known__numerator",
        "known__denominator",
        "known__note",
        "known__batch__method",
    )
    return {
        row[:3]: PresentValue(
            value=row[5],
            figure=(_digits(row[5]), row[6], row[7], _digits(row[8]), _digits(row[9]), row[10]),
            is_public=row[3] == row[4],
            method=row[11],
        )
        for row in rows
    }


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)


def facts_for_check(
    series_ids: Iterable[int],
    day: date,
    present: Mapping[tuple[int, date, date], PresentValue],
) -> dict[int, SeriesFacts]:
    """Unit, frequency, limits and present line of some series; two queries."""
    lines: dict[int, dict[tuple[date, date], Decimal | None]] = defaultdict(dict)
    methods: dict[int, str] = {}
    for (series_id, start, end), value in present.items():
        lines[series_id][start, end] = value.value
        methods[series_id] = value.method
    series = list(Series.objects.filter(pk__in=list(series_ids)))
    states = {
        state.indicator_id: state
        for state in IndicatorState.objects.in_force(day).filter(
            indicator_id__in={row.indicator_id for row in series}
        )
    }
    return {row.pk: _facts(row, states.get(row.indicator_id), lines, methods) for row in series}


def _facts(
    series: Series,
    state: IndicatorState | None,
    lines: Mapping[int, Mapping[tuple[date, date], Decimal | None]],
    methods: Mapping[int, str],
) -> SeriesFacts:
    # The limits are in the indicator's unit; a series kept in another one is not limited by them.
    limited = state is not None and state.unit_code == series.unit_code
    return SeriesFacts(
        unit_code=series.unit_code,
        frequency=series.frequency,
        natural_min=state.natural_min if limited and state else None,
        natural_max=state.natural_max if limited and state else None,
        method=methods.get(series.pk),
        present=lines.get(series.pk, {}),
    )


def covered_by_source(source_key: str, series_ids: Iterable[int]) -> set[tuple[int, date, date]]:
    """The series and periods that a whole release of a source replaces; two queries.

    They are every period that counts of the series it brings, and of those it brought before.
    """
    standing = CurrentValue.objects.filter(known__is_withdrawn=False)
    mine = standing.filter(known__batch__source_key=source_key).values_list("series_id", flat=True)
    covered = set(mine.distinct()) | set(series_ids)
    rows = standing.filter(series_id__in=covered)
    return set(rows.values_list("series_id", "start_on", "end_on"))


def states_of_batch(batch_id: int, day: date) -> list[IndicatorState]:
    """The states in force of the indicators a batch touches; one query."""
    touched = Observation.objects.filter(batch_id=batch_id).values("series__indicator_id")
    return list(IndicatorState.objects.in_force(day).filter(indicator_id__in=touched))


def waiting_batches(day: date) -> list[WaitingBatch]:
    """Batches in quarantine, oldest first; three queries."""
    batches = list(Batch.objects.filter(state=BatchState.QUARANTINED).order_by("recorded_at", "id"))
    touched: dict[int, set[int]] = defaultdict(set)
    pairs = Observation.objects.filter(batch__in=[batch.pk for batch in batches])
    for batch_id, indicator_id in pairs.values_list("batch_id", "series__indicator_id").distinct():
        touched[batch_id].add(indicator_id)
    wanted = {indicator_id for ids in touched.values() for indicator_id in ids}
    names = dict(
        IndicatorState.objects.in_force(day)
        .filter(indicator_id__in=wanted)
        .values_list("indicator_id", "name")
    )
    return [_waiting(batch, sorted(touched[batch.pk]), names) for batch in batches]


def _waiting(batch: Batch, indicator_ids: list[int], names: Mapping[int, Text]) -> WaitingBatch:
    codes = {finding["code"] for finding in batch.findings}
    return WaitingBatch(
        pk=batch.pk,
        source_key=batch.source_key,
        retrieved_at=batch.retrieved_at,
        entered_by=batch.entered_by_label,
        reason=batch.reason,
        row_count=batch.row_count,
        findings=tuple(batch.findings),
        indicator_ids=tuple(indicator_ids),
        names=tuple(names.get(pk, EMPTY) for pk in indicator_ids),
        can_be_accepted=not codes & CANNOT_BE_ACCEPTED,
    )


def batch_record(batch_id: int, day: date) -> BatchRecord | None:
    """One batch with its first rows, for the desk; four queries. None when there is none."""
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        return None
    states = states_of_batch(batch_id, day)
    names = {state.indicator_id: state.name for state in states}
    rows = (
        Observation.objects.filter(batch_id=batch_id)
        .select_related("series__region")
        .order_by("series_id", "start_on")[:ROWS_SHOWN]
    )
    return BatchRecord(
        batch=_waiting(batch, sorted(names), names),
        state=BatchState(batch.state),
        citation=batch.citation,
        licence=batch.licence,
        evidence=batch.evidence,
        recorded_at=batch.recorded_at,
        known_at=batch.known_at,
        published_at=batch.published_at,
        ruled_by=batch.ruled_by_label,
        ruled_at=batch.ruled_at,
        ruling_reason=batch.ruling_reason,
        rows=tuple(_batch_row(row, names) for row in rows),
    )


def _batch_row(row: Observation, names: Mapping[int, Text]) -> BatchRow:
    series = row.series
    return BatchRow(
        observation_id=row.pk,
        indicator_id=series.indicator_id,
        name=names.get(series.indicator_id, EMPTY),
        region_name=series.region.name,
        breakdown=series.breakdown,
        period=Period(row.start_on, row.end_on, series.frequency),
        value=row.value,
        status=Status(row.status),
        is_withdrawn=row.is_withdrawn,
    )


def place_of_observation(observation_id: int) -> tuple[int, int] | None:
    """The indicator and batch of an observation; one query."""
    return (
        Observation.objects.filter(pk=observation_id)
        .values_list("series__indicator_id", "batch_id")
        .first()
    )
