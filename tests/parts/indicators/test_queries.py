"""Reading indicators back: who sees what, with how many questions to the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruori.indicators.access import may_see, visible_to
from ruori.indicators.actions import (
    HandValue,
    enter_by_hand,
    mark_break,
    set_target,
    take_in,
)
from ruori.indicators.models import CurrentValue, Indicator, Observation
from ruori.indicators.queries import (
    due,
    indicator_rows,
    indicator_sheet,
    late_figures,
    problems,
    state_on,
    waiting_batches,
)
from ruori.indicators.rules.codes import BreakKind, Mode
from ruori.indicators.rules.judging import PathAnswer, Word
from ruori.kernel.codes import Direction, Visibility
from ruori.kernel.moments import now
from ruori.kernel.period import year
from ruori.organisation.rules import STRANGER, SYSTEM, RoleCode, Viewer
from tests.parts.indicators.given import (
    AINO,
    AT,
    DAY,
    MATTI,
    arrival,
    arrived,
    indicator,
    kemi,
    liisa,
    promise,
    series,
    unit,
)

pytestmark = pytest.mark.django_db
AUDITOR = Viewer(MATTI.actor, roles=frozenset({RoleCode.AUDITOR}))


@pytest.mark.parametrize("visibility", list(Visibility))
def test_the_list_and_the_page_agree_on_who_sees(visibility: Visibility) -> None:
    defined = indicator(visibility=visibility)
    state = state_on(defined.pk, DAY)
    for viewer in (STRANGER, MATTI, AINO, AUDITOR, SYSTEM, liisa(unit()), liisa(-1)):
        listed = Indicator.objects.filter(visible_to(viewer, at=AT)).exists()
        assert listed is may_see(viewer, state, at=AT), viewer
        page = indicator_sheet(defined.pk, viewer=viewer, at=AT)
        assert (page is not None) is listed


@pytest.mark.parametrize(
    ("visibility", "sees"),
    [
        (Visibility.PUBLIC, {"stranger", "councillor", "owner", "auditor"}),
        (Visibility.IN_PREPARATION, {"councillor", "owner", "auditor"}),
        (Visibility.DRAFT, {"owner", "auditor"}),
        (Visibility.SECRET, {"owner", "auditor"}),
    ],
)
def test_each_visibility_has_its_viewers(visibility: Visibility, sees: set[str]) -> None:
    state = state_on(indicator(visibility=visibility).pk, DAY)
    people = {
        "stranger": STRANGER,
        "councillor": MATTI,
        "owner": liisa(unit()),
        "auditor": AUDITOR,
    }
    assert {name for name, viewer in people.items() if may_see(viewer, state, at=AT)} == sees


def test_a_page_tells_value_target_and_why_no_trend_is_told() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2000": "23689", "2023": "19350", "2024": "19200"})
    set_target(series_id=series_id, promise=promise(mode=Mode.HOLD), start=DAY, by=AINO, at=AT)
    sheet = indicator_sheet(_only_indicator(), viewer=STRANGER, at=AT)
    assert sheet is not None
    assert sheet.main is not None
    judged = sheet.main.judgement
    assert judged.direction is Direction.NOT_ASSESSABLE
    assert judged.direction_reason == "TREND_NOT_IN_USE"
    assert judged.state is not None
    assert [judged.state.gap, judged.state.is_reached] == [200, True]
    assert judged.path is not None
    assert judged.path.answer is PathAnswer.BEHIND
    assert judged.last is not None
    assert judged.previous is not None
    assert [judged.last.value, judged.previous.value] == [19200, 19350]


def _only_indicator() -> int:
    return Indicator.objects.get().pk


def test_the_list_tells_last_and_previous_value() -> None:
    series_id = kemi().pk
    arrived(series_id, {str(2010 + n): str(20000 - n) for n in range(14)})
    (row,) = indicator_rows(viewer=STRANGER, at=AT)
    assert row.judgement.last is not None
    assert row.judgement.previous is not None
    assert [row.judgement.last.value, row.judgement.previous.value] == [19987, 19988]


def test_an_indicator_without_values_is_listed_with_its_reason() -> None:
    indicator()
    (row,) = indicator_rows(viewer=STRANGER, at=AT)
    assert (row.series, row.judgement.word, row.judgement.reason) == (
        None,
        Word.NOT_ASSESSABLE,
        "NO_VALUE",
    )


def _queries(count: int) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as listed:
        assert len(indicator_rows(viewer=STRANGER, at=AT)) == count
    with CaptureQueriesContext(connection) as opened:
        assert indicator_sheet(Indicator.objects.earliest("id").pk, viewer=STRANGER, at=AT)
    return len(listed), len(opened)


def test_queries_do_not_grow_with_the_number_of_indicators() -> None:
    for number in range(2):
        arrived(kemi(code=f"m{number}").pk, {"2023": "100"}, source_key=f"s{number}")
    few = _queries(2)
    for number in range(2, 8):
        pk = kemi(code=f"m{number}").pk
        arrived(pk, {"2022": "90", "2023": "100"}, source_key=f"s{number}")
        mark_break(series_id=pk, first=year(2022), kind=BreakKind.METHOD, by=AINO, at=AT)
    assert _queries(8) == few
    assert few[0] <= 6
    assert few[1] <= 7


def test_small_counts_never_leave_by_any_line_or_difference() -> None:
    """Edge cases 35 and 36."""
    defined = indicator(unit_code="count")
    lines = {
        breakdown: series(defined.pk, breakdown=breakdown, is_main=breakdown == "sex=total").pk
        for breakdown in ("sex=total", "sex=female", "sex=male")
    }
    figures = {"sex=total": "20", "sex=female": "3", "sex=male": "17"}
    rows = [
        arrival(lines[breakdown], {"2024": figure}).rows[0] for breakdown, figure in figures.items()
    ]
    take_in(arrival=arrival(0, {}, rows=tuple(rows), source_key="oma"), by=SYSTEM, at=AT)
    sheet = indicator_sheet(defined.pk, viewer=STRANGER, at=AT)
    assert sheet is not None
    told = {line.series.breakdown: line.points[0].value for line in sheet.lines}
    assert told == {"sex=total": 20, "sex=female": None, "sex=male": None}
    inside = indicator_sheet(defined.pk, viewer=AINO, at=AT, is_public=False)
    assert inside is not None
    assert {line.points[0].value for line in inside.lines} == {20, 3, 17}
    (row,) = indicator_rows(viewer=STRANGER, at=AT)
    assert row.judgement.last is not None
    assert row.judgement.last.value == 20


def test_a_suppressed_last_value_gives_no_judgement() -> None:
    series_id = kemi(unit_code="count").pk
    arrived(series_id, {"2023": "12", "2024": "3"})
    (row,) = indicator_rows(viewer=STRANGER, at=AT)
    assert (row.judgement.word, row.judgement.reason) == (Word.NOT_ASSESSABLE, "SUPPRESSED")


def test_names_of_those_who_typed_are_not_told_outside() -> None:
    series_id = kemi().pk
    enter_by_hand(value=HandValue(series_id, "2024", "19200"), by=AINO, at=AT)
    outside = indicator_sheet(_only_indicator(), viewer=STRANGER, at=AT)
    inside = indicator_sheet(_only_indicator(), viewer=AINO, at=AT, is_public=False)
    assert outside is not None
    assert inside is not None
    assert "Aino" not in repr(outside)
    assert "Aino" in repr(inside)


def test_a_derived_value_that_differs_from_the_log_is_found() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2023": "19350", "2024": "19200"})
    first, last = Observation.objects.order_by("start_on")
    CurrentValue.objects.filter(known=last).update(known=first)
    assert [problem.code for problem in problems(now(AT))] == ["CURRENT_VALUE_DIFFERS"]
    CurrentValue.objects.filter(known=first).delete()
    assert {problem.code for problem in problems(now(AT))} == {"CURRENT_VALUE_DIFFERS"}


def test_what_waits_is_told_with_its_indicator() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2024": "-5"})
    (batch,) = waiting_batches(DAY)
    assert batch.can_be_accepted
    assert [str(name) for name in batch.names] == ["Väkiluku"]
    assert [problem.code for problem in problems(now(AT))] == ["BATCH_WAITS"]


def test_the_owner_is_asked_for_the_next_value_a_month_before_it_is_due() -> None:
    series_id = kemi(lag_days=60).pk
    enter_by_hand(value=HandValue(series_id, "2024", "19200"), by=AINO, at=AT)
    assert [item.kind for item in due(liisa(unit()), AT)] == ["INDICATOR_VALUE"]
    assert due(liisa(unit()), AT - timedelta(days=60)) == []
    assert due(MATTI, AT) == []


def test_old_figures_are_told_to_the_desk() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2022": "19499"})
    assert [problem.code for problem in late_figures(now(AT))] == ["FIGURES_ARE_OLD"]
