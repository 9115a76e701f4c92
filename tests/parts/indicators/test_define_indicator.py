"""Defining an indicator, changing what it means, opening its series."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ruori.indicators.actions import define_indicator, open_series, redefine_indicator
from ruori.indicators.models import IndicatorState
from ruori.indicators.queries import state_on
from ruori.indicators.rules.codes import Wanted
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER, Viewer
from tests.parts.indicators.given import (
    AINO,
    AT,
    DAY,
    MATTI,
    START,
    definition,
    indicator,
    kemi,
    liisa,
    series,
    unit,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_an_indicator_means_what_it_was_defined_to_mean() -> None:
    defined = indicator()
    state = state_on(defined.pk, DAY)
    assert (state.name, state.unit_code) == (definition().name, "persons")
    assert (state.natural_min, state.natural_max) == (Decimal(0), None)


def test_a_share_is_limited_by_its_unit_and_a_net_figure_is_not() -> None:
    share = state_on(indicator(unit_code="percent").pk, DAY)
    assert (share.natural_min, share.natural_max) == (0, 100)
    net = state_on(indicator(code="nettomuutto", may_be_negative=True).pk, DAY)
    assert net.natural_min is None


def test_a_code_is_used_once() -> None:
    indicator()
    with pytest.raises(Refused) as refused:
        indicator()
    assert refused.value.problem.code == "CODE_TAKEN"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit_code": "syli"}, "UNIT_UNKNOWN"),
        ({"owner_unit_id": None}, "OWNER_IS_ONE"),
        ({"owner_post_id": 1}, "OWNER_IS_ONE"),
        ({"name": Text()}, "NAME_EMPTY"),
        ({"wanted": Wanted.RANGE}, "RANGE_EMPTY"),
        (
            {
                "wanted": Wanted.RANGE,
                "wanted_low": Decimal(5),
                "wanted_high": Decimal(4),
            },
            "RANGE_EMPTY",
        ),
    ],
)
def test_a_half_definition_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        indicator(**changes)
    assert refused.value.problem.code == code


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1)])
def test_others_cannot_define(who: Viewer) -> None:
    with pytest.raises(NotAllowed):
        define_indicator(code="x", definition=definition(), start=START, by=who, at=AT)


def test_a_change_holds_from_its_day_and_leaves_the_days_before() -> None:
    defined = indicator()
    changed = redefine_indicator(
        indicator_id=defined.pk,
        version=defined.version,
        changes={"decimals": 1, "visibility": Visibility.SECRET},
        start=date(2026, 1, 1),
        by=AINO,
        at=LATER,
    )
    assert changed.version == 2
    assert [state_on(defined.pk, day).decimals for day in (date(2025, 12, 31), DAY)] == [0, 1]
    # As known before the change, the old meaning holds for every day.
    before = IndicatorState.objects.recorded(LATER).get()
    assert (before.decimals, before.valid_to) == (0, None)


def test_two_editors_of_the_same_version_meet_a_conflict() -> None:
    defined = indicator()
    change: dict[str, Any] = {
        "indicator_id": defined.pk,
        "version": 1,
        "start": DAY,
        "by": AINO,
        "at": LATER,
    }
    redefine_indicator(changes={"decimals": 1}, **change)
    with pytest.raises(Conflict):
        redefine_indicator(changes={"decimals": 2}, **change)
    assert state_on(defined.pk, DAY).decimals == 1


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1)])
def test_others_cannot_redefine(who: Viewer) -> None:
    defined = indicator()
    with pytest.raises(NotAllowed):
        redefine_indicator(
            indicator_id=defined.pk, version=1, changes={}, start=DAY, by=who, at=LATER
        )


def test_the_owner_alone_does_not_change_what_the_figure_means() -> None:
    defined = indicator()
    with pytest.raises(NotAllowed):
        redefine_indicator(
            indicator_id=defined.pk, version=1, changes={}, start=DAY, by=liisa(unit()), at=LATER
        )


def test_opening_the_same_series_again_gives_the_same_one() -> None:
    defined = indicator()
    first = series(defined.pk, breakdown="sex=total,age=65+")
    again = series(defined.pk, breakdown="age=65+, sex=total")
    assert (again.pk, again.is_new) == (first.pk, False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"region": "fi-kunta:999"}, "REGION_UNKNOWN"),
        ({"region": "240"}, "REGION_UNREADABLE"),
        ({"region": "fi-kunta:91"}, "REGION_UNREADABLE"),
        ({"breakdown": "naiset"}, "BREAKDOWN_UNREADABLE"),
        ({"unit_code": "mwh", "is_main": True}, "SERIES_HAS_ANOTHER_UNIT"),
        ({"region": "fi-kunta:851", "is_main": True}, "MAIN_SERIES_TAKEN"),
    ],
)
def test_a_series_without_a_sound_key_is_refused(changes: dict[str, Any], code: str) -> None:
    defined = indicator()
    series(defined.pk)
    with pytest.raises(Refused) as refused:
        series(defined.pk, **{"is_main": False, **changes})
    assert refused.value.problem.code == code


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1)])
def test_others_cannot_open_a_series(who: Viewer) -> None:
    defined = kemi()
    with pytest.raises(NotAllowed):
        open_series(indicator_id=defined.indicator_id, region="fi-kunta:240", by=who, at=AT)
