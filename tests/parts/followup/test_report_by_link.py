"""Acting by an update link."""

from datetime import timedelta

import pytest

from ruori.accounts.rules import ActorKind
from ruori.audit.models import TrailEntry
from ruori.followup import queries
from ruori.followup.actions import (
    LinkWords,
    NewProof,
    Upload,
    ask_new_link,
    issue_link,
    repeat_by_link,
    report_by_link,
    revoke_links,
    tell_figure_by_link,
    undo_by_link,
)
from ruori.followup.codes import Channel
from ruori.followup.models import Entry, LinkRequest, Proof, UpdateLink
from ruori.followup.rules.links import LinkItem
from ruori.indicators.actions import HandValue
from ruori.indicators.models import CurrentValue, Series
from ruori.kernel.codes import Progress
from ruori.kernel.problems import Conflict
from ruori.organisation.models import Person, Post
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from tests import city
from tests.parts.followup.given import (
    CLOSING,
    LATER,
    NEXT_DAY,
    OPENED,
    approve,
    close,
    figure,
    next_round,
    report,
    reporting,
)
from tests.parts.followup.given_link import DONE, owned, refusal, sent

pytestmark = pytest.mark.django_db


def test_a_report_by_link_is_that_of_the_person_it_was_sent_to() -> None:
    given = owned(reporting())
    made = report_by_link(token=sent(given), words=DONE, at=LATER)
    entry = Entry.objects.get(pk=made.entry)
    assert (entry.channel, entry.person_id) == (Channel.LINK, given.oona.person_id)
    assert entry.post == Post.objects.get(code="teacher")
    assert entry.done == "Reitti avattiin."
    line = TrailEntry.objects.filter(verb="entry.reported").get()
    assert (line.actor_kind, line.actor_label) == (ActorKind.LINK, "Esimerkki Oona")
    link = UpdateLink.objects.get()
    assert (link.first_used_at, link.last_used_at, link.uses) == (LATER, LATER, 1)


def test_the_same_sending_twice_is_one_answer() -> None:
    given = owned(reporting())
    token = sent(given)
    first = report_by_link(token=token, words=DONE, at=LATER)
    assert report_by_link(token=token, words=DONE, at=NEXT_DAY).entry == first.entry
    assert Entry.objects.count() == 1
    assert UpdateLink.objects.get().uses == 1


def test_one_s_own_report_is_corrected_until_it_is_approved() -> None:
    given = owned(reporting())
    token = sent(given)
    first = report_by_link(token=token, words=DONE, at=LATER)
    again = LinkWords(
        Progress.ON_SCHEDULE, sentences={"done": "Ei aivan."}, expected_last=first.entry
    )
    second = report_by_link(token=token, words=again, at=LATER)
    assert second.corrects == first.entry
    approve(Entry.objects.get(pk=second.entry), given.liisa)
    third = LinkWords(Progress.DONE, expected_last=second.entry)
    assert refusal(lambda: report_by_link(token=token, words=third, at=LATER)) == "ENTRY_APPROVED"
    assert (
        refusal(lambda: undo_by_link(token=token, expected_last=second.entry, at=LATER))
        == "ENTRY_APPROVED"
    )


def test_undo_is_good_for_a_day_and_twice_is_once() -> None:
    given = owned(reporting())
    token = sent(given)
    first = report_by_link(token=token, words=DONE, at=OPENED).entry
    second = report_by_link(
        token=token, words=LinkWords(Progress.DONE, expected_last=first), at=OPENED
    ).entry
    assert undo_by_link(token=token, expected_last=second, at=LATER)
    assert not undo_by_link(token=token, expected_last=second, at=LATER)
    stands = queries.latest_of_measures(given.liisa, city.TODAY, [given.measure.pk])
    assert stands[given.measure.pk].done == "Reitti avattiin."
    assert Entry.objects.order_by("-id")[0].channel == Channel.LINK
    third = report_by_link(
        token=token,
        words=LinkWords(Progress.DONE, expected_last=Entry.objects.order_by("-id")[0].pk),
        at=OPENED,
    ).entry
    late = LATER + timedelta(hours=24, seconds=1)
    assert refusal(lambda: undo_by_link(token=token, expected_last=third, at=late)) == (
        "UNDO_TOO_LATE"
    )


