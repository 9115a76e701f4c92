"""`ruori notices send`: reminders written, letters sent, the outcome told."""

import json
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.test import Client, override_settings

from ruori.cli.locks import only_one
from ruori.cli.main import main
from ruori.followup.models import UpdateLink
from ruori.notices.models import Delivery
from ruori.notices.rules.letters import State
from tests.parts.followup.given import close
from tests.parts.notices.given import EARLY_DAY, LATE_DAY, SOON_DAY, Reporting, reporting
from tests.parts.notices.server import Box, mail_server, nobody_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test")]


@pytest.fixture
def given() -> Iterator[Reporting]:
    """The morning of three days before a deadline."""
    made = reporting()
    with time_machine.travel(SOON_DAY, tick=False):
        yield made


def test_the_reminders_of_the_day_are_written_and_sent(
    given: Reporting, capfd: pytest.CaptureFixture[str]
) -> None:
    box = Box()
    with mail_server(box):
        assert main(["notices", "send"]) == 0
    assert "kirjoitettu 1, lähetetty 1" in capfd.readouterr().out
    assert str(box.taken[0]["To"]) == "liisa@esimerkki.invalid"


def test_every_thing_to_report_has_a_link_of_its_own_that_opens_it(given: Reporting) -> None:
    box = Box()
    with mail_server(box):
        main(["notices", "send"])
    body = box.taken[0].get_content()
    links = [line.strip() for line in body.splitlines() if "/e/" in line]
    assert len(set(links)) == 2
    assert UpdateLink.objects.count() == 2
    assert all(link.startswith("http://localhost:8000/e/") for link in links)
    assert "/desk/rounds/" in body
    token = links[0].rstrip("/").rpartition("/")[2]
    assert token not in str(list(Delivery.objects.values()))


def test_the_links_work_without_signing_in(given: Reporting, client: Client) -> None:
    box = Box()
    with mail_server(box):
        main(["notices", "send"])
    link = next(line.strip() for line in box.taken[0].get_content().splitlines() if "/e/" in line)
    answer = client.get(link.removeprefix("http://localhost:8000"))
    assert answer.status_code == 200


def test_a_closed_round_leads_to_the_desk(given: Reporting) -> None:
    with nobody_home():
        main(["notices", "send"])
    given.round.refresh_from_db()
    close(given)
    box = Box()
    with mail_server(box), time_machine.travel(LATE_DAY, tick=False):
        main(["notices", "send"])
    assert box.taken
    assert not any("/e/" in letter.get_content() for letter in box.taken)


def test_running_again_sends_nothing_twice(given: Reporting) -> None:
    box = Box()
    with mail_server(box):
        for _ in range(3):
            assert main(["notices", "send"]) == 0
    assert len(box.taken) == 1


def test_a_script_gets_the_outcome_as_json(
    given: Reporting, capfd: pytest.CaptureFixture[str]
) -> None:
    with mail_server(Box(of_recipient=lambda _: "550 No such user")):
        assert main(["notices", "send", "--json", "--quiet"]) == 1
    out, err = capfd.readouterr()
    told = json.loads(out)
    assert (told["written"], told["bounced"], told["sent"]) == (1, 1, 0)
    assert err == ""


def test_a_dry_run_writes_and_sends_nothing(
    given: Reporting, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["notices", "send", "--dry-run"]) == 0
    assert "Kirjeitä odottaa: 0" in capfd.readouterr().out
    assert Delivery.objects.count() == 0


def test_a_server_that_does_not_answer_is_told_and_the_letters_wait(
    given: Reporting, capfd: pytest.CaptureFixture[str]
) -> None:
    with nobody_home():
        assert main(["notices", "send"]) == 2
    assert "ei vastaa" in capfd.readouterr().err
    assert Delivery.objects.get().state == State.QUEUED


@override_settings(CAN_MAIL=False)
def test_without_a_mail_server_in_production_the_outbox_keeps_the_letters(
    given: Reporting, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["notices", "send"]) == 2
    assert "RUORI_EMAIL_URL" in capfd.readouterr().err
    assert Delivery.objects.get().state == State.QUEUED


def test_two_at_once_send_once(given: Reporting) -> None:
    box = Box()
    with mail_server(box), only_one("letters", settings.DATA_DIR):
        assert main(["notices", "send"]) == 75
    assert box.taken == []


def test_an_early_letter_has_a_link_that_declines(given: Reporting) -> None:
    box = Box()
    with mail_server(box), time_machine.travel(EARLY_DAY, tick=False):
        main(["notices", "send"])
    header = str(box.taken[0]["List-Unsubscribe"]).strip()
    assert header.startswith("<http://localhost:8000/kirjeet/")
