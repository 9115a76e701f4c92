"""Opening and changing posts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, restate, stamp
from ruori.kernel import validity
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.kernel.validity import cut, put
from ruori.organisation import access
from ruori.organisation.actions.writing import (
    Written,
    amended,
    check_structure,
    columns_of,
    facts_of,
    names_of,
    not_in_force,
    refuse_taken_code,
    standing_rows,
    write,
)
from ruori.organisation.models import City, Holding, Post, PostState, Role, Unit
from ruori.organisation.rules import Viewer

CHANGEABLE = frozenset({"title", "unit", "is_head"})
LABEL = "organisation.post"


@transaction.atomic
def open_post(
    *,
    code: str,
    title: Text,
    unit: Unit,
    start: date,
    by: Viewer,
    at: datetime,
    is_head: bool = False,
) -> Post:
    """Open a post in a unit from a day on; a new post is vacant ("avoinna").

    Raises NotAllowed, Refused (code taken, unit not open, the unit would have two heads).
    """
    require(access.may_keep_posts(by))
    stamped_at = stamp(at=at)
    refuse_taken_code(Post, code, LABEL)
    post = Post.objects.create(code=code)
    state = {"post_id": post.pk, "unit_id": unit.pk, "title": title, "is_head": is_head}
    write(PostState, put((), state, start=start), since=start, stamped_at=stamped_at)
    facts = {"code": code, "start": start, **facts_of(state)}
    about = Ref(LABEL, post.pk, title)
    record(verb="post.opened", about=about, by=by.actor, at=stamped_at, facts=facts)
    return post


@transaction.atomic
def change_post(
    *,
    post: Post,
    version: int,
    changes: Mapping[str, Any],
    start: date,
    by: Viewer,
    at: datetime,
) -> Written:
    """Change a post's title, unit or headship from a day on; earlier days stay as they were.

    Raises NotAllowed, Conflict, Refused (no such post on the day, unit not open, two heads).
    """
    require(access.may_keep_posts(by))
    stamped_at = stamp(at=at)
    claim(row=post, version=version)
    columns = columns_of(changes, CHANGEABLE, frozenset({"unit"}))
    history = standing_rows(PostState, post=post)
    about = Ref(LABEL, post.pk, names_of(history, start, "title"))
    restatement = amended(PostState, key={"post": post}, changes=columns, start=start, about=about)
    write(PostState, restatement, since=start, stamped_at=stamped_at)
    before = validity.on(history, start)
    facts = {"start": start, **facts_of(columns, before.state if before else None)}
    record(verb="post.changed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Written(post.pk, version + 1)


@transaction.atomic
def abolish_post(
    *,
    post: Post,
    version: int,
    on: date,
    by: Viewer,
    at: datetime,
) -> Written:
    """End a post; `on` is the first day it no longer exists, for its holders and roles too.

    Earlier days stay as they were. What the post answers for is given on above, in
    `plans.abolish_post`. Raises NotAllowed, Conflict, Refused (no such post on the day, it is the
    mayor's).
    """
    require(access.may_keep_posts(by))
    stamped_at = stamp(at=at)
    claim(row=post, version=version)
    history = standing_rows(PostState, post=post)
    about = Ref(LABEL, post.pk, names_of(history, on, "title"))
    if validity.on(history, on) is None:
        raise not_in_force(on, about)
    _keep_mayor_post(post, about)
    restate(model=PostState, restatement=cut(history, start=on), stamped_at=stamped_at)
    ended = {}
    for name, model in (("holdings", Holding), ("roles", Role)):
        left = cut(standing_rows(model, post=post), start=on)
        restate(model=model, restatement=left, stamped_at=stamped_at)
        ended[name] = len(left.withdraw)
    check_structure(since=on)
    facts = {"on": on, **ended}
    record(verb="post.abolished", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Written(post.pk, version + 1)


def _keep_mayor_post(post: Post, about: Ref) -> None:
    if City.objects.filter(mayor_post=post).exists():
        raise refuse(
            "MAYOR_POST_STAYS",
            N_("The mayor's post cannot be abolished: in the end it answers for everything."),
            about=about,
        )
