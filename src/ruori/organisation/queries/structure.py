"""The city, its units, posts and sites on a day."""

from collections.abc import Iterator

from ruori.kernel.moments import Moment
from ruori.organisation.models import City, PostState, SiteState, UnitState
from ruori.organisation.queries.cards import CityCard, PostCard, SiteCard, UnitCard
from ruori.organisation.rules import UnitKind


def city() -> CityCard | None:
    """The city of this installation, or None before it is founded; one query."""
    row = City.objects.filter(pk=1).first()
    if row is None:
        return None
    return CityCard(
        pk=row.pk,
        version=row.version,
        code=row.code,
        name=row.name,
        languages=tuple(row.languages),
        colours=tuple(row.colours),
        contact=row.contact,
        mayor_post=row.mayor_post_id,
        is_example=row.is_example,
    )


def units(moment: Moment) -> dict[int, UnitCard]:
    """The units open on a day by key, each after the unit above it; one query."""
    rows = UnitState.objects.in_force(moment.as_of, moment.known_on).select_related("unit")
    below: dict[int | None, list[UnitState]] = {}
    standing = {row.unit_id: row for row in rows}
    for row in sorted(standing.values(), key=lambda each: (each.position, each.unit_id)):
        # A unit whose parent is not open on the day is shown at the top, never lost.
        above = row.parent_id if row.parent_id in standing else None
        below.setdefault(above, []).append(row)
    return {card.pk: card for card in _walk(below, None, ())}


def _walk(
    below: dict[int | None, list[UnitState]], above: int | None, path: tuple[int, ...]
) -> Iterator[UnitCard]:
    for row in below.get(above, ()):
        here = (*path, row.unit_id)
        yield UnitCard(
            pk=row.unit_id,
            code=row.unit.code,
            kind=UnitKind(row.kind),
            name=row.name,
            parent=row.parent_id,
            position=row.position,
            path=here,
            version=row.unit.version,
            form=row.form,
            cost_centres=row.cost_centres,
            holds_from=row.valid_from,
        )
        yield from _walk(below, row.unit_id, here)


def posts(moment: Moment) -> dict[int, PostCard]:
    """The posts of a day by key, heads first within a unit; one query."""
    rows = (
        PostState.objects.in_force(moment.as_of, moment.known_on)
        .select_related("post")
        .order_by("unit_id", "-is_head", "post_id")
    )
    return {
        row.post_id: PostCard(
            pk=row.post_id,
            code=row.post.code,
            title=row.title,
            unit=row.unit_id,
            is_head=row.is_head,
            version=row.post.version,
            holds_from=row.valid_from,
        )
        for row in rows
    }


def sites(moment: Moment) -> list[SiteCard]:
    """The places where the city works on a day, by code; one query."""
    rows = (
        SiteState.objects.in_force(moment.as_of, moment.known_on)
        .select_related("site")
        .order_by("site__code")
    )
    return [
        SiteCard(
            pk=row.site_id,
            version=row.site.version,
            code=row.site.code,
            name=row.name,
            unit=row.unit_id,
            note=row.note,
            source=row.source,
        )
        for row in rows
    ]
