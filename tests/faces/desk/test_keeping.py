"""Keeping the organisation on the desk: nothing is lost, and one sees who answers before a deed."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation import actions
from ruori.organisation.models import Holding, Person, Post, Role, Unit
from ruori.organisation.queries import holdings, posts, units
from ruori.organisation.rules import SYSTEM, RoleCode
from ruori.plans import queries as plans
from tests.city import AT, head, hold, person
from tests.furnished import Furnished, furnished

pytestmark = pytest.mark.django_db

DAY = "2027-06-01"
AFTER = Moment(date(2027, 6, 1))
BEFORE = Moment(date(2027, 5, 31))


@pytest.fixture
def city() -> Furnished:
    return furnished()


@pytest.fixture
def aino(city: Furnished) -> Client:
    return city.browser("aino")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return plain(answer.content)


def plain(content: bytes) -> str:
    """The words of the page's main part."""
    main = content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def liisa_leaves(city: Furnished, on: str = DAY) -> dict[str, Any]:
    return {
        "version": version_of(city.kemi.education_head),
        "person": city.viewers["liisa"].person_id,
        "on": on,
    }


def version_of(row: Post) -> int:
    return Post.objects.get(pk=row.pk).version


def test_the_overview_says_that_nothing_is_without_somebody_who_answers(
    city: Furnished, aino: Client
) -> None:
    told = text(aino, reverse("desk:organisation"))
    assert "0 vastuutonta." in told
    assert "Esimerkki Liisa" in told
    assert "Jokaisella tehtävällä on haltija." in told


def test_an_open_post_is_shown_with_who_answers_meanwhile(city: Furnished, aino: Client) -> None:
    aino.post(
        reverse("desk:leave_post", args=[city.kemi.education_head.pk]),
        liisa_leaves(city, on="2026-01-01"),
    )
    told = text(aino, reverse("desk:organisation"))
    assert "1 tehtävä on täyttämättä." in told
    row = told.split("Vastaa sillä välin", 1)[1]
    assert "Opetus" in row
    assert "Kaupunginjohtaja" in row


def test_the_organisation_of_another_day_has_the_units_of_that_day(
    city: Furnished, aino: Client
) -> None:
    close(city, aino)
    address = reverse("desk:organisation")
    assert "Koulut" in text(aino, f"{address}?as_of=2027-05-31")
    later = text(aino, f"{address}?as_of={DAY}")
    assert "Koulut" not in later
    assert "Avaa yksikkö" not in later
    assert "0 vastuutonta." in later
    assert aino.get(f"{address}?as_of=2027-99-99").status_code == 200


def test_who_will_answer_is_seen_before_somebody_leaves(city: Furnished, aino: Client) -> None:
    address = reverse("desk:leave_post", args=[city.kemi.education_head.pk])
    asked = liisa_leaves(city)
    told = text(aino, f"{address}?person={asked['person']}&on={asked['on']}")
    assert "Kuka vastaa 1.6.2027 alkaen" in told
    assert "Kaupunginjohtaja" in told
    assert "Esimerkki Liisa jättää tehtävän 1.6.2027" in told
    assert posts_held_by(city, "liisa", AFTER) != []
    answer = aino.post(address, asked)
    assert answer.status_code == 302
    assert posts_held_by(city, "liisa", AFTER) == []
    assert posts_held_by(city, "liisa", BEFORE) != []


def test_the_last_holder_of_the_mayors_post_cannot_leave_and_the_things_are_listed(
    city: Furnished, aino: Client
) -> None:
    mayor = city.kemi.mayor
    held = holdings(AFTER)[mayor.pk]
    for card in held[1:]:
        left = {"version": version_of(mayor), "person": card.person, "on": DAY}
        aino.post(reverse("desk:leave_post", args=[mayor.pk]), left)
    address = reverse("desk:leave_post", args=[mayor.pk])
    asked = {"version": version_of(mayor), "person": held[0].person, "on": DAY}
    answer = aino.post(address, asked)
    assert answer.status_code == 422
    told = plain(answer.content)
    assert "Näistä ei vastaisi kukaan" in told
    assert str(plans.unreachable(AFTER)) == "[]"
    assert holdings(AFTER)[mayor.pk][0].person == held[0].person
    preview = text(aino, f"{address}?person={asked['person']}&on={DAY}")
    assert "Näistä ei vastaisi kukaan" in preview
    assert "jättää tehtävän" not in preview


