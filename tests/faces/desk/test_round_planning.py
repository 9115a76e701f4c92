"""Planning rounds on the desk: refusals beside the fields, both texts when two write at once."""

import pytest
from django.urls import reverse

from ruori.cycle.models import Round, RoundUnit
from ruori.cycle.queries import asked_units, round_card
from ruori.cycle.rules import ObjectKind, Question, RoundState
from ruori.organisation.rules import UnitKind
from tests import city as small
from tests.architecture.round_gates import changed_round, round_words
from tests.furnished import Furnished

pytestmark = pytest.mark.django_db


def test_a_round_is_planned_with_deadlines_from_the_bottom_up(small_city: Furnished) -> None:
    kemi = small_city.kemi
    asked = [kemi.office.pk, kemi.education.pk]
    words = {**round_words(small_city), "units": asked, "step": 5, "code": ""}
    answer = small_city.browser("aino").post(reverse("desk:new_round"), words)
    made = Round.objects.latest("pk")
    assert answer.headers["Location"] == reverse("desk:round_units", args=[made.pk])
    assert made.code == "kierros"
    own = asked_units([made.pk])[made.pk]
    assert own[kemi.office.pk] is None
    assert str(own[kemi.education.pk]) == "2026-07-27"


def test_a_round_too_short_for_its_levels_says_what_to_change(small_city: Furnished) -> None:
    kemi = small_city.kemi
    asked = [kemi.office.pk, kemi.education.pk]
    words = {**round_words(small_city), "units": asked, "step": 55}
    answer = small_city.browser("aino").post(reverse("desk:new_round"), words)
    assert answer.status_code == 422
    assert "Avaa kierros viimeistään" in answer.content.decode()
    assert not Round.objects.filter(code=words["code"]).exists()


def test_partners_outside_the_city_are_offered_and_asked(small_city: Furnished) -> None:
    partner = small.unit("satama", kind=UnitKind.SUBSIDIARY, name="Esimerkkisatama Oy")
    client = small_city.browser("aino")
    assert "Esimerkkisatama Oy" in client.get(reverse("desk:new_round")).content.decode()
    client.post(
        reverse("desk:choose_units", args=[small_city.planned.pk]),
        {"units": [small_city.kemi.education.pk], "partners": [partner.pk]},
    )
    assert partner.pk in asked_units([small_city.planned.pk])[small_city.planned.pk]


def test_the_questions_ticked_are_the_questions_asked(small_city: Furnished) -> None:
    words = {**changed_round(small_city), "questions_MEASURE": ["EFFECTS"]}
    small_city.browser("aino").post(reverse("desk:edit_round", args=[small_city.planned.pk]), words)
    card = round_card(small_city.planned.pk)
    assert card is not None
    assert card.questions[ObjectKind.MEASURE] == {Question.PROGRESS, Question.EFFECTS}
    assert card.questions[ObjectKind.GOAL] == {Question.OUTLOOK}


def test_two_who_change_a_round_at_once_see_both_texts(small_city: Furnished) -> None:
    address = reverse("desk:edit_round", args=[small_city.planned.pk])
    client, words = small_city.browser("aino"), changed_round(small_city)
    assert client.post(address, {**words, "title_fi": "Ensimmäinen"}).status_code == 302
    answer = client.post(address, {**words, "title_fi": "Toinen"})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Ensimmäinen" in said
    assert "Toinen" in said


def test_two_who_set_deadlines_at_once_see_both_days(small_city: Furnished) -> None:
    unit = small_city.kemi.education.pk
    address = reverse("desk:round_units", args=[small_city.planned.pk])
    client, version = small_city.browser("aino"), small_city.planned.version
    first = {"version": version, f"due_{unit}": "2026-05-11"}
    assert client.post(address, first).status_code == 302
    answer = client.post(address, {**first, f"due_{unit}": "2026-05-12"})
    assert answer.status_code == 409
    assert "2026-05-11" in answer.content.decode()


def test_a_day_after_the_unit_above_is_refused_beside_its_field(small_city: Furnished) -> None:
    kemi = small_city.kemi
    row = small.planned_round(kemi.office, kemi.education, code="two-levels")
    answer = small_city.browser("aino").post(
        reverse("desk:round_units", args=[row.pk]),
        {
            "version": 1,
            f"due_{kemi.office.pk}": "2026-05-11",
            f"due_{kemi.education.pk}": "2026-05-12",
        },
    )
    assert answer.status_code == 422
    assert f'id="id_due_{kemi.education.pk}_error"' in answer.content.decode()


def test_a_unit_that_has_answered_stays_and_the_page_tells_why(small_city: Furnished) -> None:
    before = RoundUnit.objects.filter(round=small_city.round).count()
    answer = small_city.browser("aino").post(
        reverse("desk:choose_units", args=[small_city.round.pk]), {}, follow=True
    )
    assert "Yksikkö on jo vastannut" in answer.content.decode()
    assert RoundUnit.objects.filter(round=small_city.round).count() == before


def test_an_ended_round_is_copied_by_one_click_and_looked_through(small_city: Furnished) -> None:
    client = small_city.browser("aino")
    page = client.get(reverse("desk:round", args=[small_city.past.pk])).content.decode()
    address = reverse("desk:copy_round", args=[small_city.past.pk])
    assert address in page
    answer = client.post(address)
    made = Round.objects.get(copied_from=small_city.past)
    assert made.state == RoundState.PLANNED
    assert answer.headers["Location"] == reverse("desk:edit_round", args=[made.pk])
    again = client.post(address)
    assert again.headers["Location"] == reverse("desk:round", args=[made.pk])
    page = client.get(reverse("desk:round", args=[small_city.past.pk])).content.decode()
    assert address not in page


def test_the_rhythm_of_the_year_is_taken_up_by_one_click(small_city: Furnished) -> None:
    client = small_city.browser("aino")
    address = reverse("desk:take_up_rhythm", args=[2026])
    assert address in client.get(reverse("desk:rounds")).content.decode()
    before = Round.objects.count()
    client.post(address)
    made = Round.objects.count()
    assert made > before
    client.post(address)
    assert Round.objects.count() == made
    assert address not in client.get(reverse("desk:rounds")).content.decode()
    assert client.post(reverse("desk:take_up_rhythm", args=[2030])).status_code == 404


@pytest.mark.parametrize("name", ["edit_round", "round_units"])
def test_an_ended_round_has_no_page_to_change_it(small_city: Furnished, name: str) -> None:
    address = reverse(f"desk:{name}", args=[small_city.past.pk])
    assert small_city.browser("aino").get(address).status_code == 404
