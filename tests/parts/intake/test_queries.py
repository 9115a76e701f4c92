"""Reading drafts back: constant queries, and one answer to who may see them, asked both ways."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from ruori.intake import access, actions, queries
from ruori.intake.models import Draft
from ruori.intake.rules import Standing
from ruori.organisation.rules import SYSTEM, UnitKind
from tests.city import AT, TODAY, unit
from tests.parts.intake.given import SMALL, founding_page, opened, proposal_of
from tests.people import EVERYBODY, aino

pytestmark = pytest.mark.django_db

Counting = Callable[[int], AbstractContextManager[object]]


def test_a_draft_is_told_with_its_source_by_lines(django_assert_num_queries: Counting) -> None:
    draft = opened(founding_page())
    with django_assert_num_queries(2):
        card = queries.draft_card(aino(), draft.pk)
    assert card is not None
    assert card.proposal == proposal_of(draft)
    assert card.source[46] == "Hyväksytty kaupunginvaltuustossa 27.8.2018."
    assert (card.state, card.plans) == (Standing.OPEN, ())


def test_drafts_are_listed_newest_first(django_assert_num_queries: Counting) -> None:
    first, second = opened(), opened(founding_page())
    with django_assert_num_queries(1):
        lines = queries.draft_lines(aino())
    assert [line.pk for line in lines] == [second.pk, first.pk]


def test_windows_line_ends_are_counted_as_lines() -> None:
    draft = opened(SMALL.replace("\n", "\r\n"))
    card = queries.draft_card(SYSTEM, draft.pk)
    assert card is not None
    assert card.source[2] == "Arvot"


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_see_a_draft_finds_it_and_nobody_else(name: str) -> None:
    draft = opened()
    viewer = EVERYBODY[name]
    found = Draft.objects.filter(access.visible_to(viewer), pk=draft.pk).exists()
    assert found is access.may_see(viewer)
    assert (queries.draft_card(viewer, draft.pk) is not None) is found
    assert bool(queries.draft_lines(viewer)) is found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("kaupunginvaltuusto", "council"),
        ("valtuusto", "council"),
        ("Kemin kaupunginvaltuusto", "council"),
        ("kaupunginhallitus", "board"),
        ("sivistyslautakunta", "education"),
        ("tekninen lautakunta", None),
        ("", None),
    ],
)
def test_a_body_is_found_by_its_name_else_by_its_kind(name: str, found: str | None) -> None:
    units = {
        "council": unit("council", kind=UnitKind.COUNCIL, name="Kemin kaupunginvaltuusto"),
        "board": unit("board", kind=UnitKind.BOARD, name="Kemin kaupunginhallitus"),
        "education": unit("education", kind=UnitKind.COMMITTEE, name="Sivistyslautakunta"),
    }
    key = queries.body_named(name, TODAY)
    assert key == (None if found is None else units[found].pk)


def test_two_bodies_of_one_kind_are_told_apart_by_name_only() -> None:
    unit("one", kind=UnitKind.COUNCIL, name="Yksi valtuusto")
    unit("two", kind=UnitKind.COUNCIL, name="Toinen valtuusto")
    assert queries.body_named("kaupunginvaltuusto", TODAY) is None


def test_a_discarded_draft_is_still_listed() -> None:
    draft = opened()
    actions.discard_draft(draft=draft, version=1, by=SYSTEM, at=AT)
    assert [line.state for line in queries.draft_lines(aino())] == [Standing.DISCARDED]
