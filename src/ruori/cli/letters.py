"""Writing and sending the city's letters, with the real addresses of the places in them."""

import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from ruori.cli.base import CannotDo
from ruori.cli.locks import only_one
from ruori.cli.progress import Progress
from ruori.followup.actions import issue_link
from ruori.followup.rules.links import LinkItem
from ruori.kernel.moments import now
from ruori.kernel.problems import Refused
from ruori.notices.actions import (
    Claimed,
    Office,
    Queued,
    Sent,
    queue_new_links,
    queue_reminders,
    send_outbox,
)
from ruori.notices.declining import declining_token
from ruori.notices.postman import Postman
from ruori.notices.queries import waiting_letters
from ruori.notices.rules.letters import Topic
from ruori.organisation import queries as organisation
from ruori.organisation.rules import SYSTEM, Chart, Owner, reachable_owner

MEASURE, GOAL = "plans.measure", "plans.goal"
ENTRIES = {MEASURE: "desk:report_measure", GOAL: "desk:report_goal"}
TO_REPORT = {"REPORT_MEASURE", "REPORT_GOAL", "ENTRY_RETURNED"}
PAGES = {
    "followup.entry": "desk:entry_record",
    "followup.proof": "desk:proof",
    "followup.proofrequest": "desk:proof_request",
    "followup.deviation": "desk:deviation",
    "indicators.indicator": "desk:indicator",
}
Link = Mapping[str, Any]


def office(at: datetime) -> Office:
    """This machine, the city's mail domain, and who makes the addresses of letters."""
    return Office(
        machine=socket.gethostname()[:100],
        domain=urlsplit(settings.BASE_URL).hostname or "localhost",
        addresses=Addresser(organisation.chart(now(at)), at),
        clock=timezone.now,
    )


@dataclass(frozen=True, slots=True)
class Addresser:
    """Makes the addresses of a letter's places, with update links that are told nowhere else.

    A link is given to who answers for the thing on the day of sending; when that is no longer the
    reader, or the round has closed, the place leads to the desk.
    """

    chart: Chart
    at: datetime

    def __call__(self, letter: Claimed) -> Mapping[str, str]:
        """The address of each place of a letter."""
        token = declining_token(letter.person, Topic.EARLY_REMINDERS)
        with translation.override(letter.language):
            places = {
                str(number): self._place(link, letter.person)
                for number, link in enumerate(letter.links, start=1)
            }
            places["desk"] = reverse("desk:my_turn")
            places["unsubscribe"] = reverse("site:decline", args=[token])
        return {place: f"{settings.BASE_URL}{path}" for place, path in places.items()}

    def _place(self, link: Link, person: int) -> str:
        owner = reachable_owner(self.chart, post=link["post"], unit=link["unit"])
        if link["kind"] in TO_REPORT and owner is not None and owner.person == person:
            return self._update_link(link, owner)
        return _page(link)

    def _update_link(self, link: Link, owner: Owner) -> str:
        item = LinkItem(
            round=link["round"],
            measure=link["pk"] if link["label"] == MEASURE else None,
            goal=link["pk"] if link["label"] == GOAL else None,
        )
        try:
            given = issue_link(
                item=item, post=owner.post, person=owner.person, by=SYSTEM, at=self.at
            )
        except Refused:
            return _page(link)
        return reverse("site:update", args=[given.token])


def _page(link: Link) -> str:
    """The page of the desk where a thing is done; Minun vuoroni leads to the others."""
    kind, label, pk = link["kind"], link["label"], link["pk"]
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
    """Write the reminders of today, and the new links that were asked for."""
    progress.step(gettext("writing"))
    links = queue_new_links(by=SYSTEM, at=at)
    digests = queue_reminders(by=SYSTEM, at=at, tell=progress.tell)
    return Queued(links.letters + digests.letters, links.without_address + digests.without_address)


def send(at: datetime, progress: Progress) -> Sent:
    """Send what waits. Raises CannotDo when letters wait and there is no mail server."""
    progress.step(gettext("sending"))
    if not waiting_letters(at):
        return Sent()
    if not settings.CAN_MAIL:
        raise CannotDo(gettext("Letters wait: set the mail server in RUORI_EMAIL_URL."))
    with only_one("letters", settings.DATA_DIR), Postman(settings.DEFAULT_FROM_EMAIL) as postman:
        return send_outbox(postman=postman, office=office(at), by=SYSTEM, at=at, tell=progress.tell)
