"""The power goes while an entry is saved or a round is closed: all of it is there, or nothing."""

import pytest

from ruori.audit.models import TrailEntry
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundKind
from ruori.followup.models import Entry, Judgement, Proof, ProofUse
from ruori.kernel.codes import Attainment
from tests.killing import DeedFailed, Power
from tests.parts.followup import given

pytestmark = pytest.mark.slow
DEEDS = "tests.parts.followup.cut_deeds"


def trail(verb: str) -> int:
    """How often a deed is in the trail."""
    return TrailEntry.objects.filter(verb=verb).count()


def test_an_entry_cut_while_saved_is_whole_or_not_there_and_never_doubled(power: Power) -> None:
    told = given.reporting()
    words = {"round": told.round.pk, "measure": told.measure.pk, "done": "Avattu."}
    writer = told.liisa.actor.user_id
    seen = set()
    for cut in power.cuts(f"{DEEDS}:report", user=writer, **words):
        entries = Entry.objects.count()
        seen.add(entries)
        assert (Proof.objects.count(), ProofUse.objects.count()) == (entries, entries), cut
        assert trail("entry.reported") == entries, cut
    assert seen == {0, 1}


def test_a_corrected_entry_cut_while_saved_leaves_one_word_standing(power: Power) -> None:
    told = given.reporting()
    first = given.report(told, told.liisa, done="Alussa.")
    words = {"round": told.round.pk, "measure": told.measure.pk, "done": "Avattu."}
    for cut in power.cuts(f"{DEEDS}:report", user=told.liisa.actor.user_id, **words):
        standing = Entry.objects.filter(corrections__isnull=True)
        assert standing.count() == 1, cut
        assert standing.get().done in ("Alussa.", "Avattu."), cut
    assert Entry.objects.filter(corrects=first, done="Avattu.").count() == 1


def told_year() -> given.Reporting:
    """A year's round in which a goal and a measure have been reported."""
    told = given.reporting(kind=RoundKind.YEAR_END)
    given.report(told, told.oona)
    given.report_goal(told, told.liisa, outlook=Attainment.MET, proofs=[given.LINK])
    return told


def test_a_round_cut_while_closed_and_frozen_is_never_half_frozen(power: Power) -> None:
    told = told_year()
    judged: dict[str, set[int]] = {}
    manager = told.aino.actor.user_id
    for cut in power.cuts(f"{DEEDS}:close", round=told.round.pk, user=manager):
        row = Round.objects.get(pk=told.round.pk)
        judged.setdefault(row.state, set()).add(Judgement.objects.count())
        assert (row.closed_at is None) == (row.state == "OPEN"), cut
        assert (row.frozen_at is None) == (row.state != "FROZEN"), cut
        assert trail("round.closed") == (row.state != "OPEN"), cut
        assert trail("round.frozen") == (row.state == "FROZEN"), cut
    assert judged == {"OPEN": {0}, "CLOSED": {0}, "FROZEN": {1}}


@pytest.mark.parametrize("seconds", [0.01, 0.03, 0.06, 0.1])
def test_a_round_cut_at_any_time_can_be_closed_after(power: Power, seconds: float) -> None:
    told = told_year()
    deed, manager = f"{DEEDS}:close", told.aino.actor.user_id
    power.cut(deed, seconds=seconds, round=told.round.pk, user=manager)
    assert not power.cut(deed, round=told.round.pk, user=manager)
    assert Round.objects.get(pk=told.round.pk).state == "FROZEN"
    assert (trail("round.frozen"), Judgement.objects.count()) == (1, 1)


def test_a_deed_that_falls_by_itself_is_told(power: Power) -> None:
    told = given.reporting()
    with pytest.raises(DeedFailed, match="NOT_ALLOWED"):
        power.cut(f"{DEEDS}:close", round=told.round.pk, user=told.matti.actor.user_id)
