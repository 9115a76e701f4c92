"""The power goes while a sheet is taken into use: all answers are there or none, none twice."""

import pytest

from ruori.audit.models import TrailEntry
from ruori.followup.models import Entry
from ruori.intake.rules import Standing
from ruori.organisation.rules import Viewer
from tests.killing import Power
from tests.parts.followup import given
from tests.parts.followup.given import Reporting
from tests.parts.intake.sheets import MEASURE, downloaded, filled, preview, uploaded

pytestmark = pytest.mark.slow
TAKE = "tests.parts.intake.cut_deeds:take"
ROWS = 4


def sheet(told: Reporting, by: Viewer) -> bytes:
    """A sheet with an answer on each of its measures."""
    given.more_measures(told, ROWS - 1, reported=False)
    names = [MEASURE, *(f"Teko {place}" for place in range(ROWS - 1))]
    answers = {name: {"word": "Valmis", "done": f"{name} tehtiin."} for name in names}
    return filled(downloaded(told, by), answers)


def test_a_sheet_cut_at_any_moment_is_taken_whole_or_not_at_all(power: Power) -> None:
    told = given.reporting()
    content = sheet(told, told.liisa)
    upload = uploaded(told, content, told.liisa)
    seen = set()
    for cut in power.cuts(TAKE, upload=upload.pk, user=told.liisa.actor.user_id):
        upload.refresh_from_db()
        entries = Entry.objects.count()
        seen.add(entries)
        assert (upload.state == Standing.ACCEPTED) == (entries == ROWS), cut
        assert TrailEntry.objects.filter(verb="entry.reported").count() == entries, cut
    assert seen == {0, ROWS}
    again = uploaded(told, content, told.liisa)
    found = preview(again, told.liisa).preview
    assert (found.changes, found.unchanged) == ((), ROWS)


@pytest.mark.parametrize("seconds", [0.02, 0.08, 0.2])
def test_a_sheet_cut_at_any_time_can_be_taken_after(power: Power, seconds: float) -> None:
    told = given.reporting()
    upload = uploaded(told, sheet(told, told.liisa), told.liisa)
    user = told.liisa.actor.user_id
    power.cut(TAKE, seconds=seconds, upload=upload.pk, user=user)
    assert Entry.objects.count() in (0, ROWS)
    assert not power.cut(TAKE, upload=upload.pk, user=user)
    assert Entry.objects.count() == ROWS
