"""Who would be reminded by hand of a round, with the letter, before anything is sent."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from ruori.kernel.instants import city_day
from ruori.kernel.problems import Due
from ruori.notices import access
from ruori.notices.models import Delivery
from ruori.notices.queries.everything import due_of_all
from ruori.notices.queries.people import Receiver, receivers, setting_of
from ruori.notices.rules.letters import filled, places
from ruori.notices.rules.reminders import Line, passed_stages, subject_of
from ruori.notices.wording import Letter, Occasion, Told, letter
from ruori.organisation.rules import Viewer

UNSEEN = "https://…"


@dataclass(frozen=True, slots=True)
class Asked:
    """One person to remind: where, and of what."""

    receiver: Receiver
    told: Told


@dataclass(frozen=True, slots=True)
class ReminderPreview:
    """Who would be reminded and what the first letter says.

    `names` get a letter, `already` got one of this round today, `unreachable` have no address.
    """

    names: tuple[str, ...]
    already: tuple[str, ...]
    unreachable: tuple[str, ...]
    subject: str
    body: str

    @property
    def count(self) -> int:
        """How many letters would be sent."""
        return len(self.names)


def reminder_preview(
    *, round_pk: int, unit: int | None, viewer: Viewer, at: datetime
) -> ReminderPreview | None:
    """What `remind` would do: of one unit all that is undone, without a unit all that is late.

    None for who may not remind. The letter is that of the first person, without its secret links.
    """
    if not access.may_remind(viewer):
        return None
    asked = to_remind(round_pk=round_pk, unit=unit, at=at)
    got = reminded_today(round_pk, at)
    reached = [each for each in asked if each.receiver.address]
    fresh = [each for each in reached if each.receiver.person not in got]
    text = _first(fresh or reached, at)
    return ReminderPreview(
        names=tuple(each.receiver.name for each in fresh),
        already=tuple(each.receiver.name for each in reached if each.receiver.person in got),
        unreachable=tuple(each.receiver.name for each in asked if not each.receiver.address),
        subject="" if text is None else text.subject,
        body="" if text is None else filled(text.body, dict.fromkeys(places(text.body), UNSEEN)),
    )


def to_remind(*, round_pk: int, unit: int | None, at: datetime) -> list[Asked]:
    """Each person with what they have not done in a round, by name."""
    today = city_day(at)
    found = [item for item in due_of_all(at) if _is_asked(item, round_pk, unit)]
    if unit is None:
        found = [item for item in found if item.due_on < today]
    by_owner = sorted((each for each in found if each.owner is not None), key=_owner)
    known = receivers(item.owner for item in by_owner)
    asked = [
        Asked(known[owner], tuple((item, _line(item, at)) for item in items))
        for owner, items in groupby(by_owner, key=_owner)
    ]
    return sorted(asked, key=lambda each: (each.receiver.name, each.receiver.person))


def reason_of(round_pk: int) -> str:
    """Why a letter by hand is sent: one for a person, a round and a day."""
    return f"ROUND {round_pk}"


def reminded_today(round_pk: int, at: datetime) -> set[int]:
    """Who has been reminded of a round by hand today; one query."""
    rows = Delivery.objects.filter(reason=reason_of(round_pk), day_on=city_day(at))
    return set(rows.values_list("person_id", flat=True))


def _is_asked(item: Due, round_pk: int, unit: int | None) -> bool:
    return item.facts.get("round") == round_pk and unit in (None, item.facts.get("asked_unit"))


def _owner(item: Due) -> int:
    return item.owner or 0


def _line(item: Due, at: datetime) -> Line:
    return Line(subject_of(item), item.due_on, passed_stages(item.due_on, city_day(at)))


def _first(asked: list[Asked], at: datetime) -> Letter | None:
    if not asked:
        return None
    first = asked[0]
    return letter(first.told, setting_of(at), first.receiver.language, Occasion.BY_HAND)
