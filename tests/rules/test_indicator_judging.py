"""Lines, targets, paths and the word (indicators §§ 3, 4, 7.2, 7.5 row 1, 7.8)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ruori.indicators.rules.codes import (
    BreakKind,
    Confidence,
    Mode,
    Status,
    TargetLevel,
    Wanted,
)
from ruori.indicators.rules.judging import (
    Meaning,
    Note,
    PathAnswer,
    SeriesJudgement,
    Word,
    judge,
    on_path,
)
from ruori.indicators.rules.lines import (
    BreakMark,
    Form,
    Point,
    Source,
    after_last_break,
    as_of_day,
    current_line,
    is_stale,
    usable,
)
from ruori.indicators.rules.targets import (
    Base,
    Promise,
    TargetMark,
    path_at,
)
from ruori.indicators.rules.units import UNITS
from ruori.kernel.codes import Direction
from ruori.kernel.period import parse_period, year
from ruori.kernel.problems import Refused

KNOWN = datetime(2023, 6, 1, tzinfo=UTC)
AS_OF = date(2023, 6, 30)


def point(period: str, value: str | None, **changes: Any) -> Point:
    source = Source(changes.pop("batch", 1), "s", KNOWN, method=changes.pop("method", ""))
    status = changes.pop("status", Status.MISSING if value is None else Status.NORMAL)
    return Point(
        period=parse_period(period),
        value=None if value is None else Decimal(value),
        status=status,
        source=source,
        **changes,
    )


def line(**values: str | None) -> list[Point]:
    return [point(name.lstrip("y"), value) for name, value in values.items()]


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


def judged(points: list[Point], *promises: Promise, **changes: Any) -> SeriesJudgement:
    meaning = {"unit": UNITS["persons"], "wanted": Wanted.INCREASE, **changes.pop("meaning", {})}
    return judge(
        points,
        meaning=Meaning(**meaning),
        as_of=changes.pop("as_of", AS_OF),
        promises=promises,
        **changes,
    )


TWO_YEARS = line(y2021="19982", y2022="19499")


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([], "NO_VALUE"),
        (line(y2021=None, y2022=None), "NO_VALUE"),
        ([point("2025", "5", status=Status.FORECAST)], "NO_VALUE"),
        ([point("2022", "5", status=Status.IMPUTED)], "NO_VALUE"),
        (line(y2019="5"), "STALE"),
        ([point("2021", "9"), point("2022", None, conf=Confidence.SUPPRESSED)], "SUPPRESSED"),
        ([point("2022", "3", conf=Confidence.SUPPRESSED)], "SUPPRESSED"),
    ],
)
def test_a_line_that_cannot_be_judged_says_why(points: list[Point], reason: str) -> None:
    """Row 1; edge cases 1 and 46."""
    answer = judged(points)
    assert (answer.word, answer.reason) == (Word.NOT_ASSESSABLE, reason)
    assert (answer.direction, answer.direction_reason) == (Direction.NOT_ASSESSABLE, reason)


def test_no_direction_is_told_before_the_trend_rule_is_in_use() -> None:
    points = line(**{f"y{2010 + n}": str(100 + n) for n in range(13)})
    answer = judged(points)
    assert answer.direction is Direction.NOT_ASSESSABLE
    assert answer.direction_reason == "TREND_NOT_IN_USE"
    assert Note.TREND_NOT_IN_USE in answer.notes


def test_a_target_in_another_unit_or_before_its_base_is_not_judged() -> None:
    other = promise("2029", "19000", ("2000", "20000"), unit_code="percent")
    assert judged(TWO_YEARS, other).reason == "ANOTHER_UNIT"
    early = promise("2029", "25000", ("2022", "19499"))
    assert judged(TWO_YEARS, early).reason == "BEFORE_BASE"


def test_one_value_after_the_base_reaches_the_target() -> None:
    """Edge case 2: saavutettu, "yksi havainto"."""
    answer = judged(line(y2022="105"), promise("2025", "100", ("2020", "90")))
    assert answer.word is Word.TARGET_REACHED
    assert Note.ONE_OBSERVATION in answer.notes


def test_what_is_printed_is_judged() -> None:
    target = promise("2025", "100", ("2020", "90"))
    assert judged(line(y2022="99.5"), target).word is Word.TARGET_REACHED
    exact = judged(line(y2022="99.5"), target, meaning={"decimals": 1})
    assert exact.word is not Word.TARGET_REACHED


def test_the_gap_is_told_in_units_per_cent_and_persons() -> None:
    points = [
        point("2022", "12.0", numerator=Decimal(30), denominator=Decimal(250)),
    ]
    target = promise("2025", "10", ("2020", "15"), unit_code="percent")
    answer = judged(
        points,
        target,
        meaning={"unit": UNITS["percent"], "wanted": Wanted.DECREASE, "decimals": 1},
    )
    assert answer.state is not None
    assert answer.state.gap == -2
    assert answer.state.gap_percent == -20
    assert answer.state.gap_persons == -5


def test_a_target_of_zero_has_no_percentage() -> None:
    target = promise("2030", "0", ("2015", "200"))
    answer = judged(line(y2022="100"), target, meaning={"wanted": Wanted.DECREASE})
    assert answer.state is not None
    assert answer.state.gap_percent is None


def test_a_line_to_zero_is_on_its_path_a_third_of_the_way() -> None:
    """Edge case 8."""
    target = promise("2030", "0", ("2015", "200"))
    assert path_at(target, year(2020).midpoint()) == pytest.approx(
        Decimal("133.33"), abs=Decimal("0.05")
    )
    answer = judged(
        line(y2020="133.33"),
        target,
        meaning={"wanted": Wanted.DECREASE, "decimals": 2},
        as_of=date(2021, 6, 1),
    )
    assert answer.path is not None
    assert answer.path.answer is PathAnswer.ON
    assert answer.word is Word.ON_PATH


def test_a_level_to_hold_is_reached_only_at_its_date() -> None:
    hold = promise("2029", "19000", ("2021", "19100"), mode=Mode.HOLD)
    assert judged(line(y2022="19499"), hold).word is Word.ON_PATH
    at_the_date = judged(line(y2029="19499"), hold, as_of=date(2030, 6, 1))
    assert at_the_date.word is Word.TARGET_REACHED


def test_a_passed_date_is_told_and_is_no_path() -> None:
    """Edge case 12."""
    target = promise("2021", "20000", ("2015", "19000"))
    answer = judged(line(y2022="19999"), target)
    assert answer.word is Word.NOT_ASSESSABLE
    assert Note.DATE_PASSED in answer.notes


def test_a_provisional_value_does_not_decide() -> None:
    """Edge case 20: Tavoiteurassa (ennakkotieto)."""
    points = [point("2022", "105", status=Status.PROVISIONAL)]
    answer = judged(points, promise("2022", "100", ("2020", "90")))
    assert answer.word is Word.ON_PATH
    assert Note.PROVISIONAL in answer.notes


def test_an_estimate_decides_only_when_the_source_gives_nothing_firmer() -> None:
    points = [point("2022", "105", status=Status.ESTIMATE)]
    target = promise("2025", "100", ("2020", "90"))
    assert judged(points, target).word is Word.ON_PATH
    firm = judged(points, target, meaning={"has_only_estimates": True})
    assert firm.word is Word.TARGET_REACHED


def test_both_targets_are_told_and_the_word_is_on_the_primary() -> None:
    """Edge case 15."""
    minimum = promise("2025", "100", ("2020", "90"))
    desired = promise("2025", "120", ("2020", "90"), level=TargetLevel.DESIRED, is_primary=False)
    answer = judged(line(y2022="105"), minimum, desired)
    assert answer.word is Word.TARGET_REACHED
    assert [state.gap for state in answer.others] == [-15]


@pytest.mark.parametrize(
    ("value", "gap", "answer"),
    [
        ("8", "-2", PathAnswer.ON),
        ("5", "-5", PathAnswer.BEHIND),
        ("10", "0", PathAnswer.ON),
        ("12", "2", PathAnswer.ON),
        ("20", "0", PathAnswer.ON),
        ("25", "-5", PathAnswer.BEHIND),
    ],
)
def test_a_range_is_judged_by_its_nearer_end(value: str, gap: str, answer: PathAnswer) -> None:
    """Edge case 16: below, inside, above, jumped across."""
    target = promise(
        "2024",
        "0",
        ("2020", "4"),
        points=(mark("2024", value=None, low=Decimal(10), high=Decimal(20)),),
    )
    answered = judged(line(y2022=value), target, meaning={"wanted": Wanted.RANGE})
    assert answered.state is not None
    assert answered.path is not None
    assert (str(answered.state.gap), answered.path.answer) == (gap, answer)


def test_a_value_behind_its_path_may_be_noise() -> None:
    target = promise("2030", "20", ("2020", "10"), unit_code="percent")
    meaning = Meaning(unit=UNITS["percent"], wanted=Wanted.INCREASE, decimals=1)
    noisy = point("2025", "14", numerator=Decimal(14), denominator=Decimal(100))
    answer = on_path(noisy, target, meaning)
    assert answer is not None
    assert answer.answer is PathAnswer.WITHIN_NOISE
    exact = on_path(point("2025", "14"), target, meaning)
    assert exact is not None
    assert exact.answer is PathAnswer.BEHIND


def test_the_owners_tolerance_is_allowed() -> None:
    loose = promise("2030", "20", ("2020", "10"), tolerance=Decimal(1))
    meaning = Meaning(unit=UNITS["persons"], wanted=Wanted.INCREASE)
    answer = on_path(point("2025", "14"), loose, meaning)
    assert answer is not None
    assert answer.answer is PathAnswer.ON


def test_without_a_base_there_is_no_path_but_there_is_a_gap() -> None:
    answer = judged(line(y2022="105"), promise("2025", "110", None))
    assert answer.path is None
    assert answer.state is not None
    assert answer.state.gap == -5


def test_a_break_hides_what_was_before_it() -> None:
    """Edge cases 18 and 19."""
    points = line(y2019="1", y2020="2", y2021="3", y2022="4")
    cut = BreakMark(date(2021, 1, 1), BreakKind.REBASE)
    assert [str(each.period) for each in after_last_break(points, [cut])] == ["2021", "2022"]
    assert judged(points, breaks=[cut]).n == 2
    told = [*points[:2], point("2021", "3", status=Status.BREAK), points[3]]
    assert judged(told).n == 2
    later = BreakMark(date(2024, 1, 1), BreakKind.REBASE)
    assert judged(points, breaks=[later]).n == 4


def test_no_path_crosses_a_break() -> None:
    target = promise("2030", "20000", ("2019", "19000"))
    points = line(y2019="19000", y2020="19100", y2021="19300", y2022="19400")
    assert judged(points, target).word is Word.ON_PATH
    cut = judged(points, target, breaks=[BreakMark(date(2021, 1, 1), BreakKind.DEFINITION)])
    assert (cut.word, cut.reason, cut.path) == (Word.NOT_ASSESSABLE, "BASE_BEFORE_BREAK", None)
    assert cut.state is not None
    assert cut.state.gap == -600


def test_two_methods_in_one_line_are_an_error() -> None:
    """Edge case 23."""
    mixed = [point("2021", "1", method="ALas 1.5"), point("2022", "2", method="ALas 1.6")]
    with pytest.raises(Refused) as refused:
        usable(mixed)
    assert refused.value.problem.code == "METHODS_MIXED"
    cut = BreakMark(date(2022, 1, 1), BreakKind.METHOD)
    assert judged(mixed, breaks=[cut]).n == 1


def test_a_part_of_a_year_is_not_in_the_trend() -> None:
    """Edge case 26."""
    points = as_of_day(line(y2022="19499", y2023="9000", y2024="1"), AS_OF)
    assert [(str(each.period), each.is_partial) for each in points] == [
        ("2022", False),
        ("2023", True),
    ]
    assert judged(list(points)).n == 1


def test_a_school_year_sorts_between_the_years() -> None:
    """Edge case 25."""
    points = [point("2024", "1"), point("2023/2024", "2"), point("2023", "3")]
    assert [str(each.period) for each in current_line(points)] == ["2023", "2023/2024", "2024"]


@pytest.mark.parametrize(
    ("period", "every", "lag", "as_of", "stale"),
    [
        ("2022", 1, 0, date(2024, 3, 30), False),
        ("2022", 1, 0, date(2024, 4, 1), True),
        ("2022", 1, 120, date(2024, 7, 1), False),
        ("2022", 2, 0, date(2025, 3, 1), False),
        ("2022", 2, 0, date(2025, 4, 2), True),
        ("2026-01", 1, 30, date(2026, 7, 1), False),
        ("2026-01", 1, 30, date(2026, 7, 2), True),
        ("2020..2022", 1, 0, date(2024, 4, 2), True),
    ],
)
def test_a_value_is_stale_by_its_own_frequency(
    period: str, every: int, lag: int, as_of: date, stale: bool
) -> None:
    """Edge case 6."""
    answer = is_stale(parse_period(period), every=every, lag_days=lag, as_of=as_of)
    assert answer is stale


def test_absent_zero_and_suppressed_are_three_forms() -> None:
    """Edge case 34."""
    forms = [
        point("2020", "0").form,
        point("2020", None).form,
        point("2020", None, conf=Confidence.SUPPRESSED).form,
        point("2020", "3", conf=Confidence.SUPPRESSED).form,
    ]
    assert forms == [Form.VALUE, Form.ABSENT, Form.SUPPRESSED, Form.SUPPRESSED]


def test_nominal_euros_over_three_years_are_warned_of() -> None:
    """Edge case 42."""
    points = line(y2019="100", y2022="120")
    money = {"unit": UNITS["eur"]}
    assert Note.NOMINAL_EUROS in judged(points, meaning=money).notes
    real = judged(points, meaning={**money, "price_year": 2022})
    assert Note.NOMINAL_EUROS not in real.notes
    assert Note.NOMINAL_EUROS not in judged(line(y2021="1", y2022="2"), meaning=money).notes
