"""Gates: who may open each page of the desk and do each deed on it; what stands in public.

The table (`tests.architecture.gates`) names everybody who may; whoever is not named is refused. A
new address without a line there fails.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.architecture.gates import PUBLIC, TABLE, address_of
from tests.furnished import EVERYBODY, NOW, STRANGER, Furnished, furnished
from tests.walking import addresses, crawl, watched

pytestmark = pytest.mark.django_db

NO_DEED = {"audit_clock"}
"""The lock taken before a deed is judged; a refused deed gives it back unchanged."""


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """Two days into the open round."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="module")
def kemi(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Furnished]:
    """The small city with one of everything; what a test does in it is undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnished()
        transaction.set_rollback(True)


def answered(answer: Any) -> str:
    """What an answer means: `sign in`, `not there`, `no such deed`, or `yes`."""
    status = answer.status_code
    if status == 302 and answer["Location"].startswith("/desk/sign-in/?next="):
        return "sign in"
    return {404: "not there", 405: "no such deed"}.get(status, "yes" if status < 500 else "fault")


def expected(who: str, may: bool) -> str:
    """What the table promises."""
    if who == STRANGER:
        return "sign in"
    return "yes" if may else "not there"


def test_every_address_of_the_desk_has_a_gate_and_a_line_in_the_table() -> None:
    known = {each.name: getattr(each.callback, "gate", "") for each in addresses("desk")}
    assert [name for name, gate in known.items() if not gate] == []
    assert set(known) == set(TABLE)
    assert [name for name, gate in known.items() if gate == "open"] == ["sign_in"]


def test_every_public_address_stands_in_the_list() -> None:
    assert {each.name for each in addresses("site")} == PUBLIC


def test_outside_desk_and_site_there_is_only_the_health_check() -> None:
    assert [each.name for each in addresses()] == ["healthz"]


def test_each_page_of_the_desk_opens_to_those_named_and_to_nobody_else(kemi: Furnished) -> None:
    wrong = []
    for who in EVERYBODY:
        client = kemi.browser(who)
        for name, line in TABLE.items():
            if name == "sign_in" or not line.has_page:
                continue
            with watched() as written:
                said = answered(client.get(address_of(name, kemi)))
            if said != expected(who, who in line.read) or written:
                wrong.append((who, name, said, written))
    assert not wrong, "\n".join(map(str, wrong))


def test_an_address_that_takes_a_form_shows_no_page(kemi: Furnished) -> None:
    client = kemi.browser("aino")
    silent = [name for name, line in TABLE.items() if not line.has_page]
    assert [
        name
        for name in silent
        if answered(client.get(address_of(name, kemi))) not in ("no such deed", "not there")
    ] == []


def test_each_deed_of_the_desk_is_done_by_those_named_and_by_nobody_else(kemi: Furnished) -> None:
    wrong = []
    for who in EVERYBODY:
        signed_in = kemi.browser(who)
        for name, line in TABLE.items():
            if name == "sign_in":
                continue
            said, written = sent(kemi, signed_in, name)
            may = who in line.send
            right = expected(who, may)
            if may or said in ("sign in", "not there"):
                is_right = said == right
            else:
                is_right = said == "no such deed" and not line.send
            if not is_right or (written and not may):
                wrong.append((who, name, said, written))
    assert not wrong, "\n".join(map(str, wrong))


def sent(city: Furnished, client: Client, name: str) -> tuple[str, list[str]]:
    """What became of a form: the answer, and what was written; then all is as it was."""
    body = dict(TABLE[name].body(city))
    place = address_of(name, city)
    own = Client()
    own.cookies.update(client.cookies)
    with transaction.atomic():
        with watched() as written:
            answer = own.post(place, body)
        transaction.set_rollback(True)
    kept = [table for table in written if table not in NO_DEED]
    return answered(answer), kept


def test_whoever_may_do_a_deed_gets_it_done_or_hears_why_not(kemi: Furnished) -> None:
    """The bodies of the table are real: a table of empty forms would prove nothing."""
    idle = {
        "same_as_before", "remove_serves", "work_again", "import_accept", "import_row_reopen",
        "import_row_part", "freeze_edition", "sign_out", "take_back",
    }  # fmt: skip
    undone = []
    for name, line in TABLE.items():
        if not line.send or name in idle | {"sign_in"}:
            continue
        who = "aino" if "aino" in line.send else min(line.send)
        _said, written = sent(kemi, kemi.browser(who), name)
        if not written:
            undone.append(name)
    assert not undone, undone


def test_reading_every_page_by_its_links_writes_nothing(kemi: Furnished) -> None:
    for who in EVERYBODY:
        client = kemi.browser(who)
        within = "/" if who == STRANGER else ("/desk/", "/r/")
        starts = ["/", "/sv/", "/en/"] if who == STRANGER else ["/desk/"]
        with watched() as written:
            pages = crawl(client, starts, within=within)
        assert written == [], who
        broken = {
            place: answer.status_code
            for place, answer in pages.items()
            if answer.status_code not in (200, 301, 302)
        }
        assert broken == {}, who


def test_a_right_that_ended_yesterday_opens_nothing_today(kemi: Furnished) -> None:
    client = kemi.browser("liisa")
    place = reverse("desk:proof_file", args=[kemi.proof.pk])
    assert client.get(place).status_code == 200
    leaving = {"version": 1, "person": kemi.viewers["liisa"].person_id, "on": "2026-03-05"}
    left = reverse("desk:leave_post", args=[kemi.kemi.education_head.pk])
    assert kemi.browser("aino").post(left, leaving).status_code == 302
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert client.get(place).status_code == 404
