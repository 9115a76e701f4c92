"""Defining indicators and opening their series."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from ruori.audit import actions as audit
from ruori.columns.dated import history_of
from ruori.indicators.access import may_define, may_hand_on, may_redefine
from ruori.indicators.actions.regions import region_pk
from ruori.indicators.models import Indicator, IndicatorState, Series
from ruori.indicators.queries import state_on
from ruori.indicators.rules.codes import Frequency, IndicatorLevel, Influence, Wanted
from ruori.indicators.rules.units import (
    DEFAULT_SUPPRESS_BELOW,
    Kind,
    natural_limits,
    unit_of,
)
from ruori.kernel.codes import Visibility
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import EMPTY, N_, Text
from ruori.kernel.validity import amend, put
from ruori.organisation.rules import Viewer

LABEL = "indicators.indicator"


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """Everything an indicator means, as plain values; see IndicatorState for the fields.

    Limits left empty come from the unit: a share is 0–100, a count is not negative unless
    `may_be_negative`, as net migration is.
    """

    name: Text
    unit_code: str
    influence: Influence
    owner_post_id: int | None = None
    owner_unit_id: int | None = None
    definition: Text = EMPTY
    formula: Text = EMPTY
    decimals: int = 0
    price_year: int | None = None
    wanted: Wanted = Wanted.NONE
    wanted_low: Decimal | None = None
    wanted_high: Decimal | None = None
    natural_min: Decimal | None = None
    natural_max: Decimal | None = None
    may_be_negative: bool = False
    frequency: Frequency = Frequency.YEAR
    every: int = 1
    has_season: bool = False
    lag_days: int = 0
    has_only_estimates: bool = False
    suppress_below: int | None = DEFAULT_SUPPRESS_BELOW
    level: IndicatorLevel = IndicatorLevel.RESULT
    visibility: Visibility = Visibility.DRAFT


@dataclass(frozen=True, slots=True)
class DefinedIndicator:
    """An indicator as it was defined: its key and the version to edit from."""

    pk: int
    code: str
    version: int


@dataclass(frozen=True, slots=True)
class OpenedSeries:
    """A series ready for figures, and whether it was opened only now."""

    pk: int
    indicator_id: int
    is_new: bool


@transaction.atomic
def define_indicator(
    *, code: str, definition: IndicatorDefinition, start: date, by: Viewer, at: datetime
) -> DefinedIndicator:
    """Begin to follow a figure. Raises NotAllowed, Refused (CODE_TAKEN, UNIT_UNKNOWN, …)."""
    require(may_define(by))
    state = _state_from(definition)
    stamped_at = audit.stamp(at=at)
    if Indicator.objects.filter(code=code).exists():
        raise refuse("CODE_TAKEN", N_("There is already an indicator “%(name)s”."), name=code)
    indicator = Indicator.objects.create(code=code)
    state["indicator_id"] = indicator.pk
    audit.restate(
        model=IndicatorState, restatement=put([], state, start=start), stamped_at=stamped_at
    )
    audit.record(
        verb="indicator.defined",
        about=Ref(LABEL, indicator.pk, definition.name),
        by=by.actor,
        at=stamped_at,
        facts={"code": code, "start": start, "unit": definition.unit_code},
    )
    return DefinedIndicator(indicator.pk, code, indicator.version)


@transaction.atomic
def begin_to_follow(
    *,
    code: str,
    definition: IndicatorDefinition,
    region: str,
    start: date,
    by: Viewer,
    at: datetime,
) -> DefinedIndicator:
    """Define an indicator and open its main series in one deed.

    Raises what `define_indicator` and `open_series` raise; then nothing is left behind.
    """
    defined = define_indicator(code=code, definition=definition, start=start, by=by, at=at)
    open_series(indicator_id=defined.pk, region=region, is_main=True, by=by, at=at)
    return defined


@transaction.atomic
def redefine_indicator(
    *,
    indicator_id: int,
    version: int,
    changes: Mapping[str, Any],
    start: date,
    by: Viewer,
    at: datetime,
) -> DefinedIndicator:
    """Change some of what an indicator means, from a day on.

    `changes` are fields of IndicatorDefinition. Raises NotAllowed, Refused, and Conflict when
    somebody else changed the indicator since `version` was read.
    """
    stamped_at = audit.stamp(at=at)
    now = state_on(indicator_id, city_day(at))
    require(may_redefine(by, now, at=at))
    wanted = replace(_definition_of(now), **_with_limits(now, changes))
    checked = _state_from(wanted)
    indicator = Indicator.objects.get(pk=indicator_id)
    audit.claim(row=indicator, version=version)
    standing = IndicatorState.objects.standing().filter(indicator_id=indicator_id)
    news = {name: value for name, value in checked.items() if getattr(now, name) != value}
    audit.restate(
        model=IndicatorState,
        restatement=amend(history_of(standing), news, start=start),
        stamped_at=stamped_at,
    )
    audit.record(
        verb="indicator.redefined",
        about=Ref(LABEL, indicator_id, wanted.name),
        by=by.actor,
        at=stamped_at,
        facts={
            "start": start,
            "before": {name: _plain(getattr(now, name)) for name in news},
            "after": {name: _plain(value) for name, value in news.items()},
        },
    )
    return DefinedIndicator(indicator_id, indicator.code, version + 1)


@transaction.atomic
def hand_on_indicators(
    *,
    unit_id: int,
    heirs: Mapping[int, int],
    first_heir: int,
    start: date,
    by: Viewer,
    at: datetime,
) -> int:
    """Give the indicators of a closing unit to its heirs from a day on; how many there were.

    `heirs` gives some indicators to other heirs than the first. Raises NotAllowed.
    """
    require(may_hand_on(by))
    stamped_at = audit.stamp(at=at)
    owned = _owned(start, owner_unit_id=unit_id)
    for key, row in owned.items():
        heir = heirs.get(key, first_heir)
        given = _Given("owner_unit_id", heir, {"from": unit_id, "to": heir}, "inherited")
        _hand_on(row, given, start, by, stamped_at)
    return len(owned)


@transaction.atomic
def hand_on_post_indicators(
    *, post_id: int, heir: int, start: date, by: Viewer, at: datetime
) -> int:
    """Give the indicators of a post to another post from a day on; how many there were.

    Raises NotAllowed.
    """
    require(may_hand_on(by))
    stamped_at = audit.stamp(at=at)
    owned = _owned(start, owner_post_id=post_id)
    facts = {"from_post": post_id, "post": heir}
    for row in owned.values():
        given = _Given("owner_post_id", heir, facts, "taken_over")
        _hand_on(row, given, start, by, stamped_at)
    return len(owned)


@dataclass(frozen=True, slots=True)
class _Given:
    """To whom an indicator goes, and how the trail tells it."""

    column: str
    heir: int
    facts: Mapping[str, Any]
    verb: str


def _owned(start: date, **owner: int) -> dict[int, IndicatorState]:
    """Of each indicator of an owner the first row from a day on; one query."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=start)
    rows = IndicatorState.objects.standing().filter(lasting, **owner).order_by("-valid_from")
    return {row.indicator_id: row for row in rows.select_related("indicator")}


