"""What is wrong with the figures, and what is due of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max

from ruori.columns.dated import history_of
from ruori.indicators.access import states_visible_to
from ruori.indicators.models import (
    CurrentValue,
    IndicatorState,
    Observation,
    Series,
    TargetPoint,
    TargetState,
)
from ruori.indicators.queries.arriving import waiting_batches
from ruori.indicators.rules.lines import expected_by, is_stale
from ruori.indicators.rules.targets import span
from ruori.kernel.codes import Severity
from ruori.kernel.instants import city_day
from ruori.kernel.moments import Moment
from ruori.kernel.period import Period
from ruori.kernel.problems import Due, Problem, Ref
from ruori.kernel.text import N_
from ruori.kernel.validity import overlaps
from ruori.organisation import queries as organisation
from ruori.organisation.models import PostState
from ruori.organisation.rules import Chart, Item, Viewer, reachable_owner

LABEL = "indicators.indicator"
CHUNK = 10_000
Place = tuple[Any, ...]
ASKED_BEFORE = timedelta(days=30)
"""A value is asked for a month before it is due."""


def problems(moment: Moment) -> list[Problem]:
    """Every finding about figures: derived values, overlapping versions, arrivals that wait.

    Collected, never raised; a constant number of queries.
    """
    return [
        *_derived_differs(),
        *_overlapping(
            IndicatorState.objects.standing(), lambda row: row.indicator_id, ("indicator_id",)
        ),
        *_overlapping(
            TargetState.objects.standing().select_related("target__series"),
            lambda row: row.target.series.indicator_id,
            ("target_id",),
        ),
        *_overlapping(
            TargetPoint.objects.standing().select_related("target__series"),
            lambda row: row.target.series.indicator_id,
            ("target_id", "start_on", "end_on"),
        ),
        *_waiting(moment),
    ]


def late_figures(moment: Moment) -> list[Problem]:
    """Indicators whose last value is too old to be judged, for the desk; two queries.

    No fault of ours, so not among `problems`: the source has not told yet.
    """
    day = moment.as_of
    return [
        Problem(
            "FIGURES_ARE_OLD",
            N_("The last value of the indicator is of %(period)s."),
            {"period": str(last)},
            Ref(LABEL, state.indicator_id, state.name),
            Severity.HINT,
        )
        for state, last in _with_last(day)
        if is_stale(last, every=state.every, lag_days=state.lag_days, as_of=day)
    ]


def due(viewer: Viewer | None, at: datetime, chart: Chart | None = None) -> list[Due]:
    """Values that wait for the viewer: by post, by unit, or as who answers when nobody else does.

    Without a viewer the values that wait for anybody, with who is reminded. Three queries at
    most, and three more without a viewer or for who leads a unit, unless the chart of the
    day is given. Facts: `after`, `as_substitute`.
    """
    day = city_day(at)
    asked = [
        (state, last, expected)
        for state, last in _hand_kept_with_last(day)
        if day >= (expected := _expected(state, last)) - ASKED_BEFORE
    ]
    leads = viewer is None or bool(viewer.led)
    if chart is None:
        chart = organisation.chart(Moment(day)) if asked and leads else Chart()
    mine = [row for row in asked if viewer is None or _waits_for(viewer, chart, row[0])]
    unit_of = _last_units({state.owner_post_id for state, _, _ in mine}) if mine else {}
    return [_due(viewer, row, chart, unit_of) for row in mine]


def _expected(state: IndicatorState, last: Period) -> date:
    return expected_by(last, every=state.every, lag_days=state.lag_days)


def _due(
    viewer: Viewer | None,
    row: tuple[IndicatorState, Period, date],
    chart: Chart,
    unit_of: Mapping[int | None, int],
) -> Due:
    state, last, expected = row
    post, unit = state.owner_post_id, state.owner_unit_id
    owner = reachable_owner(chart, post=post, unit=unit)
    answering = None if owner is None else owner.post
    is_deputy = viewer is not None and (
        (post if post in viewer.posts else answering) in viewer.substitute_posts
    )
    return Due(
        kind="INDICATOR_VALUE",
        about=Ref(LABEL, state.indicator_id, state.name),
        due_on=expected,
        post_id=post,
        unit_id=unit or unit_of[post],
        facts={"after": str(last), "as_substitute": is_deputy},
        owner=None if owner is None else owner.person,
    )


def last_values(pks: Collection[int]) -> dict[int, tuple[date, date, Decimal]]:
    """The newest value of some indicators' main lines: first day, last day, value; one query."""
    rows = CurrentValue.objects.filter(
        series__is_main=True, series__indicator_id__in=pks, known__value__isnull=False
    ).filter(known__is_withdrawn=False)
    return {
        pk: (start, end, value or Decimal(0))
        for pk, start, end, value in rows.order_by("end_on", "start_on").values_list(
            "series__indicator_id", "start_on", "end_on", "known__value"
        )
    }


