"""Opening and changing posts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.kernel.problems import Ref, require
from ruori.kernel.text import Text
from ruori.kernel.validity import on, put
from ruori.organisation import access
from ruori.organisation.actions.writing import (
    Written,
    amended,
    columns_of,
    facts_of,
    names_of,
    refuse_taken_code,
    standing_rows,
    write,
)
from ruori.organisation.models import Post, PostState, Unit
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
    before = on(history, start)
    facts = {"start": start, **facts_of(columns, before.state if before else None)}
    record(verb="post.changed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Written(post.pk, version + 1)
