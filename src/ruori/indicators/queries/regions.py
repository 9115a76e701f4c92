"""Regions by their key."""

from ruori.indicators.models import Region
from ruori.indicators.rules.regions import RegionKey


def regions_by_key() -> dict[RegionKey, int]:
    """The newest region of each scheme and code; one query."""
    rows = Region.objects.order_by("begins_on", "id").values_list("scheme", "code", "pk")
    return {RegionKey(scheme, code): pk for scheme, code, pk in rows}
