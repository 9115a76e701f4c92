"""A small Kemi with one of everything in it: where the tests of gates, leaks and attacks walk.

The year 2025 has been reported and published with its edition; the round of 2026 is open and
answered; a plan is being written, a page is being taken in, a figure waits for a ruling, work
waits in the queue. Nothing here writes a row but through an action of a part.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from ruori.accounts import actions as accounts
from ruori.accounts.models import User
from ruori.cycle import actions as cycle
from ruori.cycle.models import CycleEvent, Round
from ruori.decisions.models import Decision
from ruori.desk.report_work import KIND, edition_files
from ruori.files import actions as files
from ruori.followup import actions as followup
from ruori.followup.codes import Cause
from ruori.followup.models import Deviation, Entry, Proof, ProofRequest, UnitReport, UpdateLink
from ruori.indicators import actions as indicators
from ruori.indicators.models import Batch, Break, Observation
from ruori.indicators.rules.codes import BatchState, BreakKind
from ruori.intake.models import Draft, SheetUpload
from ruori.jobs import actions as jobs
from ruori.jobs.models import Job
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.period import parse_period
from ruori.kernel.text import Text
from ruori.notices.models import Delivery
from ruori.notices.queries import plan_health
from ruori.organisation.rules import SYSTEM, RoleCode, Viewer
from ruori.plans import actions as plans
from ruori.plans.codes import PlanKind
from ruori.plans.models import AcceptedFinding, Goal, Measure, Plan, Value
from ruori.reports.actions import correct_edition, publish_edition
from ruori.reports.models import Edition
from tests import city
from tests.city import SmallKemi
from tests.furnished_mail import letters, sent_link
from tests.parts.followup import given
from tests.parts.intake import sheets
from tests.parts.intake.given import opened as opened_draft
from tests.parts.reports import frozen_year
from tests.rules.files.samples import PDF

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""The instant at which the tests look: two days after the round of 2026 opened."""
STRANGER = "stranger"
STAFF = ("aino", "eero", "liisa", "matti", "tarja", "oona", "tuki")
ACCOUNTS = (*STAFF, "left")
"""Who has an account: `left` holds nothing any more."""
EVERYBODY = (STRANGER, *ACCOUNTS)


@dataclass(frozen=True, slots=True)
class Furnished:
    """One of everything, by what it is."""

    kemi: SmallKemi
    viewers: dict[str, Viewer]
    plan: Plan
    goal: Goal
    objective: Goal
    value: Value
    measure: Measure
    silent: Measure
    draft_plan: Plan
    draft_value: Value
    draft_goal: Goal
    second_draft_goal: Goal
    draft_measure: Measure
    decision: Decision
    past: Round
    round: Round
    planned: Round
    event: CycleEvent
    done_event: CycleEvent
    published_entry: Entry
    entry: Entry
    goal_entry: Entry
    proof: Proof
    public_proof: Proof
    unit_report: UnitReport
    proof_request: ProofRequest
    link: UpdateLink
    deviation: Deviation
    acted_deviation: Deviation
    accepted_deviation: Deviation
    untaken: Measure
    series: int
    indicator: int
    observation: int
    batch: Batch
    mark: Break
    edition: Edition
    correction: Edition
    job: Job
    draft: Draft
    accepted: AcceptedFinding
    letter: Delivery
    stopped_letter: Delivery
    sheet: SheetUpload
    sheet_file: bytes

    def browser(self, who: str, *, checks: bool = False) -> Client:
        """The browser of a person: signed in unless a stranger; `checks` asks for tokens."""
        client = Client(enforce_csrf_checks=checks)
        if who != STRANGER:
            client.force_login(self.user(who))
        return client

    def user(self, who: str) -> User:
        """The account of a person."""
        return User.objects.get(pk=self.viewers[who].actor.user_id or 0)


def furnished() -> Furnished:
    """The small city with one of everything."""
    year = frozen_year.published_year()
    edition = Edition.objects.get(pk=frozen_year.edition_of(year).pk)
    publish_edition(edition=edition, by=year.kemi.aino, at=frozen_year.AT)
    corrected = _correction(edition, year.kemi.aino)
    viewers = _people(year.kemi)
    opened = city.opened_round(year.kemi.education, year.kemi.environment)
    said = _said(year, opened, viewers)
    _kept_text(viewers["oona"])
    _asked_for_proof(opened, year.objective, viewers["aino"])
    return Furnished(
        kemi=year.kemi,
        viewers=viewers,
        plan=year.plan,
        goal=year.goal,
        objective=year.objective,
        value=_value(year.plan, "Avoimuus"),
        measure=year.reported,
        silent=year.silent,
        **_draft(year.kemi),
        decision=city.decision(year.kemi.council, section="13", title="Toinen päätös"),
        past=year.round,
        round=opened,
        **_ahead(year.kemi),
        published_entry=Entry.objects.get(round=year.round),
        entry=Entry.objects.get(round=opened, measure=year.reported),
        goal_entry=Entry.objects.get(round=opened, goal=year.objective),
        proof=Proof.objects.get(file__isnull=False),
        public_proof=Proof.objects.get(link__gt=""),
        unit_report=UnitReport.objects.get(),
        proof_request=ProofRequest.objects.get(),
        **_deviations(year, viewers),
        **_figures(said),
        edition=edition,
        correction=corrected,
        draft=opened_draft(),
        **_asked(year, opened, edition, viewers["aino"]),
        **sheets.waiting(said, viewers["liisa"]),
    )