def test_a_deputy_is_named_in_three_actions(city: Furnished, aino: Client) -> None:
    post = city.kemi.education_head
    first = aino.get(reverse("desk:post", args=[post.pk]))
    address = reverse("desk:away_post", args=[post.pk])
    assert address in first.content.decode()
    version = aino.get(address).context["form"].initial["version"]
    asked = {
        "version": version,
        "deputy": city.viewers["oona"].person_id,
        "start": "2027-06-01",
        "last": "2027-06-30",
    }
    assert aino.post(address, asked).status_code == 302
    held = [(card.person, card.deputy_order) for card in holdings(AFTER)[post.pk]]
    assert held == [(city.viewers["oona"].person_id, 1)]
    back = holdings(Moment(date(2027, 7, 1)))[post.pk]
    assert [card.person for card in back] == [city.viewers["liisa"].person_id]
    assert aino.post(address, asked).status_code == 409


def test_a_deputy_for_days_in_disorder_is_refused_and_what_was_typed_stays(
    city: Furnished, aino: Client
) -> None:
    post = city.kemi.education_head
    asked = {
        "version": Post.objects.get(pk=post.pk).version,
        "deputy": city.viewers["oona"].person_id,
        "start": "2027-06-30",
        "last": "2027-06-01",
    }
    answer = aino.post(reverse("desk:away_post", args=[post.pk]), asked)
    assert answer.status_code == 422
    assert 'value="2027-06-30"' in answer.content.decode()


def close(city: Furnished, client: Client, **more: Any) -> Any:
    row = Unit.objects.get(pk=city.kemi.schools.pk)
    asked = {
        "version": row.version,
        "kind": "MERGED",
        "on": DAY,
        "heir": city.kemi.education.pk,
        **more,
    }
    return client.post(reverse("desk:close_unit", args=[row.pk]), asked)


def measure_of(city: Furnished, moment: Moment) -> Any:
    """The measure that belongs to the unit that closes."""
    cards = plans.measure_cards(SYSTEM, moment)
    return next(card for card in cards if card.unit == city.kemi.schools.pk)


def test_a_split_gives_each_thing_and_post_to_the_chosen_heir(
    city: Furnished, aino: Client
) -> None:
    card = measure_of(city, AFTER)
    environment = city.kemi.environment
    inside = next(pk for pk, each in posts(AFTER).items() if each.unit == city.kemi.schools.pk)
    row = Unit.objects.get(pk=city.kemi.schools.pk)
    address = reverse("desk:close_unit", args=[row.pk])
    asked = f"kind=SPLIT&on={DAY}&heir={city.kemi.office.pk}&others={environment.pk}"
    seen = text(aino, f"{address}?{asked}")
    assert "Kuka saa mitä" in seen
    assert card.name.to("fi") in seen
    told = {
        "version": row.version,
        "kind": "SPLIT",
        "on": DAY,
        "heir": city.kemi.office.pk,
        "others": [environment.pk],
        "reason": "Uusi organisaatio",
        f"thing.plans.measure.{card.pk}": environment.pk,
        f"post.{inside}": environment.pk,
    }
    assert aino.post(address, told).status_code == 302
    found = plans.measure_card(SYSTEM, AFTER, card.pk)
    assert found is not None
    assert found.unit == environment.pk
    assert posts(AFTER)[inside].unit == environment.pk
    lines = plans.changes_of(measures=[card.pk])
    assert "Uusi organisaatio" in [line.reason for line in lines]


