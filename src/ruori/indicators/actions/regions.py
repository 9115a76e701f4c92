"""Regions: the yearly municipality key, mergers, names in sources, peers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources

from django.db import transaction

from ruori.audit import actions as audit
from ruori.columns.dated import history_of
from ruori.indicators.access import may_keep_regions
from ruori.indicators.models import (
    PeerSet,
    PeerSetMember,
    Region,
    RegionAlias,
    RegionClosing,
    RegionMembership,
)
from ruori.indicators.queries import regions_by_key
from ruori.indicators.rules.regions import (
    COUNTRY,
    KeyFile,
    RegionKey,
    parse_region,
    read_key_file,
)
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.kernel.validity import cut, put
from ruori.organisation.rules import Viewer

KEY_YEAR = 2026
FINLAND = RegionKey(COUNTRY, "FI")
_NAME_OF_FINLAND = Text(fi="Suomi", sv="Finland", en="Finland")
LABEL = "indicators.region"


@dataclass(frozen=True, slots=True)
class LoadedRegions:
    """How much a key file brought: nothing the second time."""

    year: int
    regions: int
    memberships: int


@transaction.atomic
def load_regions(*, by: Viewer, at: datetime, year: int = KEY_YEAR) -> LoadedRegions:
    """Load the municipality key of a year that ships with the product; harmless to repeat."""
    require(may_keep_regions(by))
    stamped_at = audit.stamp(at=at)
    file = resources.files("ruori.indicators") / "data" / f"municipality_key_{year}.csv"
    key = read_key_file(file.read_text(encoding="utf-8").splitlines(), year=year)
    regions = _write_regions({**key.names, FINLAND: _NAME_OF_FINLAND}, stamped_at)
    memberships = _write_memberships(key, stamped_at)
    if regions or memberships:
        audit.record(
            verb="regions.loaded",
            about=Ref(LABEL, 0, Text(f"{year}")),
            by=by.actor,
            at=stamped_at,
            facts={"year": year, "regions": regions, "memberships": memberships},
        )
    return LoadedRegions(year, regions, memberships)


def _write_regions(names: Mapping[RegionKey, Text], stamped_at: datetime) -> int:
    there = regions_by_key()
    new = [
        Region(scheme=key.scheme, code=key.code, name=name, recorded_at=stamped_at)
        for key, name in names.items()
        if key not in there
    ]
    Region.objects.bulk_create(new, batch_size=500)
    return len(new)


def _write_memberships(key: KeyFile, stamped_at: datetime) -> int:
    there = set(
        RegionMembership.objects.filter(division_year=key.year).values_list("member_id", "whole_id")
    )
    pk_of = regions_by_key()
    pairs = [(pk_of[member], pk_of[whole]) for member, whole in key.memberships]
    new = [
        RegionMembership(
            division_year=key.year, member_id=member, whole_id=whole, recorded_at=stamped_at
        )
        for member, whole in pairs
        if (member, whole) not in there
    ]
    RegionMembership.objects.bulk_create(new, batch_size=500)
    return len(new)


@transaction.atomic
def close_region(
    *, region: str, ended_on: date, successor: str | None, by: Viewer, at: datetime
) -> int:
    """End a region and name its successor, as when municipalities merge; gives the closing's key.

    Series of the two are never joined. Raises Refused (REGION_UNKNOWN, REGION_CLOSED).
    """
    require(may_keep_regions(by))
    stamped_at = audit.stamp(at=at)
    ended = region_pk(region)
    heir = region_pk(successor) if successor else None
    if RegionClosing.objects.filter(region_id=ended).exists():
        raise refuse(
            "REGION_CLOSED", N_("The region “%(region)s” has ended already."), region=region
        )
    if heir == ended:
        raise refuse("REGION_IS_ITSELF", N_("A region cannot become itself."))
    closing = RegionClosing.objects.create(
        region_id=ended, ended_on=ended_on, successor_id=heir, recorded_at=stamped_at
    )
    audit.record(
        verb="region.closed",
        about=Ref(LABEL, ended, Text(region)),
        by=by.actor,
        at=stamped_at,
        facts={"ended_on": ended_on, "successor": successor or ""},
    )
    return closing.pk


@transaction.atomic
def name_alias(
    *,
    source: str,
    category: str,
    source_code: str,
    region: str,
    valid_from: date,
    by: Viewer,
    at: datetime,
) -> int:
    """Tell what a source calls a region from a day on; the same again changes nothing."""
    require(may_keep_regions(by))
    stamped_at = audit.stamp(at=at)
    pk = region_pk(region)
    alias, made = RegionAlias.objects.get_or_create(
        source=source,
        category=category,
        source_code=source_code,
        valid_from=valid_from,
        defaults={"region_id": pk, "recorded_at": stamped_at},
    )
    if alias.region_id != pk:
        raise refuse(
            "ALIAS_TAKEN",
            N_("“%(name)s” already means another region in this source."),
            name=source_code,
        )
    if made:
        audit.record(
            verb="region.named",
            about=Ref(LABEL, pk, Text(region)),
            by=by.actor,
            at=stamped_at,
            facts={"source": source, "category": category, "code": source_code},
        )
    return alias.pk


@transaction.atomic
def choose_peers(
    *, code: str, name: Text, regions: Iterable[str], start: date, by: Viewer, at: datetime
) -> int:
    """Choose from a day on whom the city compares itself with; gives the key of the set."""
    require(may_keep_regions(by))
    stamped_at = audit.stamp(at=at)
    peers, _ = PeerSet.objects.get_or_create(code=code, defaults={"name": name})
    audit.claim(row=peers, version=peers.version, changes={"name": name})
    standing = list(PeerSetMember.objects.standing().filter(peer_set=peers))
    chosen = [region_pk(region) for region in regions]
    for region_id in {row.region_id for row in standing} - set(chosen):
        history = history_of(row for row in standing if row.region_id == region_id)
        audit.restate(
            model=PeerSetMember, restatement=cut(history, start=start), stamped_at=stamped_at
        )
    for position, region_id in enumerate(chosen):
        history = history_of(row for row in standing if row.region_id == region_id)
        state = {"peer_set_id": peers.pk, "region_id": region_id, "position": position}
        audit.restate(
            model=PeerSetMember,
            restatement=put(history, state, start=start),
            stamped_at=stamped_at,
        )
    audit.record(
        verb="peers.chosen",
        about=Ref("indicators.peerset", peers.pk, name),
        by=by.actor,
        at=stamped_at,
        facts={"regions": chosen, "start": start},
    )
    return peers.pk


def region_pk(text: str) -> int:
    """The region of `fi-kunta:240`. Raises Refused (REGION_UNKNOWN)."""
    key = parse_region(text)
    found = Region.objects.filter(scheme=key.scheme, code=key.code).order_by("-begins_on").first()
    if found is None:
        raise refuse("REGION_UNKNOWN", N_("The region “%(region)s” is not known."), region=text)
    return int(found.pk)
