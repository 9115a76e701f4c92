"""How figures are said: values, statuses, sentences and charts in the reader's language.

Pages, reports and mails say the same figure in the same words, so the words stand here once. The
language of `gettext` and of the formats is the one given; the caller has activated it.
"""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext

from ruori.indicators.queries import IndicatorCard, IndicatorLine, IndicatorSheet
from ruori.indicators.rules.codes import (
    BreakKind,
    Frequency,
    Influence,
    PathShape,
    Status,
    TargetLevel,
    Wanted,
)
from ruori.indicators.rules.judging import Note, PathAnswer, SeriesJudgement, Word
from ruori.indicators.rules.limits import interval_of
from ruori.indicators.rules.lines import BreakMark, Form, Point, expected_by
from ruori.indicators.rules.targets import Promise, TargetMark
from ruori.indicators.rules.units import UnitOfMeasure
from ruori.kernel.text import N_
from ruori.ui import formats
from ruori.ui.chart import Chart, Drawn, Line, Target
from ruori.ui.chart import Point as Dot
from ruori.ui.conventions import NBSP

MOST_LINES = 4

STATUS: Mapping[Status, str] = {
    Status.DEFINITION_DIFFERS: N_("definition differs"),
    Status.BREAK: N_("first after a break"),
    Status.PROVISIONAL: N_("preliminary"),
    Status.UNRELIABLE: N_("uncertain"),
    Status.ESTIMATE: N_("estimate"),
    Status.IMPUTED: N_("imputed"),
    Status.FORECAST: N_("forecast"),
    Status.MISSING: N_("no data"),
    Status.NOT_COLLECTED: N_("not collected"),
    Status.CANNOT_EXIST: N_("cannot exist"),
}
"""What kind of figure a value is, where it is not an ordinary one."""

INFLUENCE: Mapping[Influence, str] = {
    Influence.OWN: N_("The city's own result"),
    Influence.SHARED: N_("A shared result"),
    Influence.CONTEXT: N_("The state of the whole city"),
}
"""Whose result a figure is: the economy is not the city's fault, nor its merit."""

WANTED: Mapping[Wanted, str] = {
    Wanted.INCREASE: N_("Growth is wanted"),
    Wanted.DECREASE: N_("A fall is wanted"),
    Wanted.RANGE: N_("It should stay within its range"),
    Wanted.NONE: N_("No direction is wanted"),
}

FREQUENCY: Mapping[Frequency, str] = {
    Frequency.YEAR: N_("once a year"),
    Frequency.HALF: N_("twice a year"),
    Frequency.QUARTER: N_("every quarter"),
    Frequency.MONTH: N_("every month"),
    Frequency.WEEK: N_("every week"),
    Frequency.DAY: N_("every day"),
}

LEVEL: Mapping[TargetLevel, str] = {
    TargetLevel.MINIMUM: N_("at least"),
    TargetLevel.DESIRED: N_("desired"),
}

OWN_FIGURE = N_("The city's own figure")
FOR_EXCEL = N_("CSV for a spreadsheet")

BREAK: Mapping[BreakKind, str] = {
    BreakKind.DEFINITION: N_("The definition changed"),
    BreakKind.METHOD: N_("The method changed"),
    BreakKind.DIVISION: N_("The regions changed"),
    BreakKind.CLASSIFICATION: N_("The classification changed"),
    BreakKind.REBASE: N_("The base year changed"),
}
"""Why a line may not be read across a period."""

REASONS: Mapping[str, str] = {
    "NO_VALUE": N_("There is no value yet."),
    "STALE": N_("The last value is too old to be judged: a newer one was expected by %(day)s."),
    "SUPPRESSED": N_("The last value is protected: it tells of so few people."),
    "ANOTHER_UNIT": N_("The target is in another unit than the figure."),
    "BEFORE_BASE": N_("There is no value after the target's starting point yet."),
    "BASE_BEFORE_BREAK": N_("A break in the series lies after the target's starting point."),
    "METHODS_MIXED": N_("Figures of two methods cannot be read as one line."),
    "TREND_NOT_IN_USE": N_("Whether the change exceeds chance is not judged yet."),
}
"""Why a figure is not judged."""

FINDINGS: Mapping[str, str] = {
    "OUTSIDE_LIMITS": N_("The value is outside its natural limits."),
    "JUMP": N_("The value is some ten times another one of the same line. Is the unit right?"),
    "FUTURE_WITHOUT_FORECAST": N_("The period has not begun, and the value is not a forecast."),
    "AMBIGUOUS_NUMBER": N_("A number could be read in two ways."),
    "UNREADABLE_NUMBER": N_("A number could not be read."),
    "UNREADABLE_PERIOD": N_("A period could not be read."),
    "UNKNOWN_SERIES": N_("A row belongs to no series."),
    "UNKNOWN_STATUS": N_("A row has a status that is not known."),
    "DUPLICATE_UNEQUAL": N_("The same period has two different values."),
    "UNIT_CHANGED": N_("The unit is not that of the series."),
    "METHOD_CHANGED": N_("The method is not that of the line so far."),
    "FREQUENCY_DIFFERS": N_("The period is of another length than those of the series."),
    "EMPTY": N_("The arrival had no rows."),
}
"""What a person must look at before an arrival counts."""