def test_after_an_undo_the_old_form_is_not_taken_again_unseen() -> None:
    given = owned(reporting())
    token = sent(given)
    first = report_by_link(token=token, words=DONE, at=LATER)
    undo_by_link(token=token, expected_last=first.entry, at=LATER)
    with pytest.raises(Conflict):
        report_by_link(token=token, words=DONE, at=LATER)


def test_nobody_takes_back_what_another_said() -> None:
    given = owned(reporting())
    said = report(given, given.liisa)
    code = refusal(lambda: undo_by_link(token=sent(given), expected_last=said.pk, at=LATER))
    assert code == "NOTHING_TO_UNDO"


def test_two_people_with_two_links_see_both_texts() -> None:
    given = owned(reporting())
    deputy = city.person("Sijainen")
    teacher = Post.objects.get(code="teacher")
    city.hold(teacher, deputy, deputy_order=1)
    second = issue_link(
        item=LinkItem(round=given.round.pk, measure=given.measure.pk),
        post=teacher.pk,
        person=deputy.pk,
        by=SYSTEM,
        at=OPENED,
    ).token
    report_by_link(token=sent(given), words=DONE, at=LATER)
    mine = LinkWords(Progress.LATE, sentences={"done": "Myöhässä on."})
    with pytest.raises(Conflict) as conflict:
        report_by_link(token=second, words=mine, at=LATER)
    facts = conflict.value.problem.facts
    assert (facts["theirs"]["done"], facts["yours"]["done"]) == ("Reitti avattiin.", "Myöhässä on.")
    assert Entry.objects.count() == 1


def test_a_figure_and_a_proof_come_with_the_report() -> None:
    given = owned(reporting())
    series = Series.objects.get(pk=figure(given))
    plans.ask_indicator(measure=given.measure, indicator=series.indicator, by=SYSTEM, at=OPENED)
    words = LinkWords(
        Progress.DONE,
        value=HandValue(series_id=series.pk, period="2025", value="412"),
        proofs=(NewProof(upload=Upload("muistio.txt", b"Avattu 1.3.")),),
    )
    made = report_by_link(token=sent(given), words=words, at=LATER)
    assert len(made.proofs) == 1
    assert Proof.objects.get().person_id == given.oona.person_id
    assert Entry.objects.get(pk=made.entry).observation is not None


@pytest.mark.parametrize(
    ("name", "content"),
    [("ohjelma.exe", b"MZ\x90"), ("sivu.html", b"<script>1</script>"), ("kuva.png", b"x" * 9)],
)
def test_an_evil_upload_is_refused_and_nothing_is_kept(name: str, content: bytes) -> None:
    given = owned(reporting())
    words = LinkWords(Progress.DONE, proofs=(NewProof(upload=Upload(name, content)),))
    refusal(lambda: report_by_link(token=sent(given), words=words, at=LATER))
    assert not Entry.objects.exists()
    assert not Proof.objects.exists()


def test_a_link_gives_no_file_that_another_stored() -> None:
    given = owned(reporting())
    report(given, given.liisa, proofs=[NewProof(upload=Upload("a.txt", b"Salainen"))])
    stored = Proof.objects.get().file_id
    words = LinkWords(
        Progress.DONE,
        proofs=(NewProof(title="Tämä", file=stored),),
        expected_last=Entry.objects.get().pk,
    )
    assert refusal(lambda: report_by_link(token=sent(given), words=words, at=LATER)) == (
        "FILE_UNKNOWN"
    )


