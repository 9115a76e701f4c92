"""Giving and ending update links."""

from datetime import timedelta

import pytest

from ruori.audit.models import TrailEntry
from ruori.cycle import actions as cycle
from ruori.followup.actions import Addressee, ask_link_again, issue_link, issue_links, revoke_links
from ruori.followup.codes import LinkEnd
from ruori.followup.models import UpdateLink
from ruori.followup.queries import requested_links
from ruori.followup.rules.links import LinkItem, expires_at
from ruori.indicators.models import Series
from ruori.kernel.problems import NotAllowed, Refused
from ruori.kernel.tokens import is_token, token_hash
from ruori.organisation.models import Post
from ruori.organisation.rules import SYSTEM
from tests import city
from tests.parts.followup.given import OPENED, Reporting, figure, reporting

pytestmark = pytest.mark.django_db


def teacher() -> Post:
    """Oona's post in the schools."""
    return Post.objects.get(code="teacher")


def oonas(given: Reporting) -> Addressee:
    """The measure, to Oona of the schools."""
    item = LinkItem(round=given.round.pk, measure=given.measure.pk)
    return Addressee(item, teacher().pk, given.oona.person_id or 0)


def test_the_token_is_told_once_and_only_its_hash_is_kept() -> None:
    given = reporting()
    issued = issue_links(to=[oonas(given)], by=SYSTEM, at=OPENED)[0]
    row = UpdateLink.objects.get(pk=issued.link)
    assert is_token(issued.token)
    assert row.token_sha256 == token_hash(issued.token)
    assert issued.token not in str(list(UpdateLink.objects.values()) + list(trail()))
    assert (row.round, row.measure, row.post, row.person_id) == (
        given.round,
        given.measure,
        teacher(),
        given.oona.person_id,
    )
    assert row.first_used_at is None


def test_each_addressee_gets_a_link_of_its_own_in_order() -> None:
    given = reporting()
    goal = LinkItem(round=given.round.pk, goal=given.goal.pk)
    head = given.kemi.education_head.pk
    to = [oonas(given), Addressee(goal, head, given.liisa.person_id or 0), oonas(given)]
    issued = issue_links(to=to, by=SYSTEM, at=OPENED)
    assert [each.to for each in issued] == to
    assert len({each.token for each in issued}) == 3
    assert UpdateLink.objects.filter(ended_at__isnull=True).count() == 3
    assert [row["verb"] for row in trail()] == ["link.issued"] * 3


def test_a_link_of_a_figure_needs_no_round() -> None:
    given = reporting()
    series = Series.objects.get(pk=figure(given))
    item = LinkItem(indicator=series.indicator_id, period="2026")
    link = issue_link(
        item=item, post=teacher().pk, person=given.oona.person_id or 0, by=SYSTEM, at=OPENED
    )
    row = UpdateLink.objects.get(pk=link.link)
    assert (row.indicator_id, row.period, row.round_id) == (series.indicator_id, "2026", None)
    assert link.expires_at == expires_at(city.DAY)


@pytest.mark.parametrize("name", ["liisa", "eero", "matti", "oona", "tarja"])
def test_only_the_timer_and_who_steers_send_links(name: str) -> None:
    given = reporting()
    with pytest.raises(NotAllowed):
        issue_links(to=[oonas(given)], by=getattr(given, name), at=OPENED)
    with pytest.raises(NotAllowed):
        revoke_links(links=[1], by=getattr(given, name), at=OPENED)
    assert not UpdateLink.objects.exists()


def test_no_link_is_given_to_who_does_not_hold_the_post() -> None:
    given = reporting()
    to = Addressee(oonas(given).item, teacher().pk, given.eero.person_id or 0)
    with pytest.raises(Refused) as refused:
        issue_links(to=[to], by=SYSTEM, at=OPENED)
    assert refused.value.problem.code == "POST_NOT_HELD"


def test_a_closed_round_gives_no_links() -> None:
    given = reporting()
    cycle.close_round(round=given.round, version=given.round.version, by=SYSTEM, at=OPENED)
    with pytest.raises(Refused) as refused:
        issue_links(to=[oonas(given)], by=SYSTEM, at=OPENED)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"


def test_aino_ends_a_link_once() -> None:
    given = reporting()
    issued = issue_links(to=[oonas(given)], by=given.aino, at=OPENED)[0]
    later = OPENED + timedelta(hours=1)
    assert revoke_links(links=[issued.link], by=given.aino, at=later) == 1
    assert revoke_links(links=[issued.link], by=given.aino, at=later) == 0
    row = UpdateLink.objects.get()
    assert (row.ended_at, row.end) == (later, LinkEnd.REVOKED)
    assert [each["verb"] for each in trail()] == ["link.issued", "link.ended"]


def trail() -> list[dict[str, object]]:
    """What the trail tells of links."""
    return list(TrailEntry.objects.filter(label="followup.updatelink").order_by("id").values())


def test_a_new_link_waits_to_be_mailed_to_whoever_answers_now() -> None:
    given = reporting()
    issued = issue_links(to=[oonas(given)], by=SYSTEM, at=OPENED)[0]
    later = OPENED + timedelta(hours=1)
    assert requested_links(later) == []
    assert ask_link_again(link=issued.link, by=given.aino, at=later)
    assert not ask_link_again(link=issued.link, by=given.aino, at=later)
    (wanted,) = requested_links(later)
    head, mailed = given.kemi.education_head.pk, later + timedelta(minutes=1)
    assert (wanted.item, wanted.post, wanted.person) == (
        oonas(given).item,
        head,
        given.liisa.person_id,
    )
    issue_link(item=wanted.item, post=wanted.post, person=wanted.person, by=SYSTEM, at=mailed)
    assert requested_links(mailed) == []


def test_no_new_link_is_mailed_for_a_closed_round() -> None:
    given = reporting()
    issued = issue_links(to=[oonas(given)], by=SYSTEM, at=OPENED)[0]
    ask_link_again(link=issued.link, by=given.aino, at=OPENED)
    cycle.close_round(round=given.round, version=given.round.version, by=SYSTEM, at=OPENED)
    assert requested_links(OPENED) == []


def test_only_who_steers_has_a_link_sent_again_and_only_one_there_is() -> None:
    given = reporting()
    issued = issue_links(to=[oonas(given)], by=SYSTEM, at=OPENED)[0]
    with pytest.raises(NotAllowed):
        ask_link_again(link=issued.link, by=given.liisa, at=OPENED)
    with pytest.raises(Refused) as refused:
        ask_link_again(link=999, by=given.aino, at=OPENED)
    assert refused.value.problem.code == "LINK_UNKNOWN"
