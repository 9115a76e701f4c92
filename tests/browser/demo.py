"""The example city of Kemi before a browser: built once for a module, looked at page by page.

A page is opened once and looked at in the two ways that find most: wide and light, small and
dark. What each address shows is asked from the city, never from fixed keys.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import Page

from ruori.accounts.models import User
from ruori.cycle.models import CycleEvent, Round, RoundUnit
from ruori.cycle.rules import RoundState
from ruori.decisions.models import Decision
from ruori.followup.actions import report_measure
from ruori.followup.codes import DeviationState
from ruori.followup.models import Deviation, Entry, Judgement, Proof
from ruori.indicators.models import Indicator
from ruori.kernel.codes import Progress
from ruori.kernel.instants import city_day
from ruori.organisation.models import Holding, Post, PostState, Role, UnitState
from ruori.organisation.rules import SYSTEM
from ruori.plans.codes import PlanKind
from ruori.plans.models import Goal, Measure, MeasureState, Plan, Value
from tests.browser.looking import (
    DESKTOP,
    HEIGHT,
    PHONE,
    Reader,
    Scheme,
    axe,
    scrolls_sideways,
    small_targets,
)

WAYS: tuple[tuple[int, Scheme], ...] = ((DESKTOP, "light"), (PHONE, "dark"))
HOST = "@kemi.example"


@dataclass(frozen=True, slots=True)
class Kemi:
    """The built city: its address, and the reader whose windows look at it."""

    reader: Reader

    @contextmanager
    def window(self, who: str = "", *, has_scripts: bool = True) -> Iterator[Page]:
        """A window of a resident, or of the office holder with this name."""
        user = User.objects.get(email=who + HOST) if who else None
        with self.reader.window(user=user, has_scripts=has_scripts) as page:
            yield page


def faults(page: Page) -> list[str]:
    """What is wrong with the open page in any of the ways it is looked at; empty is the aim."""
    found = []
    for width, scheme in WAYS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        seen = [*axe(page), *small_targets(page)]
        seen += ["scrolls sideways"] if scrolls_sideways(page) else []
        found += [f"{width} px, {scheme}: {fault}" for fault in seen]
    if page.locator("h1").count() != 1:
        found.append("has not exactly one h1")
    return found


def words(page: Page) -> str:
    """All the words between header and footer, folded or not."""
    return " ".join((page.locator("main").text_content() or "").split())


Place = Callable[[], str]


def open_round() -> int:
    """The round that is being answered."""
    return Round.objects.get(state=RoundState.OPEN).pk


def frozen_round() -> int:
    """A round that has been published."""
    return Round.objects.filter(state=RoundState.PUBLISHED).earliest("pk").pk


def plan_of(kind: PlanKind) -> int:
    """The first plan of a kind."""
    return Plan.objects.filter(kind=kind).earliest("pk").pk


def acted_deviation() -> int:
    """A deviation whose agreed action is done and waits to be verified."""
    return Deviation.objects.filter(state=DeviationState.ACTED).earliest("pk").pk


def report_late(code: str) -> None:
    """Let the measure of a code be reported late in the open round, with nothing done about it."""
    state = MeasureState.objects.filter(code=code).latest("pk")
    report_measure(
        round=Round.objects.get(pk=open_round()),
        measure=Measure.objects.get(pk=state.measure_id),
        progress=Progress.LATE,
        done="Syksyn perehdytykset jäivät pitämättä kahdella alueella.",
        cause="Kouluttaja vaihtui kesken kauden.",
        by=SYSTEM,
        at=timezone.now(),
    )


def judged_goal() -> int:
    """A goal that somebody has judged."""
    return Judgement.objects.earliest("pk").goal_id


def bare_goal() -> int:
    """A goal that nobody has judged."""
    judged = Judgement.objects.values("goal")
    return Goal.objects.exclude(pk__in=judged).latest("pk").pk


def reported_measure() -> int:
    """A measure with something published of it."""
    found: int | None = Entry.objects.exclude(measure=None).earliest("pk").measure_id
    assert found is not None
    return found


def asked_unit() -> int:
    """A unit that is asked in the open round."""
    return RoundUnit.objects.filter(round=open_round()).earliest("pk").unit_id


def busy_unit() -> int:
    """A unit that answers for measures today."""
    states = MeasureState.objects.in_force(city_day(timezone.now()))
    found: int = states.filter(post__isnull=False).earliest("pk").unit_id
    return found


def leaving() -> str:
    """Somebody leaves, with who would answer for what."""
    held = Holding.objects.in_force(city_day(timezone.now())).filter(
        post__in=PostState.objects.filter(unit=busy_unit(), is_head=True).values("post")
    )
    row = held.earliest("pk")
    return f"/desk/posts/{row.post_id}/leave/?person={row.person_id}&on=2030-01-01"


def closing() -> str:
    """A unit is split between two, with what moves."""
    closed = busy_unit()
    others = UnitState.objects.in_force(city_day(timezone.now())).exclude(unit=closed)
    first, second = others.exclude(parent=closed).order_by("pk").values_list("unit", flat=True)[:2]
    asked = f"kind=SPLIT&on=2030-01-01&heir={first}&others={second}"
    return f"/desk/units/{closed}/close/?{asked}"


def waiting_step() -> int:
    """A step of the year that has not been done."""
    return CycleEvent.objects.filter(done_on=None).earliest("pk").pk


PUBLIC: dict[str, Place] = {
    "front": lambda: "/",
    "front in Swedish": lambda: "/sv/",
    "front in English": lambda: "/en/",
    "strategy": lambda: "/strategia/",
    "strategy of another day": lambda: "/strategia/?as_of=2024-01-31",
    "value": lambda: f"/arvo/{Value.objects.earliest('pk').pk}-x/",
    "judged goal": lambda: f"/tavoite/{judged_goal()}-x/",
    "goal not judged": lambda: f"/tavoite/{bare_goal()}-x/",
    "goal as once known": lambda: f"/tavoite/{judged_goal()}-x/?known_on=2025-12-31",
    "measures": lambda: "/toimenpiteet/",
    "measures in Swedish": lambda: "/sv/atgarder/",
    "measures that fit nothing": lambda: "/toimenpiteet/?q=zzzz",
    "measure": lambda: f"/toimenpide/{reported_measure()}-x/",
    "programmes": lambda: "/ohjelmat/",
    "programme": lambda: f"/ohjelma/{plan_of(PlanKind.PROGRAMME)}-x/",
    "policy": lambda: f"/ohjelma/{plan_of(PlanKind.POLICY)}-x/",
    "indicators": lambda: "/mittarit/",
    "indicator": lambda: f"/mittari/{Indicator.objects.earliest('pk').pk}-x/",
    "publications": lambda: "/julkaisut/",
    "promise ledger": lambda: "/lupauskirja/",
    "promise ledger that fits nothing": lambda: "/lupauskirja/?plan=99999",
    "year": lambda: "/vuosikello/",
    "year in Swedish": lambda: "/sv/arsklocka/",
    "year in English": lambda: "/en/year-of-the-city/",
    "how": lambda: "/nain-seuraamme/",
    "sign-in": lambda: "/desk/sign-in/",
}
"""Every kind of page that a resident can open; test_editions.py looks at editions."""

DESK: dict[str, tuple[str, Place]] = {
    "my turn": ("liisa", lambda: "/desk/"),
    "my turn, all done": ("matti", lambda: "/desk/"),
    "account": ("liisa", lambda: "/desk/account/"),
    "plans": ("aino", lambda: "/desk/plans/"),
    "outline": ("aino", lambda: f"/desk/plans/{plan_of(PlanKind.STRATEGY)}/"),
    "plan check": ("aino", lambda: f"/desk/plans/{plan_of(PlanKind.STRATEGY)}/health/"),
    "plan check, all": ("aino", lambda: f"/desk/plans/{plan_of(PlanKind.PLAN)}/health/?all="),
    "plan check of a policy": ("aino", lambda: f"/desk/plans/{plan_of(PlanKind.POLICY)}/health/"),
    "limits of the plan check": ("aino", lambda: "/desk/plan-check/limits/"),
    "new plan": ("aino", lambda: "/desk/plans/new/"),
    "plan texts": ("aino", lambda: f"/desk/plans/{plan_of(PlanKind.STRATEGY)}/texts/"),
    "new goal": ("aino", lambda: f"/desk/plans/{plan_of(PlanKind.STRATEGY)}/goals/new/"),
    "goal": ("aino", lambda: f"/desk/goals/{judged_goal()}/"),
    "drop a goal": ("aino", lambda: f"/desk/goals/{judged_goal()}/drop/"),
    "value": ("aino", lambda: f"/desk/values/{Value.objects.earliest('pk').pk}/"),
    "new measure": ("aino", lambda: f"/desk/plans/{plan_of(PlanKind.STRATEGY)}/measures/new/"),
    "measure": ("aino", lambda: f"/desk/measures/{reported_measure()}/"),
    "drop a measure": ("aino", lambda: f"/desk/measures/{reported_measure()}/drop/"),
    "rounds": ("aino", lambda: "/desk/rounds/"),
    "new round": ("aino", lambda: "/desk/rounds/new/"),
    "board of an open round": ("aino", lambda: f"/desk/rounds/{open_round()}/"),
    "board of a published round": ("aino", lambda: f"/desk/rounds/{frozen_round()}/"),
    "summary of a unit": ("aino", lambda: f"/desk/rounds/{open_round()}/units/{asked_unit()}/"),
    "record of an entry": ("aino", lambda: f"/desk/entries/{Entry.objects.earliest('pk').pk}/"),
    "proof": ("aino", lambda: f"/desk/proofs/{Proof.objects.earliest('pk').pk}/"),
    "people and posts": ("aino", lambda: "/desk/organisation/"),
    "post": ("aino", lambda: f"/desk/posts/{Post.objects.earliest('pk').pk}/"),
    "leaving a post": ("aino", lambda: f"/desk/posts/{Post.objects.earliest('pk').pk}/leave/"),
    "holder away": ("aino", lambda: f"/desk/posts/{Post.objects.earliest('pk').pk}/away/"),
    "leaving with who answers": ("aino", leaving),
    "changing a post": ("aino", lambda: f"/desk/posts/{Post.objects.earliest('pk').pk}/change/"),
    "new post": ("aino", lambda: "/desk/posts/new/"),
    "new unit": ("aino", lambda: "/desk/units/new/"),
    "unit": ("aino", lambda: f"/desk/units/{busy_unit()}/"),
    "changing a unit": ("aino", lambda: f"/desk/units/{busy_unit()}/change/"),
    "closing a unit": ("aino", lambda: f"/desk/units/{busy_unit()}/close/"),
    "closing a unit with what moves": ("aino", closing),
    "roles": ("aino", lambda: "/desk/roles/"),
    "ending a role": ("aino", lambda: f"/desk/roles/{Role.objects.earliest('pk').pk}/end/"),
    "new decision": ("aino", lambda: "/desk/decisions/new/"),
    "decision": ("aino", lambda: f"/desk/decisions/{Decision.objects.earliest('pk').pk}/"),
    "indicators": ("aino", lambda: "/desk/indicators/"),
    "deviations": ("aino", lambda: "/desk/deviations/"),
    "deviation": ("aino", lambda: f"/desk/deviations/{acted_deviation()}/"),
    "judgements": ("aino", lambda: f"/desk/rounds/{frozen_round()}/judgements/"),
    "judgement of a goal": (
        "aino",
        lambda: f"/desk/rounds/{frozen_round()}/judgements/{judged_goal()}/",
    ),
    "auditor's own judgement": (
        "tarja",
        lambda: f"/desk/rounds/{frozen_round()}/judgements/{judged_goal()}/",
    ),
    "promise ledger": ("aino", lambda: "/desk/ledger/"),
    "tests of a goal": ("aino", lambda: f"/desk/goals/{judged_goal()}/tests/"),
    "units of a round": ("aino", lambda: f"/desk/rounds/{open_round()}/units/"),
    "changing a round": ("aino", lambda: f"/desk/rounds/{open_round()}/edit/"),
    "year": ("aino", lambda: "/desk/year/"),
    "year of a reader": ("matti", lambda: "/desk/year/2027/"),
    "year still empty": ("aino", lambda: "/desk/year/2030/"),
    "step of the year": ("aino", lambda: f"/desk/year/events/{waiting_step()}/"),
    "changing a step": ("aino", lambda: f"/desk/year/events/{waiting_step()}/edit/"),
    "new step": ("aino", lambda: "/desk/year/2026/new/"),
}
"""Every kind of page of the desk, with somebody who opens it."""