def _asked(
    year: frozen_year.FrozenYear, opened: Round, edition: Edition, by: Viewer
) -> dict[str, Any]:
    """Work in the queue, a link sent, a warning accepted as it is, letters of the open round."""
    return {
        "job": _job(edition, by),
        "link": sent_link(opened, year.silent, year.kemi),
        "accepted": _accepted(year.plan, by),
        **letters(),
    }


def _accepted(plan: Plan, by: Viewer) -> AcceptedFinding:
    """A warning about the plan that stands as it is, with its reason."""
    found = next(
        one for one in plan_health(NOW) if one.problem.code == "L23" and plan.pk in one.plans
    )
    made = plans.accept_finding(
        problem=found.problem, seen=found.fingerprint, reason="Esimerkki", by=by, at=NOW
    )
    return AcceptedFinding.objects.get(pk=made.pk)


def _correction(edition: Edition, by: Viewer) -> Edition:
    """An edition that corrects another and is not yet published."""
    made = correct_edition(
        edition=edition, reason="Luku tarkentui", base=frozen_year.BASE, by=by, at=frozen_year.AT
    )
    return Edition.objects.get(pk=made.pk)


def _kept_text(of: Viewer) -> None:
    """Somebody sent a form when the session had ended."""
    accounts.keep_text(
        user_id=of.actor.user_id or 0,
        page="/desk/entry/1/measure/1/",
        fields={"done": ["Istunnon jälkeen."]},
        at=frozen_year.AT,
    )


def _asked_for_proof(opened: Round, goal: Goal, by: Viewer) -> None:
    """Somebody wants to see what a goal's report claims."""
    followup.ask_for_proof(
        topic=followup.Topic(opened.pk, goal=goal.pk),
        needed="Kuva paikasta",
        due_on=date(2026, 3, 20),
        by=by,
        at=frozen_year.AT,
    )


def _ahead(kemi: SmallKemi) -> dict[str, Any]:
    """A round to come, and two steps of the year: one waits, one has been marked done."""
    waits, done = _event(kemi), _event(kemi)
    cycle.finish_event(event=done, version=1, done_on=date(2026, 3, 3), by=SYSTEM, at=NOW)
    planned = city.planned_round(kemi.education, code="2026-2")
    return {"planned": planned, "event": waits, "done_event": done}


def _event(kemi: SmallKemi) -> CycleEvent:
    """A step of the year of the head of education."""
    told = cycle.EventTerms(
        "seminar", Text("Valtuustoseminaari"), date(2026, 3, 10), post=kemi.education_head
    )
    return cycle.add_event_to_year(event=told, by=SYSTEM, at=NOW)


def _people(kemi: SmallKemi) -> dict[str, Viewer]:
    made = {
        name: city.person(name.capitalize(), account=True) for name in ("oona", "tarja", "tuki")
    }
    city.post("teacher", kemi.schools, holder=made["oona"])
    city.role(RoleCode.AUDITOR, made["tarja"])
    city.role(RoleCode.ADMINISTRATOR, made["tuki"])
    left = city.viewer(city.person("Left", account=True))
    known = {"aino": kemi.aino, "eero": kemi.eero, "liisa": kemi.liisa, "matti": kemi.matti}
    return {**known, **{name: city.viewer(person) for name, person in made.items()}, "left": left}


