"""Who holds what: holdings, roles and persons, for the desk."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from ruori.kernel.moments import Moment
from ruori.organisation import access
from ruori.organisation.models import Holding, Person, Role
from ruori.organisation.queries.cards import HoldingCard, PersonCard, RoleCard
from ruori.organisation.rules import RoleCode, Viewer


def holdings(moment: Moment) -> dict[int, tuple[HoldingCard, ...]]:
    """The holders of each held post on a day, main holder first; one query.

    Carries names, so it is for the desk and never for a public page.
    """
    rows = (
        Holding.objects.in_force(moment.as_of, moment.known_on)
        .select_related("person")
        .order_by("post_id", "deputy_order", "id")
    )
    found: dict[int, tuple[HoldingCard, ...]] = {}
    for row in rows:
        found[row.post_id] = (*found.get(row.post_id, ()), _holding(row))
    return found


def holders(moment: Moment, post: int) -> tuple[HoldingCard, ...]:
    """Who holds a post on a day or is to hold it later, as it is known now; one query."""
    rows = (
        Holding.objects.standing()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=moment.as_of), post=post)
        .select_related("person")
        .order_by("valid_from", "deputy_order", "id")
    )
    return tuple(_holding(row) for row in rows)


def person_by_email(address: str) -> int | None:
    """Whose work address it is, whatever the letter case; None unless exactly one. One query."""
    wanted = address.strip()
    rows = Person.objects.filter(work_email__iexact=wanted) if wanted else Person.objects.none()
    found = list(rows.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def person_names(pks: Collection[int]) -> dict[int, str]:
    """The names of some persons, for staff; one query, none when nobody is asked."""
    rows = Person.objects.filter(pk__in=pks) if pks else Person.objects.none()
    return dict(rows.values_list("pk", "name"))


def steering_addresses(moment: Moment) -> tuple[str, ...]:
    """The work addresses of who steers, for staff who need help; one query."""
    steering = Role.objects.in_force(moment.as_of, moment.known_on).filter(
        code=RoleCode.STRATEGY_MANAGER
    )
    held = Holding.objects.in_force(moment.as_of, moment.known_on).filter(
        post__in=steering.values("post")
    )
    people = Person.objects.filter(
        Q(pk__in=steering.values("person")) | Q(pk__in=held.values("person"))
    )
    known = people.exclude(work_email="").order_by("name", "pk")
    return tuple(known.values_list("work_email", flat=True))


def roles(moment: Moment) -> list[RoleCard]:
    """The rights given beside own posts on a day; one query."""
    rows = Role.objects.in_force(moment.as_of, moment.known_on).order_by("code", "id")
    return [
        RoleCard(
            pk=row.pk,
            code=RoleCode(row.code),
            post=row.post_id,
            person=row.person_id,
            unit=row.unit_id,
            since=row.valid_from,
            until=row.valid_to,
        )
        for row in rows
    ]


def people(viewer: Viewer, moment: Moment) -> list[PersonCard]:
    """The persons a viewer may see, by name, with the posts they hold on a day; two queries."""
    held: dict[int, tuple[HoldingCard, ...]] = {}
    for cards in holdings(moment).values():
        for card in cards:
            held[card.person] = (*held.get(card.person, ()), card)
    rows = Person.objects.filter(access.visible_to(viewer)).order_by("name", "id")
    return [
        PersonCard(
            pk=row.pk,
            version=row.version,
            name=row.name,
            work_email=row.work_email,
            has_account=row.user_id is not None,
            holdings=held.get(row.pk, ()),
        )
        for row in rows
    ]


def _holding(row: Any) -> HoldingCard:
    return HoldingCard(
        pk=row.pk,
        post=row.post_id,
        person=row.person_id,
        name=row.person.name,
        email=row.person.work_email,
        deputy_order=row.deputy_order,
        since=row.valid_from,
        until=row.valid_to,
    )
