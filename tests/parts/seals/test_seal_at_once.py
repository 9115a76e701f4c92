"""Two who seal at the same moment wait for each other: one chain, no gap, no fork."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connections

from ruori.accounts.rules import TIMER
from ruori.seals import queries
from ruori.seals.actions import seal
from ruori.seals.rules import Kind

EACH = 8
AT = datetime(2026, 2, 15, 12, tzinfo=UTC)


def seal_many(name: str) -> None:
    """Seal several bodies one after another, on a connection of one's own."""
    try:
        for number in range(EACH):
            seal(kind=Kind.EDITION, body={"who": name, "number": number}, by=TIMER, at=AT)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_sealing_at_the_same_moment_gives_one_whole_chain() -> None:
    seal(kind=Kind.EDITION, body={"who": "first"}, by=TIMER, at=AT)
    with ThreadPoolExecutor(max_workers=3) as pool:
        list(pool.map(seal_many, ("a", "b", "c")))
    assert [each.number for each in queries.chain()] == list(range(1, 3 * EACH + 2))
    assert queries.verify() == []
