"""Indicators as pages and lists need them: cards, lines with judgements, rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from ruori.indicators.access import states_visible_to, visible_to
from ruori.indicators.models import Break, CurrentValue, Indicator, IndicatorState, Series
from ruori.indicators.queries.cards import (
    IndicatorCard,
    IndicatorLine,
    IndicatorRow,
    IndicatorSheet,
    LatestValue,
    SeriesName,
)
from ruori.indicators.queries.lines import (
    POINT_FIELDS,
    breaks_of,
    lines_from,
    promises_of,
    region_line_points,
)
from ruori.indicators.rules.codes import Frequency, IndicatorLevel, Influence, Wanted
from ruori.indicators.rules.judging import Meaning, SeriesJudgement, judge, not_judged
from ruori.indicators.rules.lines import BreakMark, Point
from ruori.indicators.rules.regions import RegionKey
from ruori.indicators.rules.small import protect_lines
from ruori.indicators.rules.targets import Promise
from ruori.indicators.rules.units import unit_of
from ruori.kernel.codes import Visibility
from ruori.kernel.instants import city_day
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Refused, refuse
from ruori.kernel.text import N_, Text
from ruori.organisation.rules import Viewer

NEWEST_IN_LIST = 6
"""Periods read for a list: enough for the last and the previous usable value."""


def state_on(indicator_id: int, day: date, known_on: date | None = None) -> IndicatorState:
    """What an indicator meant on a day. Raises Refused (INDICATOR_NOT_THERE)."""
    state = IndicatorState.objects.in_force(day, known_on).filter(indicator_id=indicator_id).first()
    if state is None:
        raise refuse("INDICATOR_NOT_THERE", N_("There is no such indicator on that day."))
    return state  # type: ignore[no-any-return]


def names_of_series(
    viewer: Viewer, moment: Moment, series: Collection[int]
) -> dict[int, tuple[int, Text]]:
    """The indicator of each series with its name, as far as the viewer may see it; one query."""
    rows = (
        IndicatorState.objects.in_force(moment.as_of, moment.known_on)
        .filter(states_visible_to(viewer), indicator__series__in=series)
        .values_list("indicator__series", "indicator_id", "name")
    )
    return {line: (pk, name) for line, pk, name in rows}


def indicator_sheet(
    indicator_id: int,
    *,
    viewer: Viewer,
    at: datetime,
    as_of: date | None = None,
    known_on: date | None = None,
    is_public: bool = True,
) -> IndicatorSheet | None:
    """One indicator with all its lines; None when the viewer may not see it. Six queries.

    With `is_public` unpublished batches do not count and small numbers are hidden.
    """
    sheets = indicator_sheets(
        [indicator_id],
        viewer=viewer,
        at=at,
        as_of=as_of,
        known_on=known_on,
        is_public=is_public,
    )
    return sheets.get(indicator_id)


def indicator_sheets(
    indicator_ids: Iterable[int],
    *,
    viewer: Viewer,
    at: datetime,
    as_of: date | None = None,
    known_on: date | None = None,
    is_public: bool = True,
    hides_small: bool | None = None,
) -> dict[int, IndicatorSheet]:
    """Several indicators with all their lines, those the viewer may see, by key; six queries.

    Small numbers are hidden in public lines, and in others when `hides_small` asks for it: a
    report that is about to be published needs the newest values, told as outsiders may read them.
    """
    today = city_day(at)
    as_of, known_on = as_of or today, known_on or today
    visible = Indicator.objects.filter(visible_to(viewer, at=at), pk__in=list(indicator_ids))
    cards = _cards(list(visible.values_list("pk", flat=True)), as_of, known_on)
    series = _series_of(cards)
    points = region_line_points(
        [row.pk for row in series], as_of=as_of, known_on=known_on, is_public=is_public
    )
    if is_public if hides_small is None else hides_small:
        points = _protected(points, series, cards)
    lines: dict[int, list[IndicatorLine]] = defaultdict(list)
    promises = promises_of([row.pk for row in series], as_of, known_on)
    for line in _lines(series, cards, points, promises, Moment(as_of, known_on)):
        lines[line.series.indicator_id].append(line)
    return {pk: IndicatorSheet(card, tuple(lines[pk])) for pk, card in cards.items()}


def indicator_rows(
    *,
    viewer: Viewer,
    at: datetime,
    is_public: bool = True,
    indicator_ids: Iterable[int] | None = None,
    moment: Moment | None = None,
    with_promises: bool = True,
) -> list[IndicatorRow]:
    """The indicators a viewer may see, by name, with last and previous value; six queries.

    Without promises, so that nothing is said of targets, four; one less when no line is broken.

    Today by default; with a `moment` as seen from its day and as known on its day. Who may see an
    indicator is always asked today.
    """
    day = moment or Moment(city_day(at))
    chosen = Q() if indicator_ids is None else Q(pk__in=list(indicator_ids))
    visible = Indicator.objects.filter(chosen, visible_to(viewer, at=at))
    cards = _cards(visible.values("pk"), day.as_of, day.known_on)
    series = _series_of(cards, only_main_families=True)
    points = _list_points([row.pk for row in series], day, is_public=is_public)
    if is_public:
        points = _protected(points, series, cards)
    main = {row.indicator_id: row for row in series if row.is_main}
    asked = list(main.values())
    promises = None
    if with_promises:
        promises = promises_of([row.pk for row in asked], day.as_of, day.known_on)
    main_lines = _lines(asked, cards, points, promises, day)
    line_of = {line.series.indicator_id: line for line in main_lines}
    rows = [_row(card, line_of.get(card.pk)) for card in cards.values()]
    return sorted(rows, key=lambda row: (str(row.card.name).casefold(), row.card.pk))


def latest_values(
    *, viewer: Viewer, at: datetime, indicator_ids: Iterable[int]
) -> list[LatestValue]:
    """The newest usable public value of indicators a viewer may see, by name, nothing judged; three
    queries.
    """
    day = Moment(city_day(at))
    visible = Indicator.objects.filter(visible_to(viewer, at=at), pk__in=list(indicator_ids))
    cards = _cards(visible.values("pk"), day.as_of, day.known_on)
    series = _series_of(cards, only_main_families=True)
    points = _list_points([row.pk for row in series], day, is_public=True)
    told = _protected(points, series, cards)
    main = {row.indicator_id: row.pk for row in series if row.is_main}
    found = [LatestValue(card, _last(told.get(main.get(pk, 0), ()))) for pk, card in cards.items()]
    return sorted(found, key=lambda each: (str(each.card.name).casefold(), each.card.pk))


def _last(points: Iterable[Point]) -> Point | None:
    usable = [point for point in points if point.is_usable]
    return max(usable, key=lambda point: (point.period.start, point.period.end), default=None)


def sheet_lines_for_files(sheet: IndicatorSheet) -> list[tuple[SeriesName, tuple[Point, ...]]]:
    """The lines of a public sheet in the order of their keys, for files."""
    ordered = sorted(
        sheet.lines,
        key=lambda line: (not line.series.is_main, str(line.series.region), line.series.pk),
    )
    return [(line.series, line.points) for line in ordered]


def _row(card: IndicatorCard, line: IndicatorLine | None) -> IndicatorRow:
    if line is None:
        return IndicatorRow(card, None, (), not_judged("NO_VALUE"))
    return IndicatorRow(card, line.series, line.promises, line.judgement)


def _cards(indicator_ids: object, as_of: date, known_on: date | None) -> dict[int, IndicatorCard]:
    states = (
        IndicatorState.objects.in_force(as_of, known_on)
        .filter(indicator_id__in=indicator_ids)
        .select_related("indicator")
    )
    return {state.indicator_id: _card(state) for state in states}


def _card(state: IndicatorState) -> IndicatorCard:
    return IndicatorCard(
        pk=state.indicator_id,
        code=state.indicator.code,
        version=state.indicator.version,
        name=state.name,
        definition=state.definition,
        formula=state.formula,
        unit=unit_of(state.unit_code),
        decimals=state.decimals,
        price_year=state.price_year,
        wanted=Wanted(state.wanted),
        wanted_low=state.wanted_low,
        wanted_high=state.wanted_high,
        natural_min=state.natural_min,
        natural_max=state.natural_max,
        frequency=Frequency(state.frequency),
        every=state.every,
        lag_days=state.lag_days,
        has_only_estimates=state.has_only_estimates,
        suppress_below=state.suppress_below,
        owner_post_id=state.owner_post_id,
        owner_unit_id=state.owner_unit_id,
        influence=Influence(state.influence),
        level=IndicatorLevel(state.level),
        visibility=Visibility(state.visibility),
    )


def _series_of(
    indicator_ids: Iterable[int], *, only_main_families: bool = False
) -> list[SeriesName]:
    """Series of indicators; with `only_main_families` those of the main series' region only."""
    rows = (
        Series.objects.filter(indicator_id__in=list(indicator_ids))
        .select_related("region")
        .annotate(has_break=Exists(Break.objects.filter(series_id=OuterRef("pk"))))
    )
    if only_main_families:
        same = {name: OuterRef(name) for name in ("indicator_id", "region_id", "frequency")}
        rows = rows.filter(Exists(Series.objects.filter(is_main=True, **same)))
    names = [_series_name(row) for row in rows]
    return sorted(names, key=lambda name: (not name.is_main, str(name.region), name.breakdown))


