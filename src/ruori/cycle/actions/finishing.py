"""Marking a step of the year done, and taking the mark back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.cycle import access
from ruori.cycle.actions.rounds import Changed
from ruori.cycle.models import CycleEvent
from ruori.cycle.rules import done_problem
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation.models import Post
from ruori.organisation.queries import chart
from ruori.organisation.rules import Viewer, reachable_owner


@transaction.atomic
def finish_event(
    *, event: CycleEvent, version: int, done_on: date, by: Viewer, at: datetime
) -> Changed:
    """Mark a step of the year done on a day, by the post that answers for it.

    Raises NotAllowed, Conflict, Refused (done already, a day still to come).
    """
    stamped_at, fresh, post = _pick_up(event, by, at)
    if fresh.done_on is not None:
        raise refuse(
            "DONE_ALREADY",
            N_("This was marked done on %(day)s."),
            about=_ref(fresh),
            day=fresh.done_on,
        )
    problem = done_problem(done_on, city_day(at))
    if problem is not None:
        raise Refused(problem)
    changes = {"done_on": done_on, "done_post": post, "changed_at": stamped_at}
    claim(row=fresh, version=version, changes=changes)
    facts: dict[str, Any] = {"done_on": done_on, "post": None if post is None else post.pk}
    verb = "cycle.event_done"
    record(verb=verb, about=_ref(fresh), by=by.actor, at=stamped_at, facts=facts)
    return Changed(fresh.pk, version + 1)


@transaction.atomic
def reopen_event(*, event: CycleEvent, version: int, by: Viewer, at: datetime) -> Changed:
    """Take back the mark that a step is done. Raises NotAllowed, Conflict, Refused (not done)."""
    stamped_at, fresh, _ = _pick_up(event, by, at)
    if fresh.done_on is None:
        raise refuse("NOT_DONE", N_("This has not been marked done."), about=_ref(fresh))
    changes = {"done_on": None, "done_post": None, "changed_at": stamped_at}
    claim(row=fresh, version=version, changes=changes)
    facts = {"before": fresh.done_on}
    verb = "cycle.event_reopened"
    record(verb=verb, about=_ref(fresh), by=by.actor, at=stamped_at, facts=facts)
    return Changed(fresh.pk, version + 1)


def _pick_up(
    event: CycleEvent, by: Viewer, at: datetime
) -> tuple[datetime, CycleEvent, Post | None]:
    """Lock, check the right; the step as it is now and the post in whose place the viewer acts."""
    stamped_at = stamp(at=at)
    fresh = CycleEvent.objects.get(pk=event.pk)
    today = chart(now(at))
    require(access.may_finish_event(by, fresh.post_id, today))
    if fresh.post_id in by.posts:
        return stamped_at, fresh, fresh.post
    owner = reachable_owner(today, post=fresh.post_id, unit=None)
    is_owner = owner is not None and owner.person == by.person_id
    post = Post.objects.get(pk=owner.post) if owner is not None and is_owner else None
    return stamped_at, fresh, post


def _ref(event: CycleEvent) -> Ref:
    return Ref("cycle.cycleevent", event.pk, event.title)
