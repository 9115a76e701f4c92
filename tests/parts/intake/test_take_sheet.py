"""The Excel round: a unit's sheet downloaded, filled in, uploaded, seen and taken into use."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import F

from ruori.audit.models import TrailEntry
from ruori.cycle.rules import RoundKind
from ruori.followup.codes import Channel
from ruori.followup.models import Entry
from ruori.indicators.models import Series
from ruori.intake import actions
from ruori.intake.models import SheetUpload
from ruori.intake.rules import Standing
from ruori.intake.rules.sheet_columns import COLUMNS
from ruori.intake.rules.sheet_columns import MEASURE as LABEL
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from tests.parts.followup import given
from tests.parts.intake.sheets import (
    GOAL,
    MEASURE,
    downloaded,
    filled,
    open_document,
    preview,
    rows_of,
    standing,
    taken,
    uploaded,
    written,
)

pytestmark = pytest.mark.django_db
DONE = {MEASURE: {"word": "Valmis", "done": "Avattiin."}}


def test_answers_of_a_sheet_become_entries_that_say_they_came_by_excel() -> None:
    told = given.reporting()
    answers = {**DONE, GOAL: {"word": "toteutumassa ", "done": "Hyvältä näyttää."}}
    upload = uploaded(told, filled(downloaded(told, told.liisa), answers), told.liisa)
    assert [each.kind for each in preview(upload, told.liisa).preview.changes] == ["NEW", "NEW"]

    assert taken(upload, told.liisa).taken == 2

    measure, goal = Entry.objects.order_by(F("goal_id").asc(nulls_first=True))
    assert (measure.progress, measure.done, measure.channel) == ("DONE", "Avattiin.", Channel.EXCEL)
    assert (goal.outlook, goal.channel) == ("ON_COURSE", Channel.EXCEL)
    upload.refresh_from_db()
    assert (upload.state, upload.taken) == (Standing.ACCEPTED, 2)
    assert TrailEntry.objects.get(verb="sheet.taken").facts["taken"] == 2


def test_the_same_sheet_twice_changes_nothing() -> None:
    told = given.reporting()
    content = filled(downloaded(told, told.liisa), DONE)
    taken(uploaded(told, content, told.liisa), told.liisa)

    again = uploaded(told, content, told.liisa)

    found = preview(again, told.liisa).preview
    assert (found.changes, found.left, found.unchanged) == ((), (), 1)
    assert taken(again, told.liisa).taken == 0
    assert Entry.objects.count() == 1


def test_a_sheet_downloaded_after_answering_and_not_edited_changes_nothing() -> None:
    told = given.reporting()
    given.report(
        told,
        told.oona,
        progress=Progress.LATE,
        done="Odottaa.",
        cause="Lupa.",
        action="Haetaan.",
        new_end_on=date(2027, 1, 31),
    )
    upload = uploaded(told, downloaded(told, told.liisa), told.liisa)
    found = preview(upload, told.liisa).preview
    assert (found.changes, found.left, found.unchanged, found.unanswered) == ((), (), 1, 1)


def test_the_same_file_waits_once() -> None:
    told = given.reporting()
    content = filled(downloaded(told, told.liisa), DONE)
    assert uploaded(told, content, told.liisa).pk == uploaded(told, content, told.toni).pk


def test_who_answered_meanwhile_is_shown_beside_and_a_person_chooses() -> None:
    told = given.reporting()
    content = filled(downloaded(told, told.liisa), DONE)
    other = given.report(told, told.oona, done="Työ jatkuu.")
    upload = uploaded(told, content, told.liisa)

    (conflict,) = preview(upload, told.liisa).preview.conflicts
    assert conflict.before is not None
    assert (conflict.before.done, conflict.after.done) == ("Työ jatkuu.", "Avattiin.")
    with pytest.raises(Refused, match="CONFLICT_UNSETTLED"):
        taken(upload, told.liisa)
    assert Entry.objects.count() == 1

    key = (LABEL, told.measure.pk)
    assert taken(upload, told.liisa, overrides={key: other.pk}).taken == 1
    assert standing().get().done == "Avattiin."
    assert Entry.objects.get(pk=other.pk).done == "Työ jatkuu."


def test_the_other_answer_may_stay() -> None:
    told = given.reporting()
    content = filled(downloaded(told, told.liisa), DONE)
    given.report(told, told.oona, done="Työ jatkuu.")
    upload = uploaded(told, content, told.liisa)
    assert taken(upload, told.liisa, keeps=frozenset({(LABEL, told.measure.pk)})).taken == 0
    assert standing().get().done == "Työ jatkuu."


def test_a_choice_made_of_an_older_answer_is_asked_again() -> None:
    told = given.reporting()
    content = filled(downloaded(told, told.liisa), DONE)
    first = given.report(told, told.oona, done="Työ jatkuu.")
    upload = uploaded(told, content, told.liisa)
    given.report(told, told.oona, done="Kolmas sana.", expected_last=first.pk)
    with pytest.raises(Refused, match="CONFLICT_UNSETTLED"):
        taken(upload, told.liisa, overrides={(LABEL, told.measure.pk): first.pk})


def test_a_sheet_saved_by_libreoffice_is_taken_too() -> None:
    told = given.reporting()
    late = {"word": "Käynnissä myöhässä", "done": "Odottaa.", "new_end_on": date(2027, 1, 31)}
    answers = {MEASURE: late}
    rows = rows_of(filled(downloaded(told, told.liisa), answers))
    opened = actions.open_sheet(
        content=open_document(rows),
        name="opetus.ods",
        round=told.round,
        unit=told.kemi.education,
        by=told.liisa,
        at=given.LATER,
    )
    upload = SheetUpload.objects.get(pk=opened.pk)
    assert taken(upload, told.liisa).taken == 1
    entry = Entry.objects.get()
    assert (entry.progress, entry.new_end_on) == ("LATE", date(2027, 1, 31))


def test_no_change_since_last_time_repeats_it() -> None:
    told = given.reporting()
    given.report(told, told.oona, done="Vanha sana.")
    given.publish(told)
    then = given.next_round(told)
    at = given.PUBLISHING
    content = filled(
        downloaded(then, then.liisa, at=at), {MEASURE: {"word": "Ei muutosta edelliseen"}}
    )
    upload = uploaded(then, content, then.liisa, at=at)
    assert taken(upload, then.liisa, at=at).taken == 1
    entry = Entry.objects.latest("pk")
    assert (entry.is_unchanged, entry.done) == (True, "Vanha sana.")
    again = uploaded(then, content, then.liisa, at=at)
    assert preview(again, then.liisa, at=at).preview.changes == ()


@pytest.mark.parametrize(
    ("written_value", "expected"),
    [(12.5, "12.5"), ("12,5", "12.5"), ("1 234,5", "1234.5"), (7, "7")],
)
def test_a_figure_is_taken_as_people_write_it(written_value: object, expected: str) -> None:
    told = given.reporting()
    _ask_figure(told)
    answers = {MEASURE: {"word": "Valmis", "value": written_value}}
    content = filled(downloaded(told, told.liisa), answers)
    assert taken(uploaded(told, content, told.liisa), told.liisa).taken == 1
    entry = Entry.objects.select_related("observation").get()
    assert entry.observation is not None
    assert entry.observation.value == Decimal(expected)
    again = uploaded(told, content, told.liisa)
    assert preview(again, told.liisa).preview.changes == ()


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("word", "melkein", "WORD_UNKNOWN"),
        ("word", "Toteutunut", "WORD_NOT_ASKED"),
        ("word", "", "WORD_NEEDED"),
        ("value", "1.234", "NUMBER_AMBIGUOUS"),
        ("value", "1,234", "NUMBER_AMBIGUOUS"),
        ("value", "paljon", "NUMBER_UNREADABLE"),
        ("value", True, "NUMBER_UNREADABLE"),
        ("new_end_on", "kesällä", "NOT_A_DAY"),
        ("new_end_on", 46203, "NOT_A_DAY"),
        ("new_end_on", "31.2.2026", "NOT_A_DAY"),
        ("done", "a" * 501, "TOO_LONG"),
        ("key", "R1.M999.0", "KEY_CHANGED"),
        ("key", "hei", "KEY_CHANGED"),
        ("mark", "0" * 24, "KEY_CHANGED"),
        ("key", "", "ROW_WITHOUT_KEY"),
    ],
)
def test_what_cannot_be_taken_is_left_with_its_reason(
    column: str, value: object, code: str
) -> None:
    told = given.reporting()
    _ask_figure(told)
    answers = {MEASURE: {"word": "Valmis", "done": "Avattiin.", column: value}}
    upload = uploaded(told, filled(downloaded(told, told.liisa), answers), told.liisa)
    found = preview(upload, told.liisa).preview
    assert [each.problem.code for each in found.left] == [code]
    assert taken(upload, told.liisa).taken == 0
    assert not Entry.objects.exists()


def test_a_value_where_none_is_asked_is_left() -> None:
    told = given.reporting()
    answers = {MEASURE: {"word": "Valmis", "value": 5}}
    upload = uploaded(told, filled(downloaded(told, told.liisa), answers), told.liisa)
    assert [each.problem.code for each in preview(upload, told.liisa).preview.left] == ["NO_FIGURE"]


def test_an_approved_answer_is_not_changed() -> None:
    told = given.reporting()
    entry = given.report(told, told.oona)
    content = filled(downloaded(told, told.liisa), DONE)
    given.approve(entry, told.liisa)
    upload = uploaded(told, content, told.liisa)
    left = preview(upload, told.liisa).preview.left
    assert [each.problem.code for each in left] == ["ENTRY_APPROVED"]


def test_an_overdue_measure_said_to_be_on_time_must_tell_why() -> None:
    told = given.reporting(ends_on=date(2026, 3, 1))
    answers = {MEASURE: {"word": "Käynnissä aikataulussa"}}
    upload = uploaded(told, filled(downloaded(told, told.liisa), answers), told.liisa)
    left = preview(upload, told.liisa).preview.left
    assert [each.problem.code for each in left] == ["REASON_NEEDED"]


def test_a_row_of_another_round_is_left() -> None:
    told = given.reporting()
    content = filled(downloaded(told, told.liisa), DONE)
    given.publish(told)
    then = given.next_round(told)
    upload = uploaded(then, content, then.liisa, at=given.PUBLISHING)
    left = preview(upload, then.liisa, at=given.PUBLISHING).preview.left
    assert [each.problem.code for each in left] == ["OTHER_ROUND"]


def test_a_copied_row_with_another_answer_is_asked_and_an_equal_one_is_taken_once() -> None:
    told = given.reporting()
    rows = rows_of(filled(downloaded(told, told.liisa), DONE))
    row = next(row for row in rows if row[COLUMNS.index("name")] == MEASURE)
    equal = uploaded(told, written([*rows, row]), told.liisa)
    assert len(preview(equal, told.liisa).preview.changes) == 1
    other = [*row]
    other[COLUMNS.index("done")] = "Jotain muuta."
    twice = uploaded(told, written([*rows, other]), told.liisa)
    found = preview(twice, told.liisa).preview
    assert [each.problem.code for each in found.left] == ["ROW_TWICE", "ROW_TWICE"]
    assert found.changes == ()


def test_a_goal_of_a_year_may_be_said_to_have_come_true() -> None:
    told = given.reporting(kind=RoundKind.YEAR_END)
    answers = {GOAL: {"word": "Toteutunut", "done": "Kyllä."}}
    content = filled(downloaded(told, told.liisa), answers)
    assert taken(uploaded(told, content, told.liisa), told.liisa).taken == 1
    assert Entry.objects.get().outlook == Attainment.MET


@pytest.mark.parametrize("who", ["eero", "matti"])
def test_only_who_may_report_for_the_unit_uploads_its_sheet(who: str) -> None:
    told = given.reporting()
    content = downloaded(told, told.liisa)
    with pytest.raises(NotAllowed):
        uploaded(told, content, getattr(told, who))


def test_a_closed_round_takes_no_sheet() -> None:
    told = given.reporting()
    content = filled(downloaded(told, told.liisa), DONE)
    upload = uploaded(told, content, told.liisa)
    given.close(told)
    with pytest.raises(Refused, match="ROUND_NOT_OPEN"):
        uploaded(told, content, told.liisa)
    with pytest.raises(Refused, match="ROUND_NOT_OPEN"):
        taken(upload, told.liisa)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "opetus.xlsx", "EMPTY_FILE"),
        (b"hei", "opetus.txt", "NOT_A_SHEET"),
        (b"PK\x03\x04rikki", "opetus.xlsx", "DAMAGED_FILE"),
        (written([["jotain", "muuta"]]), "opetus.xlsx", "NOT_OUR_SHEET"),
    ],
)
def test_a_file_that_is_no_sheet_of_ours_is_refused(content: bytes, name: str, code: str) -> None:
    told = given.reporting()
    with pytest.raises(Refused, match=code):
        actions.open_sheet(
            content=content,
            name=name,
            round=told.round,
            unit=told.kemi.education,
            by=told.liisa,
            at=given.LATER,
        )
    assert not SheetUpload.objects.exists()


def test_a_sheet_is_taken_once_and_not_after_it_was_discarded() -> None:
    told = given.reporting()
    content = filled(downloaded(told, told.liisa), DONE)
    upload = uploaded(told, content, told.liisa)
    actions.discard_sheet(upload=upload, version=1, by=told.liisa, at=given.LATER)
    with pytest.raises(Refused, match="SHEET_ENDED"):
        taken(upload, told.liisa)
    with pytest.raises(Refused, match="SHEET_ENDED"):
        actions.discard_sheet(upload=upload, version=2, by=told.liisa, at=given.LATER)
    fresh = uploaded(told, content, told.liisa)
    assert fresh.pk != upload.pk
    with pytest.raises(Conflict):
        actions.take_sheet(
            upload=fresh,
            version=7,
            overrides={},
            keeps=frozenset(),
            by=told.liisa,
            at=given.LATER,
        )
    with pytest.raises(NotAllowed):
        actions.discard_sheet(upload=fresh, version=1, by=told.eero, at=given.LATER)


def test_old_sheets_are_swept_away_after_thirty_days() -> None:
    told = given.reporting()
    upload = uploaded(told, filled(downloaded(told, told.liisa), DONE), told.liisa)
    later = given.LATER + timedelta(days=30)
    assert actions.sweep_sheets(by=SYSTEM, at=later) == 0
    assert actions.sweep_sheets(by=SYSTEM, at=later + timedelta(hours=1)) == 1
    assert actions.sweep_sheets(by=SYSTEM, at=later + timedelta(hours=1)) == 0
    assert TrailEntry.objects.get(verb="sheet.swept").object_pk == upload.pk
    with pytest.raises(NotAllowed):
        actions.sweep_sheets(by=told.liisa, at=later)


def _ask_figure(told: given.Reporting) -> None:
    """The measure asks for a figure too."""
    series = Series.objects.get(pk=given.figure(told, decimals=1))
    plans.ask_indicator(
        measure=told.measure, indicator=series.indicator, by=SYSTEM, at=given.OPENED
    )
