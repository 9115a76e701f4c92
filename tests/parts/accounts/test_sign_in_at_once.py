"""Many who guess at the same moment get no more guesses than one who guesses in turn."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ruori.accounts.actions import open_account, sign_in
from ruori.accounts.rules import ATTEMPTS_PER_QUARTER
from tests.city import AT, PASSWORD

ADDRESS = "aino@esimerkki.invalid"


def guess(number: int) -> str:
    """One wrong guess, on a connection of its own: why it failed."""
    try:
        return sign_in(email=ADDRESS, password=f"arvaus-{number}", at=AT).why_not
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_guesses_at_once_are_counted_together() -> None:
    open_account(email=ADDRESS, password=PASSWORD, language="fi", at=AT)
    with ThreadPoolExecutor(max_workers=6) as pool:
        answers = list(pool.map(guess, range(18)))
    assert answers.count("WRONG") <= ATTEMPTS_PER_QUARTER
    assert set(answers) <= {"WRONG", "TOO_MANY"}
