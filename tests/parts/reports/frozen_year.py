"""A small Kemi whose year 2025 has been reported and frozen, through the real actions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundDays, RoundKind
from ruori.followup import actions as followup
from ruori.followup.actions import NewProof
from ruori.kernel.codes import Progress
from ruori.plans.codes import GoalLevel
from ruori.plans.models import Goal, Measure, Plan
from ruori.reports.actions import FrozenEdition, freeze_edition
from ruori.reports.council_year import CODE
from tests import city

AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
BASE = "https://kemi.example"
YEAR = RoundDays(date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 7), date(2026, 1, 31))


@dataclass(frozen=True, slots=True)
class FrozenYear:
    """The city, its strategy and its round of 2025."""

    kemi: city.SmallKemi
    plan: Plan
    goal: Goal
    objective: Goal
    reported: Measure
    silent: Measure
    round: Round


def open_year() -> FrozenYear:
    """The round of 2025 open: one of two measures reported, with a proof nobody has looked at."""
    kemi = city.small_kemi()
    plan = city.draft_plan()
    goal = city.goal(plan, "Hyvinvoivat asukkaat")
    objective = city.goal(
        plan, "Monipuoliset palvelut", level=GoalLevel.OBJECTIVE, parent=goal, unit=kemi.education
    )
    post = kemi.education_head
    reported = city.measure(plan, objective, kemi.schools, post=post, ends_on=date(2025, 6, 30))
    silent = city.measure(plan, objective, kemi.environment, name="Kunnostetaan ranta")
    city.adopt(plan, city.decision(kemi.council))
    round_ = city.planned_round(
        kemi.education, kemi.environment, code="2025", kind=RoundKind.YEAR_END, days=YEAR
    )
    cycle.open_round(round=round_, version=1, by=kemi.aino, at=AT)
    followup.report_measure(
        round=round_,
        measure=reported,
        progress=Progress.DONE,
        done="Liikuntapaikka avattiin.",
        proofs=(NewProof("Kuva", link="https://kemi.example/kuva", is_public=True),),
        by=kemi.liisa,
        at=AT,
    )
    return FrozenYear(kemi, plan, goal, objective, reported, silent, round_)


def frozen_year() -> FrozenYear:
    """The same closed and frozen."""
    year = open_year()
    year.round.refresh_from_db()
    cycle.close_round(round=year.round, version=year.round.version, by=year.kemi.aino, at=AT)
    year.round.refresh_from_db()
    followup.freeze_follow_up(
        round=year.round, version=year.round.version, by=year.kemi.aino, at=AT
    )
    year.round.refresh_from_db()
    return year


def published_year() -> FrozenYear:
    """The same published: everybody may read the entries."""
    year = frozen_year()
    followup.publish_follow_up(
        round=year.round, version=year.round.version, by=year.kemi.aino, at=AT
    )
    year.round.refresh_from_db()
    return year


def edition_of(year: FrozenYear, at: datetime = AT) -> FrozenEdition:
    """The council's edition of the year."""
    return freeze_edition(report=CODE, round=year.round, base=BASE, by=year.kemi.aino, at=at)
