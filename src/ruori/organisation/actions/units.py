"""Opening, changing and closing units and bodies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ruori.audit.actions import claim, record, restate, stamp
from ruori.columns.dated import Dated
from ruori.kernel import validity
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.kernel.validity import amend, cut, put
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
from ruori.organisation.models import PostState, SiteState, Unit, UnitState, UnitSuccession
from ruori.organisation.queries import histories
from ruori.organisation.rules import SuccessionKind, UnitKind, Viewer, would_inherit_from_itself

CHANGEABLE = frozenset({"kind", "form", "name", "parent", "position", "cost_centres"})
LABEL = "organisation.unit"
NO_POSTS: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """What a unit is called, what it is and where it stands; without a position it comes last."""

    name: Text
    kind: UnitKind
    parent: Unit | None = None
    form: str = ""
    position: int | None = None
    cost_centres: str = ""


@transaction.atomic
def open_unit(
    *,
    code: str,
    terms: UnitTerms,
    start: date,
    by: Viewer,
    at: datetime,
) -> Unit:
    """Open a unit or body from a day on, last among its siblings unless a position is given.

    Raises NotAllowed, Refused (code taken, parent not open).
    """
    require(access.may_keep_units(by))
    stamped_at = stamp(at=at)
    refuse_taken_code(Unit, code, LABEL)
    unit = Unit.objects.create(code=code)
    state = {
        "unit_id": unit.pk,
        "kind": terms.kind,
        "form": terms.form,
        "name": terms.name,
        "parent_id": None if terms.parent is None else terms.parent.pk,
        "position": _position(terms),
        "cost_centres": terms.cost_centres,
    }
    write(UnitState, put((), state, start=start), since=start, stamped_at=stamped_at)
    facts = {"code": code, "start": start, **facts_of(state)}
    about = Ref(LABEL, unit.pk, terms.name)
    record(verb="unit.opened", about=about, by=by.actor, at=stamped_at, facts=facts)
    return unit


@transaction.atomic
def change_unit(
    *,
    unit: Unit,
    version: int,
    changes: Mapping[str, Any],
    start: date,
    by: Viewer,
    at: datetime,
) -> Written:
    """Change a unit's name, kind, place or cost centres from a day on; earlier days stay.

    Raises NotAllowed, Conflict, Refused (not open on the day, would stand under itself or under
    a closed unit on that or a later day).
    """
    require(access.may_keep_units(by))
    stamped_at = stamp(at=at)
    claim(row=unit, version=version)
    columns = columns_of(changes, CHANGEABLE, frozenset({"parent"}))
    history = standing_rows(UnitState, unit=unit)
    about = Ref(LABEL, unit.pk, names_of(history, start, "name"))
    restatement = amended(UnitState, key={"unit": unit}, changes=columns, start=start, about=about)
    write(UnitState, restatement, since=start, stamped_at=stamped_at)
    before = validity.on(history, start)
    facts = {"start": start, **facts_of(columns, before.state if before else None)}
    record(verb="unit.changed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Written(unit.pk, version + 1)


@transaction.atomic
def close_unit(
    *,
    unit: Unit,
    version: int,
    heirs: Sequence[Unit],
    kind: SuccessionKind,
    on: date,
    by: Viewer,
    at: datetime,
    posts: Mapping[int, int] = NO_POSTS,
) -> Written:
    """Close a unit from a day on (the first day it no longer exists) and name its heirs.

    Units, posts and sites still in it move to the first heir, whose head answers from then on for
    all that names the old unit; `posts` gives some posts to other heirs (key of the post → key of
    the heir). History keeps the old name. Raises NotAllowed, Conflict, Refused (no heir, not open
    on the day, closes already, heir not open, succession would circle, a post given to none of
    the heirs).
    """
    require(access.may_keep_units(by))
    stamped_at = stamp(at=at)
    claim(row=unit, version=version)
    history = standing_rows(UnitState, unit=unit)
    about = Ref(LABEL, unit.pk, names_of(history, on, "name"))
    if validity.on(history, on) is None:
        raise not_in_force(on, about)
    _check_not_closing(unit, about)
    _check_heirs(unit, heirs, on, about)
    _check_given(posts, heirs, about)
    restate(model=UnitState, restatement=cut(history, start=on), stamped_at=stamped_at)
    for post, taker in posts.items():
        _move_posts(unit, taker, on, stamped_at, only=post)
    _move_contents(unit, heirs[0].pk, on, stamped_at)
    check_structure(since=on)
    told = {"happened_on": on, "kind": kind, "recorded_at": stamped_at}
    for heir in heirs:
        UnitSuccession.objects.create(old=unit, new=heir, **told)
    facts = {"on": on, "kind": kind, "heirs": [heir.pk for heir in heirs], "posts": len(posts)}
    record(verb="unit.closed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Written(unit.pk, version + 1)


def _check_not_closing(unit: Unit, about: Ref) -> None:
    """A unit ends once: what it had has been given to its heirs from that day already."""
    closing = UnitSuccession.objects.filter(old=unit).first()
    if closing is not None:
        raise refuse(
            "CLOSES_ALREADY",
            N_("This unit already closes on %(day)s."),
            about=about,
            day=closing.happened_on,
            field="on",
        )


def _check_heirs(unit: Unit, heirs: Sequence[Unit], day: date, about: Ref) -> None:
    if not heirs:
        raise refuse(
            "NO_HEIR",
            N_("Name the unit that carries on: a unit closes only when somebody answers for it."),
            about=about,
            field="heirs",
        )
    known = list(UnitSuccession.objects.exclude(new=None).values_list("old_id", "new_id"))
    for heir in heirs:
        if would_inherit_from_itself(known, unit.pk, heir.pk):
            raise refuse(
                "HEIR_OF_ITSELF",
                N_("A unit cannot be its own heir, even by way of others."),
                about=about,
                field="heirs",
            )
        if not UnitState.objects.in_force(day).filter(unit=heir).exists():
            raise refuse(
                "HEIR_NOT_OPEN",
                N_("The heir is not open on %(day)s."),
                about=Ref(LABEL, heir.pk),
                day=day,
                field="heirs",
            )


def _check_given(posts: Mapping[int, int], heirs: Sequence[Unit], about: Ref) -> None:
    if set(posts.values()) - {heir.pk for heir in heirs}:
        raise refuse(
            "NOT_AN_HEIR", N_("Only a unit that carries on can be given something."), about=about
        )


def _move_contents(unit: Unit, heir: int, day: date, stamped_at: datetime) -> None:
    _move(_Place(UnitState, "unit_id", "parent_id"), unit, heir, day, stamped_at)
    _move_posts(unit, heir, day, stamped_at)
    _move(_Place(SiteState, "site_id", "unit_id"), unit, heir, day, stamped_at)


def _move_posts(
    unit: Unit, heir: int, day: date, stamped_at: datetime, only: int | None = None
) -> None:
    headed = PostState.objects.in_force(day).filter(unit=heir, is_head=True).exists()
    lost_head = {"is_head": False} if headed else {}
    place = _Place(PostState, "post_id", "unit_id", lost_head, only)
    _move(place, unit, heir, day, stamped_at)


@dataclass(frozen=True, slots=True)
class _Place:
    """Which column of which dated rows tells where a thing stands; `only` one thing if given."""

    model: type[Dated]
    key: str
    column: str
    also: Mapping[str, Any] = field(default_factory=dict)
    only: int | None = None


def _move(place: _Place, unit: Unit, heir: int, day: date, stamped_at: datetime) -> None:
    for key, history in histories(place.model, place.key).items():
        row = validity.on(history, day)
        is_asked = place.only is None or place.only == key
        if is_asked and row is not None and row.state[place.column] == unit.pk:
            restatement = amend(history, {place.column: heir, **place.also}, start=day)
            restate(model=place.model, restatement=restatement, stamped_at=stamped_at)


def _position(terms: UnitTerms) -> int:
    if terms.position is not None:
        return terms.position
    siblings = UnitState.objects.standing().filter(parent=terms.parent)
    last = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
