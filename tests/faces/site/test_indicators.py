"""Indicators in public: the answer first, three forms kept, nothing unpublished told."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from ruori.indicators.actions import redefine_indicator, set_target, take_in
from ruori.indicators.models import Indicator
from ruori.indicators.rules.codes import Mode
from ruori.kernel.codes import Visibility
from ruori.organisation.rules import SYSTEM
from tests.city import city
from tests.parts.indicators.given import AINO, AT, DAY, arrival, arrived, kemi, promise

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Every page is read on the same day."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def series() -> int:
    """The population of Kemi, with a target to hold."""
    city()
    series_id = kemi(suppress_below=None).pk
    arrived(series_id, {"2022": "19499", "2023": "19350", "2024": "19200"})
    set_target(series_id=series_id, promise=promise(mode=Mode.HOLD), start=DAY, by=AINO, at=AT)
    return series_id


def place(language: str = "fi", *, slug: str = "vakiluku") -> str:
    """The address of the one indicator's page."""
    with override(language):
        return reverse("site:indicator", args=[Indicator.objects.get().pk, slug])


def seen(client: Client, address: str) -> str:
    """A page as words, its soft hyphens and hard spaces smoothed."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\u00a0", " ").replace("\u00ad", "")


def test_the_page_tells_the_figure_its_target_and_what_is_not_judged(
    client: Client, series: int
) -> None:
    words = seen(client, place())
    for told in (
        "Viimeisin arvo: 19 200 henkilöä (2024).",
        "Sitä edellinen: 19 350 henkilöä (2023), muutos −150 henkilöä.",
        "Tavoitetaso 19 000 henkilöä (2029) täyttyy, varaa on 200 henkilöä.",
        "Vielä ei arvioida, onko muutos suurempi kuin satunnaisvaihtelu.",
        "Koko kaupungin tila",
        "THL, Tilasto- ja indikaattoripankki Sotkanet",
        "CC BY 4.0",
        "<caption",
        "Ei voi arvioida",
    ):
        assert told in words, told


@pytest.mark.parametrize(
    ("language", "start", "told"),
    [
        ("fi", "/mittari/", "Mittari"),
        ("sv", "/sv/matare/", "Senaste värde: 19 200 personer (2024)."),
        ("en", "/en/indicator/", "Latest value: 19,200 people (2024)."),
    ],
)
def test_each_language_has_its_address_and_words(
    client: Client, series: int, language: str, start: str, told: str
) -> None:
    slugs = {"fi": "vakiluku", "sv": "folkmangd", "en": "population"}
    address = place(language, slug=slugs[language])
    assert address.startswith(start)
    assert told in seen(client, address)


def test_a_wrong_slug_leads_to_the_right_one(client: Client, series: int) -> None:
    answer = client.get(place(slug="vanha-nimi"))
    assert (answer.status_code, answer.headers["Location"]) == (301, place())


def test_the_list_tells_every_public_figure(client: Client, series: int) -> None:
    words = seen(client, reverse("site:indicators"))
    assert "Väkiluku" in words
    assert "<strong>19 200 henkilöä</strong> (2024)" in words


def test_one_value_is_a_figure_and_no_line(client: Client) -> None:
    city()
    arrived(kemi().pk, {"2024": "19200"})
    words = seen(client, place())
    assert "r-chart" not in words
    assert "19 200" in words


def test_an_indicator_without_a_value_says_so(client: Client) -> None:
    city()
    kemi()
    words = seen(client, place())
    assert "Arvoa ei vielä ole." in words
    assert "Lataa luvut" not in words


@pytest.mark.parametrize(
    "visibility", [Visibility.DRAFT, Visibility.IN_PREPARATION, Visibility.SECRET]
)
def test_what_is_not_public_is_not_there(
    client: Client, series: int, visibility: Visibility
) -> None:
    indicator = Indicator.objects.get()
    redefine_indicator(
        indicator_id=indicator.pk,
        version=1,
        changes={"visibility": visibility},
        start=DAY,
        by=AINO,
        at=AT,
    )
    files = [
        reverse(f"site:indicator_{kind}", args=[indicator.pk]) for kind in ("csv", "excel", "json")
    ]
    for address in (place(), *files):
        assert client.get(address).status_code == 404
    assert "Väkiluku" not in seen(client, reverse("site:indicators"))


def test_a_value_of_an_open_round_is_told_nowhere(client: Client, series: int) -> None:
    arrived(series, {"2025": "18888"}, source_key="round:1", is_public=False)
    pk = Indicator.objects.get().pk
    told = [
        place(),
        reverse("site:indicators"),
        reverse("site:indicator_csv", args=[pk]),
        reverse("site:indicator_json", args=[pk]),
    ]
    for address in told:
        words = seen(client, address)
        assert "18888" not in words
        assert "18 888" not in words


def test_absent_zero_and_suppressed_keep_three_forms_everywhere(client: Client) -> None:
    """Edge case 34, on the page and in the files."""
    city()
    series_id = kemi(unit_code="count").pk
    rows = arrival(series_id, {"2021": "0", "2022": "", "2023": "3", "2024": "20"}).rows
    take_in(arrival=arrival(series_id, {}, rows=rows), by=SYSTEM, at=AT)
    words = seen(client, place())
    for told in ("suojattu (&lt; 5)", "ei tietoa", ">0<", ">20<"):
        assert told in words, told
    pk = Indicator.objects.get().pk
    values = json.loads(client.get(reverse("site:indicator_json", args=[pk])).content)
    forms = [(each["value"], each["form"]) for each in values["series"][0]["values"]]
    assert forms == [("0", "VALUE"), (None, "ABSENT"), (None, "SUPPRESSED"), ("20", "VALUE")]
    table = client.get(reverse("site:indicator_csv", args=[pk])).content.decode()
    assert [line.split(",")[3] for line in table.splitlines()[1:]] == ["0", "", "", "20"]


def test_the_files_carry_source_and_licence_and_a_name(client: Client, series: int) -> None:
    pk = Indicator.objects.get().pk
    answer = client.get(reverse("site:indicator_excel", args=[pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="vakiluku.csv"'
    assert answer.content.startswith("\ufeff".encode())
    assert ";CC BY 4.0" in answer.content.decode()


def test_the_page_of_a_past_day_tells_what_was_known_then(client: Client, series: int) -> None:
    later = datetime(2026, 3, 9, 12, tzinfo=UTC)
    arrived(series, {"2024": "19222"}, at=later)
    with time_machine.travel(later, tick=False):
        assert "19 222" in seen(client, place())
        words = seen(client, f"{place()}?known_on=2026-03-03")
    assert "19 200" in words
    assert "19 222" not in words


def test_queries_do_not_grow_with_the_figures(client: Client, series: int) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as listed:
            seen(client, reverse("site:indicators"))
        with CaptureQueriesContext(connection) as opened:
            client.get(reverse("site:indicator", args=[few, "vakiluku"]))
        return len(listed), len(opened)

    few = Indicator.objects.get().pk
    before = asked()
    for number in range(5):
        arrived(kemi(code=f"m{number}").pk, {"2023": "5", "2024": "6"}, source_key=f"s{number}")
    assert asked() == before
    assert max(before) <= 15
