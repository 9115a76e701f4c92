"""Two who take the same page in at the same moment get the same draft."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ruori.intake import actions
from ruori.intake.models import Draft
from ruori.organisation.rules import SYSTEM
from tests.city import AT
from tests.parts.intake.given import SMALL


def take_in(name: str) -> int:
    """Take the page in, on a connection of one's own; the key of its draft."""
    try:
        return actions.open_draft(content=SMALL.encode(), name=name, by=SYSTEM, at=AT).pk
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_the_same_page_at_the_same_moment_makes_one_draft() -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        made = set(pool.map(take_in, ("a.txt", "b.txt", "c.txt", "d.txt")))
    assert made == {Draft.objects.get().pk}
