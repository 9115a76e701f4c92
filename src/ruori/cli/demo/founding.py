"""The organisation of the example city: units, posts, holders, roles, certified sites."""

from dataclasses import dataclass, field
from datetime import date, datetime

from ruori.accounts.rules import Actor, ActorKind
from ruori.cli.demo.rows import (
    DOMAIN,
    PASSWORD,
    SITES_SOURCE,
    PostRow,
    member_rows,
    post_rows,
    site_rows,
    unit_rows,
)
from ruori.kernel.text import Text
from ruori.organisation import actions
from ruori.organisation.models import Person, Post, Unit
from ruori.organisation.rules import SYSTEM, RoleCode, Viewer, subtree

START = date(2018, 1, 1)
COLOURS = ("#0b5c7d", "#3f7a45", "#7b4b82")
CONTACT = Text(
    fi="Kemin kaupunki (esimerkkiaineisto)",
    sv="Kemi stad (exempelmaterial)",
    en="City of Kemi (sample data)",
)


@dataclass(slots=True)
class Organisation:
    """The example's rows by their codes."""

    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    rows: dict[str, PostRow] = field(default_factory=dict)

    def viewer(self, post: str) -> Viewer:
        """The holder of a post as they act on the desk."""
        row = self.rows[post]
        unit = self.units[row.unit].pk
        parents = {each.pk: self._parent(code) for code, each in self.units.items()}
        return Viewer(
            actor=Actor(ActorKind.USER, self.people[post].user_id, row.holder),
            person_id=self.people[post].pk,
            posts=frozenset({self.posts[post].pk}),
            units=frozenset({unit}),
            led=subtree(parents, [unit]) if row.is_head else frozenset(),
            roles=frozenset(row.roles),
        )

    def _parent(self, code: str) -> int | None:
        above = next(row.parent for row in unit_rows() if row.code == code)
        return self.units[above].pk if above else None


def found(at: datetime) -> Organisation:
    """Found the city with its whole organisation."""
    city = actions.found_city(
        code="240",
        name=Text(fi="Kemi", sv="Kemi", en="Kemi"),
        languages=("fi", "sv", "en"),
        colours=COLOURS,
        contact=CONTACT,
        is_example=True,
        by=SYSTEM,
        at=at,
    )
    made = Organisation()
    for row in unit_rows():
        made.units[row.code] = actions.open_unit(
            code=row.code,
            terms=actions.UnitTerms(
                name=row.name, kind=row.kind, parent=made.units.get(row.parent)
            ),
            start=START,
            by=SYSTEM,
            at=at,
        )
    _fill_posts(made, at)
    _add_members(made, at)
    _open_sites(made, at)
    changes = {"mayor_post": made.posts["kaupunginjohtaja"]}
    actions.set_city(city=city, version=city.version, changes=changes, by=SYSTEM, at=at)
    return made


def _fill_posts(made: Organisation, at: datetime) -> None:
    for row in post_rows():
        post = actions.open_post(
            code=row.code,
            title=row.title,
            unit=made.units[row.unit],
            is_head=row.is_head,
            start=START,
            by=SYSTEM,
            at=at,
        )
        person = _person(row.holder, row.account, at)
        actions.hold_post(post=post, person=person, start=START, by=SYSTEM, at=at)
        for role in row.roles:
            actions.give_role(code=role, post=post, start=START, by=SYSTEM, at=at)
        made.posts[row.code], made.people[row.code] = post, person
        made.rows[row.code] = row
    for row in post_rows():
        if row.deputy:
            deputy = made.people[row.deputy]
            actions.hold_post(
                post=made.posts[row.code],
                person=deputy,
                deputy_order=1,
                start=START,
                by=SYSTEM,
                at=at,
            )


def _add_members(made: Organisation, at: datetime) -> None:
    for row in member_rows():
        person = _person(row.holder, row.account, at)
        unit = made.units[row.unit] if row.role is RoleCode.COUNCILLOR else None
        actions.give_role(code=row.role, person=person, unit=unit, start=START, by=SYSTEM, at=at)


def _open_sites(made: Organisation, at: datetime) -> None:
    for row in site_rows():
        actions.open_site(
            code=row.code,
            name=Text(row.name),
            unit=made.units[row.unit],
            source=SITES_SOURCE,
            start=START,
            by=SYSTEM,
            at=at,
        )


def _person(name: str, account: str, at: datetime) -> Person:
    return actions.add_person(
        name=name,
        work_email=f"{account}@{DOMAIN}" if account else "",
        password=PASSWORD if account else "",
        by=SYSTEM,
        at=at,
    )
