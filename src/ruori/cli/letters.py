"""Writing and sending the city's letters, with the real addresses of the places in them."""

import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from ruori.cli.base import CannotDo
from ruori.cli.locks import only_one
from ruori.cli.progress import Progress
from ruori.notices.actions import Claimed, Office, Queued, Sent, queue_reminders, send_outbox
from ruori.notices.declining import declining_token
from ruori.notices.postman import Postman
from ruori.notices.queries import waiting_letters
from ruori.notices.rules.letters import Topic
from ruori.organisation.rules import SYSTEM

ENTRIES = {"plans.measure": "desk:report_measure", "plans.goal": "desk:report_goal"}
TO_REPORT = {"REPORT_MEASURE", "REPORT_GOAL", "ENTRY_RETURNED"}
PAGES = {
    "followup.entry": "desk:entry_record",
    "followup.proof": "desk:proof",
    "indicators.indicator": "desk:indicator",
}


def office() -> Office:
    """This machine, the city's mail domain, and the addresses of its pages."""
    return Office(
        machine=socket.gethostname()[:100],
        domain=urlsplit(settings.BASE_URL).hostname or "localhost",
        addresses=addresses_of,
        clock=timezone.now,
    )


def addresses_of(letter: Claimed) -> Mapping[str, str]:
    """The address of each place of a letter."""
    places = {str(n): _page(link) for n, link in enumerate(letter.links, start=1)}
    token = declining_token(letter.person, Topic.EARLY_REMINDERS)
    with translation.override(letter.language):
        places["desk"] = reverse("desk:my_turn")
        places["unsubscribe"] = reverse("site:decline", args=[token])
    return {place: f"{settings.BASE_URL}{path}" for place, path in places.items()}


def _page(link: Mapping[str, object]) -> str:
    """The page of the desk where a thing is done; Minun vuoroni leads to the others."""
    kind, label, pk = link["kind"], str(link["label"]), link["pk"]
    if kind in TO_REPORT and label in ENTRIES:
        return reverse(ENTRIES[label], args=[link["round"], pk])
    if kind in {"SUBMIT_REPORT", "APPROVE_REPORT"}:
        return reverse("desk:unit_report", args=[link["round"], link["unit"]])
    if label in PAGES:
        return reverse(PAGES[label], args=[pk])
    return reverse("desk:my_turn")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: letters written, owners without an address, and what became of the rest."""

    written: int
    without_address: int
    sent: Sent

    def as_data(self) -> dict[str, int | bool]:
        """The outcome for a script."""
        return {
            "written": self.written,
            "without_address": self.without_address,
            **asdict(self.sent),
        }

    def words(self) -> str:
        """The outcome on one line."""
        return (
            gettext(
                "Letters: written %(written)s, sent %(sent)s, later %(later)s, refused %(failed)s,"
                " address does not work %(bounced)s, owner without an address %(without_address)s."
            )
            % self.as_data()
        )


def write(at: datetime, progress: Progress) -> Queued:
    """Write the reminders of today."""
    progress.step(gettext("writing"))
    return queue_reminders(by=SYSTEM, at=at, tell=progress.tell)


def send(at: datetime, progress: Progress) -> Sent:
    """Send what waits. Raises CannotDo when letters wait and there is no mail server."""
    progress.step(gettext("sending"))
    if not waiting_letters(at):
        return Sent()
    if not settings.CAN_MAIL:
        raise CannotDo(gettext("Letters wait: set the mail server in RUORI_EMAIL_URL."))
    with only_one("letters", settings.DATA_DIR), Postman(settings.DEFAULT_FROM_EMAIL) as postman:
        return send_outbox(postman=postman, office=office(), by=SYSTEM, at=at, tell=progress.tell)
