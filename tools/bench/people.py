"""The organisation of a made city: areas, units, posts, and who holds them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from ruori.accounts.models import User
from ruori.kernel.text import Text
from ruori.organisation.models import (
    City,
    Holding,
    Person,
    Post,
    PostState,
    Role,
    Unit,
    UnitState,
)
from ruori.organisation.rules import RoleCode, UnitKind
from tools.bench.size import BEGINNING, Days, Size

COUNCIL, BOARD, OFFICE = "valtuusto", "hallitus", "keskushallinto"
BODIES = {COUNCIL: UnitKind.COUNCIL, BOARD: UnitKind.BOARD, OFFICE: UnitKind.SECTOR}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the city: its code, what it is, and the code of the unit above it."""

    code: str
    kind: UnitKind
    above: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Who answers in a made city: areas and units by key, the head post and person of each.

    `manager` steers from a post of the office; `heads` are the accounts of the heads, by unit.
    """

    council: int
    office: int
    areas: tuple[int, ...]
    units: tuple[int, ...]
    post_of: dict[int, int]
    person_of: dict[int, int]
    manager: User
    heads: dict[int, User]


def build_staff(size: Size, days: Days) -> Staff:
    """The organisation with a head, held and with an account, in every unit."""
    places = list(_places(size))
    frame = {"valid_from": BEGINNING, "recorded_at": days.made_at()}
    unit_of = _units(places, frame)
    users, people = accounts([place.code for place in places], days)
    posts = _posts(places, unit_of, people, frame)
    office = next(number for number, place in enumerate(places) if place.code == OFFICE)
    _found(posts[office])
    keys = [unit_of[place.code] for place in places]
    return Staff(
        council=unit_of[COUNCIL],
        office=unit_of[OFFICE],
        areas=_keys(places, unit_of, UnitKind.RESPONSIBILITY_AREA),
        units=_keys(places, unit_of, UnitKind.UNIT),
        post_of={unit: post.pk for unit, post in zip(keys, posts, strict=True)},
        person_of={unit: person.pk for unit, person in zip(keys, people, strict=True)},
        manager=_manager(unit_of[OFFICE], days, frame),
        heads=dict(zip(keys, users, strict=True)),
    )


def _units(places: Sequence[Place], frame: dict[str, Any]) -> dict[str, int]:
    units = Unit.objects.bulk_create([Unit(code=place.code) for place in places])
    unit_of = {unit.code: unit.pk for unit in units}
    UnitState.objects.bulk_create(
        UnitState(
            unit_id=unit_of[place.code],
            kind=place.kind,
            name=Text(fi=place.code.capitalize(), sv=f"Enhet {place.code}"),
            parent_id=unit_of.get(place.above),
            position=number,
            **frame,
        )
        for number, place in enumerate(places)
    )
    return unit_of


def _posts(
    places: Sequence[Place],
    unit_of: dict[str, int],
    people: Sequence[Person],
    frame: dict[str, Any],
) -> list[Post]:
    """A head post in every unit, held."""
    posts = Post.objects.bulk_create([Post(code=f"johtaja-{place.code}") for place in places])
    PostState.objects.bulk_create(
        PostState(
            post=post,
            unit_id=unit_of[place.code],
            title=Text(fi=f"Yksikön {place.code} päällikkö", sv=f"Chef för {place.code}"),
            is_head=True,
            **frame,
        )
        for post, place in zip(posts, places, strict=True)
    )
    Holding.objects.bulk_create(
        Holding(post=post, person=person, **frame)
        for post, person in zip(posts, people, strict=True)
    )
    return posts


def _manager(office: int, days: Days, frame: dict[str, Any]) -> User:
    """The strategy manager: a post of the office that leads no unit."""
    (post,) = Post.objects.bulk_create([Post(code="strategiapaallikko")])
    title = Text(fi="Strategiapäällikkö", sv="Strategichef")
    PostState.objects.bulk_create([PostState(post=post, unit_id=office, title=title, **frame)])
    (users, people) = accounts(["strategiapaallikko"], days)
    Holding.objects.bulk_create([Holding(post=post, person=people[0], **frame)])
    Role.objects.bulk_create([Role(code=RoleCode.STRATEGY_MANAGER, post=post, **frame)])
    return users[0]


def _places(size: Size) -> Iterator[Place]:
    for code, kind in BODIES.items():
        yield Place(code, kind, COUNCIL if code == BOARD else BOARD if code == OFFICE else "")
    for area in range(size.areas):
        yield Place(f"vastuualue-{area + 1}", UnitKind.RESPONSIBILITY_AREA, OFFICE)
        for unit in range(size.units_of_area):
            code = f"yksikko-{area + 1}-{unit + 1}"
            yield Place(code, UnitKind.UNIT, f"vastuualue-{area + 1}")


def accounts(codes: Sequence[str], days: Days) -> tuple[list[User], list[Person]]:
    """People with accounts that nobody can sign in to: the bench opens their sessions itself."""
    users = User.objects.bulk_create(
        User(
            email=f"{code}@esimerkki.invalid",
            password=make_password(None),
            created_at=days.made_at(),
        )
        for code in codes
    )
    people = Person.objects.bulk_create(
        Person(name=f"Esimerkki {user.email.partition('@')[0]}", work_email=user.email, user=user)
        for user in users
    )
    return users, people


def _keys(places: Sequence[Place], unit_of: dict[str, int], kind: UnitKind) -> tuple[int, ...]:
    return tuple(unit_of[place.code] for place in places if place.kind is kind)


def _found(mayor: Post) -> None:
    City.objects.bulk_create(
        [
            City(
                pk=1,
                code="240",
                name=Text(fi="Mittakaupunki", sv="Mätstaden", en="Bench city"),
                languages=["fi", "sv", "en"],
                mayor_post=mayor,
                is_example=True,
            )
        ]
    )