def _said(
    year: frozen_year.FrozenYear, opened: Round, viewers: dict[str, Viewer]
) -> given.Reporting:
    """Oona reports with a file as proof, Liisa hands in her area's summary."""
    told = given.Reporting(
        kemi=year.kemi,
        plan=year.plan,
        goal=year.goal,
        measure=year.reported,
        round=opened,
        oona=viewers["oona"],
        toni=viewers["aino"],
        tarja=viewers["tarja"],
    )
    kept = files.store(name="muistio.pdf", content=PDF, by=viewers["oona"].actor, at=frozen_year.AT)
    given.report(
        told,
        viewers["oona"],
        progress=Progress.DONE,
        done="Avattu on.",
        proofs=[followup.NewProof("Muistio", file=kept.pk)],
        at=frozen_year.AT,
    )
    followup.report_goal(
        round=opened,
        goal=year.objective,
        outlook=Attainment.ON_COURSE,
        done="Hyvältä näyttää.",
        by=viewers["liisa"],
        at=frozen_year.AT,
    )
    followup.submit_unit_report(
        round=opened,
        unit=year.kemi.education,
        summary="Alue teki työnsä.",
        version=None,
        by=viewers["liisa"],
        at=frozen_year.AT,
    )
    return told


def _deviations(year: frozen_year.FrozenYear, viewers: dict[str, Viewer]) -> dict[str, Any]:
    """Measures whose day has passed: agreed, acted on by Oona, accepted, and one not taken up."""
    made = {
        name: _deviation(year, name, viewers["liisa"])
        for name in ("deviation", "acted_deviation", "accepted_deviation")
    }
    acted, accepted = made["acted_deviation"], made["accepted_deviation"]
    followup.act_on_deviation(
        deviation=acted,
        version=acted.version,
        note="Haettu.",
        by=viewers["oona"],
        at=frozen_year.AT,
    )
    followup.react_to_deviation(
        deviation=accepted,
        version=accepted.version,
        reaction=followup.ReactionTerms(
            decision=city.decision(year.kemi.council, section="77"), is_accepted=True
        ),
        by=viewers["liisa"],
        at=frozen_year.AT,
    )
    for row in made.values():
        row.refresh_from_db()
    return {**made, "untaken": _overdue(year, "Kukaan ei ole tarttunut")}


def _overdue(year: frozen_year.FrozenYear, name: str) -> Measure:
    ends_on = date(2026, 2, 1)
    return city.measure(year.plan, year.objective, year.kemi.schools, name=name, ends_on=ends_on)


def _deviation(year: frozen_year.FrozenYear, name: str, by: Viewer) -> Deviation:
    """A deviation of a measure whose day has passed; its head has agreed what is done."""
    made = followup.notice_deviation(about=_overdue(year, name), by=by, at=frozen_year.AT)
    row: Deviation = Deviation.objects.get(pk=made.pk)
    followup.react_to_deviation(
        deviation=row,
        version=row.version,
        reaction=followup.ReactionTerms(
            cause_code=Cause.MONEY,
            cause="Raha loppui.",
            action="Haetaan lisää.",
            post=year.kemi.education_head,
            due_on=date(2026, 4, 1),
        ),
        by=by,
        at=frozen_year.AT,
    )
    row.refresh_from_db()
    return row


def _figures(told: given.Reporting) -> dict[str, Any]:
    series = given.figure(told)
    for period, value in (("2022", "100"), ("2023", "104"), ("2024", "103")):
        given.tell(series, period, value)
    given.tell(series, "2025", "10500000")
    indicators.mark_break(
        series_id=series,
        first=parse_period("2024"),
        kind=BreakKind.DEFINITION,
        note=Text("Määritelmä muuttui"),
        by=SYSTEM,
        at=given.OPENED,
    )
    row = Observation.objects.filter(series_id=series).earliest("id")
    return {
        "series": series,
        "indicator": row.series.indicator_id,
        "observation": row.pk,
        "batch": Batch.objects.get(state=BatchState.QUARANTINED),
        "mark": Break.objects.get(),
    }


def _value(plan: Plan, name: str) -> Value:
    terms = plans.Terms(reason="Arvo lisättiin")
    return plans.add_value(
        plan=plan, name=Text(name), text=Text("Kerrotaan."), by=SYSTEM, at=city.AT, terms=terms
    )


def _draft(kemi: SmallKemi) -> dict[str, Any]:
    """A programme being written."""
    plan = city.draft_plan("Luonnosohjelma", kind=PlanKind.PROGRAMME)
    value = _value(plan, "Luonnosarvo")
    goal = city.goal(plan, "Luonnostavoite")
    return {
        "draft_plan": plan,
        "draft_value": value,
        "draft_goal": goal,
        "second_draft_goal": city.goal(plan, "Toinen luonnostavoite"),
        "draft_measure": city.measure(plan, goal, kemi.schools, name="Luonnostoimenpide"),
    }


def _job(edition: Edition, by: Viewer) -> Job:
    pk = jobs.ask(
        kind=KIND,
        title=Text(edition.title),
        parameters={"edition": edition.pk},
        task=edition_files,
        by=by.actor,
        at=frozen_year.AT,
    )
    return Job.objects.get(pk=pk)
