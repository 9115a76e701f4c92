"""Abolishing a post: what it answers for goes to the post that carries on, in one deed."""

from datetime import date, datetime

from django.db import transaction

from ruori.cycle.actions import hand_on_events
from ruori.indicators.actions import hand_on_post_indicators
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import access
from ruori.organisation import actions as organisation
from ruori.organisation.actions import Written
from ruori.organisation.models import Post
from ruori.organisation.queries import posts
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans.actions.inheriting import KINDS, Hand, first_rows, keep_owners
from ruori.plans.queries import items, unreachable


@transaction.atomic
def abolish_post(
    *,
    post: Post,
    version: int,
    heir: Post | None,
    on: date,
    by: Viewer,
    at: datetime,
    reason: str = "",
) -> Written:
    """End a post from a day on and give all it answers for to the post that carries on.

    Its holders and its roles end that day too; before it everything stays as it was, and an
    adopted promise leaves a line in the ledger with the reason. Raises NotAllowed, Conflict,
    Refused (as `organisation.abolish_post`; HEIR_NEEDED when it answers for something and no heir
    is named; HEIR_NOT_OPEN; ITEMS_UNREACHABLE).
    """
    require(access.may_keep_posts(by))
    before = unreachable(Moment(on))
    _check_heir(post, heir, on)
    abolished = organisation.abolish_post(post=post, version=version, on=on, by=by, at=at)
    if heir is not None:
        hand = Hand(by, at, on, reason, verb="taken_over")
        facts = {"from_post": post.pk, "post": heir.pk}
        for kind in KINDS:
            for row in first_rows(kind, on, post_id=post.pk) if kind.has_post else ():
                hand.give(kind, row, {"post_id": heir.pk}, facts)
        hand_on_post_indicators(post_id=post.pk, heir=heir.pk, start=on, by=by, at=at)
        hand_on_events(post=post, heir=heir, on=on, by=by, at=at)
    keep_owners(before, on)
    return abolished


def _check_heir(post: Post, heir: Post | None, on: date) -> None:
    about = Ref("organisation.post", post.pk)
    if heir is None:
        count = _answers_for(post, on)
        if count:
            raise refuse(
                "HEIR_NEEDED",
                N_("The post answers for things (%(count)s): choose the post that carries on."),
                about=about,
                count=count,
                field="heir",
            )
    elif heir.pk == post.pk or heir.pk not in posts(Moment(on)):
        raise refuse(
            "HEIR_NOT_OPEN",
            N_("The post that carries on must be another post that is there on %(day)s."),
            about=about,
            day=on,
            field="heir",
        )


def _answers_for(post: Post, on: date) -> int:
    """How many live or drafted things name the post on the day or later; eight queries."""
    written = {
        (kind.label, getattr(row, f"{kind.name}_id"))
        for kind in KINDS
        if kind.has_post
        for row in first_rows(kind, on, post_id=post.pk)
    }
    below = {
        (item.about.label, item.about.pk)
        for item in items(SYSTEM, Moment(on))
        if item.post == post.pk
    }
    return len(written | below)
