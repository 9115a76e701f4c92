"""Who answers, who looks: pure rules over posts, holdings and units (domain § 11)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ruori.accounts.rules import RESIDENT, TIMER, Actor
from ruori.kernel.problems import Ref
from ruori.kernel.trees import Histories, astray, days_of_change, standing
from ruori.kernel.validity import Row, on


class UnitKind(StrEnum):
    """What a unit is in the city (domain § 6)."""

    COUNCIL = "COUNCIL"
    BOARD = "BOARD"
    COMMITTEE = "COMMITTEE"
    SECTOR = "SECTOR"
    RESPONSIBILITY_AREA = "RESPONSIBILITY_AREA"
    UNIT = "UNIT"
    SUBSIDIARY = "SUBSIDIARY"
    NGO_PARTNER = "NGO_PARTNER"
    SERVICE_PROVIDER = "SERVICE_PROVIDER"
    ADVISORY_COUNCIL = "ADVISORY_COUNCIL"


class SuccessionKind(StrEnum):
    """What became of a unit."""

    RENAMED = "RENAMED"
    MERGED = "MERGED"
    SPLIT = "SPLIT"
    MOVED = "MOVED"
    CLOSED = "CLOSED"


class RoleCode(StrEnum):
    """Rights beside one's own post; roles are rows, rules are functions (architecture § 6)."""

    ADMINISTRATOR = "ADMINISTRATOR"
    STRATEGY_MANAGER = "STRATEGY_MANAGER"
    ENVIRONMENT_COORDINATOR = "ENVIRONMENT_COORDINATOR"
    WELLBEING_COORDINATOR = "WELLBEING_COORDINATOR"
    COUNCILLOR = "COUNCILLOR"
    AUDITOR = "AUDITOR"


BODY_ROLES = frozenset({RoleCode.COUNCILLOR, RoleCode.AUDITOR})
"""Roles that may name the body their bearer sits in; every other role concerns the whole city."""

MAIN_HOLDER = 0
"""`deputy_order` of the main holder; deputies count from 1."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks or acts on a day: the actor and the posts, units and roles held on that day.

    `posts` are held as main holder or deputy; `units` are the units of those posts; `led` are the
    units the viewer leads, with everything below them and the closed units they are heirs of;
    `led_posts` are the posts in them, for which the viewer answers while nobody holds them. Whoever
    holds the mayor's post leads the whole city. Read once per request, so checks cost no query.
    """

    actor: Actor
    person_id: int | None = None
    posts: frozenset[int] = frozenset()
    substitute_posts: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()
    led_posts: frozenset[int] = frozenset()
    roles: frozenset[RoleCode] = frozenset()

    @property
    def is_staff(self) -> bool:
        """True for anybody who holds a post or a role in the city today."""
        return bool(self.posts or self.roles)

    @property
    def steers(self) -> bool:
        """True for the strategy manager or controller, who keeps the whole tree."""
        return RoleCode.STRATEGY_MANAGER in self.roles

    @property
    def administers(self) -> bool:
        """True for who keeps posts, persons and settings."""
        return self.steers or RoleCode.ADMINISTRATOR in self.roles

    @property
    def may_read_all(self) -> bool:
        """True for who may read unpublished follow-up of the whole city."""
        return self.steers or RoleCode.AUDITOR in self.roles


STRANGER = Viewer(RESIDENT)
"""Anybody without an account: sees what is public."""

SYSTEM = Viewer(TIMER, roles=frozenset({RoleCode.ADMINISTRATOR, RoleCode.STRATEGY_MANAGER}))
"""The timer and the founding of a city: acts with every right, and the trail says so."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The organisation on one day, as plain keys: enough to find who answers.

    `holders` lists for each post the persons in order (main holder first when present), `unit_of`
    the unit of each post, `head_of` the head post of each unit, `parent_of` the unit above: of a
    closed unit its first heir. `heirs_of` gives all heirs of the closed units.
    """

    holders: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    unit_of: Mapping[int, int] = field(default_factory=dict)
    head_of: Mapping[int, int] = field(default_factory=dict)
    parent_of: Mapping[int, int | None] = field(default_factory=dict)
    mayor_post: int | None = None
    heirs_of: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def without(self, *, post: int, person: int) -> "Chart":
        """The chart as it would be if a person no longer held a post."""
        left = tuple(each for each in self.holders.get(post, ()) if each != person)
        return replace(self, holders={**self.holders, post: left})

    def after_abolishing(self, post: int) -> "Chart":
        """The chart as it would be if a post were no more."""
        return replace(
            self,
            holders={each: held for each, held in self.holders.items() if each != post},
            unit_of={each: unit for each, unit in self.unit_of.items() if each != post},
            head_of={unit: head for unit, head in self.head_of.items() if head != post},
        )

    def after_closing(self, unit: int, heirs: Mapping[int | None, int]) -> "Chart":
        """The chart as it would be if a unit closed.

        `heirs` gives the heir of each post of the unit, and under None the first heir.
        """
        first = heirs[None]
        moved = {
            post: heirs.get(post, first) for post, where in self.unit_of.items() if where == unit
        }
        above = {each: first if up == unit else up for each, up in self.parent_of.items()}
        head_of = {each: head for each, head in self.head_of.items() if each != unit}
        head = self.head_of.get(unit)
        if head is not None:
            head_of.setdefault(moved.get(head, first), head)
        return replace(
            self,
            unit_of={**self.unit_of, **moved},
            head_of=head_of,
            parent_of={**above, unit: first},
            heirs_of={**self.heirs_of, unit: tuple(dict.fromkeys(heirs.values()))},
        )


