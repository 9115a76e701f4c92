"""Who looks: the viewer behind an account on a day."""

from datetime import datetime

from django.db.models import F, Q

from ruori.accounts.models import User
from ruori.accounts.rules import Actor, ActorKind
from ruori.kernel.instants import city_day
from ruori.organisation.models import Holding, Person, PostState, Role, UnitState
from ruori.organisation.rules import MAIN_HOLDER, RoleCode, Viewer, subtree


def viewer_for(user: User, *, at: datetime) -> Viewer:
    """The posts, units and roles an account acts with at an instant; at most four queries.

    A deputy acts with the rights of the post. A role of a post belongs to whoever holds it. An
    account without a person, or one no longer in use, sees only what is public.
    """
    day = city_day(at)
    person = Person.objects.filter(user=user).first()
    if person is None or not user.is_active:
        return Viewer(Actor(ActorKind.USER, user.pk, user.email))
    held = Holding.objects.in_force(day).filter(person=person)
    posts = list(
        PostState.objects.in_force(day)
        .filter(post__holdings__in=held)
        .annotate(deputy_order=F("post__holdings__deputy_order"))
        .values_list("post_id", "unit_id", "is_head", "deputy_order")
    )
    roles = Role.objects.in_force(day).filter(Q(person=person) | Q(post__in=held.values("post")))
    as_main = {post for post, _, _, order in posts if order == MAIN_HOLDER}
    return Viewer(
        actor=Actor(ActorKind.USER, user.pk, person.name),
        person_id=person.pk,
        posts=frozenset(post for post, _, _, _ in posts),
        substitute_posts=frozenset(post for post, _, _, _ in posts if post not in as_main),
        units=frozenset(unit for _, unit, _, _ in posts),
        led=_led({unit for _, unit, is_head, _ in posts if is_head}, at),
        roles=frozenset(RoleCode(code) for code in roles.values_list("code", flat=True)),
    )


def _led(headed: set[int], at: datetime) -> frozenset[int]:
    if not headed:
        return frozenset()
    parents = UnitState.objects.in_force(city_day(at)).values_list("unit_id", "parent_id")
    return subtree(dict(parents), headed)