def _waits_for(viewer: Viewer, told: Chart, state: IndicatorState) -> bool:
    if state.owner_post_id in viewer.posts or state.owner_unit_id in viewer.units:
        return True
    owner = reachable_owner(told, post=state.owner_post_id, unit=state.owner_unit_id)
    return owner is not None and owner.person == viewer.person_id


def _last_units(posts: Collection[int | None]) -> dict[int | None, int]:
    """The unit each post is in, or was in last; one query."""
    rows = PostState.objects.standing().filter(post_id__in=posts).order_by("valid_from")
    return dict(rows.values_list("post_id", "unit_id"))


def items(viewer: Viewer, moment: Moment) -> list[Item]:
    """The indicators of a day with who must answer for each, as far as one may see; one query."""
    rows = (
        IndicatorState.objects.in_force(moment.as_of, moment.known_on)
        .filter(states_visible_to(viewer))
        .order_by("indicator_id")
    )
    return [
        Item(Ref(LABEL, row.indicator_id, row.name), row.owner_post_id, row.owner_unit_id)
        for row in rows
    ]


def _derived_differs() -> list[Problem]:
    """Prove that the derived values equal the log."""
    known, public = _last_of_the_log()
    differing: list[Place] = []
    derived = CurrentValue.objects.values_list(
        "series_id", "start_on", "end_on", "known_id", "public_id"
    )
    for *key, known_id, public_id in derived.iterator(chunk_size=CHUNK):
        place = tuple(key)
        if (known.pop(place, None), public.get(place)) != (known_id, public_id):
            differing.append(place)
    differing.extend(known)
    series = Series.objects.filter(pk__in={place[0] for place in differing})
    indicator_of = dict(series.values_list("pk", "indicator_id"))
    return [
        Problem(
            "CURRENT_VALUE_DIFFERS",
            N_("The value shown for %(period)s is not the last one in the log."),
            {"period": str(span(start, end))},
            Ref(LABEL, indicator_of[series_id]),
        )
        for series_id, start, end in differing
    ]


def _last_of_the_log() -> tuple[dict[Place, int], dict[Place, int]]:
    """The last observation of each place that counts, and the last one that is public."""
    known: dict[Place, int] = {}
    public: dict[Place, int] = {}
    rows = Observation.objects.filter(batch__known_at__isnull=False).order_by("batch__known_order")
    for *key, pk, published_at in rows.values_list(
        "series_id", "start_on", "end_on", "id", "batch__published_at"
    ).iterator(chunk_size=CHUNK):
        known[tuple(key)] = pk
        if published_at is not None:
            public[tuple(key)] = pk
    return known, public


def _overlapping(
    rows: Iterable[Any], indicator_of: Callable[[Any], int], key: tuple[str, ...]
) -> list[Problem]:
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in rows:
        groups[tuple(getattr(row, name) for name in key)].append(row)
    return [
        Problem(
            "ROWS_OVERLAP",
            N_("Two versions of the same thing hold on the same day."),
            {},
            Ref(LABEL, indicator_of(group[0])),
        )
        for group in groups.values()
        for _ in overlaps(history_of(group))
    ]


def _waiting(moment: Moment) -> list[Problem]:
    return [
        Problem(
            "BATCH_WAITS",
            N_("An arrival of figures from “%(source)s” waits for a decision."),
            {"source": batch.source_key, "findings": len(batch.findings)},
            Ref("indicators.batch", batch.pk),
            Severity.WARN,
        )
        for batch in waiting_batches(moment.as_of)
    ]


def _with_last(day: date, **conditions: Any) -> Iterable[tuple[IndicatorState, Period]]:
    """Indicators in force with the last period of their main line; two queries."""
    values = CurrentValue.objects.filter(
        series__is_main=True, known__is_withdrawn=False, known__value__isnull=False, **conditions
    )
    last = {
        row["series__indicator_id"]: (row["start"], row["end"], row["series__frequency"])
        for row in values.values("series__indicator_id", "series__frequency").annotate(
            start=Max("start_on"), end=Max("end_on")
        )
    }
    for state in IndicatorState.objects.in_force(day).filter(indicator_id__in=list(last)):
        yield state, Period(*last[state.indicator_id])


def _hand_kept_with_last(day: date) -> Iterable[tuple[IndicatorState, Period]]:
    return _with_last(day, known__batch__source_key__startswith="hand:")