def figure(value: Decimal | None, unit: UnitOfMeasure, decimals: int, language: str) -> str:
    """A value with its unit: `19 499 henkilöä`, `12,5 %`."""
    if value is None:
        return formats.missing(language)
    if unit.code in ("percent", "survey_percent"):
        return formats.percent(value, language, decimals)
    if unit.code == "eur":
        return formats.money(value, language, decimals)
    return f"{formats.number(value, language, decimals)}{NBSP}{unit.symbol.to(language)}"


def change(value: Decimal, unit: UnitOfMeasure, decimals: int, language: str) -> str:
    """A difference with its sign and unit; of two percentages in percentage points."""
    sign = "+" if value > 0 else ""
    if unit.code in ("percent", "survey_percent"):
        return sign + formats.points(value, language, decimals)
    return sign + figure(value, unit, decimals, language)


def told(point: Point, card: IndicatorCard, language: str) -> str:
    """A point as a cell says it: its figure, why there is none, or that it is protected."""
    if point.form is Form.SUPPRESSED:
        return hidden(card, language)
    if point.form is Form.ABSENT:
        return gettext(STATUS.get(point.status, STATUS[Status.MISSING]))
    return formats.number(point.value, language, card.decimals)


def hidden(card: IndicatorCard, language: str) -> str:
    """*suojattu (< 5)*, with the indicator's own limit."""
    return formats.hidden(language, card.suppress_below or formats.SMALL_CELL)


def remark(point: Point) -> str:
    """What must be said beside a figure: preliminary, a part of its period, the source's note."""
    words = [gettext(STATUS[point.status])] if point.status in STATUS else []
    if point.is_partial:
        words.append(gettext("so far"))
    if point.note:
        words.append(point.note)
    return "; ".join(words)


def verdict(line: IndicatorLine, card: IndicatorCard, language: str) -> tuple[str, ...]:
    """The sentences that answer first: the figure, its target, and what cannot be judged."""
    judgement = line.judgement
    sentences = [*_latest(line, card, language), *_target(line, card, language)]
    if judgement.word is Word.NOT_ASSESSABLE:
        sentences.append(reason(judgement, card, language))
    if Note.PROVISIONAL in judgement.notes:
        sentences.append(gettext("The last value is preliminary and may still change."))
    if Note.DATE_PASSED in judgement.notes:
        sentences.append(gettext("The time set for the target has passed."))
    if Note.NOMINAL_EUROS in judgement.notes:
        sentences.append(gettext("The euros are of each year's own prices."))
    return tuple(sentences)


def reason(judgement: SeriesJudgement, card: IndicatorCard, language: str) -> str:
    """Why a figure is not judged, as a sentence."""
    msgid = REASONS.get(judgement.reason, REASONS["NO_VALUE"])
    day = ""
    if judgement.last is not None:
        expected = expected_by(judgement.last.period, every=card.every, lag_days=card.lag_days)
        day = formats.day(expected, language)
    return gettext(msgid) % {"day": day} if "%(day)s" in msgid else gettext(msgid)


def no_value() -> str:
    """What is said of an indicator that has no line of its own yet."""
    return gettext("There is no value yet.")


def _latest(line: IndicatorLine, card: IndicatorCard, language: str) -> list[str]:
    last, previous = line.judgement.last, line.judgement.previous
    if last is None or last.value is None:
        return []
    unit, decimals = line.series.unit, card.decimals
    sentences = [
        gettext("Latest value: %(value)s (%(period)s).")
        % {
            "value": figure(last.value, unit, decimals, language),
            "period": formats.period(last.period, language),
        }
    ]
    if previous is not None and previous.value is not None:
        difference = change(last.value - previous.value, unit, decimals, language)
        words = gettext("The one before: %(value)s (%(period)s), change %(change)s.")
        sentences.append(
            words
            % {
                "value": figure(previous.value, unit, decimals, language),
                "period": formats.period(previous.period, language),
                "change": difference,
            }
        )
    return sentences


def _target(line: IndicatorLine, card: IndicatorCard, language: str) -> list[str]:
    state, path = line.judgement.state, line.judgement.path
    if state is None:
        return []
    unit, decimals = line.series.unit, card.decimals
    aim = target(state.target, unit, decimals, language)
    distance = figure(abs(state.gap), unit, decimals, language)
    if state.is_reached:
        msgid = gettext("The target, %(target)s, is met with %(gap)s to spare.")
    else:
        msgid = gettext("The target is %(target)s: %(gap)s to go.")
    sentences = [msgid % {"target": aim, "gap": distance}]
    if path is not None and path.answer is not PathAnswer.ON:
        sentences.append(
            gettext("The path to the target promised %(value)s.")
            % {"value": figure(path.promised, unit, decimals, language)}
        )
    return sentences


