"""A subsidiary without any account that reports by an update link, for the tests of its page."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ruori.audit.models import TrailEntry
from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundDays
from ruori.followup.actions import issue_link
from ruori.followup.models import Entry, HandOver, LinkRequest, Proof, UpdateLink
from ruori.followup.rules.links import LinkItem
from ruori.kernel.instants import city_day
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person, Post, Unit
from ruori.organisation.rules import SYSTEM, UnitKind
from ruori.plans.models import Goal, Measure, Plan
from tests import city

NOW = timezone.now()
TODAY = city_day(NOW)
DAYS = RoundDays(
    TODAY - timedelta(days=120),
    TODAY - timedelta(days=20),
    TODAY - timedelta(days=10),
    TODAY + timedelta(days=14),
)
UNKNOWN = "abcdefghijklmnopqrstuv"
CANARY = "kanarialintu"


class Company:
    """A subsidiary without any account: its manager, its promise, an open round and a link."""

    def __init__(self) -> None:
        """Make the city, the company and the round of today."""
        self.kemi = city.small_kemi()
        self.unit: Unit = city.unit(
            "energia",
            parent=self.kemi.office,
            kind=UnitKind.SUBSIDIARY,
            name="Kemin Energia Oy (esimerkki)",
        )
        self.manager: Person = organisation.add_person(
            name="Esimerkki Toimitusjohtaja",
            work_email="johtaja@energia.invalid",
            by=SYSTEM,
            at=city.AT,
        )
        self.head: Post = city.head(self.unit, self.manager)
        self.plan: Plan = city.draft_plan("Omistajaohjaus")
        self.goal: Goal = city.goal(self.plan, "Puhdas lämpö", unit=self.kemi.education)
        self.measure: Measure = city.measure(
            self.plan,
            self.goal,
            self.unit,
            name="Uusi lämpölaitos <b>käyttöön</b>",
            post=self.head,
            ends_on=TODAY + timedelta(days=200),
        )
        self.other: Measure = city.measure(
            self.plan, self.goal, self.kemi.schools, name=f"Koulun {CANARY}"
        )
        city.adopt(self.plan)
        self.round: Round = self.opened("2026-9", DAYS)
        self.token = self.sent()
        self.browser = Client(enforce_csrf_checks=True)

    def opened(self, code: str, days: RoundDays) -> Round:
        """A round that takes reports now."""
        units = (self.unit, self.kemi.education)
        made = city.planned_round(*units, code=code, days=days)
        cycle.open_round(round=made, version=made.version, by=SYSTEM, at=NOW)
        made.refresh_from_db()
        return made

    def sent(self, person: Person | None = None) -> str:
        """A link of the promise."""
        return issue_link(
            item=LinkItem(round=self.round.pk, measure=self.measure.pk),
            post=self.head.pk,
            person=(person or self.manager).pk,
            by=SYSTEM,
            at=NOW,
        ).token

    def place(self, name: str = "update", token: str = "") -> str:
        """The address of the link's page, or of a button on it."""
        return reverse(f"site:{name}", args=[token or self.token])

    def get(self, token: str = "", **headers: str) -> Any:
        """The page."""
        return self.browser.get(self.place(token=token), headers=headers)

    def post(self, name: str = "update", *, token: str = "", **fields: Any) -> Any:
        """What a form of the page sends."""
        return self.browser.post(self.place(name, token), fields)

    def report(self, *, token: str = "", **fields: Any) -> Any:
        """A report of the promise."""
        words = {"version": 0, "progress": "DONE", "done": "Laitos otettiin käyttöön."}
        return self.post(token=token, **{**words, **fields})

    def close(self) -> None:
        """Nobody reports any more."""
        self.round.refresh_from_db()
        cycle.close_round(round=self.round, version=self.round.version, by=SYSTEM, at=NOW)


def rows() -> tuple[int, ...]:
    """How much there is of everything that a link could change, and when it last did."""
    tables = (Entry, HandOver, Proof, TrailEntry, LinkRequest)
    used = UpdateLink.objects.exclude(last_used_at=None).count()
    return (*(model.objects.count() for model in tables), used)


def asked_by(company: Company) -> int:
    """How many questions the page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        company.get()
    return len(asked)


def text(answer: Any) -> str:
    """What a page says."""
    return str(answer.content.decode())
