"""The power goes while letters are written and sent: nothing is lost or sent under a second id."""

import pytest

from ruori.audit.models import TrailEntry
from ruori.notices import actions
from ruori.notices.models import Delivery, Reminder
from ruori.notices.rules.letters import State
from ruori.organisation.rules import SYSTEM
from tests import city
from tests.killing import Power
from tests.parts.notices.given import SOON_DAY, Reporting, reporting
from tests.parts.notices.server import Box, mail_server

pytestmark = pytest.mark.slow
DEEDS = "tests.parts.notices.cut_deeds"
AT = SOON_DAY.isoformat()


def answering(count: int) -> Reporting:
    """A round in which so many persons are reminded."""
    given = reporting()
    for number in range(count - 1):
        holder = city.person(f"Vastaaja{number}", account=True)
        post = city.post(f"vastaa-{number}", given.kemi.schools, holder=holder)
        city.measure(given.plan, given.goal, given.kemi.schools, post=post, name=f"Teko {number}")
    return given


def ids() -> set[str]:
    """The Message-IDs of all letters."""
    keys = Delivery.objects.values_list("message_key", flat=True)
    return {f"<{key}@kemi.invalid>" for key in keys}


def test_letters_cut_while_written_are_whole_or_not_there(power: Power) -> None:
    answering(3)
    seen = set()
    for cut in power.cuts(f"{DEEDS}:write", at=AT):
        letters = Delivery.objects.count()
        seen.add(letters)
        assert Reminder.objects.values("delivery").distinct().count() == letters, cut
        assert TrailEntry.objects.filter(verb="letter.queued").count() == (letters > 0), cut
    assert seen == {0, 3}


def test_letters_cut_at_any_moment_of_sending_all_go_under_their_own_ids(power: Power) -> None:
    answering(2)
    actions.queue_reminders(by=SYSTEM, at=SOON_DAY)
    box, moment = Box(), 1
    with mail_server(box) as port:
        while power.cut(f"{DEEDS}:send", moment=moment, port=port, at=AT):
            assert set(box.ids) <= ids()
            moment += 1
    assert moment > 3
    assert set(box.ids) == ids()
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SENT}
    assert len(ids()) == 2


def test_letters_cut_while_the_server_is_thinking_go_again_under_the_same_id(
    power: Power,
) -> None:
    answering(3)
    actions.queue_reminders(by=SYSTEM, at=SOON_DAY)
    box = Box()
    box.thinks = lambda _: 60 if len(box.taken) == 2 else 0
    with mail_server(box) as port:
        assert power.cut(f"{DEEDS}:send", seconds=10, port=port, at=AT)
        states = list(Delivery.objects.order_by("id").values_list("state", flat=True))
        assert states == [State.SENT, State.SENDING, State.QUEUED]
        box.thinks = lambda _: 0
        assert not power.cut(f"{DEEDS}:send", port=port, at=AT)
    assert set(box.ids) == ids()
    assert len(box.ids) == 4
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SENT}