@dataclass(frozen=True, slots=True)
class Item:
    """Something of the city that somebody must answer for, by post or unit (domain § 11)."""

    about: Ref
    post: int | None
    unit: int | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers today: the person, through which post, and whether it is the post itself."""

    person: int
    post: int
    is_direct: bool


def reachable_owner(chart: Chart, *, post: int | None, unit: int | None) -> Owner | None:
    """Who answers for an item of a post or unit (domain § 11).

    Main holder, else deputies in order, else the head post of the unit, else of its parents, else
    the mayor's post. None only when not even the mayor's post has a holder.
    """
    for candidate in _line(chart, post, unit):
        holders = chart.holders.get(candidate, ())
        if holders:
            return Owner(holders[0], candidate, candidate == post)
    return None


def ownerless(chart: Chart, items: Iterable[Item]) -> list[Item]:
    """The items for which nobody would answer."""
    return [
        item for item in items if reachable_owner(chart, post=item.post, unit=item.unit) is None
    ]


def _line(chart: Chart, post: int | None, unit: int | None) -> Iterator[int]:
    if post is not None:
        yield post
    here = chart.unit_of.get(post) if post is not None else unit
    if here is None:
        here = unit
    seen: set[int] = set()
    while here is not None and here not in seen:
        seen.add(here)
        head = chart.head_of.get(here)
        if head is not None:
            yield head
        here = chart.parent_of.get(here)
    if chart.mayor_post is not None:
        yield chart.mayor_post


def subtree(parent_of: Mapping[int, int | None], roots: Iterable[int]) -> frozenset[int]:
    """The given units and everything below them."""
    found = set(roots)
    waiting = True
    while waiting:
        below = {unit for unit, above in parent_of.items() if above in found} - found
        found |= below
        waiting = bool(below)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Fault:
    """What the organisation must never be on any day: the code, the row's key and the day."""

    code: str
    pk: int
    day: date


def unit_fault(units: Histories, *, since: date) -> Fault | None:
    """The first day from `since` on when a unit stands under itself or under a closed unit."""
    found = astray(units, since=since)
    if found is None:
        return None
    code = "UNIT_UNDER_ITSELF" if found.is_loop else "PARENT_NOT_OPEN"
    return Fault(code, found.key, found.day)


def post_fault(posts: Histories, units: Histories, *, since: date) -> Fault | None:
    """The first day from `since` on when a post is in a closed unit or a unit has two heads."""
    for day in days_of_change((*posts.values(), *units.values()), since=since):
        open_units = {pk for pk, _ in standing(units, day)}
        headed: set[int] = set()
        for pk, row in standing(posts, day):
            unit = row.state["unit_id"]
            if unit not in open_units:
                return Fault("UNIT_NOT_OPEN", pk, day)
            if row.state["is_head"] and unit in headed:
                return Fault("TWO_HEADS", pk, day)
            if row.state["is_head"]:
                headed.add(unit)
    return None


def clash(rows: Iterable[Row], *, start: date, end: date | None) -> Row | None:
    """The first row that holds on some day of [start, end), if any."""
    for row in sorted(rows, key=lambda each: each.valid_from):
        begins_after = end is not None and row.valid_from >= end
        ends_before = row.valid_to is not None and row.valid_to <= start
        if not begins_after and not ends_before:
            return row
    return None


def lost_day(before: Collection[Row], after: Collection[Row]) -> date | None:
    """The first day that some row of `before` covers and no row of `after` does, if any.

    It keeps the mayor's post held: the last holding, main or deputy, may not end (domain § 11).
    """
    days = days_of_change((list(before), list(after)), since=date.min)
    for day in days:
        if on(list(before), day) is not None and on(list(after), day) is None:
            return day
    return None


def would_inherit_from_itself(heirs: Iterable[tuple[int, int]], old: int, new: int) -> bool:
    """True when `old` is already an heir of `new`, however far, so the succession would circle."""
    below: dict[int, set[int]] = {}
    for ancestor, heir in heirs:
        below.setdefault(ancestor, set()).add(heir)
    found = {new}
    waiting = [new]
    while waiting:
        for heir in below.get(waiting.pop(), set()) - found:
            found.add(heir)
            waiting.append(heir)
    return old in found
