"""The page of one person and the mail of everybody tell of the same things."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ruori.kernel.problems import Due
from ruori.notices import queries
from ruori.organisation.rules import Viewer
from tests.parts.followup.given import (
    LATER,
    LINK,
    NEXT_DAY,
    Reporting,
    more_measures,
    report,
    reporting,
)

pytestmark = pytest.mark.django_db


def told(items: list[Due]) -> set[tuple[object, ...]]:
    """What is told of each thing, whoever looks."""
    return {(item.kind, item.about, item.due_on, item.post_id, item.unit_id) for item in items}


def viewers(given: Reporting) -> list[Viewer]:
    """Everybody of the small city who may answer for something."""
    return [given.aino, given.eero, given.liisa, given.oona, given.toni]


def test_what_waits_for_anybody_is_what_waits_for_each() -> None:
    given = reporting()
    report(given, given.oona, proofs=[LINK])
    more_measures(given, 3, reported=False)

    everything = queries.due_of_all(LATER)

    assert everything
    assert told(everything) == set().union(
        *(told(queries.due(viewer, LATER)) for viewer in viewers(given))
    )


def test_each_thing_stands_on_the_page_of_who_is_reminded_of_it() -> None:
    given = reporting()
    report(given, given.oona, proofs=[LINK])
    pages = {viewer.person_id: told(queries.due(viewer, LATER)) for viewer in viewers(given)}

    for item in queries.due_of_all(LATER):
        assert told([item]) <= pages[item.owner]


def test_everybody_is_asked_in_one_pass(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    given = reporting()
    more_measures(given, 6, reported=False)
    with django_assert_max_num_queries(26):
        queries.due_of_all(NEXT_DAY)
