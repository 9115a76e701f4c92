"""A small Kemi for tests: small functions that make units, posts, plans through the real actions.

Each gives sensible defaults, so that a test states its city in five lines or fewer. Nothing here
writes a row but through an action of a part.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from ruori.accounts.models import User
from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundDays, RoundKind
from ruori.decisions import actions as decisions
from ruori.decisions.actions import DecisionTerms
from ruori.decisions.models import Decision
from ruori.decisions.rules import DecisionKind
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation import actions as organisation
from ruori.organisation.models import City, Person, Post, Unit
from ruori.organisation.queries import viewer_for
from ruori.organisation.rules import SYSTEM, RoleCode, UnitKind, Viewer
from ruori.plans import actions as plans
from ruori.plans.codes import GoalLevel, PlanKind
from ruori.plans.models import Goal, Measure, Plan

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The instant of the tests: a Monday morning in March 2026."""
DAY = date(2026, 3, 2)
TODAY = Moment(DAY)
BEGINNING = date(2020, 1, 1)
"""The day from which the small city's units, posts and holdings hold."""
PASSWORD = "kemin-koivut-2026"
DAYS = RoundDays(date(2026, 1, 1), date(2026, 4, 30), date(2026, 2, 16), date(2026, 5, 15))


def city(*, mayor: Post | None = None, name: str = "Kemi") -> City:
    """The founded city; with a mayor's post when a held one is given."""
    made = organisation.found_city(code="240", name=Text(name), by=SYSTEM, at=AT)
    if mayor is not None:
        organisation.set_city(city=made, version=1, changes={"mayor_post": mayor}, by=SYSTEM, at=AT)
        made.refresh_from_db()
    return made


def unit(
    code: str,
    *,
    parent: Unit | None = None,
    kind: UnitKind = UnitKind.RESPONSIBILITY_AREA,
    name: str = "",
    start: date = BEGINNING,
) -> Unit:
    """An open unit named after its code."""
    terms = organisation.UnitTerms(Text(name or code.capitalize()), kind, parent)
    return organisation.open_unit(code=code, terms=terms, start=start, by=SYSTEM, at=AT)


def post(
    code: str,
    unit: Unit,
    *,
    is_head: bool = False,
    holder: Person | None = None,
    title: str = "",
    start: date = BEGINNING,
) -> Post:
    """A post, held by somebody when a holder is given."""
    made = organisation.open_post(
        code=code,
        title=Text(title or code.capitalize()),
        unit=unit,
        start=start,
        is_head=is_head,
        by=SYSTEM,
        at=AT,
    )
    if holder is not None:
        hold(made, holder, start=start)
    return made


def head(unit: Unit, holder: Person | None = None) -> Post:
    """The head post of a unit."""
    return post(f"{unit.code}-head", unit, is_head=True, holder=holder)


def person(name: str, *, account: bool = False) -> Person:
    """Somebody, plainly marked as an example; with an account when asked."""
    address = f"{name.lower()}@esimerkki.invalid"
    return organisation.add_person(
        name=f"Esimerkki {name}",
        work_email=address if account else "",
        by=SYSTEM,
        at=AT,
        password=PASSWORD if account else "",
    )


def hold(
    post: Post,
    person: Person,
    *,
    start: date = BEGINNING,
    end: date | None = None,
    deputy_order: int = 0,
) -> None:
    """Let a person hold a post."""
    organisation.hold_post(
        post=post,
        person=person,
        start=start,
        end=end,
        deputy_order=deputy_order,
        by=SYSTEM,
        at=AT,
    )


def role(code: RoleCode, bearer: Post | Person, *, start: date = BEGINNING) -> None:
    """Give a right to a post or a person."""
    organisation.give_role(
        code=code,
        start=start,
        post=bearer if isinstance(bearer, Post) else None,
        person=bearer if isinstance(bearer, Person) else None,
        by=SYSTEM,
        at=AT,
    )


def viewer(person: Person, *, at: datetime = AT) -> Viewer:
    """How the city sees a person with an account."""
    return viewer_for(User.objects.get(person=person), at=at)


@dataclass(frozen=True, slots=True)
class SmallKemi:
    """A council, a mayor, two areas and the people who answer; everybody has an account."""

    city: City
    council: Unit
    office: Unit
    education: Unit
    schools: Unit
    environment: Unit
    mayor: Post
    strategy_manager: Post
    education_head: Post
    environment_head: Post
    aino: Viewer
    eero: Viewer
    liisa: Viewer
    matti: Viewer


