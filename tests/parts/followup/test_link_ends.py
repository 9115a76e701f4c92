"""What ends an update link, and what can never be done by one."""

import pytest

from ruori.cycle import actions as cycle
from ruori.followup import queries
from ruori.followup.access import may_review
from ruori.followup.actions import (
    Receiver,
    hand_over_by_link,
    issue_link,
    report_by_link,
    report_measure,
    revoke_links,
)
from ruori.followup.codes import Channel
from ruori.followup.models import Entry, HandOver, UpdateLink
from ruori.followup.rules.links import USES_MAX, LinkItem
from ruori.kernel.codes import Progress, Visibility
from ruori.kernel.problems import NotAllowed
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person, Post
from ruori.organisation.rules import SYSTEM, UnitKind
from ruori.plans import actions as plans
from tests import city
from tests.parts.followup.given import (
    LATER,
    OPENED,
    Reporting,
    reporting,
)
from tests.parts.followup.given_link import DONE, ended, owned, refusal, sent

pytestmark = pytest.mark.django_db


def test_a_link_never_approves() -> None:
    given = owned(reporting())
    link = queries.living_link(sent(given), LATER)
    assert link is not None
    assert not may_review(link.viewer, unit=given.kemi.schools.pk, writer=None)
    assert not may_review(link.viewer, unit=given.kemi.schools.pk, writer=given.liisa.person_id)


def test_each_letter_of_a_token_counts() -> None:
    given = owned(reporting())
    token = sent(given)
    for place in range(len(token)):
        letter = "A" if token[place] != "A" else "B"
        assert queries.living_link(token[:place] + letter + token[place + 1 :], LATER) is None
    for text in ("", token[:-1], token + "A", token.swapcase(), "' OR 1=1 --", "../" * 7):
        assert queries.living_link(text, LATER) is None
    assert queries.living_link(token, LATER) is not None


def test_an_unknown_token_does_nothing() -> None:
    given = owned(reporting())
    assert ended(given, "abcdefghijklmnopqrstuv")


def test_the_link_dies_when_the_round_closes_between_reading_and_sending() -> None:
    given = owned(reporting())
    token = sent(given)
    assert queries.living_link(token, LATER) is not None
    cycle.close_round(round=given.round, version=given.round.version, by=SYSTEM, at=LATER)
    assert ended(given, token)


def test_the_link_dies_when_it_is_revoked() -> None:
    given = owned(reporting())
    token = sent(given)
    revoke_links(links=[UpdateLink.objects.get().pk], by=given.aino, at=LATER)
    assert ended(given, token)


def test_the_link_dies_when_its_limit_comes() -> None:
    given = owned(reporting())
    token = sent(given)
    assert ended(given, token, UpdateLink.objects.get().expires_at)


def test_the_link_dies_with_the_holding_it_was_sent_to() -> None:
    given = owned(reporting())
    token = sent(given)
    organisation.change_holder(
        post=Post.objects.get(code="teacher"),
        person=city.person("Uusi"),
        start=city.DAY,
        by=SYSTEM,
        at=OPENED,
    )
    assert ended(given, token)


def test_the_link_dies_when_the_item_leaves_the_post() -> None:
    given = owned(reporting())
    token = sent(given)
    given.measure.refresh_from_db()
    plans.change_measure(
        measure=given.measure,
        version=given.measure.version,
        changes={"post": given.kemi.education_head},
        by=SYSTEM,
        at=LATER,
        terms=plans.Terms(reason="Vastuu siirtyi"),
    )
    assert ended(given, token)


def test_the_link_dies_when_the_item_is_passed_on_and_the_receiver_s_opens() -> None:
    given = owned(reporting())
    token = sent(given)
    to = Receiver(post=given.kemi.environment_head.pk)
    waits = hand_over_by_link(token=token, to=to, reason="Ei minun", at=LATER)
    again = hand_over_by_link(token=token, to=to, reason="Ei minun", at=LATER)
    assert (waits, again, HandOver.objects.count()) == (False, False, 1)
    assert HandOver.objects.get().channel == Channel.LINK
    assert ended(given, token)
    theirs = sent(given, "eero", given.kemi.environment_head)
    made = report_by_link(token=theirs, words=DONE, at=LATER)
    assert Entry.objects.get(pk=made.entry).post == given.kemi.environment_head


def test_an_unknown_address_leaves_the_link_alive() -> None:
    given = owned(reporting())
    token = sent(given)
    to = Receiver(work_email="vieras@muualla.invalid")
    assert hand_over_by_link(token=token, to=to, reason="Ei minun", at=LATER)
    assert queries.living_link(token, LATER) is not None


def test_a_link_is_worn_out_by_more_deeds_than_anybody_needs() -> None:
    given = owned(reporting())
    token = sent(given)
    UpdateLink.objects.update(uses=USES_MAX)
    assert ended(given, token)


def test_a_head_answers_by_link_for_a_post_that_nobody_holds() -> None:
    given = reporting()
    token = sent(given, "liisa", given.kemi.education_head)
    made = report_by_link(token=token, words=DONE, at=LATER)
    assert Entry.objects.get(pk=made.entry).post == given.kemi.education_head
    link = queries.living_link(token, LATER)
    assert link is not None
    with pytest.raises(NotAllowed):
        # Not even with the viewer of the link in hand: the goal is of another unit.
        report_goal_of(given, link)


def report_goal_of(given: Reporting, link: queries.LivingLink) -> None:
    """The measure of another area, reported by the viewer of a link."""
    plan = city.draft_plan("Toinen ohjelma")
    goal = city.goal(plan, "Puhdas ilma", unit=given.kemi.environment)
    other = city.measure(plan, goal, given.kemi.environment, name="Mittausasema")
    city.adopt(plan)
    report_measure(
        round=given.round, measure=other, progress=Progress.DONE, by=link.viewer, at=LATER
    )


def test_a_secret_item_asks_to_sign_in() -> None:
    given = owned(reporting())
    token = sent(given)
    given.plan.refresh_from_db()
    plans.publish_plan(
        plan=given.plan,
        version=given.plan.version,
        visibility=Visibility.SECRET,
        secrecy_ground="JulkL 24 §",
        by=SYSTEM,
        at=OPENED,
    )
    link = queries.living_link(token, LATER)
    assert link is not None
    assert link.is_restricted
    assert refusal(lambda: report_by_link(token=token, words=DONE, at=LATER)) == "LINK_RESTRICTED"


def test_a_subsidiary_without_any_account_reports_by_link() -> None:
    given = reporting()
    company = city.unit(
        "energia", parent=given.kemi.education, kind=UnitKind.SUBSIDIARY, name="Kemin Energia Oy"
    )
    manager = city.person("Toimitusjohtaja")
    head = city.head(company, manager)
    plan = city.draft_plan("Omistajaohjaus")
    goal = city.goal(plan, "Puhdas lämpö", unit=given.kemi.education)
    promise = city.measure(plan, goal, company, name="Uusi lämpölaitos", post=head)
    city.adopt(plan)
    token = issue_link(
        item=LinkItem(round=given.round.pk, measure=promise.pk),
        post=head.pk,
        person=manager.pk,
        by=SYSTEM,
        at=OPENED,
    ).token
    made = report_by_link(token=token, words=DONE, at=LATER)
    assert Person.objects.get(pk=manager.pk).user is None
    assert Entry.objects.get(pk=made.entry).unit == company
