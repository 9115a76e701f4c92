"""Laws of figures: vintages, paths, reading, protection. No database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ruori.indicators.rules.arrivals import Arrival, ArrivedRow, SeriesFacts, check_arrival
from ruori.indicators.rules.codes import (
    Confidence,
    PathShape,
    Status,
    TargetLevel,
    Wanted,
)
from ruori.indicators.rules.judging import Meaning, PathAnswer, judge, on_path, state_now
from ruori.indicators.rules.limits import byar, wilson
from ruori.indicators.rules.lines import Point, Source, current_line
from ruori.indicators.rules.numbers import Notation, read_number
from ruori.indicators.rules.targets import Base, Promise, TargetMark, check_promise, path_at
from ruori.indicators.rules.units import UNITS, can_convert, convert
from ruori.kernel.canonical import decimal_text
from ruori.kernel.period import year
from ruori.kernel.problems import Refused
from ruori.kernel.small_cells import Sum, determined, hidden_cells, is_small

START = datetime(2020, 1, 1, tzinfo=UTC)
figures = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@st.composite
def vintages(draw: st.DrawFn) -> list[Point]:
    """A log of one line: batches in the order they began to count, each with its rows."""
    log: list[Point] = []
    for batch in range(draw(st.integers(1, 8))):
        source = Source(
            batch,
            "s",
            START + timedelta(days=draw(st.integers(0, 9))),
            known_order=batch,
        )
        for number in draw(st.sets(st.integers(2010, 2016))):
            log.append(
                Point(
                    year(number),
                    draw(figures),
                    Status.NORMAL,
                    source,
                    is_withdrawn=draw(st.booleans()),
                )
            )
    return log


@given(vintages(), st.integers(0, 10), st.randoms())
def test_what_was_known_is_unchanged_by_what_is_recorded_later(
    log: list[Point], days: int, random: object
) -> None:
    """The (D, K) law: the answer before an instant does not see anything at or after it."""
    known = START + timedelta(days=days)
    before = [point for point in log if point.source.known_at < known]
    later = [point for point in log if point.source.known_at >= known]
    answer = current_line(before)
    mixed = before + later
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert current_line(p for p in mixed if p.source.known_at < known) == answer


@given(vintages())
def test_a_line_has_one_value_for_each_period_and_it_is_the_last(log: list[Point]) -> None:
    line = current_line(log)
    assert len({point.period for point in line}) == len(line)
    for point in line:
        rivals = [each for each in log if each.period == point.period]
        last = max(rivals, key=lambda each: (each.source.known_at, each.source.known_order))
        assert point == last
        assert not point.is_withdrawn


@given(vintages(), st.permutations(range(6)))
def test_the_order_of_points_does_not_matter(log: list[Point], order: list[int]) -> None:
    """Edge case 7: row order irrelevant, same input, same answer."""
    line = list(current_line(log))
    target = Promise(
        TargetLevel.MINIMUM,
        (TargetMark(year(2030), Decimal(5)),),
        "count",
        Base(year(2000), Decimal(1)),
    )
    asked: dict[str, object] = {
        "meaning": Meaning(UNITS["count"], wanted=Wanted.INCREASE),
        "as_of": date(2017, 1, 1),
        "promises": [target],
    }
    shuffled = sorted(line, key=lambda point: order[point.period.start.year % 6])
    assert judge(shuffled, **asked) == judge(line, **asked)  # type: ignore[arg-type]


@given(st.text(max_size=30), st.sampled_from(["", ".", ","]))
def test_reading_a_number_never_raises_and_never_invents(text: str, sign: str) -> None:
    reading = read_number(text, Notation(sign))
    told = [reading.value is not None, reading.status is not None, bool(reading.problem)]
    assert sum(told) == 1


@given(figures)
def test_a_written_figure_is_read_back_to_the_digit(value: Decimal) -> None:
    written = decimal_text(value)
    assert read_number(written, Notation(".")).value == value
    finnish = f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212")
    assert read_number(finnish, Notation()).value == value


@given(figures, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_converting_there_and_back_is_exact_or_refused(
    value: Decimal, source: str, target: str
) -> None:
    if can_convert(UNITS[source], UNITS[target]):
        there = convert(value, source=source, target=target)
        assert convert(there, source=target, target=source) == value
        return
    with pytest.raises(Refused) as refused:
        convert(value, source=source, target=target)
    assert refused.value.problem.code == "UNITS_DIFFER"


@given(st.integers(0, 5_000))
def test_limits_hold_their_count_and_grow_with_it(count: int) -> None:
    low, high = byar(count)
    assert low <= count <= high
    assert byar(count + 1) > (low, high)


@given(st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_limits_of_a_share_hold_it_and_stay_a_share(pair: tuple[int, int]) -> None:
    part, whole = pair
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    """A target above zero, so that every shape of path is possible."""
    numbers = sorted(draw(st.sets(st.integers(2021, 2040), min_size=1, max_size=4)))
    positive = st.decimals(min_value=1, max_value=1000, places=1)
    promise = Promise(
        TargetLevel.MINIMUM,
        tuple(TargetMark(year(number), draw(positive)) for number in numbers),
        "count",
        Base(year(2020), draw(positive)),
        path=draw(st.sampled_from(PathShape)),
    )
    check_promise(promise, wanted=Wanted.NONE, decimals=1)
    return promise


@given(promises(), st.decimals(min_value=2000, max_value=2060, places=3))
def test_a_path_starts_at_its_base_ends_at_its_target_and_stays_between(
    promise: Promise, t: Decimal
) -> None:
    assert promise.base is not None
    ends = [promise.base.value, *(mark.value for mark in promise.points)]
    assert path_at(promise, promise.base.period.midpoint()) == promise.base.value
    assert path_at(promise, promise.last.period.midpoint()) == promise.last.value
    here = path_at(promise, t)
    assert here is not None
    known = [value for value in ends if value is not None]
    slack = Decimal("1e-9")
    assert min(known) - slack <= here <= max(known) + slack


@given(promises(), figures, figures, st.sampled_from([Wanted.INCREASE, Wanted.DECREASE]))
def test_a_better_value_is_never_further_from_the_target_or_the_path(
    promise: Promise, one: Decimal, other: Decimal, wanted: Wanted
) -> None:
    assume(one != other)
    better = max(one, other) if wanted is Wanted.INCREASE else min(one, other)
    worse = one if better == other else other
    meaning = Meaning(UNITS["count"], wanted=wanted, decimals=2)
    states, paths = [], []
    for value in (better, worse):
        point = Point(year(2025), value, Status.NORMAL, Source(1, "s", START))
        states.append(state_now(point, promise.last, meaning))
        paths.append(on_path(point, promise, meaning))
    assert states[0].gap >= states[1].gap
    assert paths[0] is not None
    assert paths[1] is not None
    assert paths[0].answer is PathAnswer.ON or paths[1].answer is not PathAnswer.ON


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], list[Sum]]:
    """A table of counts with the totals of its rows, its columns and the whole."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    counts: dict[str, int] = {}
    for row in range(height):
        for column in range(width):
            counts[f"{row}{column}"] = draw(st.sampled_from([0, 0, 1, 2, 4, 5, 9, 30]))
    sums = [Sum(f"r{row}", tuple(f"{row}{c}" for c in range(width))) for row in range(height)]
    sums += [Sum(f"c{c}", tuple(f"{row}{c}" for row in range(height))) for c in range(width)]
    for one in sums:
        counts[one.total] = sum(counts[cell] for cell in one.parts)
    sums.append(Sum("all", tuple(f"r{row}" for row in range(height))))
    sums.append(Sum("all", tuple(f"c{c}" for c in range(width))))
    counts["all"] = sum(counts[f"r{row}"] for row in range(height))
    return counts, sums


