"""An arrival of figures, read and checked before anything is stored (indicators §§ 3, 8).

Findings are collected, never raised: the whole batch then waits in quarantine for a named person.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ruori.indicators.rules.codes import WITHOUT_VALUE, Confidence, Replaces, Status
from ruori.indicators.rules.numbers import Notation, read_number
from ruori.indicators.rules.units import UNITS, can_convert
from ruori.kernel.canonical import decimal_text
from ruori.kernel.period import NotAPeriod, Period, parse_period

MOST_FINDINGS_KEPT = 200
UNIT_SLIP = 8
"""A value some ten times its neighbour is more often a slip of the unit than a change; eight
leaves room for the figure's own movement."""

CANNOT_BE_ACCEPTED = frozenset(
    {
        "AMBIGUOUS_NUMBER",
        "UNREADABLE_NUMBER",
        "UNREADABLE_PERIOD",
        "UNKNOWN_SERIES",
        "UNKNOWN_STATUS",
        "DUPLICATE_UNEQUAL",
        "UNIT_CHANGED",
        "FREQUENCY_DIFFERS",
        "EMPTY",
    }
)
"""Findings after which there is no value to accept: the batch is rejected and sent anew."""


class ArrivedRow(NamedTuple):
    """A row as its source gave it: everything as text, the series by its key in Ruori."""

    series_id: int
    period: str
    value: str
    status: str = "A"
    conf: str = "F"
    numerator: str = ""
    denominator: str = ""
    note: str = ""
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One arrival from a source, as plain values.

    `units` names the unit the source declares for a series; one missing is as stored. The payload
    hash is that of the bytes received, or of the rows when there were no bytes.
    """

    source_key: str
    retrieved_at: datetime
    rows: Sequence[ArrivedRow]
    licence: str = ""
    citation: str = ""
    method: str = ""
    replaces: Replaces = Replaces.ROWS
    source_updated_at: datetime | None = None
    payload_sha256: str = ""
    notation: Notation = field(default_factory=Notation)
    units: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    evidence: str = ""

    def digest(self) -> str:
        """What tells this arrival from another one of the same source."""
        if self.payload_sha256:
            return self.payload_sha256
        content = hashlib.sha256(self.method.encode())
        for row in self.rows:
            content.update("\x1f".join((str(row.series_id), *row[1:], "\x1e")).encode())
        return content.hexdigest()


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What the checks need to know of a series: its unit, frequency, limits and present line."""

    unit_code: str
    frequency: str
    natural_min: Decimal | None = None
    natural_max: Decimal | None = None
    method: str | None = None
    present: Mapping[tuple[date, date], Decimal | None] = field(default_factory=dict)