def target(mark: TargetMark, unit: UnitOfMeasure, decimals: int, language: str) -> str:
    """A promised point in words: `19 000 henkilöä (2029)`."""
    period = formats.period(mark.period, language)
    if mark.low is not None and mark.high is not None:
        ends = formats.number_range(mark.low, mark.high, language, decimals)
        return f"{ends}{NBSP}{unit.symbol.to(language)} ({period})"
    return f"{figure(mark.value, unit, decimals, language)} ({period})"


def chart_of(sheet: IndicatorSheet, language: str) -> Chart | None:
    """The chart of an indicator: its main line, and up to three others of the same kind.

    None when no line has a value to draw.
    """
    main = sheet.main
    if main is None:
        return None
    lines = [line for line in sheet.lines if _goes_with(line, main)][:MOST_LINES]
    drawn = tuple(
        Line(_line_name(line, language), _dots(line, sheet.card, language)) for line in lines
    )
    if not any(dot.value is not None for line in drawn for dot in line.points):
        return None
    return Chart(
        title=sheet.card.name.to(language),
        language=language,
        lines=drawn,
        unit=main.series.unit.symbol.to(language),
        decimals=sheet.card.decimals,
        target=_drawn_target(main.promises),
        summary=_summary(main, sheet.card, language),
    )


def _summary(line: IndicatorLine, card: IndicatorCard, language: str) -> str:
    """Two sentences that say what the drawing shows: from where to where, lowest and highest."""
    shown = [(point.value, point) for point in line.points if point.form is Form.VALUE]
    known = [(value, point) for value, point in shown if value is not None]
    if not known:
        return ""
    unit, decimals = line.series.unit, card.decimals
    low = min(known, key=lambda pair: pair[0])
    high = max(known, key=lambda pair: pair[0])

    def said(pair: tuple[Decimal, Point]) -> str:
        period = formats.period(pair[1].period, language)
        return f"{figure(pair[0], unit, decimals, language)} ({period})"

    ends = gettext("The line goes from %(first)s to %(last)s.")
    extremes = gettext("The lowest value is %(low)s and the highest %(high)s.")
    first = ends % {"first": said(known[0]), "last": said(known[-1])}
    return f"{first} {extremes % {'low': said(low), 'high': said(high)}}"


def _goes_with(line: IndicatorLine, main: IndicatorLine) -> bool:
    """The main line itself, or the same figure of another region."""
    one, other = line.series, main.series
    return (one.unit, one.frequency, one.breakdown, one.division_year) == (
        other.unit,
        other.frequency,
        other.breakdown,
        other.division_year,
    ) and bool(line.points)


def _line_name(line: IndicatorLine, language: str) -> str:
    return line.series.region_name.to(language)


def _dots(line: IndicatorLine, card: IndicatorCard, language: str) -> tuple[Dot, ...]:
    return tuple(
        _dot(point, before, line, card, language)
        for before, point in zip((None, *line.points), line.points, strict=False)
    )


def _dot(
    point: Point, before: Point | None, line: IndicatorLine, card: IndicatorCard, language: str
) -> Dot:
    interval = interval_of(
        line.series.unit, numerator=point.numerator, denominator=point.denominator
    )
    note = remark(point) if point.form is Form.VALUE else told(point, card, language)
    return Dot(
        at=point.period.midpoint(),
        label=formats.period(point.period, language),
        short=str(point.period),
        value=point.value if point.form is Form.VALUE else None,
        drawn=drawn_as(point, has_only_estimates=card.has_only_estimates),
        note=note,
        gap=_gap(point, before, line.breaks, language),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
    )


def drawn_as(point: Point, *, has_only_estimates: bool = False) -> Drawn:
    """Filled when the value may decide, dotted when it is no observation, else hollow."""
    if point.status in (Status.IMPUTED, Status.FORECAST):
        return "DOTTED"
    return "FILLED" if point.may_decide(has_only_estimates=has_only_estimates) else "HOLLOW"


def _gap(point: Point, before: Point | None, breaks: tuple[BreakMark, ...], language: str) -> str:
    """The reason of a break that lies between a point and the one before it."""
    if before is None:
        return ""
    for mark in breaks:
        if before.period.start < mark.starts_on <= point.period.start:
            return mark.note.to(language) or gettext("break in the series")
    return gettext("break in the series") if point.status is Status.BREAK else ""


def _drawn_target(promises: tuple[Promise, ...]) -> Target | None:
    """The path of the primary target, where it has one to draw."""
    promise = next((each for each in promises if each.is_primary), None)
    if promise is None or promise.last.is_range or promise.path is PathShape.GEOMETRIC:
        return None
    marks = promise.points if promise.path is PathShape.MILESTONES else promise.points[-1:]
    corners = [(mark.period.midpoint(), mark.value) for mark in marks if mark.value is not None]
    if promise.base is not None:
        corners.insert(0, (promise.base.period.midpoint(), promise.base.value))
    if len(corners) < 2:
        return None
    return Target(gettext("target path"), tuple(corners))
