"""Leaving posts and closing units, so that every live thing keeps somebody who answers for it.

The organisation itself is written below; here it is seen what hangs on it (domain § 11).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.indicators.actions import hand_on_indicators
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import access
from ruori.organisation import actions as organisation
from ruori.organisation.actions import Ended, Written
from ruori.organisation.models import Person, Post, Unit
from ruori.organisation.queries import posts
from ruori.organisation.rules import SuccessionKind, Viewer
from ruori.plans.actions.inheriting import (
    KINDS,
    Hand,
    Kind,
    first_rows,
    keep_owners,
    lasting,
    live,
)
from ruori.plans.actions.writing import (
    Terms,
    end_state,
    take_pen,
    write_state,
)
from ruori.plans.models import MeasureUnit
from ruori.plans.queries import unreachable

Key = tuple[str, int]
"""The label and key of a thing: `("plans.measure", 12)`."""


@dataclass(frozen=True, slots=True)
class Succession:
    """What becomes of a unit from a day on, and who takes what.

    The first heir takes what is given to nobody. `posts` gives posts, `things` measures, goals and
    indicators to one of the heirs; a thing follows its post when nothing else is said. `reason`
    stands in the promise ledger.
    """

    kind: SuccessionKind
    heirs: Sequence[Unit]
    on: date
    posts: Mapping[int, int] = field(default_factory=dict)
    things: Mapping[Key, int] = field(default_factory=dict)
    reason: str = ""


@transaction.atomic
def leave_post(
    *,
    post: Post,
    person: Person,
    on: date,
    by: Viewer,
    at: datetime,
    version: int | None = None,
) -> Ended:
    """End a person's holdings of a post, unless something would be left to nobody.

    Raises NotAllowed, Conflict, Refused (as `end_holding`, and ITEMS_UNREACHABLE with the things).
    """
    require(access.may_fill_posts(by))
    before = unreachable(Moment(on))
    ended = organisation.end_holding(post=post, person=person, on=on, by=by, at=at, version=version)
    keep_owners(before, on)
    return ended


@transaction.atomic
def reorganise(
    *, unit: Unit, version: int, succession: Succession, by: Viewer, at: datetime
) -> Written:
    """Close a unit and give all that is in it to its heirs from a day on.

    Each live measure, goal, plan and indicator of the unit has one of the heirs from that day;
    before it everything stays as it was, and an adopted promise leaves a line in the ledger.
    Raises NotAllowed, Conflict, Refused (as `close_unit`; NOT_AN_HEIR; ITEMS_UNREACHABLE).
    """
    require(access.may_keep_units(by))
    _check_given(unit, succession)
    before = unreachable(Moment(succession.on))
    inside = [pk for pk, card in posts(Moment(succession.on)).items() if card.unit == unit.pk]
    closed = organisation.close_unit(
        unit=unit,
        version=version,
        heirs=succession.heirs,
        kind=succession.kind,
        on=succession.on,
        posts={pk: heir for pk, heir in succession.posts.items() if pk in inside},
        by=by,
        at=at,
    )
    estate = _Estate(unit.pk, succession, frozenset(inside), by, at)
    for kind in KINDS:
        estate.give(kind)
    estate.give_partnerships()
    hand_on_indicators(
        unit_id=unit.pk,
        heirs=estate.heirs_of("indicators.indicator"),
        first_heir=estate.first,
        start=succession.on,
        by=by,
        at=at,
    )
    keep_owners(before, succession.on)
    return closed


@dataclass(frozen=True, slots=True)
class _Estate:
    """What a closing unit leaves behind, and how it is given."""

    unit: int
    succession: Succession
    inside: frozenset[int]
    by: Viewer
    at: datetime

    @property
    def first(self) -> int:
        """The heir of what is given to nobody."""
        return self.succession.heirs[0].pk

    def heirs_of(self, label: str) -> dict[int, int]:
        """The chosen heirs of the things of a label, by key."""
        return {pk: heir for (each, pk), heir in self.succession.things.items() if each == label}

    def give(self, kind: Kind) -> None:
        """Give every live thing of a kind to its heir."""
        chosen = self.heirs_of(kind.label)
        told = self.succession
        hand = Hand(self.by, self.at, told.on, told.reason)
        for row in first_rows(kind, told.on, **{kind.unit: self.unit}):
            changes = self._changes(kind, row, chosen.get(getattr(row, f"{kind.name}_id")))
            hand.give(kind, row, changes, {"from": self.unit, "to": changes[kind.unit]})

    def give_partnerships(self) -> None:
        """Let the first heir take part in what the unit took part in."""
        rows = MeasureUnit.objects.filter(
            lasting(self.succession.on), live("measure__plan__"), unit_id=self.unit
        ).select_related("measure__plan")
        for row in {row.measure_id: row for row in rows}.values():
            terms = Terms(max(self.succession.on, row.valid_from or self.succession.on))
            pen = take_pen(plan=row.measure.plan, at=self.at, terms=terms)
            old = {"measure_id": row.measure_id, "unit_id": self.unit}
            end_state(pen, model=MeasureUnit, key=old)
            write_state(pen, model=MeasureUnit, key={**old, "unit_id": self.first}, state={})

    def _changes(self, kind: Kind, row: Any, chosen: int | None) -> dict[str, int | None]:
        follows = row.post_id if kind.has_post and row.post_id in self.inside else None
        of_post = self.succession.posts.get(follows, self.first) if follows else self.first
        heir = of_post if chosen is None else chosen
        changes: dict[str, int | None] = {kind.unit: heir}
        if follows is not None and heir != of_post:
            # The post went elsewhere, so the head of the heir answers until a post is named.
            changes["post_id"] = None
        return changes


def _check_given(unit: Unit, succession: Succession) -> None:
    heirs = {heir.pk for heir in succession.heirs}
    if set(succession.things.values()) - heirs:
        raise refuse(
            "NOT_AN_HEIR",
            N_("Only a unit that carries on can be given something."),
            about=Ref("organisation.unit", unit.pk),
        )