class ReadRow(NamedTuple):
    """A row ready to store, in the order of the stored columns."""

    series_id: int
    start_on: date
    end_on: date
    value: str | None
    raw: str
    status: str
    conf: str
    numerator: str | None
    denominator: str | None
    note: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in an arrival that a person must look at, with its place."""

    code: str
    series_id: int | None = None
    period: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading an arrival gave: rows ready to store, findings, and equal duplicates dropped."""

    rows: tuple[ReadRow, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    duplicates: int = 0

    @property
    def can_be_accepted(self) -> bool:
        """False when some row has no value that a person could accept."""
        return not CANNOT_BE_ACCEPTED & self.counts.keys()


class _Checker:
    """Reads the rows of one arrival; keeps the periods and findings it has met."""

    def __init__(self, arrival: Arrival, series: Mapping[int, SeriesFacts], today: date) -> None:
        self.arrival = arrival
        self.series = series
        self.today = today
        self.periods: dict[str, Period | None] = {}
        self.found: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.rows: dict[tuple[int, date, date], ReadRow] = {}
        self.figures: dict[int, list[tuple[date, date, Decimal]]] = {}
        self.duplicates = 0

    def find(self, code: str, row: ArrivedRow | None = None, **facts: object) -> None:
        self.counts[code] += 1
        if len(self.found) < MOST_FINDINGS_KEPT:
            place = (row.series_id, row.period) if row else (None, "")
            self.found.append(Finding(code, place[0], place[1], facts))

    def take(self, row: ArrivedRow) -> None:
        facts = self.series.get(row.series_id)
        period = self.period_of(row.period)
        if facts is None or period is None:
            self.find("UNKNOWN_SERIES" if facts is None else "UNREADABLE_PERIOD", row)
            return
        if period.frequency != facts.frequency:
            self.find("FREQUENCY_DIFFERS", row, declared=facts.frequency)
            return
        status = row.status
        if status not in _STATUSES or row.conf not in _CONFIDENCES:
            self.find("UNKNOWN_STATUS", row, status=status, conf=row.conf)
            return
        read = self.read(row, facts, status)
        if read is None:
            return
        value, status, conf = read
        if period.start > self.today and status != Status.FORECAST:
            self.find("FUTURE_WITHOUT_FORECAST", row)
        self.keep(row, period, value, status, conf)

    def period_of(self, text: str) -> Period | None:
        if text not in self.periods:
            try:
                self.periods[text] = parse_period(text)
            except NotAPeriod:
                self.periods[text] = None
        return self.periods[text]

    def read(
        self, row: ArrivedRow, facts: SeriesFacts, status: str
    ) -> tuple[Decimal | None, str, str] | None:
        """Value, status and confidence; None when the number cannot be read."""
        reading = read_number(row.value, self.arrival.notation)
        if reading.problem:
            self.find(reading.problem, row, text=row.value[:40])
            return None
        value, conf = reading.value, row.conf
        if reading.conf is Confidence.SUPPRESSED:
            conf = Confidence.SUPPRESSED.value
        if value is None:
            has_reason = conf == Confidence.SUPPRESSED or status in WITHOUT_VALUE
            return None, status if has_reason else (reading.status or Status.MISSING).value, conf
        if status in WITHOUT_VALUE:
            self.find("UNKNOWN_STATUS", row, status=status, value=row.value[:40])
            return None
        self.check_limits(row, facts, value)
        return value, status, conf

    def check_limits(self, row: ArrivedRow, facts: SeriesFacts, value: Decimal) -> None:
        low, high = facts.natural_min, facts.natural_max
        if (low is not None and value < low) or (high is not None and value > high):
            self.find("OUTSIDE_LIMITS", row, value=value, low=low, high=high)

    def keep(
        self, row: ArrivedRow, period: Period, value: Decimal | None, status: str, conf: str
    ) -> None:
        digits = None if value is None else decimal_text(value)
        above = self.part(row, row.numerator) if row.numerator else None
        below = self.part(row, row.denominator) if row.denominator else None
        read = ReadRow(
            row.series_id,
            period.start,
            period.end,
            digits,
            "" if digits == row.value else row.value[:100],
            status,
            conf,
            above,
            below,
            row.note[:500],
            row.pointer[:200],
        )
        key = (row.series_id, period.start, period.end)
        before = self.rows.get(key)
        if before is not None:
            self.meet_again(row, before, read)
            return
        self.rows[key] = read
        if value is not None:
            self.figures.setdefault(row.series_id, []).append((period.start, period.end, value))

    def meet_again(self, row: ArrivedRow, before: ReadRow, read: ReadRow) -> None:
        if before[:9] == read[:9] and before.note == read.note:
            self.duplicates += 1
        else:
            self.find("DUPLICATE_UNEQUAL", row, first=before.value, second=read.value)

    def part(self, row: ArrivedRow, text: str) -> str | None:
        reading = read_number(text, self.arrival.notation)
        if reading.problem:
            self.find(reading.problem, row, text=text[:40])
        return None if reading.value is None else decimal_text(reading.value)

    def check_series(self) -> None:
        for series_id, figures in self.figures.items():
            facts = self.series[series_id]
            self.check_unit(series_id, facts)
            joins_old = self.arrival.replaces is Replaces.ROWS and facts.method is not None
            if joins_old and facts.method != self.arrival.method:
                self.find_about(
                    series_id, "METHOD_CHANGED", old=facts.method, new=self.arrival.method
                )
            self.check_jumps(series_id, facts, figures)

    def check_unit(self, series_id: int, facts: SeriesFacts) -> None:
        declared = self.arrival.units.get(series_id, facts.unit_code)
        if declared != facts.unit_code:
            known = declared in UNITS and can_convert(UNITS[declared], UNITS[facts.unit_code])
            self.find_about(
                series_id,
                "UNIT_CHANGED",
                old=facts.unit_code,
                new=declared,
                can_be_converted=known,
            )

    def check_jumps(
        self, series_id: int, facts: SeriesFacts, figures: Iterable[tuple[date, date, Decimal]]
    ) -> None:
        """Compare each new value with its neighbour before, and with the value it replaces."""
        line: dict[tuple[date, date], Decimal | None] = {
            **facts.present,
            **{(start, end): value for start, end, value in figures},
        }
        before: Decimal | None = None
        for key in sorted(line):
            value = line[key]
            if value is None:
                continue
            is_new = key not in facts.present or facts.present[key] != value
            replaced = facts.present.get(key)
            if is_new and (is_slip(before, value) or is_slip(replaced, value)):
                self.find_about(series_id, "JUMP", start=key[0], before=before, value=value)
            before = value

    def find_about(self, series_id: int, code: str, **facts: object) -> None:
        self.find(code, ArrivedRow(series_id, "", ""), **facts)


_STATUSES = frozenset(status.value for status in Status)
_CONFIDENCES = frozenset(conf.value for conf in Confidence)


def is_slip(before: Decimal | None, value: Decimal) -> bool:
    """True when a figure is so many times the other that a unit may have slipped."""
    if not before or not value:
        return False
    larger, smaller = max(abs(before), abs(value)), min(abs(before), abs(value))
    return larger >= smaller * UNIT_SLIP


def check_arrival(arrival: Arrival, series: Mapping[int, SeriesFacts], *, today: date) -> Checked:
    """Read every row and collect what a person must look at. Raises nothing."""
    checker = _Checker(arrival, series, today)
    take = checker.take
    for row in arrival.rows:
        take(row)
    if not arrival.rows:
        checker.find("EMPTY")
    checker.check_series()
    return Checked(
        rows=tuple(checker.rows.values()),
        findings=tuple(checker.found),
        counts=dict(checker.counts),
        duplicates=checker.duplicates,
    )
