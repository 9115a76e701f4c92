"""Fixing something for good: the chain holds, and every way of touching it shows."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from ruori.accounts.rules import TIMER
from ruori.audit.models import TrailEntry
from ruori.columns.append_only import NeverChanged
from ruori.kernel.canonical import NotCanonical
from ruori.kernel.sealing import FIRST_PREVIOUS, body_hash, seal_hash
from ruori.seals import queries
from ruori.seals.actions import seal
from ruori.seals.models import Seal
from ruori.seals.rules import Kind

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 2, 15, 12, tzinfo=UTC)


def fix(number: int, at: datetime = NOON) -> queries.Sealed:
    """Seal a small body."""
    return seal(kind=Kind.EDITION, body={"figure": Decimal(number)}, by=TIMER, at=at)


def tamper(statement: str, values: list[Any]) -> None:
    """Do what no code of the city can: change a row behind its back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found() -> list[tuple[str, int]]:
    """The findings as code and number of the seal."""
    return [(problem.code, problem.facts["number"]) for problem in queries.verify()]


def test_the_first_seal_follows_nothing() -> None:
    made = fix(1)
    assert (made.number, made.previous) == (1, FIRST_PREVIOUS)


def test_each_seal_follows_the_one_before() -> None:
    first, second, third = fix(1), fix(2), fix(3)
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert [each.number for each in queries.chain()] == [1, 2, 3]
    assert queries.newest() == third
    assert queries.sealed(2) == second
    assert queries.sealed(4) is None


def test_the_hash_can_be_recomputed_by_an_outsider() -> None:
    made = fix(42)
    assert made.body == b'{"figure":"42"}'
    assert made.hash == seal_hash(
        number=1,
        previous="0" * 64,
        kind="EDITION",
        sealed_at=made.sealed_at,
        body_sha256=body_hash(b'{"figure":"42"}'),
    )


def test_the_trail_remembers_the_sealing() -> None:
    made = fix(1)
    entry = TrailEntry.objects.get(verb="seal.made")
    assert (entry.object_pk, entry.facts["hash"]) == (made.pk, made.hash)


def test_time_never_runs_backwards_in_the_chain() -> None:
    fix(1)
    assert fix(2, at=NOON - timedelta(hours=1)).sealed_at == NOON


def test_a_body_without_one_written_form_is_refused() -> None:
    with pytest.raises(NotCanonical):
        seal(kind=Kind.EDITION, body={"figure": 0.1}, by=TIMER, at=NOON)
    assert queries.chain() == []


def test_a_seal_cannot_be_changed_or_removed_by_the_city() -> None:
    fix(1)
    row = Seal.objects.get()
    for touch in (
        row.save,
        row.delete,
        Seal.objects.all().delete,
        lambda: Seal.objects.update(kind="X"),
    ):
        with pytest.raises(NeverChanged):
            touch()


def test_a_seal_is_not_overwritten_by_a_new_one_with_its_key() -> None:
    fix(1)
    row = Seal.objects.get()
    told = {
        "number": row.number,
        "previous": row.previous,
        "sealed_at": row.sealed_at,
        "body": row.body,
        "hash": row.hash,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal(pk=row.pk, kind="FORGED", **told).save()
    with pytest.raises(NeverChanged):
        Seal.objects.bulk_create(
            [Seal(pk=row.pk, kind="FORGED", **told)],
            update_conflicts=True,
            update_fields=["kind"],
            unique_fields=["id"],
        )
    assert Seal.objects.get().kind == "EDITION"


def test_a_whole_chain_has_no_findings(django_assert_num_queries: Any) -> None:
    for number in range(5):
        fix(number)
    with django_assert_num_queries(2):
        assert queries.verify() == []


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("UPDATE seals_seal SET body = %s WHERE number = 2", '{"figure":"43"}'),
        ("UPDATE seals_seal SET kind = %s WHERE number = 2", "PLAN_VERSION"),
        ("UPDATE seals_seal SET sealed_at = %s WHERE number = 2", "2026-02-15 12:00:01+00:00"),
    ],
)
def test_a_changed_seal_is_named(change: str, value: str) -> None:
    for number in range(3):
        fix(number)
    tamper(change, [value])
    assert found() == [("SEAL_CHANGED", 2)]
    (problem,) = queries.verify()
    assert problem.about is not None
    assert problem.about.pk == Seal.objects.get(number=2).pk


def test_a_seal_bound_elsewhere_is_named() -> None:
    for number in range(3):
        fix(number)
    tamper("UPDATE seals_seal SET previous = %s WHERE number = 3", ["f" * 64])
    assert found() == [("SEAL_CHANGED", 3), ("SEAL_WRONG_PREDECESSOR", 3)]


def test_a_seal_taken_from_the_middle_is_missed() -> None:
    for number in range(3):
        fix(number)
    tamper("DELETE FROM seals_seal WHERE number = %s", [2])
    assert found() == [("SEAL_MISSING", 2)]


def test_a_seal_cut_from_the_end_is_missed() -> None:
    for number in range(3):
        fix(number)
    tamper("DELETE FROM seals_seal WHERE number = %s", [3])
    assert found() == [("SEAL_MISSING", 3)]


def test_a_seal_forged_with_its_hash_recomputed_is_not_the_one_remembered() -> None:
    first, last = fix(1), fix(2)
    body = '{"figure":"3"}'
    forged = seal_hash(
        number=2,
        previous=first.hash,
        kind=last.kind,
        sealed_at=last.sealed_at,
        body_sha256=body_hash(body.encode()),
    )
    tamper("UPDATE seals_seal SET body = %s, hash = %s WHERE number = 2", [body, forged])
    assert found() == [("SEAL_NOT_IN_TRAIL", 2)]


def test_a_seal_added_behind_the_citys_back_is_named() -> None:
    last = fix(1)
    body = '{"figure":"2"}'
    forged = seal_hash(
        number=2,
        previous=last.hash,
        kind="EDITION",
        sealed_at=last.sealed_at,
        body_sha256=body_hash(body.encode()),
    )
    Seal.objects.create(
        number=2,
        previous=last.hash,
        kind="EDITION",
        sealed_at=last.sealed_at,
        body=body,
        hash=forged,
    )
    assert found() == [("SEAL_NOT_IN_TRAIL", 2)]
