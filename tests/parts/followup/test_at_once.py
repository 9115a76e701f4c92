"""Two people at the same moment: one is written, the other sees both texts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ruori.followup import actions
from ruori.followup.models import Entry, EntryDraft
from ruori.kernel.codes import Progress
from ruori.kernel.problems import Conflict
from ruori.organisation.rules import Viewer
from tests.parts.followup.given import OPENED, report, reporting

pytestmark = pytest.mark.django_db(transaction=True)


def both(deed: Callable[[Viewer], object], *people: Viewer) -> list[object]:
    """What became of the same deed done by several at once."""
    start = Barrier(len(people))

    def done(by: Viewer) -> object:
        try:
            start.wait(timeout=10)
            return deed(by)
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(done, people))


def test_two_reports_at_once_leave_one_entry_and_one_conflict() -> None:
    given = reporting()

    found = both(
        lambda by: report(given, by, done=f"Lause {by.person_id}."),
        given.oona,
        given.liisa,
        given.aino,
    )

    conflicts = [each for each in found if isinstance(each, Conflict)]
    assert Entry.objects.count() == 1
    assert len(conflicts) == 2
    written = Entry.objects.get().done
    assert {each.problem.facts["theirs"]["done"] for each in conflicts} == {written}
    assert len({each.problem.facts["yours"]["done"] for each in conflicts} | {written}) == 3


def test_two_corrections_at_once_make_no_fork() -> None:
    given = reporting()
    entry = report(given, given.oona)

    both(
        lambda by: actions.correct_entry(
            entry=entry, changes={"progress": Progress.DONE}, by=by, at=OPENED
        ),
        given.oona,
        given.liisa,
    )

    assert Entry.objects.filter(corrects=entry).count() == 1


def test_two_drafts_at_once_keep_the_first() -> None:
    given = reporting()
    topic = actions.Topic(given.round.pk, measure=given.measure.pk)

    found = both(
        lambda by: actions.save_draft(
            topic=topic, fields={"done": str(by.person_id)}, version=None, by=by, at=OPENED
        ),
        given.oona,
        given.liisa,
    )

    assert EntryDraft.objects.get().version == 1
    assert sum(isinstance(each, Conflict) for each in found) == 1
