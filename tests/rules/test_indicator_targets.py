"""Targets and the paths to them (indicators § 4)."""

from decimal import Decimal
from typing import Any

import pytest

from ruori.indicators.rules.codes import Mode, PathShape, TargetChange, TargetLevel, Wanted
from ruori.indicators.rules.targets import (
    Base,
    Promise,
    TargetMark,
    change_of,
    check_promise,
    default_mode,
    path_at,
    span,
)
from ruori.kernel.period import parse_period, year
from ruori.kernel.problems import Refused


def mark(period: str, value: str | None, **changes: Any) -> TargetMark:
    figure = None if value is None else Decimal(value)
    return TargetMark(parse_period(period), figure, **changes)


def promise(period: str, value: str, base: tuple[str, str] | None, **changes: Any) -> Promise:
    fields: dict[str, Any] = {
        "level": TargetLevel.MINIMUM,
        "points": (mark(period, value),),
        "unit_code": "persons",
        "base": Base(parse_period(base[0]), Decimal(base[1])) if base else None,
    }
    return Promise(**{**fields, **changes})


def test_a_negative_base_has_a_linear_path_and_no_geometric_one() -> None:
    """Edge case 9."""
    target = promise("2030", "0", ("2020", "-8"))
    middle = path_at(target, year(2025).midpoint())
    assert middle == pytest.approx(Decimal(-4), abs=Decimal("0.01"))
    for base in ("-8", "0"):
        curved = promise("2030", "5", ("2020", base), path=PathShape.GEOMETRIC)
        with pytest.raises(Refused) as refused:
            check_promise(curved, wanted=Wanted.INCREASE, decimals=0)
        assert refused.value.problem.code == "TARGET_NOT_GEOMETRIC"


def test_a_geometric_path_keeps_its_percentage() -> None:
    curved = promise("2022", "121", ("2020", "100"), path=PathShape.GEOMETRIC)
    check_promise(curved, wanted=Wanted.INCREASE, decimals=0)
    middle = path_at(curved, (year(2020).midpoint() + year(2022).midpoint()) / 2)
    assert middle == pytest.approx(Decimal(110), abs=Decimal("0.0001"))


def test_a_target_on_the_wrong_side_of_its_base_must_be_held() -> None:
    """Edge case 10."""
    reach = promise("2029", "19000", ("2000", "23689"))
    with pytest.raises(Refused) as refused:
        check_promise(reach, wanted=Wanted.INCREASE, decimals=0)
    assert refused.value.problem.code == "TARGET_WRONG_SIDE"
    hold = promise("2029", "19000", ("2000", "23689"), mode=Mode.HOLD)
    check_promise(hold, wanted=Wanted.INCREASE, decimals=0)
    assert default_mode(hold.base, hold.last, wanted=Wanted.INCREASE, decimals=0) is Mode.HOLD
    other = mark("2029", "25000")
    assert default_mode(hold.base, other, wanted=Wanted.INCREASE, decimals=0) is Mode.REACH
    assert default_mode(None, other, wanted=Wanted.INCREASE, decimals=0) is Mode.REACH


def test_milestones_are_joined_by_lines() -> None:
    bent = promise(
        "2030",
        "0",
        ("2020", "100"),
        points=(mark("2025", "90"), mark("2030", "50")),
        path=PathShape.MILESTONES,
    )
    values = [path_at(bent, year(number).midpoint()) for number in (2019, 2025, 2030, 2035)]
    assert values == [100, 90, 50, 50]
    straight = promise("2030", "50", ("2020", "100"), points=bent.points)
    assert path_at(straight, year(2025).midpoint()) == pytest.approx(
        Decimal(75), abs=Decimal("0.05")
    )


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ((), "TARGET_EMPTY"),
        ((mark("2030", "5"), mark("2025", "4")), "TARGET_DISORDER"),
        ((mark("2025", "5"), mark("2025", "4")), "TARGET_DISORDER"),
        (
            (mark("2025", "5"), mark("2026", value=None, low=Decimal(1), high=Decimal(2))),
            "TARGET_MIXED",
        ),
        ((mark("2025", value=None, low=Decimal(3), high=Decimal(2)),), "TARGET_UPSIDE_DOWN"),
        ((mark("2019", "5"),), "TARGET_BEFORE_BASE"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(points: tuple[TargetMark, ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_promise(
            promise("2030", "5", ("2020", "1"), points=points), wanted=Wanted.INCREASE, decimals=0
        )
    assert refused.value.problem.code == code


def test_a_range_without_an_end_is_refused() -> None:
    half = promise("2030", "5", None, points=(TargetMark(year(2030), low=Decimal(1)),))
    with pytest.raises(Refused) as refused:
        check_promise(half, wanted=Wanted.RANGE, decimals=0)
    assert refused.value.problem.code == "TARGET_RANGE"


OLD = promise("2029", "100", ("2020", "90"))
WIDE = (mark("2029", value=None, low=Decimal(5), high=Decimal(20)),)
NARROW = (mark("2029", value=None, low=Decimal(8), high=Decimal(15)),)
ASIDE = (mark("2029", value=None, low=Decimal(10), high=Decimal(25)),)


@pytest.mark.parametrize(
    ("old", "new", "wanted", "changes"),
    [
        (None, OLD, Wanted.INCREASE, ["NEW"]),
        (OLD, OLD, Wanted.INCREASE, []),
        (OLD, promise("2031", "100", ("2020", "90")), Wanted.INCREASE, ["MOVED_LATER"]),
        (OLD, promise("2027", "100", ("2020", "90")), Wanted.INCREASE, ["MOVED_EARLIER"]),
        (OLD, promise("2029", "95", ("2020", "90")), Wanted.INCREASE, ["EASED"]),
        (OLD, promise("2029", "95", ("2020", "90")), Wanted.DECREASE, ["TIGHTENED"]),
        (
            OLD,
            promise("2031", "105", ("2020", "90")),
            Wanted.INCREASE,
            ["MOVED_LATER", "TIGHTENED"],
        ),
        (OLD, promise("2029", "95", ("2020", "90")), Wanted.NONE, ["CHANGED"]),
        (OLD, promise("2029", "100", ("2020", "80")), Wanted.INCREASE, ["CHANGED"]),
        (
            promise("2029", "0", None, points=NARROW),
            promise("2029", "0", None, points=WIDE),
            Wanted.RANGE,
            ["EASED"],
        ),
        (
            promise("2029", "0", None, points=WIDE),
            promise("2029", "0", None, points=NARROW),
            Wanted.RANGE,
            ["TIGHTENED"],
        ),
        (
            promise("2029", "0", None, points=NARROW),
            promise("2029", "0", None, points=ASIDE),
            Wanted.RANGE,
            ["CHANGED"],
        ),
        (OLD, promise("2029", "0", ("2020", "90"), points=WIDE), Wanted.INCREASE, ["CHANGED"]),
    ],
)
def test_a_new_version_says_what_it_did_to_the_promise(
    old: Promise | None, new: Promise, wanted: Wanted, changes: list[str]
) -> None:
    assert change_of(old, new, wanted=wanted) == tuple(TargetChange(code) for code in changes)


@pytest.mark.parametrize(
    "text", ["2024", "2024-H1", "2024-Q3", "2024-02", "2024-W05", "2024-02-29"]
)
def test_a_stored_period_tells_its_frequency_by_its_length(text: str) -> None:
    period = parse_period(text)
    assert span(period.start, period.end) == period
