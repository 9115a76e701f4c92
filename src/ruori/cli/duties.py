"""The duties of the timer: each stands alone, so that one that fails stops no other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.management import call_command
from django.utils.translation import gettext

from ruori.cli.base import CannotDo
from ruori.cli.letters import send
from ruori.cli.locks import Busy
from ruori.cli.progress import Progress
from ruori.cycle.actions import open_round
from ruori.cycle.models import Round
from ruori.cycle.queries import planned_rounds
from ruori.intake.actions import sweep_sheets
from ruori.jobs.actions import resume_interrupted
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.text import N_
from ruori.notices.actions import check_plans, queue_new_links, queue_reminders
from ruori.notices.queries import is_check_due, timer_runs, waiting_letters
from ruori.notices.rules.reminders import is_digest_time
from ruori.organisation.rules import SYSTEM
from ruori.plans.actions import step_plan
from ruori.plans.codes import Stage
from ruori.plans.models import Plan
from ruori.plans.queries import plan_cards

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: its code, its name, what waits for it at an instant, and the deed."""

    code: str
    words: str
    waiting: Callable[[datetime], list[str]]
    do: Callable[[datetime], None]


def open_rounds(at: datetime) -> None:
    """Open each planned round on or after its day."""
    for card in planned_rounds():
        if card.opens_on <= city_day(at):
            row = Round.objects.get(pk=card.pk)
            open_round(round=row, version=card.version, by=SYSTEM, at=at)


def bring_into_force(at: datetime) -> None:
    """Bring each adopted plan into force on or after its day."""
    for card in plan_cards(SYSTEM, now(at)):
        if card.stage is Stage.ADOPTED:
            row = Plan.objects.get(pk=card.pk)
            step_plan(plan=row, version=card.version, to=Stage.IN_FORCE, by=SYSTEM, at=at)


def resume_jobs(at: datetime) -> None:
    """Queue again the long work whose worker died."""
    resume_interrupted(at=at)


def write_reminders(at: datetime) -> None:
    """Write the digests of the morning, once a day and again when it was cut."""
    if is_digest_time(at) and not _is_done_today("REMINDERS", at):
        queue_reminders(by=SYSTEM, at=at)


def write_new_links(at: datetime) -> None:
    """Write the letters with the new links that were asked for, at any hour."""
    queue_new_links(by=SYSTEM, at=at)


def send_letters(at: datetime) -> None:
    """Send what waits; when another process does it already, leave it to that one."""
    try:
        sent = send(at, _silent())
    except Busy:
        return
    if not sent.is_reachable:
        raise CannotDo(gettext("The mail server does not answer; the letters wait for it."))


def sweep_old_sheets(at: datetime) -> None:
    """Take away the filled-in sheets that nobody took into use in 30 days."""
    sweep_sheets(by=SYSTEM, at=at)


def check_all_plans(at: datetime) -> None:
    """Check the plans anew when the city has changed, so that their pages need not."""
    if is_check_due(at):
        check_plans(at=at)


def clear_sessions(_at: datetime) -> None:
    """Forget the sessions that have ended."""
    call_command("clearsessions", verbosity=0)


def _is_done_today(code: str, at: datetime) -> bool:
    """A run before the hour of the duty did nothing, so it does not count."""
    done = [run.done_at for run in timer_runs() if run.duty == code and run.done_at is not None]
    return any(is_digest_time(each) and city_day(each) == city_day(at) for each in done)


def _silent() -> Progress:
    return Progress("tick", is_quiet=True)


def _rounds(at: datetime) -> list[str]:
    return [str(card.title) for card in planned_rounds() if card.opens_on <= city_day(at)]


def _plans(at: datetime) -> list[str]:
    return [str(card.title) for card in plan_cards(SYSTEM, now(at)) if card.stage is Stage.ADOPTED]


def _letters(at: datetime) -> list[str]:
    count = waiting_letters(at)
    return [gettext("Letters waiting: %(count)s") % {"count": count}] if count else []


def _nothing_to_tell(_at: datetime) -> list[str]:
    return []


DUTIES: Final = (
    Duty("ROUNDS", N_("Opening rounds"), _rounds, open_rounds),
    Duty("PLANS", N_("Bringing plans into force"), _plans, bring_into_force),
    Duty("JOBS", N_("Continuing interrupted work"), _nothing_to_tell, resume_jobs),
    Duty("REMINDERS", N_("Writing reminders"), _nothing_to_tell, write_reminders),
    Duty("NEW_LINKS", N_("Writing new links asked for"), _nothing_to_tell, write_new_links),
    Duty("LETTERS", N_("Sending letters"), _letters, send_letters),
    Duty("SHEETS", N_("Clearing old uploaded sheets"), _nothing_to_tell, sweep_old_sheets),
    Duty("CHECK", N_("Checking the plans"), _nothing_to_tell, check_all_plans),
    Duty("SESSIONS", N_("Clearing ended sessions"), _nothing_to_tell, clear_sessions),
)
