"""The city's year: budget years, council terms and what happens in them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.cycle import access
from ruori.cycle.actions.rounds import Changed
from ruori.cycle.models import Cycle, CycleEvent
from ruori.cycle.rules import CycleKind, YearEvent, read_year
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.organisation.models import Post
from ruori.organisation.rules import Viewer

NOBODY_YET: Mapping[str, Post] = {}


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
def load_year(
    *, year: int, by: Viewer, at: datetime, posts: Mapping[str, Post] = NOBODY_YET
) -> LoadedYear:
    """Put the customary steps of a city's budget year on the calendar year `year`.

    `posts` names the city's posts by who answers in the file (`mayor`, `strategy`, `environment`,
    `wellbeing`, `audit`). Events already there stay as the city edited them, so loading twice
    changes nothing. Raises NotAllowed.
    """
    require(access.may_keep_year(by))
    stamp(at=at)
    cycle = open_cycle(
        kind=CycleKind.YEAR,
        name=Text(fi=f"Vuosi {year}", sv=f"År {year}", en=f"Year {year}"),
        begins_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        by=by,
        at=at,
    )
    text = files("ruori.cycle").joinpath("data", "year.csv").read_text(encoding="utf-8")
    known = set(CycleEvent.objects.filter(cycle=cycle).values_list("code", flat=True))
    missing = [event for event in read_year(text, year) if event.code not in known]
    for event in missing:
        add_event(cycle=cycle, event=_terms(event, posts), by=by, at=at)
    return LoadedYear(cycle.pk, tuple(event.code for event in missing))


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
