"""A value entered by a person: a batch of one row, with its reason and evidence."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from ruori.indicators.access import may_enter
from ruori.indicators.actions.batches import take_in_checked
from ruori.indicators.models import Series
from ruori.indicators.queries import present_values, state_on
from ruori.indicators.rules.arrivals import Arrival, ArrivedRow, Finding
from ruori.indicators.rules.codes import BatchState, Confidence, Status
from ruori.indicators.rules.numbers import Notation, read_number
from ruori.indicators.rules.units import ratio, unit_of
from ruori.kernel.canonical import decimal_text
from ruori.kernel.instants import city_day
from ruori.kernel.period import NotAPeriod, parse_period
from ruori.kernel.problems import refuse, require
from ruori.kernel.text import N_
from ruori.organisation.rules import Viewer

ODD = frozenset({"OUTSIDE_LIMITS", "JUMP", "FUTURE_WITHOUT_FORECAST"})
"""What a typed value may be and still be kept, waiting for a person to say that it is right."""


@dataclass(frozen=True, slots=True)
class HandValue:
    """What a person told: a figure, or its digits as typed (`1 234,5`).

    A rate or share may be given by its parts alone; then they are stored and the value computed.
    """

    series_id: int
    period: str
    value: Decimal | str = ""
    status: Status = Status.NORMAL
    is_suppressed: bool = False
    numerator: Decimal | str = ""
    denominator: Decimal | str = ""
    note: str = ""
    reason: str = ""
    evidence: str = ""
    citation: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class EnteredValue:
    """What became of a typed value; `questions` are asked when it is odd and waits."""

    batch_id: int
    observation_period: str
    is_new: bool
    counts: bool
    questions: tuple[Finding, ...] = ()


@transaction.atomic
def enter_by_hand(
    *,
    value: HandValue,
    by: Viewer,
    at: datetime,
    source_key: str = "",
    is_public: bool = True,
) -> EnteredValue:
    """Keep a value that a person tells, in a batch of its own.

    An odd value (outside its limits, ten times the last) is kept and asked: it waits in
    quarantine until somebody accepts it. A correction is a new vintage of the same period. The
    default source is the series' own hand-kept one; a follow-up round gives its key and
    `is_public` False, so the value shows outside only when the round is published. Raises
    NotAllowed, Refused (PERIOD_UNREADABLE, AMBIGUOUS_NUMBER, UNREADABLE_NUMBER, VALUE_EMPTY,
    STATUS_HAS_NO_VALUE, FREQUENCY_DIFFERS).
    """
    series = Series.objects.get(pk=value.series_id)
    require(may_enter(by, state_on(series.indicator_id, city_day(at)), at=at))
    arrival = _arrival(value, series, source_key or f"hand:{series.pk}", at)
    taken = take_in_checked(arrival=arrival, by=by, at=at, is_public=is_public)
    return EnteredValue(
        batch_id=taken.batch_id,
        observation_period=arrival.rows[0].period,
        is_new=taken.is_new,
        counts=taken.state in (BatchState.TAKEN_IN, BatchState.ACCEPTED),
        questions=taken.findings,
    )


def _arrival(value: HandValue, series: Series, source_key: str, at: datetime) -> Arrival:
    return Arrival(
        source_key=source_key,
        retrieved_at=at,
        rows=(_row(value, series),),
        method=_method_of(series.pk),
        notation=Notation(decimal_sign="."),
        reason=value.reason.strip(),
        evidence=value.evidence.strip()[:500],
        citation=value.citation,
        licence=value.licence,
    )


def _row(value: HandValue, series: Series) -> ArrivedRow:
    try:
        period = parse_period(value.period)
    except NotAPeriod as wrong:
        raise refuse(
            "PERIOD_UNREADABLE",
            N_("“%(text)s” is no period. Write for example 2025, 2025-Q3 or 2025-07."),
            text=value.period,
        ) from wrong
    if period.frequency != series.frequency:
        raise refuse("FREQUENCY_DIFFERS", N_("This series is kept by another kind of period."))
    numerator, denominator = _digits(value.numerator), _digits(value.denominator)
    figure = _digits(value.value) or _computed(numerator, denominator, series)
    has_reason = value.is_suppressed or value.status in _NO_VALUE
    if not figure and not has_reason:
        raise refuse("VALUE_EMPTY", N_("Give a value, or tell why there is none."))
    if figure and value.status in _NO_VALUE:
        raise refuse("STATUS_HAS_NO_VALUE", N_("A missing value has no figure."))
    conf = Confidence.SUPPRESSED if value.is_suppressed else Confidence.FREE
    return ArrivedRow(
        series_id=series.pk,
        period=str(period),
        value=figure,
        status=value.status,
        conf=conf,
        numerator=numerator,
        denominator=denominator,
        note=value.note.strip(),
    )


_NO_VALUE = (Status.MISSING, Status.NOT_COLLECTED, Status.CANNOT_EXIST)


def _digits(text: Decimal | str) -> str:
    """A number as plain digits; typed with comma or point, an ambiguous one is asked."""
    if isinstance(text, Decimal):
        return decimal_text(text)
    if not text.strip():
        return ""
    reading = read_number(text, Notation())
    if reading.value is None:
        code = reading.problem or "UNREADABLE_NUMBER"
        msgid = (
            N_("Is “%(text)s” a thousand or a decimal? Write it without a separator or as 1 234.")
            if code == "AMBIGUOUS_NUMBER"
            else N_("“%(text)s” is no number.")
        )
        raise refuse(code, msgid, text=text)
    return decimal_text(reading.value)


def _computed(numerator: str, denominator: str, series: Series) -> str:
    """The value of a rate or share from its parts; a missing part gives a missing result."""
    if not (numerator and denominator):
        return ""
    above, below = (read_number(part, Notation(".")).value for part in (numerator, denominator))
    result = ratio(above, below, unit=unit_of(series.unit_code))
    return "" if result is None else decimal_text(result)


def _method_of(series_id: int) -> str:
    """A hand-kept correction follows the method of the line it corrects."""
    methods = {value.method for value in present_values({series_id}).values()}
    return methods.pop() if len(methods) == 1 else ""
