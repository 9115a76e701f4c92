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
from ruori.organisation.rules import MAIN_HOLDER, RoleCode, Viewer, subtree


def viewer_for(user: User, *, at: datetime) -> Viewer:
    """The posts, units and roles an account acts with at an instant; at most four queries.

    A deputy acts with the rights of the post. Who heads a unit leads all below it and the closed
    units it is heir of; who holds the mayor's post leads the whole city, answering last of all. A
    role of a post belongs to whoever holds it. An account without a person, or one no longer in
    use, sees only what is public.
    """
    day = city_day(at)
    person = Person.objects.filter(user=user).first()
    if person is None or not user.is_active:
        return Viewer(Actor(ActorKind.USER, user.pk, user.email))
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
    led, led_posts = _led(posts, at)
    return Viewer(
        actor=Actor(ActorKind.USER, user.pk, person.name),
        person_id=person.pk,
        posts=frozenset(row.post_id for row in posts),
        substitute_posts=frozenset(row.post_id for row in posts if row.post_id not in as_main),
        units=frozenset(row.unit_id for row in posts),
        led=led,
        led_posts=led_posts,
        roles=frozenset(RoleCode(code) for code in roles.values_list("code", flat=True)),
    )


def _led(posts: Iterable[Any], at: datetime) -> tuple[frozenset[int], frozenset[int]]:
    """The units the viewer leads and the posts in them."""
    rows = list(posts)
    headed = {row.unit_id for row in rows if row.is_head}
    leads_all = any(row.is_mayor for row in rows)
    if not headed and not leads_all:
        return frozenset(), frozenset()
    found = lines(now(at))
    led = frozenset(found.parent_of) if leads_all else subtree(found.parent_of, headed)
    return led, frozenset(post for post, unit in found.unit_of.items() if unit in led)
