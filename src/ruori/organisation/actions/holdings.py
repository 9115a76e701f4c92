"""Who holds a post: naming, changing and ending. Responsibility itself is never moved by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, restate, stamp
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.kernel.validity import Row, cut, put
from ruori.organisation import access
from ruori.organisation.actions.writing import check_days, names_of, not_in_force, standing_rows
from ruori.organisation.models import City, Holding, Person, Post, PostState
from ruori.organisation.rules import MAIN_HOLDER, Viewer, clash, lost_day

LABEL = "organisation.post"
FIRST_DEPUTY = MAIN_HOLDER + 1
"""`deputy_order` of the deputy who answers first."""


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds which post from a day on; `until` is the first day no longer, or empty."""

    post: int
    person: int
    deputy_order: int
    start: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Ended:
    """Whose holdings of which post ended from a day on, and how many rows that concerned."""

    post: int
    person: int
    on: date
    rows: int


@transaction.atomic
def hold_post(
    *,
    post: Post,
    person: Person,
    start: date,
    by: Viewer,
    at: datetime,
    end: date | None = None,
    deputy_order: int = MAIN_HOLDER,
    version: int | None = None,
) -> Held:
    """Let a person hold a post on [start, end): order 0 as main holder, 1, 2 … as deputies.

    With a `version` the post must still be as it was read. Raises NotAllowed, Conflict, Refused
    (days in disorder, no such post on the day, somebody else already is its main holder or its
    deputy of that order on one of the days).
    """
    require(access.may_fill_posts(by))
    stamped_at = stamp(at=at)
    about = _about(post, start)
    check_days(start, end, about)
    _claim(post, version)
    history = standing_rows(Holding, post=post, deputy_order=deputy_order)
    other = clash(history, start=start, end=end)
    if other is not None:
        raise refuse(
            "POST_ALREADY_HELD",
            N_("Somebody already holds this post on %(day)s."),
            about=about,
            day=max(start, other.valid_from),
            field="start",
        )
    held = Held(post.pk, person.pk, deputy_order, start, end)
    _put(held, history, stamped_at)
    _record("post.held", about, by, stamped_at, held)
    return held


@transaction.atomic
def change_holder(
    *,
    post: Post,
    person: Person,
    start: date,
    by: Viewer,
    at: datetime,
    end: date | None = None,
) -> Held:
    """Let a new main holder follow the present one on a day, in one deed without a gap.

    The mayor's post changes hands this way. Without an end the new one also follows whatever was
    planned for later; with an end (an acting holder) the present one holds it again after.
    Raises NotAllowed, Refused (days in disorder, no such post on the day).
    """
    require(access.may_fill_posts(by))
    stamped_at = stamp(at=at)
    about = _about(post, start)
    check_days(start, end, about)
    history = standing_rows(Holding, post=post, deputy_order=MAIN_HOLDER)
    held = Held(post.pk, person.pk, MAIN_HOLDER, start, end)
    _put(held, history, stamped_at)
    _record("post.holder_changed", about, by, stamped_at, held)
    return held


@transaction.atomic
def end_holding(
    *,
    post: Post,
    person: Person,
    on: date,
    by: Viewer,
    at: datetime,
    version: int | None = None,
) -> Ended:
    """End all a person's holdings of a post; `on` is the first day they no longer hold it.

    From then on the deputy, the head of the unit or of a unit above answers. With a `version` the
    post must still be as it was read. Raises NotAllowed, Conflict, Refused (does not hold it, the
    mayor's post would be left empty).
    """
    require(access.may_fill_posts(by))
    stamped_at = stamp(at=at)
    about = _about(post, on)
    _claim(post, version)
    before = standing_rows(Holding, post=post)
    restatement = cut(standing_rows(Holding, post=post, person=person), start=on)
    if not restatement.withdraw:
        raise refuse(
            "NOT_HELD",
            N_("This person does not hold the post on %(day)s or later."),
            about=about,
            day=on,
            field="on",
        )
    restate(model=Holding, restatement=restatement, stamped_at=stamped_at)
    _keep_mayor(post, before, about)
    ended = Ended(post.pk, person.pk, on, len(restatement.withdraw))
    facts = {"person": person.pk, "on": on, "rows": ended.rows}
    record(verb="post.left", about=about, by=by.actor, at=stamped_at, facts=facts)
    return ended


@transaction.atomic
def stand_in(
    *,
    post: Post,
    version: int,
    deputy: Person,
    start: date,
    end: date,
    by: Viewer,
    at: datetime,
) -> Held:
    """Let a deputy answer for a post on [start, end) while its main holder is away.

    The main holder holds nothing on those days and has the post again from `end` on. The deputy
    comes first among the deputies. Raises NotAllowed, Conflict, Refused (days in disorder, no such
    post on the day, the deputy is the one who is away, nobody holds it on those days).
    """
    require(access.may_fill_posts(by))
    stamped_at = stamp(at=at)
    about = _about(post, start)
    check_days(start, end, about)
    claim(row=post, version=version)
    main = standing_rows(Holding, post=post, deputy_order=MAIN_HOLDER)
    _check_away(main, deputy, start, end, about)
    away = cut(main, start=start, end=end)
    restate(model=Holding, restatement=away, stamped_at=stamped_at)
    held = Held(post.pk, deputy.pk, FIRST_DEPUTY, start, end)
    deputies = standing_rows(Holding, post=post, deputy_order=FIRST_DEPUTY)
    _put(held, deputies, stamped_at)
    _record("post.deputised", about, by, stamped_at, held)
    return held


def _check_away(main: Sequence[Row], deputy: Person, start: date, end: date, about: Ref) -> None:
    holder = clash(main, start=start, end=end)
    if holder is None:
        raise refuse(
            "NOBODY_AWAY",
            N_("Nobody holds this post on those days: fill it instead."),
            about=about,
            field="start",
        )
    if clash([row for row in main if row.state["person_id"] == deputy.pk], start=start, end=end):
        raise refuse(
            "DEPUTY_IS_AWAY",
            N_("The deputy cannot be the one who is away."),
            about=about,
            field="deputy",
        )


def _claim(post: Post, version: int | None) -> None:
    if version is not None:
        claim(row=post, version=version)


def _put(held: Held, history: Sequence[Row], stamped_at: datetime) -> None:
    state: dict[str, Any] = {
        "post_id": held.post,
        "person_id": held.person,
        "deputy_order": held.deputy_order,
    }
    restatement = put(history, state, start=held.start, end=held.until)
    restate(model=Holding, restatement=restatement, stamped_at=stamped_at)


def _keep_mayor(post: Post, before: Sequence[Row], about: Ref) -> None:
    if not City.objects.filter(mayor_post=post).exists():
        return
    day = lost_day(before, standing_rows(Holding, post=post))
    if day is not None:
        raise refuse(
            "MAYOR_POST_EMPTY",
            N_("The mayor's post would be empty from %(day)s; name the next holder first."),
            about=about,
            day=day,
            field="on",
        )


def _about(post: Post, day: date) -> Ref:
    history = standing_rows(PostState, post=post)
    about = Ref(LABEL, post.pk, names_of(history, day, "title"))
    if about.title == Text():
        raise not_in_force(day, about)
    return about


def _record(verb: str, about: Ref, by: Viewer, stamped_at: datetime, held: Held) -> None:
    facts = {
        "person": held.person,
        "deputy_order": held.deputy_order,
        "start": held.start,
        "until": held.until,
    }
    record(verb=verb, about=about, by=by.actor, at=stamped_at, facts=facts)
