"""The city's year: budget years, council terms and what happens in them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from importlib.resources import files
from itertools import count
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.cycle import access
from ruori.cycle.actions.rounds import Changed
from ruori.cycle.models import Cycle, CycleEvent
from ruori.cycle.rules import CycleKind, YearEvent, read_year
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.organisation.models import Post
from ruori.organisation.queries import city, roles
from ruori.organisation.rules import RoleCode, Viewer

ANSWERING = {
    RoleCode.STRATEGY_MANAGER: "strategy",
    RoleCode.ENVIRONMENT_COORDINATOR: "environment",
    RoleCode.WELLBEING_COORDINATOR: "wellbeing",
    RoleCode.AUDITOR: "audit",
}
"""Who answers in `data/year.csv`, by the role of the post."""


@dataclass(frozen=True, slots=True)
class EventTerms:
    """A step of the city's year: what, by when, which post answers, and by which law if any."""

    code: str
    title: Text
    due_on: date
    begins_on: date | None = None
    post: Post | None = None
    law: str = ""
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class LoadedYear:
    """The cycle of a year and the codes of the events added to it."""

    cycle: int
    added: tuple[str, ...]


CHANGEABLE = frozenset(field.name for field in fields(EventTerms)) - {"code"}


@transaction.atomic
def open_cycle(
    *, kind: CycleKind, name: Text, begins_on: date, ends_on: date, by: Viewer, at: datetime
) -> Cycle:
    """Begin a budget year or a council term; the same one again is given back as it is.

    Raises NotAllowed, Refused (days in disorder).
    """
    require(access.may_keep_year(by))
    stamped_at = stamp(at=at)
    _refuse_disorder(begins_on, ends_on)
    cycle, made = Cycle.objects.get_or_create(
        kind=kind, begins_on=begins_on, defaults={"name": name, "ends_on": ends_on}
    )
    if made:
        about = Ref("cycle.cycle", cycle.pk, name)
        facts = {"kind": kind, "begins_on": begins_on, "ends_on": ends_on}
        record(verb="cycle.opened", about=about, by=by.actor, at=stamped_at, facts=facts)
    return cycle


@transaction.atomic
def add_event(*, cycle: Cycle, event: EventTerms, by: Viewer, at: datetime) -> CycleEvent:
    """Put a step on the city's year. Raises NotAllowed, Refused (code taken, days in disorder)."""
    require(access.may_keep_year(by))
    stamped_at = stamp(at=at)
    _refuse_disorder(event.begins_on, event.due_on)
    if CycleEvent.objects.filter(cycle=cycle, code=event.code).exists():
        raise refuse(
            "CODE_TAKEN",
            N_("The code %(taken)s is already in use."),
            taken=event.code,
            field="code",
        )
    told = {field.name: getattr(event, field.name) for field in fields(EventTerms)}
    made = CycleEvent.objects.create(
        cycle=cycle, recorded_at=stamped_at, changed_at=stamped_at, **told
    )
    about = Ref("cycle.cycleevent", made.pk, event.title)
    record(verb="cycle.event_added", about=about, by=by.actor, at=stamped_at, facts=_facts(told))
    return made