def _series_name(row: Any) -> SeriesName:
    return SeriesName(
        pk=row.pk,
        indicator_id=row.indicator_id,
        region=RegionKey(row.region.scheme, row.region.code),
        region_name=row.region.name,
        breakdown=row.breakdown,
        frequency=Frequency(row.frequency),
        division_year=row.division_year,
        unit=unit_of(row.unit_code),
        is_main=row.is_main,
        has_break=row.has_break,
    )


def _list_points(
    series_ids: Sequence[int], day: Moment, *, is_public: bool
) -> dict[int, tuple[Point, ...]]:
    """The newest values of many series from the derived table, older knowledge from the log."""
    if day.known_on is not None:
        return region_line_points(
            series_ids, as_of=day.as_of, known_on=day.known_on, is_public=is_public
        )
    side = "public" if is_public else "known"
    ranked = CurrentValue.objects.filter(
        series_id__in=series_ids, start_on__lte=day.as_of, **{f"{side}__is_withdrawn": False}
    ).annotate(rank=Window(RowNumber(), partition_by=F("series_id"), order_by=F("start_on").desc()))
    fields = [_through(side, name) for name in POINT_FIELDS]
    return lines_from(ranked.filter(rank__lte=NEWEST_IN_LIST).values_list(*fields), day.as_of)


