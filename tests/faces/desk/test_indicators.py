"""The indicator desk: telling a value, answering for an odd one, promising, marking a break."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ruori.accounts.models import User
from ruori.indicators.models import Batch, Break, Indicator, Observation, Target
from ruori.indicators.queries import indicator_sheet
from ruori.indicators.rules.codes import BatchState
from ruori.kernel.codes import Visibility
from ruori.organisation.rules import SYSTEM
from tests.city import SmallKemi, small_kemi
from tests.parts.indicators.given import AT, arrived, kemi

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIST = "/desk/indicators/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Everything is done on the same day."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def small() -> SmallKemi:
    """The small city, where Liisa's unit answers for one figure."""
    made = small_kemi()
    series_id = kemi(owner_unit_id=made.education.pk, visibility=Visibility.DRAFT).pk
    arrived(series_id, {"2022": "19499", "2023": "19350"})
    return made


def window(name: str) -> Client:
    """The browser of one who is signed in."""
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@esimerkki.invalid"))
    return client


def place(deed: str = "") -> str:
    """An address of the one indicator."""
    return f"{LIST}{Indicator.objects.get().pk}/{deed}"


def seen(client: Client, address: str, status: int = 200) -> str:
    """A page as words."""
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode().replace("\u00a0", " ").replace("\u00ad", "")


VALUE = {"period": "2024", "value": "19 200", "status": "A", "evidence": "Rekisteri"}


def test_the_owner_tells_a_value(small: SmallKemi) -> None:
    answer = window("liisa").post(place("value/"), VALUE)
    assert (answer.status_code, answer.headers["Location"]) == (302, place())
    words = seen(window("liisa"), place())
    assert "19 200" in words
    assert "Esimerkki Liisa" in words


def test_an_odd_value_is_kept_and_answered_for(small: SmallKemi) -> None:
    liisa = window("liisa")
    answer = liisa.post(place("value/"), {**VALUE, "value": "192000"})
    batch = Batch.objects.latest("id")
    assert answer.headers["Location"] == reverse("desk:batch", args=[batch.pk])
    assert "kymmenkertainen" in seen(liisa, reverse("desk:batch", args=[batch.pk]))
    assert "Odottaa vastausta" in seen(liisa, LIST)
    refused = liisa.post(reverse("desk:accept_batch", args=[batch.pk]), {"reason": ""})
    assert refused.status_code == 422
    liisa.post(reverse("desk:accept_batch", args=[batch.pk]), {"reason": "Luku on oikein."})
    batch.refresh_from_db()
    assert (batch.state, batch.ruling_reason) == (BatchState.ACCEPTED, "Luku on oikein.")
    assert "Luku on oikein." in seen(liisa, reverse("desk:batch", args=[batch.pk]))


def test_an_odd_value_can_be_turned_down(small: SmallKemi) -> None:
    liisa = window("liisa")
    liisa.post(place("value/"), {**VALUE, "value": "192000"})
    batch = Batch.objects.latest("id")
    liisa.post(reverse("desk:reject_batch", args=[batch.pk]), {"reason": "Nolla liikaa."})
    batch.refresh_from_db()
    assert batch.state == BatchState.REJECTED
    assert "192 000" not in seen(liisa, place())


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"period": "vuosi"}, "Kirjoita jakso"),
        ({"value": "noin"}, "Kirjoita luku"),
        ({"value": "1.234"}, "Tarkoititko"),
        ({"value": ""}, "Anna arvo tai kerro"),
        ({"period": "2024-07"}, "eripituisia"),
    ],
)
def test_what_cannot_be_read_stays_in_the_form(
    small: SmallKemi, typed: dict[str, str], told: str
) -> None:
    answer = window("liisa").post(place("value/"), {**VALUE, **typed})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert told in words
    assert "Rekisteri" in words
    assert Observation.objects.count() == 2


TARGET = {
    "version": "0",
    "level": "MINIMUM",
    "base_period": "2000",
    "base_value": "23689",
    "period": "2029",
    "value": "19 000",
    "mode": "HOLD",
    "path": "LINEAR",
}


def test_the_strategy_manager_promises_and_a_second_hand_meets_both_texts(
    small: SmallKemi,
) -> None:
    aino = window("aino")
    assert aino.post(place("target/"), TARGET).status_code == 302
    assert "vähintään 19 000 henkilöä (2029)" in seen(aino, place())
    easier = {**TARGET, "version": "1", "value": "18500"}
    unreasoned = aino.post(place("target/"), easier)
    assert unreasoned.status_code == 422
    assert "Perustele" in unreasoned.content.decode()
    assert aino.post(place("target/"), {**easier, "reason": "Ennuste."}).status_code == 302
    late = aino.post(place("target/"), {**easier, "value": "18000", "reason": "Toinen."})
    assert late.status_code == 409
    assert Target.objects.get().version == 2