def _hand_on(
    row: IndicatorState, given: _Given, start: date, by: Viewer, stamped_at: datetime
) -> None:
    begins = max(start, row.valid_from or start)
    history = history_of(IndicatorState.objects.standing().filter(indicator_id=row.indicator_id))
    restatement = amend(history, {given.column: given.heir}, start=begins)
    audit.claim(row=row.indicator, version=row.indicator.version)
    audit.restate(model=IndicatorState, restatement=restatement, stamped_at=stamped_at)
    audit.record(
        verb=f"indicator.{given.verb}",
        about=Ref(LABEL, row.indicator_id, row.name),
        by=by.actor,
        at=stamped_at,
        facts={**given.facts, "on": begins},
    )


@transaction.atomic
def open_series(
    *,
    indicator_id: int,
    region: str,
    breakdown: str = "",
    frequency: Frequency | None = None,
    division_year: int = 0,
    unit_code: str = "",
    is_main: bool = False,
    by: Viewer,
    at: datetime,
) -> OpenedSeries:
    """Open a line of numbers of an indicator; the same key again gives the one that is there.

    The region is written with its scheme, `fi-kunta:240`. Raises NotAllowed, Refused
    (REGION_UNKNOWN, SERIES_HAS_ANOTHER_UNIT, MAIN_SERIES_TAKEN).
    """
    stamped_at = audit.stamp(at=at)
    state = state_on(indicator_id, city_day(at))
    require(may_redefine(by, state, at=at))
    unit = unit_of(unit_code or state.unit_code)
    key = {
        "indicator_id": indicator_id,
        "region_id": region_pk(region),
        "breakdown": normal_breakdown(breakdown),
        "frequency": (frequency or Frequency(state.frequency)).value,
        "division_year": division_year,
    }
    there = Series.objects.filter(**key).first()
    if there is not None:
        return _opened_already(there, unit.code)
    if is_main and Series.objects.filter(indicator_id=indicator_id, is_main=True).exists():
        raise refuse("MAIN_SERIES_TAKEN", N_("The indicator already has a main series."))
    series = Series.objects.create(
        **key, unit_code=unit.code, is_main=is_main, recorded_at=stamped_at
    )
    _record_series(series, region, state, by, stamped_at)
    return OpenedSeries(series.pk, indicator_id, is_new=True)