@transaction.atomic
def change_event(
    *, event: CycleEvent, version: int, changes: Mapping[str, Any], by: Viewer, at: datetime
) -> Changed:
    """Change a step of the city's year. Raises NotAllowed, Conflict, Refused."""
    require(access.may_keep_year(by))
    stamped_at = stamp(at=at)
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"no such field: {sorted(unknown)}")
    fresh = CycleEvent.objects.select_related("post").get(pk=event.pk)
    before = {name: getattr(fresh, name) for name in changes}
    _refuse_disorder(changes.get("begins_on", fresh.begins_on), changes.get("due_on", fresh.due_on))
    claim(row=fresh, version=version, changes={**changes, "changed_at": stamped_at})
    was, now = _facts(before), _facts(changes)
    facts = {name: {"before": was[name], "after": now[name]} for name in now}
    about = Ref("cycle.cycleevent", fresh.pk, changes.get("title", fresh.title))
    record(verb="cycle.event_changed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Changed(fresh.pk, version + 1)


@transaction.atomic
def hand_on_events(*, post: Post, heir: Post, on: date, by: Viewer, at: datetime) -> int:
    """Give the undone steps of a post that ends on a day to another post; how many there were.

    A step due before the day stays with the post while the post is there. Raises NotAllowed.
    """
    require(access.may_hand_on(by))
    stamped_at = stamp(at=at)
    undone = CycleEvent.objects.filter(post=post, done_on=None)
    if on > city_day(at):
        undone = undone.filter(due_on__gte=on)
    rows = list(undone.order_by("id"))
    for row in rows:
        claim(row=row, version=row.version, changes={"post": heir, "changed_at": stamped_at})
        record(
            verb="cycle.event_taken_over",
            about=Ref("cycle.cycleevent", row.pk, row.title),
            by=by.actor,
            at=stamped_at,
            facts={"from_post": post.pk, "post": heir.pk},
        )
    return len(rows)


@transaction.atomic
def load_year(
    *, year: int, by: Viewer, at: datetime, posts: Mapping[str, Post] | None = None
) -> LoadedYear:
    """Put the customary steps of a city's budget year on the calendar year `year`.

    `posts` names the city's posts by who answers in the file (`mayor`, `strategy`, `environment`,
    `wellbeing`, `audit`); not given, the mayor's post and the posts with those roles answer.
    Events already there stay as the city edited them, so loading twice changes nothing. Raises
    NotAllowed.
    """
    require(access.may_keep_year(by))
    stamp(at=at)
    cycle = _cycle_of(year, by, at)
    text = files("ruori.cycle").joinpath("data", "year.csv").read_text(encoding="utf-8")
    known = set(CycleEvent.objects.filter(cycle=cycle).values_list("code", flat=True))
    missing = [event for event in read_year(text, year) if event.code not in known]
    answering = _posts_by_role(at) if posts is None else posts
    for event in missing:
        add_event(cycle=cycle, event=_terms(event, answering), by=by, at=at)
    return LoadedYear(cycle.pk, tuple(event.code for event in missing))


@transaction.atomic
def add_event_to_year(*, event: EventTerms, by: Viewer, at: datetime) -> CycleEvent:
    """Put a step on the budget year its last day falls in; a taken code gets a number after it.

    Raises NotAllowed, Refused (days in disorder).
    """
    require(access.may_keep_year(by))
    stamp(at=at)
    cycle = _cycle_of(event.due_on.year, by, at)
    codes = CycleEvent.objects.filter(cycle=cycle, code__startswith=event.code)
    taken = set(codes.values_list("code", flat=True))
    numbers = (f"{event.code}-{number}" for number in count(2))
    code = event.code if event.code not in taken else next(x for x in numbers if x not in taken)
    return add_event(cycle=cycle, event=replace(event, code=code), by=by, at=at)


def _cycle_of(year: int, by: Viewer, at: datetime) -> Cycle:
    return open_cycle(
        kind=CycleKind.YEAR,
        name=Text(fi=f"Vuosi {year}", sv=f"År {year}", en=f"Year {year}"),
        begins_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        by=by,
        at=at,
    )


def _posts_by_role(at: datetime) -> dict[str, Post]:
    """The mayor's post, and the first post with each role, by who answers in the file."""
    keys = {
        ANSWERING[role.code]: role.post
        for role in reversed(roles(now(at)))
        if role.post is not None and role.code in ANSWERING
    }
    founded = city()
    if founded is not None and founded.mayor_post is not None:
        keys["mayor"] = founded.mayor_post
    rows = Post.objects.in_bulk(set(keys.values()))
    return {answers: rows[key] for answers, key in keys.items()}


def _terms(event: YearEvent, posts: Mapping[str, Post]) -> EventTerms:
    return EventTerms(
        code=event.code,
        title=event.title,
        due_on=event.due_on,
        begins_on=event.begins_on,
        post=posts.get(event.answers),
        law=event.law,
        is_public=event.is_public,
    )


def _refuse_disorder(begins_on: date | None, ends_on: date) -> None:
    if begins_on is not None and ends_on < begins_on:
        raise refuse(
            "DAYS_IN_DISORDER",
            N_("It would end (%(end)s) before it begins (%(start)s)."),
            start=begins_on,
            end=ends_on,
            field="due_on",
        )


def _facts(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: dict(value) if isinstance(value, Text) else getattr(value, "pk", value)
        for name, value in told.items()
    }
