"""Who may ask for long work, see it and stop it.

Roles lie above this part, so whether the reader oversees all work (the strategy manager does)
comes in as a plain fact, `oversees`.
"""

from django.db.models import Q

from ruori.accounts.rules import Actor, ActorKind
from ruori.jobs.models import Job


def may_ask(by: Actor) -> bool:
    """True for staff and for the city's own timer."""
    return by.kind in {ActorKind.USER, ActorKind.TIMER}


def visible_to(by: Actor, *, oversees: bool) -> Q:
    """The jobs a reader sees: their own, or all for one who oversees."""
    if by.kind is not ActorKind.USER or by.user_id is None:
        return Q(pk__in=())
    return Q() if oversees else Q(asked_by_kind=ActorKind.USER, asked_by_id=by.user_id)


def may_see(by: Actor, job: Job, *, oversees: bool) -> bool:
    """The same question about one job."""
    if by.kind is not ActorKind.USER or by.user_id is None:
        return False
    return oversees or (job.asked_by_kind == ActorKind.USER and job.asked_by_id == by.user_id)


def may_cancel(by: Actor, job: Job, *, oversees: bool) -> bool:
    """Whoever sees a job may stop it."""
    return may_see(by, job, oversees=oversees)


def may_ask_again(by: Actor, job: Job, *, oversees: bool) -> bool:
    """Whoever sees a job may start it again."""
    return may_see(by, job, oversees=oversees)
