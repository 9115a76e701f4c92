"""Taking a page in."""

import pytest

from ruori.audit.models import TrailEntry
from ruori.files.queries import open_file
from ruori.intake import actions
from ruori.intake.models import Draft
from ruori.intake.refuse import Refusal
from ruori.intake.rules import Standing
from ruori.kernel.problems import NotAllowed
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans.models import Plan
from tests.city import AT
from tests.parts.intake.given import SMALL, founding_page, opened, proposal_of
from tests.people import EVERYBODY, aino

pytestmark = pytest.mark.django_db


def test_a_page_becomes_an_open_draft_and_no_plan() -> None:
    draft = opened(founding_page(), by=aino())
    assert (draft.title, draft.state) == ("Kemin kaupunkistrategia 2022-2025", Standing.OPEN)
    assert len(proposal_of(draft).plans) == 9
    assert not Plan.objects.exists()


def test_the_page_is_kept_word_for_word_and_by_its_hash() -> None:
    draft = opened(founding_page())
    assert draft.source.encode() == founding_page()
    assert draft.file is not None
    assert open_file(draft.file.pk).content == founding_page()


def test_a_page_pasted_as_html_is_read_but_not_kept_as_a_file() -> None:
    draft = opened("<h1>Kaupunkistrategia 2026</h1>\n<h2>Arvot</h2>\n<ul><li>Rohkeus</li></ul>")
    assert draft.file is None
    assert [element.title for element in proposal_of(draft).plans[0].elements] == ["Rohkeus"]


def test_the_same_page_is_taken_in_once() -> None:
    first = actions.open_draft(content=SMALL.encode(), name="sivu.txt", by=SYSTEM, at=AT)
    again = actions.open_draft(content=SMALL.encode(), name="toinen.txt", by=SYSTEM, at=AT)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.pk == again.pk
    assert Draft.objects.count() == 1


def test_a_discarded_page_may_come_again() -> None:
    draft = opened()
    actions.discard_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    assert opened().pk != draft.pk


@pytest.mark.parametrize("content", [b"", b"\x00\x01", "ä".encode("latin-1")])
def test_what_is_no_text_leaves_nothing_behind(content: bytes) -> None:
    with pytest.raises(Refusal):
        actions.open_draft(content=content, name="sivu.txt", by=SYSTEM, at=AT)
    assert not Draft.objects.exists()


def test_a_page_nobody_could_place_is_still_a_draft() -> None:
    draft = opened("maito\nleipä\n")
    assert draft.title == "sivu.txt"
    assert [item.text for item in proposal_of(draft).needs_review] == ["maito", "leipä"]


def test_it_leaves_a_trail_without_the_words_of_the_page() -> None:
    draft = opened(by=aino())
    entry = TrailEntry.objects.get(verb="draft.opened")
    assert (entry.label, entry.object_pk) == ("intake.draft", draft.pk)
    assert entry.facts == {"plans": 2, "sha256": draft.source_sha256, "unread": 1}


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name not in ("aino", "timer")])
def test_only_who_steers_takes_a_page_in(name: str) -> None:
    viewer: Viewer = EVERYBODY[name]
    with pytest.raises(NotAllowed):
        actions.open_draft(content=SMALL.encode(), name="sivu.txt", by=viewer, at=AT)
    assert not Draft.objects.exists()
