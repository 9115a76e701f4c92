"""Who looks: the viewer behind an account on a day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from ruori.accounts.models import User
from ruori.accounts.rules import Actor, ActorKind
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.organisation.models import City, Holding, Person, PostState, Role
from ruori.organisation.queries.charts import lines
from ruori.organisation.rules import MAIN_HOLDER, Chart, RoleCode, Viewer, subtree


def viewer_for(user: User, *, at: datetime) -> Viewer:
    """The posts, units and roles an account acts with at an instant; at most four queries."""
    return viewer_with_lines(user, at=at)[0]


def viewer_with_lines(user: User, *, at: datetime) -> tuple[Viewer, Chart | None]:
    """As `viewer_for`, and the lines of the day where they had to be read for a leader.

    A deputy acts with the rights of the post. Who heads a unit leads all below it and the closed
    units it is heir of; who holds the mayor's post leads the whole city, answering last of all. A
    role of a post belongs to whoever holds it. An account without a person, or one no longer in
    use, sees only what is public.
    """
    day = city_day(at)
    person = Person.objects.filter(user=user).first()
    if person is None or not user.is_active:
        return Viewer(Actor(ActorKind.USER, user.pk, user.email)), None
    held = Holding.objects.in_force(day).filter(person=person)
    posts = list(
        PostState.objects.in_force(day)
        .filter(post__holdings__in=held)
        .annotate(
            deputy_order=F("post__holdings__deputy_order"),
            is_mayor=Exists(City.objects.filter(mayor_post=OuterRef("post"))),
        )
        .values_list("post_id", "unit_id", "is_head", "deputy_order", "is_mayor", named=True)
    )
    roles = Role.objects.in_force(day).filter(Q(person=person) | Q(post__in=held.values("post")))
    as_main = {row.post_id for row in posts if row.deputy_order == MAIN_HOLDER}
    found = lines(now(at)) if any(row.is_head or row.is_mayor for row in posts) else None
    led, led_posts = (frozenset[int](), frozenset[int]()) if found is None else _led(posts, found)
    viewer = Viewer(
        actor=Actor(ActorKind.USER, user.pk, person.name),
        person_id=person.pk,
        posts=frozenset(row.post_id for row in posts),
        substitute_posts=frozenset(row.post_id for row in posts if row.post_id not in as_main),
        units=frozenset(row.unit_id for row in posts),
        led=led,
        led_posts=led_posts,
        roles=frozenset(RoleCode(code) for code in roles.values_list("code", flat=True)),
    )
    return viewer, found


def _led(posts: Iterable[Any], found: Chart) -> tuple[frozenset[int], frozenset[int]]:
    """The units the viewer leads and the posts in them."""
    rows = list(posts)
    headed = {row.unit_id for row in rows if row.is_head}
    leads_all = any(row.is_mayor for row in rows)
    led = frozenset(found.parent_of) if leads_all else subtree(found.parent_of, headed)
    return led, frozenset(post for post, unit in found.unit_of.items() if unit in led)
