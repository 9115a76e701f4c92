"""After one item the next: the way on in a round, and how much of it is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from ruori.cycle.models import Round
from ruori.desk.gates import DeskRequest
from ruori.followup import queries as followup
from ruori.followup.queries import Asked, MyRound


@dataclass(frozen=True, slots=True)
class WayOn:
    """Where one goes after an item, and how many of the round are then reported, in words."""

    address: str
    progress: str


def way_on(request: DeskRequest, round_pk: int, label: str, pk: int) -> WayOn:
    """The next item of the round after this one; on a form about to be shown, only the home."""
    home = WayOn(reverse("desk:my_turn"), "")
    row = Round.objects.filter(pk=round_pk).first() if request.method == "POST" else None
    if row is None:
        return home
    mine = followup.my_round(request.viewer, row, request.at)
    if request.POST.get("list"):
        return WayOn(reverse("desk:my_round", args=[round_pk]), counted(mine, label, pk))
    following = mine.after(label, pk)
    address = home.address if following is None else address_of_item(round_pk, following)
    return WayOn(address, counted(mine, label, pk))


def counted(mine: MyRound, label: str, pk: int) -> str:
    """ "3/12 reported" once this item too has its answer; nothing for somebody else's item."""
    here = [item for item in mine.items if (item.about.label, item.about.pk) == (label, pk)]
    if not here:
        return ""
    return _of(mine.reported + int(followup.is_waiting(here[0])), len(mine.items))


def counted_now(mine: MyRound) -> str:
    """ "3/12 reported" as it stands."""
    return _of(mine.reported, len(mine.items))


def _of(done: int, total: int) -> str:
    return gettext("%(done)d/%(all)d reported.") % {"done": done, "all": total}


def address_of_item(round_pk: int, item: Asked) -> str:
    """The form of an item."""
    return address_of(round_pk, item.about.label, item.about.pk)


def address_of(round_pk: int, label: str, pk: int) -> str:
    """The form of a measure or goal in a round."""
    name = "desk:report_measure" if label == "plans.measure" else "desk:report_goal"
    return reverse(name, args=[round_pk, pk])


def thanks(on: WayOn) -> str:
    """What is said after a report."""
    words = gettext("Thank you. It was saved.")
    return f"{words} {on.progress}".strip()
