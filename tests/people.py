"""The people of the tests, as the city sees them; all are made up and marked as examples.

Aino steers, Eero coordinates the environment, Liisa heads a responsibility area, Matti sits on the
council. Their keys are plain numbers, for rules that need no database; `tests.city` gives the same
people with real posts.
"""

from ruori.accounts.rules import RESIDENT, Actor, ActorKind
from ruori.organisation.rules import STRANGER, SYSTEM, RoleCode, Viewer

LIISAS_UNIT = 30
LIISAS_POST = 31
UNIT_BELOW_LIISA = 32
OTHER_UNIT = 40


def aino() -> Viewer:
    """The strategy manager: keeps the whole tree and runs the rounds."""
    return Viewer(
        actor=Actor(ActorKind.USER, 1, "Esimerkki Aino"),
        person_id=1,
        posts=frozenset({11}),
        units=frozenset({10}),
        roles=frozenset({RoleCode.STRATEGY_MANAGER}),
    )


def eero() -> Viewer:
    """The environment coordinator."""
    return Viewer(
        actor=Actor(ActorKind.USER, 2, "Esimerkki Eero"),
        person_id=2,
        posts=frozenset({21}),
        units=frozenset({20}),
        roles=frozenset({RoleCode.ENVIRONMENT_COORDINATOR}),
    )


def liisa(
    *,
    post: int = LIISAS_POST,
    unit: int = LIISAS_UNIT,
    led: frozenset[int] = frozenset({LIISAS_UNIT, UNIT_BELOW_LIISA}),
) -> Viewer:
    """The head of a responsibility area; give real keys when the rows are real."""
    return Viewer(
        actor=Actor(ActorKind.USER, 3, "Esimerkki Liisa"),
        person_id=3,
        posts=frozenset({post}),
        units=frozenset({unit}),
        led=led | {unit},
    )


def matti() -> Viewer:
    """A councillor: reads with the staff, answers for nothing."""
    return Viewer(
        actor=Actor(ActorKind.USER, 4, "Esimerkki Matti"),
        person_id=4,
        roles=frozenset({RoleCode.COUNCILLOR}),
    )


def administrator() -> Viewer:
    """Who keeps posts, persons and settings, and nothing else."""
    return Viewer(
        actor=Actor(ActorKind.USER, 5, "Esimerkki Tuki"),
        person_id=5,
        roles=frozenset({RoleCode.ADMINISTRATOR}),
    )


def auditor() -> Viewer:
    """The auditor: reads everything, changes nothing."""
    return Viewer(
        actor=Actor(ActorKind.USER, 6, "Esimerkki Tarkastaja"),
        person_id=6,
        roles=frozenset({RoleCode.AUDITOR}),
    )


def employee() -> Viewer:
    """Somebody who holds a post but leads nothing."""
    return Viewer(
        actor=Actor(ActorKind.USER, 7, "Esimerkki Työntekijä"),
        person_id=7,
        posts=frozenset({41}),
        units=frozenset({OTHER_UNIT}),
    )


def without_post() -> Viewer:
    """An account whose holder has left: signs in, holds nothing."""
    return Viewer(actor=Actor(ActorKind.USER, 8, "Esimerkki Entinen"), person_id=8)


def link_holder() -> Viewer:
    """Somebody who came by an update link."""
    return Viewer(Actor(ActorKind.LINK, label="linkki"))


def resident() -> Viewer:
    """A resident without an account."""
    return Viewer(RESIDENT)


def stranger() -> Viewer:
    """Anybody at all."""
    return STRANGER


def timer() -> Viewer:
    """The city's own timer."""
    return SYSTEM


EVERYBODY = {
    "aino": aino(),
    "eero": eero(),
    "liisa": liisa(),
    "matti": matti(),
    "administrator": administrator(),
    "auditor": auditor(),
    "employee": employee(),
    "without_post": without_post(),
    "link_holder": link_holder(),
    "resident": resident(),
    "stranger": stranger(),
    "timer": timer(),
}
"""Everybody by name, for tables of role × verb."""
