"""The organisation as pages read it: frozen cards with fields listed one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ruori.kernel.text import EMPTY, Text
from ruori.organisation.rules import Chart, Owner, RoleCode, UnitKind, reachable_owner


@dataclass(frozen=True, slots=True)
class CityCard:
    """The city of this installation."""

    pk: int
    version: int
    code: str
    name: Text
    languages: tuple[str, ...]
    colours: tuple[str, ...]
    contact: Text
    mayor_post: int | None
    is_example: bool


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit or body on a day. `path` names the units from the top down to the unit itself."""

    pk: int
    code: str
    kind: UnitKind
    name: Text
    parent: int | None
    position: int
    path: tuple[int, ...]
    version: int = 1
    form: str = ""
    cost_centres: str = ""
    holds_from: date | None = None

    @property
    def depth(self) -> int:
        """How many units stand above it."""
        return len(self.path) - 1


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post on a day: its public title, its unit and whether it heads it."""

    pk: int
    code: str
    title: Text
    unit: int
    is_head: bool
    version: int = 1
    holds_from: date | None = None


@dataclass(frozen=True, slots=True)
class HoldingCard:
    """Who holds a post on a day; order 0 is the main holder. For the desk only.

    `until` is the first day the person no longer holds it; empty is until further notice.
    """

    pk: int
    post: int
    person: int
    name: str
    email: str
    deputy_order: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A right on a day: of a post or a person, in a body or over the whole city."""

    pk: int
    code: RoleCode
    post: int | None
    person: int | None
    unit: int | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with the posts held on a day. For the desk only."""

    pk: int
    version: int
    name: str
    work_email: str
    has_account: bool
    holdings: tuple[HoldingCard, ...]


@dataclass(frozen=True, slots=True)
class SiteCard:
    """A place where the city works, on a day."""

    pk: int
    version: int
    code: str
    name: Text
    unit: int | None
    note: Text
    source: str


@dataclass(frozen=True, slots=True)
class OwnerCard:
    """Who answers for an item today, with name. For the desk only; public pages show the post.

    `is_direct` is true when the item's own post answers; `is_substitute` when a deputy does.
    """

    person: int
    name: str
    email: str
    post: int
    title: Text
    is_direct: bool
    is_substitute: bool


@dataclass(frozen=True, slots=True)
class Owners:
    """Everybody who could answer on a day, read once: `of` costs no query however often asked.

    `units` are the names of the units of the day, `former` the last names of closed ones.
    """

    chart: Chart
    people: Mapping[int, tuple[str, str]]
    titles: Mapping[int, Text]
    units: Mapping[int, Text]
    deputies: frozenset[tuple[int, int]]
    former: Mapping[int, Text] = field(default_factory=dict)

    def unit_name(self, unit: int) -> Text:
        """The name of a unit, of a closed one its last; empty when there was none yet."""
        return self.units.get(unit) or self.former.get(unit, EMPTY)

    def of(self, *, post: int | None, unit: int | None) -> OwnerCard | None:
        """Who answers for an item of a post or unit; None when nobody does."""
        owner = reachable_owner(self.chart, post=post, unit=unit)
        return None if owner is None else self._card(owner)

    def _card(self, owner: Owner) -> OwnerCard:
        name, email = self.people.get(owner.person, ("", ""))
        return OwnerCard(
            person=owner.person,
            name=name,
            email=email,
            post=owner.post,
            title=self.titles.get(owner.post, EMPTY),
            is_direct=owner.is_direct,
            is_substitute=(owner.post, owner.person) in self.deputies,
        )