def test_no_change_repeats_the_last_round_and_is_counted() -> None:
    given = owned(reporting())
    report(given, given.oona, progress=Progress.ON_SCHEDULE, done="Sama teksti.")
    close(given)
    later = next_round(given)
    at = later.round.opened_at
    assert at is not None
    token = issue_link(
        item=LinkItem(round=later.round.pk, measure=given.measure.pk),
        post=Post.objects.get(code="teacher").pk,
        person=given.oona.person_id or 0,
        by=SYSTEM,
        at=at,
    ).token
    made = repeat_by_link(token=token, expected_last=None, at=at)
    assert repeat_by_link(token=token, expected_last=None, at=at).entry == made.entry
    entry = Entry.objects.get(pk=made.entry)
    assert (entry.done, entry.is_unchanged, entry.channel) == ("Sama teksti.", True, Channel.LINK)


def test_a_figure_of_a_period_is_told_by_link() -> None:
    given = reporting()
    series = Series.objects.get(pk=figure(given))
    token = issue_link(
        item=LinkItem(indicator=series.indicator_id, period="2025"),
        post=given.kemi.environment_head.pk,
        person=given.eero.person_id or 0,
        by=SYSTEM,
        at=OPENED,
    ).token
    told = HandValue(series_id=series.pk, period="2025", value="412")
    assert not tell_figure_by_link(token=token, value=told, at=LATER)
    assert not tell_figure_by_link(token=token, value=told, at=LATER)
    assert CurrentValue.objects.filter(series=series).count() == 1
    other = HandValue(series_id=series.pk, period="2024", value="1")
    assert refusal(lambda: tell_figure_by_link(token=token, value=other, at=LATER)) == (
        "NOT_THIS_FIGURE"
    )


def test_the_figure_of_another_indicator_is_not_told_by_link() -> None:
    given = reporting()
    mine = Series.objects.get(pk=figure(given))
    other = Series.objects.get(pk=figure(given, "muu"))
    token = issue_link(
        item=LinkItem(indicator=mine.indicator_id, period="2025"),
        post=given.kemi.environment_head.pk,
        person=given.eero.person_id or 0,
        by=SYSTEM,
        at=OPENED,
    ).token
    told = HandValue(series_id=other.pk, period="2025", value="412")
    assert refusal(lambda: tell_figure_by_link(token=token, value=told, at=LATER)) == (
        "NOT_THIS_FIGURE"
    )


def test_a_new_link_is_asked_for_once_a_day_and_unknown_tokens_ask_nothing() -> None:
    given = owned(reporting())
    token = sent(given)
    close(given)
    asked = [
        ask_new_link(token=token, at=at)
        for at in (CLOSING, CLOSING + timedelta(hours=23), CLOSING + timedelta(hours=25))
    ]
    assert asked == [True, False, True]
    assert not ask_new_link(token="abcdefghijklmnopqrstuv", at=LATER)
    assert not ask_new_link(token="", at=LATER)
    assert LinkRequest.objects.count() == 2


def test_the_page_tells_how_many_more_wait_and_nothing_else_of_them() -> None:
    given = owned(reporting())
    token = sent(given)
    sent(given, "liisa", given.kemi.education_head, goal=given.goal.pk)
    link = queries.living_link(token, LATER)
    assert link is not None
    assert queries.others_waiting(link) == 0
    city.hold(
        given.kemi.education_head, Person.objects.get(pk=given.oona.person_id or 0), deputy_order=1
    )
    for _ in range(2):
        issue_link(
            item=LinkItem(round=given.round.pk, goal=given.goal.pk),
            post=given.kemi.education_head.pk,
            person=given.oona.person_id or 0,
            by=SYSTEM,
            at=OPENED,
        )
    assert queries.others_waiting(link) == 1


def test_who_steers_sees_which_links_live() -> None:
    given = owned(reporting())
    token = sent(given)
    report_by_link(token=token, words=DONE, at=LATER)
    sent(given)
    revoke_links(links=[UpdateLink.objects.order_by("id")[0].pk], by=given.aino, at=LATER)
    cards = queries.links_of_round(given.round.pk, LATER)
    assert [(card.is_alive, card.uses, card.person_name) for card in cards] == [
        (True, 0, "Esimerkki Oona"),
        (False, 1, "Esimerkki Oona"),
    ]