def test_a_break_is_marked_and_taken_back(small: SmallKemi) -> None:
    liisa = window("liisa")
    liisa.post(place("break/"), {"first": "2023", "kind": "METHOD", "note_fi": "Uusi tapa"})
    assert "Uusi tapa" in seen(liisa, place())
    mark = Break.objects.get()
    liisa.post(reverse("desk:void_break", args=[Indicator.objects.get().pk, mark.pk]))
    assert "Uusi tapa" not in seen(liisa, place())


def test_the_strategy_manager_follows_a_new_figure(small: SmallKemi) -> None:
    answer = window("aino").post(
        f"{LIST}new/",
        {
            "code": "kirjastokaynnit",
            "name_fi": "Kirjastokäynnit",
            "unit_code": "visits",
            "decimals": "0",
            "lag_days": "60",
            "wanted": "INCREASE",
            "frequency": "A",
            "influence": "OWN",
            "visibility": "PUBLIC",
            "owner_unit": str(small.education.pk),
        },
    )
    made = Indicator.objects.get(code="kirjastokaynnit")
    assert answer.headers["Location"] == reverse("desk:indicator", args=[made.pk])
    sheet = indicator_sheet(made.pk, viewer=SYSTEM, at=AT)
    assert sheet is not None
    assert sheet.main is not None
    assert str(sheet.main.series.region) == "fi-kunta:240"


def test_a_changed_meaning_keeps_what_was_not_changed(small: SmallKemi) -> None:
    aino = window("aino")
    form = seen(aino, place("edit/"))
    assert "Väkiluku" in form
    changed = {
        "version": "1",
        "name_fi": "Asukasluku",
        "unit_code": "persons",
        "decimals": "0",
        "lag_days": "120",
        "wanted": "INCREASE",
        "frequency": "A",
        "influence": "CONTEXT",
        "visibility": "DRAFT",
        "owner_unit": str(small.education.pk),
    }
    assert aino.post(place("edit/"), changed).status_code == 302
    assert "<h1>Asukasluku" in seen(aino, place())
    again = aino.post(place("edit/"), {**changed, "name_fi": "Väestö"})
    assert again.status_code == 409


@pytest.mark.parametrize("deed", ["", "value/", "target/", "break/", "edit/"])
def test_a_councillor_finds_no_draft_figure(small: SmallKemi, deed: str) -> None:
    seen(window("matti"), place(deed), status=404)
    assert "Väkiluku" not in seen(window("matti"), LIST)


@pytest.mark.parametrize("deed", ["target/", "edit/"])
def test_the_owner_does_not_promise_or_define(small: SmallKemi, deed: str) -> None:
    seen(window("liisa"), place(deed), status=404)
    seen(window("liisa"), f"{LIST}new/", status=404)


def test_a_councillor_finds_no_arrival_of_a_draft_figure(small: SmallKemi) -> None:
    batch = Batch.objects.get()
    matti = window("matti")
    for name in ("batch", "accept_batch", "reject_batch"):
        address = reverse(f"desk:{name}", args=[batch.pk])
        answer = matti.get(address) if name == "batch" else matti.post(address, {"reason": "x"})
        assert answer.status_code == 404


def test_a_value_leads_to_the_arrival_it_came_in(small: SmallKemi) -> None:
    row = Observation.objects.earliest("id")
    answer = window("liisa").get(reverse("desk:observation", args=[row.pk]))
    anchor = f"#havainto-{row.pk}"
    assert answer.headers["Location"] == reverse("desk:batch", args=[row.batch_id]) + anchor
    assert f'id="havainto-{row.pk}"' in seen(
        window("liisa"), reverse("desk:batch", args=[row.batch_id])
    )
    seen(window("matti"), reverse("desk:observation", args=[row.pk]), status=404)


def test_queries_do_not_grow_with_the_figures(small: SmallKemi) -> None:
    liisa = window("liisa")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            seen(liisa, LIST)
        return len(queries)

    before = asked()
    for number in range(5):
        made = kemi(code=f"m{number}", owner_unit_id=small.education.pk)
        arrived(made.pk, {"2023": "5", "2024": "6"}, source_key=f"s{number}")
    assert asked() == before
