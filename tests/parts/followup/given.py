"""A small Kemi that reports: one measure and one goal of education, an open round, its people."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundDays, RoundKind
from ruori.followup import actions
from ruori.followup.codes import Verdict
from ruori.followup.models import Entry, Proof
from ruori.indicators import actions as indicators
from ruori.indicators.actions import IndicatorDefinition
from ruori.indicators.models import Series
from ruori.indicators.rules.codes import Influence, Wanted
from ruori.kernel.codes import Progress, Visibility
from ruori.kernel.text import Text
from ruori.organisation.models import Post
from ruori.organisation.rules import SYSTEM, RoleCode, Viewer
from ruori.plans import actions as plans
from ruori.plans.codes import GoalLevel, Operator, TestKind
from ruori.plans.models import Goal, Measure, Plan
from tests import city
from tests.city import SmallKemi

OPENED = city.AT
"""The round opens on Monday 2.3.2026 at nine."""
LATER = OPENED + timedelta(hours=2)
NEXT_DAY = OPENED + timedelta(hours=25)
CLOSING = datetime(2026, 5, 18, 9, tzinfo=UTC)
FREEZING = CLOSING + timedelta(days=1)
PUBLISHING = CLOSING + timedelta(days=7)
LINK = actions.NewProof("Esimerkkiraportti", link="https://www.kemi.fi/esimerkki", is_public=True)


@dataclass(frozen=True, slots=True)
class Reporting:
    """The small city with what it reports on.

    Liisa heads education, Oona works in schools below it, Toni leads the office, Tarja audits.
    """

    kemi: SmallKemi
    plan: Plan
    goal: Goal
    measure: Measure
    round: Round
    oona: Viewer
    toni: Viewer
    tarja: Viewer

    @property
    def aino(self) -> Viewer:
        """The strategy manager."""
        return self.kemi.aino

    @property
    def liisa(self) -> Viewer:
        """The head of education."""
        return self.kemi.liisa

    @property
    def eero(self) -> Viewer:
        """The head of another area."""
        return self.kemi.eero

    @property
    def matti(self) -> Viewer:
        """A councillor."""
        return self.kemi.matti


def reporting(
    *, kind: RoundKind = RoundKind.FOLLOW_UP, ends_on: date | None = date(2026, 12, 31)
) -> Reporting:
    """The small city with an open round that asks education and the environment."""
    kemi = city.small_kemi()
    plan = city.draft_plan()
    goal = city.goal(plan, level=GoalLevel.STRATEGIC, unit=kemi.education)
    measure = city.measure(plan, goal, kemi.schools, ends_on=ends_on)
    plan = city.adopt(plan)
    made = city.planned_round(kemi.education, kemi.environment, kind=kind)
    cycle.open_round(round=made, version=made.version, by=SYSTEM, at=OPENED)
    made.refresh_from_db()
    oona = city.person("Oona", account=True)
    city.post("teacher", kemi.schools, holder=oona)
    tarja = city.person("Tarja", account=True)
    city.role(RoleCode.AUDITOR, tarja)
    return Reporting(
        kemi=kemi,
        plan=plan,
        goal=goal,
        measure=measure,
        round=made,
        oona=city.viewer(oona),
        toni=mayor(kemi),
        tarja=city.viewer(tarja),
    )


def mayor(kemi: SmallKemi) -> Viewer:
    """Toni holds the mayor's post as its deputy and leads the whole office."""
    toni = city.person("Toni", account=True)
    city.hold(kemi.mayor, toni, deputy_order=1)
    return city.viewer(toni)


def deputy_of(post: Post, name: str = "Sijainen") -> Viewer:
    """Somebody who stands in for a post."""
    person = city.person(name, account=True)
    city.hold(post, person, deputy_order=1)
    return city.viewer(person)


def report(given: Reporting, by: Viewer, **words: Any) -> Entry:
    """What somebody says of the measure; on schedule unless told otherwise."""
    told: dict[str, Any] = {"progress": Progress.ON_SCHEDULE, "at": OPENED, **words}
    made = actions.report_measure(round=given.round, measure=given.measure, by=by, **told)
    return Entry.objects.get(pk=made.entry)


def report_goal(given: Reporting, by: Viewer, **words: Any) -> Entry:
    """What somebody says of the goal."""
    told: dict[str, Any] = {"at": OPENED, **words}
    made = actions.report_goal(round=given.round, goal=given.goal, by=by, **told)
    return Entry.objects.get(pk=made.entry)


def approve(entry: Entry, by: Viewer, *, at: datetime = LATER) -> None:
    """Somebody approves an entry."""
    actions.review_entry(entry=entry, verdict=Verdict.APPROVED, by=by, at=at)


def proven(entry: Entry, by: Viewer) -> None:
    """Somebody approves every proof of an entry."""
    for proof in Proof.objects.filter(uses__entry=entry):
        actions.approve_proof(proof=proof, by=by, at=LATER)