def _record_series(
    series: Series, region: str, state: IndicatorState, by: Viewer, stamped_at: datetime
) -> None:
    audit.record(
        verb="series.opened",
        about=Ref("indicators.series", series.pk, state.name),
        by=by.actor,
        at=stamped_at,
        facts={"region": region, "breakdown": series.breakdown, "unit": series.unit_code},
    )


def _opened_already(there: Series, unit_code: str) -> OpenedSeries:
    if there.unit_code != unit_code:
        raise refuse(
            "SERIES_HAS_ANOTHER_UNIT",
            N_("The series is already kept in “%(unit)s”."),
            unit=there.unit_code,
        )
    return OpenedSeries(there.pk, there.indicator_id, is_new=False)


def normal_breakdown(text: str) -> str:
    """A breakdown as part of a key: `name=value` parts in order. Raises Refused."""
    parts = sorted(part.strip() for part in text.split(",") if part.strip())
    if any(part.count("=") != 1 or part[0] == "=" or part[-1] == "=" for part in parts):
        raise refuse(
            "BREAKDOWN_UNREADABLE",
            N_("Write a breakdown as name=value, for example sex=total."),
            text=text,
        )
    return ",".join(parts)


def _state_from(definition: IndicatorDefinition) -> dict[str, Any]:
    unit = unit_of(definition.unit_code)
    if (definition.owner_post_id is None) == (definition.owner_unit_id is None):
        raise refuse("OWNER_IS_ONE", N_("An indicator is owned by one post or one unit."))
    if not definition.name:
        raise refuse("NAME_EMPTY", N_("Give the indicator a name."))
    ends = (definition.wanted_low, definition.wanted_high)
    if definition.wanted is Wanted.RANGE and (None in ends or ends[0] > ends[1]):  # type: ignore[operator]
        raise refuse("RANGE_EMPTY", N_("A wanted range needs a lower and an upper end."))
    state = asdict(definition)
    del state["may_be_negative"]
    low, high = natural_limits(unit)
    if state["natural_min"] is None and not (
        definition.may_be_negative and unit.kind in (Kind.COUNT, Kind.RATE)
    ):
        state["natural_min"] = low
    if state["natural_max"] is None:
        state["natural_max"] = high
    for name in ("name", "definition", "formula"):
        state[name] = getattr(definition, name)
    return {name: getattr(value, "value", value) for name, value in state.items()}


def _with_limits(now: IndicatorState, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, with limits left to the new unit when the unit changes."""
    if changes.get("unit_code", now.unit_code) == now.unit_code:
        return dict(changes)
    return {"natural_min": None, "natural_max": None, "may_be_negative": False, **changes}


def _definition_of(state: IndicatorState) -> IndicatorDefinition:
    return IndicatorDefinition(
        name=state.name,
        unit_code=state.unit_code,
        influence=Influence(state.influence),
        owner_post_id=state.owner_post_id,
        owner_unit_id=state.owner_unit_id,
        definition=state.definition,
        formula=state.formula,
        decimals=state.decimals,
        price_year=state.price_year,
        wanted=Wanted(state.wanted),
        wanted_low=state.wanted_low,
        wanted_high=state.wanted_high,
        natural_min=state.natural_min,
        natural_max=state.natural_max,
        may_be_negative=state.natural_min is None,
        frequency=Frequency(state.frequency),
        every=state.every,
        has_season=state.has_season,
        lag_days=state.lag_days,
        has_only_estimates=state.has_only_estimates,
        suppress_below=state.suppress_below,
        level=IndicatorLevel(state.level),
        visibility=Visibility(state.visibility),
    )


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Text) else value