def small_kemi() -> SmallKemi:
    """The whole small city; Liisa heads education, with schools below it."""
    people = {name: person(name, account=True) for name in ("Aino", "Eero", "Liisa", "Matti")}
    council = unit("council", kind=UnitKind.COUNCIL, name="Kaupunginvaltuusto")
    office = unit("office", kind=UnitKind.SECTOR, name="Keskushallinto")
    education = unit("education", parent=office, name="Opetus")
    environment = unit("environment", parent=office, name="Ympäristö")
    schools = unit("schools", parent=education, kind=UnitKind.UNIT, name="Koulut")
    mayor = post("mayor", office, is_head=True, holder=person("Johtaja"), title="Kaupunginjohtaja")
    strategy_manager = post(
        "strategy-manager", office, holder=people["Aino"], title="Strategiapäällikkö"
    )
    role(RoleCode.STRATEGY_MANAGER, strategy_manager)
    environment_head = head(environment, people["Eero"])
    role(RoleCode.ENVIRONMENT_COORDINATOR, environment_head)
    education_head = head(education, people["Liisa"])
    role(RoleCode.COUNCILLOR, people["Matti"])
    return SmallKemi(
        city=city(mayor=mayor),
        council=council,
        office=office,
        education=education,
        schools=schools,
        environment=environment,
        mayor=mayor,
        strategy_manager=strategy_manager,
        education_head=education_head,
        environment_head=environment_head,
        aino=viewer(people["Aino"]),
        eero=viewer(people["Eero"]),
        liisa=viewer(people["Liisa"]),
        matti=viewer(people["Matti"]),
    )


def decision(
    body: Unit, *, section: str = "12", decided_on: date = date(2026, 2, 23), title: str = "Päätös"
) -> Decision:
    """A decision of a body."""
    terms = DecisionTerms(
        DecisionKind.ADOPT, Text(title), body=body, decided_on=decided_on, section=section
    )
    return decisions.record_decision(terms=terms, by=SYSTEM, at=AT)


def draft_plan(
    title: str = "Kaupunkistrategia",
    *,
    kind: PlanKind = PlanKind.STRATEGY,
    owner_unit: Unit | None = None,
) -> Plan:
    """A plan being written."""
    terms = plans.PlanTerms(
        Text(title), owner_unit=owner_unit, evaluation_plan=Text("Arvioidaan joka vuosi.")
    )
    return plans.draft_plan(kind=kind, terms=terms, by=SYSTEM, at=AT)


def goal(
    plan: Plan,
    name: str = "Hyvinvoivat asukkaat",
    *,
    level: GoalLevel = GoalLevel.STRATEGIC,
    parent: Goal | None = None,
    unit: Unit | None = None,
) -> Goal:
    """A goal of a plan."""
    terms = plans.GoalTerms(Text(name), unit=unit)
    return plans.add_goal(plan=plan, level=level, goal=terms, parent=parent, by=SYSTEM, at=AT)


def measure(
    plan: Plan,
    serves: Goal,
    unit: Unit,
    *,
    name: str = "Avataan uusi liikuntapaikka",
    post: Post | None = None,
    ends_on: date | None = date(2026, 12, 31),
) -> Measure:
    """A measure of a plan that serves one goal."""
    terms = plans.MeasureTerms(Text(name), unit, post, ends_on=ends_on)
    return plans.add_measure(plan=plan, measure=terms, serves=(serves,), by=SYSTEM, at=AT)


def adopt(plan: Plan, made: Decision | None = None, *, holds_from: date = BEGINNING) -> Plan:
    """The plan as adopted and public."""
    plan.refresh_from_db()
    plans.adopt_plan(
        plan=plan, version=plan.version, decision=made, holds_from=holds_from, by=SYSTEM, at=AT
    )
    plan.refresh_from_db()
    return plan


def planned_round(
    *units: Unit,
    code: str = "2026-1",
    kind: RoundKind = RoundKind.FOLLOW_UP,
    days: RoundDays = DAYS,
) -> Round:
    """A planned round that asks some units."""
    return cycle.plan_round(
        code=code,
        kind=kind,
        title=Text(f"Kierros {code}"),
        days=days,
        units=units,
        by=SYSTEM,
        at=AT,
    )


def opened_round(*units: Unit, code: str = "2026-1") -> Round:
    """A round that takes reports."""
    made = planned_round(*units, code=code)
    cycle.open_round(round=made, version=made.version, by=SYSTEM, at=AT)
    made.refresh_from_db()
    return made