def test_a_unit_without_an_heir_is_not_closed(city: Furnished, aino: Client) -> None:
    answer = close(city, aino, heir="")
    assert answer.status_code == 422
    assert city.kemi.schools.pk in units(AFTER)


def test_a_unit_that_somebody_changed_meanwhile_is_not_closed(
    city: Furnished, aino: Client
) -> None:
    answer = close(city, aino, version=99)
    assert answer.status_code == 409
    assert city.kemi.schools.pk in units(AFTER)


def test_a_closed_unit_keeps_a_page_that_leads_to_its_heir(city: Furnished, aino: Client) -> None:
    close(city, aino, on="2026-01-15")
    told = text(aino, reverse("desk:unit", args=[city.kemi.schools.pk]))
    assert "Koulut" in told
    assert "Jatkaja" in told
    assert "Opetus" in told
    assert "Nimeä uudelleen" not in told


def test_a_unit_is_opened_renamed_and_moved_from_a_day_on(city: Furnished, aino: Client) -> None:
    new = {
        "name_fi": "Nuorisopalvelut",
        "kind": "UNIT",
        "parent": city.kemi.education.pk,
        "start": DAY,
    }
    assert aino.post(reverse("desk:new_unit"), new).status_code == 302
    made = Unit.objects.get(code="nuorisopalvelut")
    assert units(AFTER)[made.pk].parent == city.kemi.education.pk
    schools = Unit.objects.get(pk=city.kemi.schools.pk)
    moved = {
        "version": schools.version,
        "name_fi": "Koulut ja kirjastot",
        "kind": "UNIT",
        "parent": city.kemi.environment.pk,
        "start": DAY,
    }
    address = reverse("desk:change_unit", args=[schools.pk])
    assert aino.post(address, moved).status_code == 302
    assert units(AFTER)[schools.pk].name == Text("Koulut ja kirjastot")
    assert units(BEFORE)[schools.pk].name == Text("Koulut")
    second = aino.post(address, {**moved, "name_fi": "Toinen nimi"})
    assert second.status_code == 409
    assert "Toinen nimi" in second.content.decode()


def test_a_unit_cannot_be_moved_under_itself(city: Furnished, aino: Client) -> None:
    education = Unit.objects.get(pk=city.kemi.education.pk)
    moved = {
        "version": education.version,
        "name_fi": "Opetus",
        "kind": "RESPONSIBILITY_AREA",
        "parent": city.kemi.schools.pk,
        "start": DAY,
    }
    answer = aino.post(reverse("desk:change_unit", args=[education.pk]), moved)
    assert answer.status_code == 422


def test_a_post_is_opened_changed_and_filled(city: Furnished, aino: Client) -> None:
    new = {"title_fi": "Rehtori", "unit": city.kemi.schools.pk, "is_head": "on", "start": DAY}
    assert aino.post(reverse("desk:new_post"), new).status_code == 302
    made = Post.objects.get(code="schools-rehtori")
    assert posts(AFTER)[made.pk].is_head
    assert aino.post(reverse("desk:new_post"), {**new, "is_head": ""}).status_code == 302
    assert Post.objects.filter(code="schools-rehtori-2").exists()
    assert aino.post(reverse("desk:new_post"), new).status_code == 422


def test_the_title_of_a_post_changes_from_a_day_on_and_a_stale_change_conflicts(
    city: Furnished, aino: Client
) -> None:
    row = Post.objects.get(pk=city.kemi.education_head.pk)
    words = {
        "version": row.version,
        "title_fi": "Sivistysjohtaja",
        "unit": city.kemi.education.pk,
        "is_head": "on",
        "start": DAY,
    }
    address = reverse("desk:change_post", args=[row.pk])
    assert aino.post(address, words).status_code == 302
    assert posts(AFTER)[row.pk].title == Text("Sivistysjohtaja")
    assert posts(BEFORE)[row.pk].title != Text("Sivistysjohtaja")
    assert aino.post(address, words).status_code == 409