def close(given: Reporting, *, at: datetime = CLOSING) -> None:
    """The round takes no more reports."""
    given.round.refresh_from_db()
    cycle.close_round(round=given.round, version=given.round.version, by=SYSTEM, at=at)
    given.round.refresh_from_db()


def freeze(given: Reporting, *, at: datetime = FREEZING) -> actions.FrozenFollowUp:
    """The round is closed and frozen with the city's judgements."""
    close(given)
    frozen = actions.freeze_follow_up(
        round=given.round, version=given.round.version, by=given.aino, at=at
    )
    given.round.refresh_from_db()
    return frozen


def publish(given: Reporting, *, at: datetime = PUBLISHING) -> actions.PublishedFollowUp:
    """The round is closed, frozen and published."""
    freeze(given)
    done = actions.publish_follow_up(
        round=given.round, version=given.round.version, by=given.aino, at=at
    )
    given.round.refresh_from_db()
    return done


def next_round(given: Reporting, code: str = "2026-2") -> Reporting:
    """The same city in its next open round."""
    days = RoundDays(date(2026, 5, 1), date(2026, 8, 31), date(2026, 6, 1), date(2026, 9, 15))
    made = city.planned_round(given.kemi.education, given.kemi.environment, code=code, days=days)
    cycle.open_round(round=made, version=made.version, by=SYSTEM, at=PUBLISHING)
    made.refresh_from_db()
    return replace(given, round=made)


def second_goal(given: Reporting, name: str = "Toinen tavoite") -> Goal:
    """One more goal of the same unit and plan."""
    terms = plans.GoalTerms(Text(name), unit=given.kemi.education)
    return plans.add_goal(
        plan=given.plan, level=GoalLevel.STRATEGIC, goal=terms, by=SYSTEM, at=OPENED
    )


def figure(given: Reporting, code: str = "liikkujat", **changes: Any) -> int:
    """The main series of an indicator that the environment keeps, in persons; its key."""
    terms = IndicatorDefinition(
        **{
            "name": Text("Liikkujat"),
            "unit_code": "persons",
            "influence": Influence.OWN,
            "owner_unit_id": given.kemi.environment.pk,
            "wanted": Wanted.INCREASE,
            "visibility": Visibility.PUBLIC,
            **changes,
        }
    )
    made = indicators.define_indicator(
        code=code, definition=terms, start=city.BEGINNING, by=SYSTEM, at=OPENED
    )
    indicators.load_regions(by=SYSTEM, at=OPENED)
    opened = indicators.open_series(
        indicator_id=made.pk, region="fi-kunta:240", is_main=True, by=SYSTEM, at=OPENED
    )
    return opened.pk


def tell(series: int, period: str, value: str, **changes: Any) -> None:
    """A value of a series, told by hand and public."""
    told = indicators.HandValue(series_id=series, period=period, value=value, **changes)
    indicators.enter_by_hand(value=told, by=SYSTEM, at=OPENED)


def with_tests(
    given: Reporting, *tests: plans.TestTerms, goal: Goal | None = None, **rule: Any
) -> Goal:
    """The goal with tests fixed in advance, and a rule when there are several."""
    about = goal or given.goal
    about.refresh_from_db()
    if rule:
        plans.change_goal(goal=about, version=about.version, changes=rule, by=SYSTEM, at=OPENED)
        about.refresh_from_db()
    plans.set_tests(goal=about, version=about.version, tests=tests, by=SYSTEM, at=OPENED)
    about.refresh_from_db()
    return about


def at_least(series: int, low: int, period: str = "2025", **changes: Any) -> plans.TestTerms:
    """A test: the figure of a period reaches a level."""
    return plans.TestTerms(
        TestKind.INDICATOR,
        series=Series.objects.get(pk=series),
        period=period,
        operator=Operator.AT_LEAST,
        low=Decimal(low),
        **changes,
    )


def deed(due_on: date = date(2026, 4, 30)) -> plans.TestTerms:
    """A test: something promised is done by a day."""
    return plans.TestTerms(TestKind.DEED, deed=Text("Suunnitelma hyväksytty"), due_on=due_on)


def more_measures(given: Reporting, number: int, *, reported: bool = True) -> list[Measure]:
    """More measures of the schools, each reported once unless told otherwise."""
    made = [
        plans.add_measure(
            plan=given.plan,
            measure=plans.MeasureTerms(Text(f"Teko {place}"), given.kemi.schools),
            serves=[given.goal],
            by=SYSTEM,
            at=OPENED,
        )
        for place in range(number)
    ]
    for measure in made if reported else ():
        actions.report_measure(
            round=given.round,
            measure=measure,
            progress=Progress.ON_SCHEDULE,
            proofs=[LINK],
            by=given.oona,
            at=LATER,
        )
    return made
