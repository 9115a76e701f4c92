"""Who looks: the viewer behind an account on a day."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruori.accounts.models import User
from ruori.accounts.rules import ActorKind
from ruori.organisation import actions
from ruori.organisation.queries import viewer_for
from ruori.organisation.rules import SYSTEM, RoleCode
from tests.city import AT, DAY, head, hold, person, post, role, small_kemi, unit, viewer

pytestmark = pytest.mark.django_db


def test_aino_steers_through_the_role_of_her_post() -> None:
    kemi = small_kemi()
    assert kemi.aino.steers
    assert kemi.aino.posts == {kemi.strategy_manager.pk}
    assert kemi.aino.led == frozenset()


def test_liisa_leads_her_unit_and_what_is_below_it() -> None:
    kemi = small_kemi()
    assert kemi.liisa.led == {kemi.education.pk, kemi.schools.pk}
    assert kemi.liisa.units == {kemi.education.pk}
    assert not kemi.liisa.steers
    assert kemi.liisa.actor.kind is ActorKind.USER
    assert kemi.liisa.actor.label == "Esimerkki Liisa"


def test_matti_has_a_role_without_a_post() -> None:
    kemi = small_kemi()
    assert kemi.matti.roles == {RoleCode.COUNCILLOR}
    assert kemi.matti.is_staff
    assert kemi.matti.posts == frozenset()


def test_a_deputy_acts_with_the_post_and_is_known_as_a_substitute() -> None:
    liisa, pekka = person("Liisa", account=True), person("Pekka", account=True)
    main = head(unit("education"), liisa)
    hold(main, pekka, deputy_order=1)
    deputy = viewer(pekka)
    assert deputy.posts == deputy.substitute_posts == {main.pk}
    assert deputy.led == viewer(liisa).led
    assert viewer(liisa).substitute_posts == frozenset()


def test_a_holding_that_has_ended_gives_nothing() -> None:
    liisa, successor = person("Liisa", account=True), person("Seuraaja")
    main = head(unit("education"), liisa)
    hold(main, successor, deputy_order=1)
    role(RoleCode.AUDITOR, main)
    actions.end_holding(post=main, person=liisa, on=DAY, by=SYSTEM, at=AT)
    after = viewer(liisa)
    assert not after.is_staff
    assert after.led == frozenset()
    before = viewer(liisa, at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert before.posts == {main.pk}


def test_a_role_ends_when_its_days_end() -> None:
    matti = person("Matti", account=True)
    actions.give_role(
        code=RoleCode.AUDITOR,
        person=matti,
        start=date(2026, 1, 1),
        end=date(2026, 3, 2),
        by=SYSTEM,
        at=AT,
    )
    assert viewer(matti).roles == frozenset()


def test_an_account_without_a_person_sees_what_is_public() -> None:
    user = User.objects.create(email="nobody@esimerkki.invalid")
    assert not viewer_for(user, at=AT).is_staff


def test_an_account_no_longer_in_use_has_no_rights() -> None:
    small_kemi()
    user = User.objects.get(person__name="Esimerkki Aino")
    user.is_active = False
    assert not viewer_for(user, at=AT).steers


def test_reading_a_viewer_costs_at_most_four_queries() -> None:
    kemi = small_kemi()
    user = User.objects.get(person__name="Esimerkki Liisa")
    for number in range(4):
        post(f"extra-{number}", kemi.schools, holder=user.person)
    with CaptureQueriesContext(connection) as asked:
        viewer_for(user, at=AT)
    assert len(asked) <= 4