def test_a_post_is_filled_until_a_last_day(city: Furnished, aino: Client) -> None:
    post = city.kemi.education_head
    asked = {
        "version": version_of(post),
        "person": city.viewers["oona"].person_id,
        "deputy_order": 2,
        "start": DAY,
        "last": "2027-06-30",
    }
    assert aino.post(reverse("desk:post", args=[post.pk]), asked).status_code == 302
    row = Holding.objects.standing().get(post=post, deputy_order=2)
    assert row.valid_to == date(2027, 7, 1)


def test_the_page_of_a_post_lists_what_it_answers_for(city: Furnished, aino: Client) -> None:
    told = text(aino, reverse("desk:post", args=[city.kemi.education_head.pk]))
    for item in plans.items(SYSTEM, Moment(date(2026, 11, 1))):
        if item.post == city.kemi.education_head.pk:
            assert item.about.title.to("fi") in told


def test_a_role_is_given_from_and_to_and_ended(city: Furnished, aino: Client) -> None:
    asked = {
        "code": "WELLBEING_COORDINATOR",
        "post": city.kemi.education_head.pk,
        "start": "2026-01-01",
        "last": "2028-12-31",
    }
    assert aino.post(reverse("desk:roles"), asked).status_code == 302
    row = Role.objects.standing().get(code=RoleCode.WELLBEING_COORDINATOR)
    assert row.valid_to == date(2029, 1, 1)
    assert "Hyvinvointikoordinaattori" in text(aino, reverse("desk:roles"))
    assert aino.post(reverse("desk:roles"), asked).status_code == 422
    ended = aino.post(reverse("desk:end_role", args=[row.pk]), {"on": DAY})
    assert ended.status_code == 302
    row = Role.objects.standing().get(code=RoleCode.WELLBEING_COORDINATOR)
    assert row.valid_to == date(2027, 6, 1)
    assert (
        aino.post(reverse("desk:end_role", args=[row.pk]), {"on": "2030-01-01"}).status_code == 422
    )


def test_what_the_administrator_may_not_see_is_only_counted(city: Furnished) -> None:
    tuki = city.browser("tuki")
    address = reverse("desk:leave_post", args=[city.kemi.education_head.pk])
    asked = liisa_leaves(city)
    answer = tuki.get(address, asked)
    assert answer.status_code == 200
    seen = {item.about.pk for item in plans.promised_items(city.viewers["tuki"], AFTER)}
    everything = {item.about.pk for item in plans.promised_items(SYSTEM, AFTER)}
    takings = answer.context["preview"].takings
    names = {thing.name for taking in takings for thing in taking.things}
    for item in plans.promised_items(SYSTEM, AFTER):
        if item.about.pk in everything - seen:
            assert item.about.title.to("fi") not in names


def test_a_successor_already_named_answers_from_the_day_of_leaving(
    city: Furnished, aino: Client
) -> None:
    uusi = person("Uusi")
    actions.end_holding(
        post=city.kemi.education_head,
        person=Person.objects.get(pk=city.viewers["liisa"].person_id or 0),
        on=date(2027, 6, 1),
        by=SYSTEM,
        at=AT,
    )
    hold(city.kemi.education_head, uusi, start=date(2027, 6, 1))
    told = text(aino, reverse("desk:post", args=[city.kemi.education_head.pk]))
    assert "Esimerkki Uusi" in told


def posts_held_by(city: Furnished, who: str, moment: Moment) -> list[int]:
    person = city.viewers[who].person_id
    held = holdings(moment)
    return [pk for pk, cards in held.items() if any(card.person == person for card in cards)]


def test_a_head_added_to_a_headless_unit_is_shown_as_its_owner(
    city: Furnished, aino: Client
) -> None:
    head(city.kemi.schools, person("Rehtori"))
    told = text(aino, reverse("desk:unit", args=[city.kemi.schools.pk]))
    assert "Tänään vastaa: Esimerkki Rehtori" in told
