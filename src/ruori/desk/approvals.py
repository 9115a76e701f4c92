"""All that waits for one's approval in a round, one after another: read, approve, next."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.desk.frame import page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.followup import queries as followup
from ruori.kernel.codes import Attainment, Progress
from ruori.notices.queries import due

PLAIN = frozenset({Progress.ON_SCHEDULE, Progress.DONE, Progress.ESTABLISHED, Attainment.ON_COURSE})
"""What goes as promised: it is read first and approved quickly."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One entry to approve, with what it says."""

    pk: int
    name: str
    progress: str
    outlook: str
    done: str
    cause: str
    is_unchanged: bool


@gate(staff)
@require_GET
def approvals(request: DeskRequest, pk: int) -> HttpResponse:
    """The entries of a round that wait for this person; those that deviate come last, to be read.

    Each is approved by a press of its own.
    """
    row = Round.objects.filter(pk=pk, state__in=(RoundState.OPEN, RoundState.CLOSED)).first()
    if row is None:
        raise Http404
    waiting = {
        item.about.pk: words(item.about.title)
        for item in due(request.viewer, request.at)
        if item.kind == "APPROVE_ENTRY" and item.facts.get("round") == pk
    }
    cards = followup.entry_cards(request.viewer, request.moment, list(waiting))
    lines = [
        Approval(
            pk=card.pk,
            name=waiting[card.pk],
            progress=card.progress or "",
            outlook=card.outlook or "",
            done=card.done,
            cause=card.cause,
            is_unchanged=card.is_unchanged,
        )
        for card in sorted(cards.values(), key=lambda card: card.pk)
    ]
    plain = [line for line in lines if _is_plain(line)]
    count = len(lines)
    context = {
        "round": words(row.title),
        "title": ngettext("%(count)d report to approve", "%(count)d reports to approve", count)
        % {"count": count},
        "groups": [
            (gettext("As promised"), plain),
            (gettext("Read with care"), [line for line in lines if line not in plain]),
        ],
        "count": count,
    }
    return page(request, "desk/entry/approvals.html", context)


def _is_plain(line: Approval) -> bool:
    return line.is_unchanged or (not line.cause and (line.progress or line.outlook) in PLAIN)