def _through(side: str, name: str) -> str:
    own = name in ("series_id", "start_on", "end_on") or name.startswith("series__")
    return name if own else f"{side}__{name}"


def _protected(
    points: Mapping[int, tuple[Point, ...]],
    series: Sequence[SeriesName],
    cards: Mapping[int, IndicatorCard],
) -> dict[int, tuple[Point, ...]]:
    """The lines as outsiders may see them: each region's breakdowns are protected together."""
    families: dict[tuple[object, ...], list[SeriesName]] = defaultdict(list)
    for row in series:
        key = (row.indicator_id, row.region, row.frequency, row.division_year)
        families[key].append(row)
    told: dict[int, tuple[Point, ...]] = {}
    for family in families.values():
        lines = {row.breakdown: points.get(row.pk, ()) for row in family}
        safe = protect_lines(
            lines,
            unit=family[0].unit,
            smallest_told=cards[family[0].indicator_id].suppress_below,
        )
        told |= {
            row.pk: tuple(_without_name(point) for point in safe[row.breakdown]) for row in family
        }
    return told


def _without_name(point: Point) -> Point:
    """Who typed a value is shown on the desk only."""
    return replace(point, source=replace(point.source, by_label=""))


def _lines(
    series: Sequence[SeriesName],
    cards: Mapping[int, IndicatorCard],
    points: Mapping[int, tuple[Point, ...]],
    promises: Mapping[int, tuple[Promise, ...]] | None,
    day: Moment,
) -> tuple[IndicatorLine, ...]:
    """Lines with their breaks and judgements; one query.

    Where nothing is said of promises, breaks are asked only of lines that have some.
    """
    asked = [row.pk for row in series if promises is not None or row.has_break]
    breaks = breaks_of(asked, known_on=day.known_on or day.as_of) if asked else {}
    promises = promises or {}
    return tuple(
        IndicatorLine(
            series=row,
            points=points.get(row.pk, ()),
            breaks=breaks.get(row.pk, ()),
            promises=promises.get(row.pk, ()),
            judgement=_judged(
                points.get(row.pk, ()),
                replace(cards[row.indicator_id].meaning, unit=row.unit),
                day.as_of,
                promises.get(row.pk, ()),
                breaks.get(row.pk, ()),
            ),
        )
        for row in series
    )


def _judged(
    points: Sequence[Point],
    meaning: Meaning,
    as_of: date,
    promises: Sequence[Promise],
    breaks: Sequence[BreakMark],
) -> SeriesJudgement:
    """The judgement, or why a line cannot be judged at all."""
    try:
        return judge(points, meaning=meaning, as_of=as_of, promises=promises, breaks=breaks)
    except Refused as refused:
        return not_judged(refused.problem.code)
