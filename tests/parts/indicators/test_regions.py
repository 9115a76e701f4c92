"""The municipality key, mergers, names in sources, peers."""

from datetime import date, timedelta
from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.indicators.actions import choose_peers, close_region, load_regions, name_alias
from ruori.indicators.models import PeerSetMember, Region, RegionMembership
from ruori.indicators.queries import series_points
from ruori.kernel.problems import NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER, SYSTEM, Viewer
from tests.parts.indicators.given import (
    AINO,
    AT,
    DAY,
    MATTI,
    arrived,
    indicator,
    kemi,
    liisa,
    series,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_the_key_of_2026_is_loaded_whole_with_zeros_restored() -> None:
    loaded = load_regions(by=SYSTEM, at=AT)
    assert Region.objects.filter(scheme="fi-kunta").count() == 308
    helsinki = Region.objects.get(scheme="fi-kunta", code="091")
    assert dict(helsinki.name) == {"fi": "Helsinki", "sv": "Helsingfors", "en": "Helsinki"}
    kemi_region = Region.objects.get(scheme="fi-kunta", code="240")
    wholes = RegionMembership.objects.filter(member=kemi_region, division_year=2026)
    named = {str(row.whole) for row in wholes.select_related("whole")}
    assert {
        "fi-maakunta:19",
        "nuts3:FI1D7",
        "fi-hva:21",
        "fi-seutukunta:192",
        "fi-tyollisyysalue:22",
        "fi-evk:10",
        "fi-kuntaryhmitys:1",
    } <= named
    assert Region.objects.filter(scheme="fi-maakunta", code="01").exists()
    assert loaded.memberships == 308 * 13


def test_loading_again_brings_nothing() -> None:
    load_regions(by=SYSTEM, at=AT)
    again = load_regions(by=SYSTEM, at=LATER)
    assert (again.regions, again.memberships) == (0, 0)
    assert TrailEntry.objects.filter(verb="regions.loaded").count() == 1


def test_a_merger_closes_a_region_and_joins_no_lines() -> None:
    """Edge case 24."""
    defined = indicator()
    old = series(defined.pk, region="fi-kunta:851", is_main=False).pk
    new = series(defined.pk).pk
    arrived(old, {"2020": "21000"})
    arrived(new, {"2022": "19499"}, source_key="muu")
    close_region(
        region="fi-kunta:851",
        ended_on=date(2027, 1, 1),
        successor="fi-kunta:240",
        by=AINO,
        at=LATER,
    )
    lines = [
        [str(point.value) for point in series_points(pk, as_of=DAY, known_on=DAY, is_public=True)]
        for pk in (old, new)
    ]
    assert lines == [["21000"], ["19499"]]


@pytest.mark.parametrize(
    ("region", "successor", "code"),
    [
        ("fi-kunta:999", None, "REGION_UNKNOWN"),
        ("fi-kunta:240", "fi-kunta:240", "REGION_IS_ITSELF"),
        ("fi-kunta:851", None, "REGION_CLOSED"),
    ],
)
def test_a_region_ends_once_and_into_another(region: str, successor: str | None, code: str) -> None:
    load_regions(by=SYSTEM, at=AT)
    close_region(region="fi-kunta:851", ended_on=DAY, successor="fi-kunta:240", by=AINO, at=AT)
    with pytest.raises(Refused) as refused:
        close_region(region=region, ended_on=DAY, successor=successor, by=AINO, at=LATER)
    assert refused.value.problem.code == code


def test_a_source_name_means_one_region_from_its_day() -> None:
    load_regions(by=SYSTEM, at=AT)
    named: dict[str, Any] = {
        "source": "sotkanet",
        "category": "KUNTA",
        "source_code": "117",
        "valid_from": date(1990, 1, 1),
        "by": SYSTEM,
        "at": AT,
    }
    first = name_alias(region="fi-kunta:240", **named)
    assert name_alias(region="fi-kunta:240", **named) == first
    with pytest.raises(Refused) as refused:
        name_alias(region="fi-kunta:091", **named)
    assert refused.value.problem.code == "ALIAS_TAKEN"
    assert TrailEntry.objects.filter(verb="region.named").count() == 1


def test_peers_change_from_a_day_on() -> None:
    load_regions(by=SYSTEM, at=AT)
    first = choose_peers(
        code="naapurit",
        name=Text(fi="Naapurit"),
        regions=["fi-kunta:851", "fi-kunta:698"],
        start=date(2026, 1, 1),
        by=AINO,
        at=AT,
    )
    again = choose_peers(
        code="naapurit",
        name=Text(fi="Naapurit"),
        regions=["fi-kunta:698", "fi-kunta:564"],
        start=date(2026, 7, 1),
        by=AINO,
        at=LATER,
    )
    assert again == first
    members = [
        sorted(
            PeerSetMember.objects.in_force(day)
            .select_related("region")
            .values_list("region__code", flat=True)
        )
        for day in (date(2026, 3, 1), date(2026, 8, 1))
    ]
    assert members == [["698", "851"], ["564", "698"]]


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1)])
def test_others_cannot_touch_regions(who: Viewer) -> None:
    kemi()
    with pytest.raises(NotAllowed):
        load_regions(by=who, at=AT)
    with pytest.raises(NotAllowed):
        close_region(region="fi-kunta:240", ended_on=DAY, successor=None, by=who, at=AT)
    with pytest.raises(NotAllowed):
        name_alias(
            source="x",
            category="",
            source_code="1",
            region="fi-kunta:240",
            valid_from=DAY,
            by=who,
            at=AT,
        )
    with pytest.raises(NotAllowed):
        choose_peers(code="x", name=Text(), regions=[], start=DAY, by=who, at=AT)