@given(tables())
def test_every_small_cell_is_hidden_and_no_zero_is(
    table: tuple[dict[str, int], list[Sum]],
) -> None:
    counts, sums = table
    hidden = hidden_cells(counts, sums)
    assert {cell for cell, count in counts.items() if is_small(count)} <= hidden
    assert all(counts[cell] for cell in hidden)


@given(tables())
def test_no_hidden_cell_is_the_only_one_of_its_row_or_column(
    table: tuple[dict[str, int], list[Sum]],
) -> None:
    counts, sums = table
    hidden = hidden_cells(counts, sums)
    for one in sums:
        mine = [cell for cell in one.cells if cell in hidden]
        assert len(mine) != 1
        parts = [counts[cell] for cell in one.parts if cell in hidden]
        if parts and one.total not in hidden:
            assert sum(parts) > len(parts)


@given(tables())
def test_no_sum_or_difference_of_told_cells_gives_a_hidden_one(
    table: tuple[dict[str, int], list[Sum]],
) -> None:
    """Any relation made of up to three of the given ones leaves two hidden cells or none."""
    counts, sums = table
    hidden = hidden_cells(counts, sums)
    assert determined(hidden, sums) == frozenset()
    rows = [{**dict.fromkeys(one.parts, 1), one.total: -1} for one in sums]
    for size in (2, 3):
        for chosen in combinations(rows, size):
            for signs in ((1, 1, 1), (1, -1, 1), (1, 1, -1), (1, -1, -1)):
                left = _combined(chosen, signs)
                assert len([cell for cell in left if cell in hidden]) != 1


def _combined(rows: tuple[dict[str, int], ...], signs: tuple[int, ...]) -> dict[str, int]:
    total: dict[str, int] = {}
    for row, sign in zip(rows, signs, strict=False):
        for cell, factor in row.items():
            total[cell] = total.get(cell, 0) + sign * factor
    return {cell: factor for cell, factor in total.items() if factor}


rows = st.builds(
    ArrivedRow,
    st.integers(1, 3),
    st.sampled_from(["2020", "2021", "2022", "2022-07", "vuosi", "2031"]),
    st.one_of(
        st.sampled_from(["", "5", "-1", "1,234", "60", "2", "1e300", ".."]), st.text(max_size=5)
    ),
    st.sampled_from([*(status.value for status in Status), "X"]),
    st.sampled_from([*(conf.value for conf in Confidence), "?"]),
    numerator=st.just(""),
    denominator=st.just(""),
)


@given(st.lists(rows, max_size=12))
def test_checking_an_arrival_never_raises_and_loses_no_row(arrived: list[ArrivedRow]) -> None:
    """Each row is ready to store, a duplicate, or spoken of in a finding."""
    arrival = Arrival("s", START, arrived, notation=Notation("."))
    facts = {pk: SeriesFacts("count", "A", Decimal(0), Decimal(50)) for pk in (1, 2)}
    checked = check_arrival(arrival, facts, today=date(2026, 1, 1))
    dropped = {
        "UNKNOWN_SERIES",
        "UNREADABLE_PERIOD",
        "FREQUENCY_DIFFERS",
        "UNKNOWN_STATUS",
        "AMBIGUOUS_NUMBER",
        "UNREADABLE_NUMBER",
        "DUPLICATE_UNEQUAL",
    }
    spoken = sum(count for code, count in checked.counts.items() if code in dropped)
    assert len(checked.rows) + checked.duplicates + spoken == len(arrived)
    for row in checked.rows:
        has_reason = row.conf == "C" or row.status in ("O", "L", "M")
        assert row.value is not None or has_reason
