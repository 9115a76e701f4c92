"""A value entered by a person."""

from datetime import timedelta

import pytest

from ruori.indicators.actions import HandValue, accept_batch, enter_by_hand
from ruori.indicators.models import Batch, Observation
from ruori.indicators.queries import series_points
from ruori.indicators.rules.codes import BatchState, Status
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation.rules import STRANGER, Viewer
from tests.parts.indicators.given import AINO, AT, DAY, MATTI, arrived, kemi, liisa, unit

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def line(series_id: int, *, is_public: bool = True) -> dict[str, str]:
    points = series_points(series_id, as_of=DAY, known_on=DAY, is_public=is_public)
    return {str(point.period): str(point.value) for point in points}


def test_the_owner_enters_a_value_with_its_evidence() -> None:
    series_id = kemi().pk
    entered = enter_by_hand(
        value=HandValue(series_id, "2022", "19 499", evidence="Väestörekisteri", reason="Uusi."),
        by=liisa(unit()),
        at=AT,
    )
    assert (entered.counts, entered.is_new, entered.questions) == (True, True, ())
    assert line(series_id) == {"2022": "19499"}
    batch = Batch.objects.get()
    assert (batch.evidence, batch.entered_by_label) == ("Väestörekisteri", "Esimerkki Liisa")


def test_an_odd_value_is_kept_and_asked() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2021": "19982"})
    entered = enter_by_hand(
        value=HandValue(series_id, "2022", "194990"), by=liisa(unit()), at=LATER
    )
    assert [question.code for question in entered.questions] == ["JUMP"]
    assert not entered.counts
    assert Observation.objects.get(batch_id=entered.batch_id).value is not None
    assert line(series_id) == {"2021": "19982"}
    accept_batch(batch_id=entered.batch_id, reason="Kyllä.", by=liisa(unit()), at=LATER)
    assert line(series_id) == {"2021": "19982", "2022": "194990"}


def test_a_correction_is_a_new_vintage() -> None:
    series_id = kemi().pk
    for typed in ("19499", "19501", "19499"):
        enter_by_hand(value=HandValue(series_id, "2022", typed), by=AINO, at=AT)
    assert line(series_id) == {"2022": "19499"}
    assert Observation.objects.count() == 3


def test_the_same_value_typed_twice_is_one() -> None:
    series_id = kemi().pk
    typed = HandValue(series_id, "2022", "19499")
    first = enter_by_hand(value=typed, by=AINO, at=AT)
    again = enter_by_hand(value=typed, by=AINO, at=LATER)
    assert (again.batch_id, again.is_new) == (first.batch_id, False)


def test_a_share_is_computed_from_its_parts_and_stored_with_them() -> None:
    series_id = kemi(unit_code="percent", decimals=1).pk
    enter_by_hand(
        value=HandValue(series_id, "2022", numerator="45", denominator="300"), by=AINO, at=AT
    )
    row = Observation.objects.get()
    assert (str(row.value), str(row.numerator), str(row.denominator)) == ("15", "45", "300")


def test_a_revised_denominator_is_a_new_vintage_with_a_new_rate() -> None:
    """Edge case 41."""
    series_id = kemi(unit_code="percent", decimals=1).pk
    for denominator in ("300", "250"):
        enter_by_hand(
            value=HandValue(series_id, "2022", numerator="45", denominator=denominator),
            by=AINO,
            at=AT,
        )
    assert [str(row.value) for row in Observation.objects.order_by("id")] == ["15", "18"]


def test_a_missing_value_is_told_with_its_reason_and_never_as_zero() -> None:
    series_id = kemi().pk
    enter_by_hand(
        value=HandValue(series_id, "2022", status=Status.NOT_COLLECTED, note="Ei kysytty."),
        by=AINO,
        at=AT,
    )
    row = Observation.objects.get()
    assert (row.value, row.status, row.note) == (None, "L", "Ei kysytty.")


def test_a_value_of_a_round_waits_for_the_round() -> None:
    series_id = kemi().pk
    enter_by_hand(
        value=HandValue(series_id, "2022", "19499"),
        by=liisa(unit()),
        at=AT,
        source_key="round:7",
        is_public=False,
    )
    assert (line(series_id), line(series_id, is_public=False)) == ({}, {"2022": "19499"})


def test_a_hand_made_correction_follows_the_method_of_its_line() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2022": "100"}, method="ALas 1.6")
    entered = enter_by_hand(value=HandValue(series_id, "2022", "101"), by=AINO, at=LATER)
    assert entered.counts
    assert Batch.objects.get(pk=entered.batch_id).method == "ALas 1.6"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (HandValue(0, "vuosi", "1"), "PERIOD_UNREADABLE"),
        (HandValue(0, "2022-07", "1"), "FREQUENCY_DIFFERS"),
        (HandValue(0, "2022", ""), "VALUE_EMPTY"),
        (HandValue(0, "2022", "noin"), "UNREADABLE_NUMBER"),
        (HandValue(0, "2022", "1.234"), "AMBIGUOUS_NUMBER"),
        (HandValue(0, "2022", "5", status=Status.MISSING), "STATUS_HAS_NO_VALUE"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(typed: HandValue, code: str) -> None:
    series_id = kemi().pk
    fields = {name: getattr(typed, name) for name in typed.__slots__}
    with pytest.raises(Refused) as refused:
        enter_by_hand(value=HandValue(**{**fields, "series_id": series_id}), by=AINO, at=AT)
    assert refused.value.problem.code == code
    assert Batch.objects.count() == 0


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1)])
def test_others_cannot_enter(who: Viewer) -> None:
    series_id = kemi().pk
    with pytest.raises(NotAllowed):
        enter_by_hand(
            value=HandValue(series_id, "2022", "1"),
            by=who,
            at=AT,
        )


def test_a_kept_state_is_one_of_the_four() -> None:
    series_id = kemi().pk
    enter_by_hand(value=HandValue(series_id, "2022", "19499"), by=AINO, at=AT)
    assert Batch.objects.get().state == BatchState.TAKEN_IN
