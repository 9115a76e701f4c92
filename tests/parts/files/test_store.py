"""Taking a file in."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from ruori.accounts.rules import RESIDENT, TIMER, Actor, ActorKind
from ruori.audit.models import TrailEntry
from ruori.columns.append_only import NeverChanged
from ruori.files import queries
from ruori.files.actions import store
from ruori.files.models import StoredFile
from ruori.files.shelf import Damaged, Shelf, the_shelf
from ruori.kernel.problems import NotAllowed, Refused
from tests.rules.files import samples

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
LIISA = Actor(ActorKind.USER, user_id=7, label="Liisa")


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, settings: Settings) -> Shelf:
    """A shelf of this test's own."""
    settings.STORAGES = settings.STORAGES | {
        "ruori_files": {"BACKEND": "ruori.files.shelf.Shelf", "OPTIONS": {"location": tmp_path}}
    }
    return the_shelf()


def test_the_bytes_lie_under_their_own_hash(shelf: Shelf) -> None:
    kept = store(name="../muistio.pdf", content=samples.PDF, by=LIISA, at=AT)
    sha256 = hashlib.sha256(samples.PDF).hexdigest()
    assert (kept.name, kept.media_type, kept.size) == (
        "muistio.pdf",
        "application/pdf",
        len(samples.PDF),
    )
    assert kept.sha256 == sha256
    assert (Path(shelf.location) / sha256[:2] / sha256).read_bytes() == samples.PDF
    assert kept.uploaded_by == "Liisa"


def test_the_same_bytes_twice_are_two_rows_and_one_file(shelf: Shelf) -> None:
    store(name="a.pdf", content=samples.PDF, by=LIISA, at=AT)
    store(name="b.pdf", content=samples.PDF, by=TIMER, at=AT)
    assert StoredFile.objects.count() == 2
    assert sum(1 for path in Path(shelf.location).rglob("*") if path.is_file()) == 1


def test_a_photo_is_kept_without_its_place_and_with_its_size() -> None:
    given = samples.photo_with_place(orientation=6)
    kept = store(name="kuva.jpg", content=given, by=LIISA, at=AT)
    row = StoredFile.objects.get(pk=kept.pk)
    assert (kept.width, kept.height) == (20, 40)
    assert row.received_sha256 == hashlib.sha256(given).hexdigest()
    assert row.sha256 != row.received_sha256
    assert b"Esimerkki Aino" not in queries.open_file(kept.pk).content


def test_the_trail_tells_who_added_it_but_not_the_name() -> None:
    kept = store(name="Esimerkki Aino.pdf", content=samples.PDF, by=LIISA, at=AT)
    entry = TrailEntry.objects.get()
    assert (entry.verb, entry.label, entry.object_pk) == (
        "file.stored",
        "files.storedfile",
        kept.pk,
    )
    assert entry.actor_user_id == 7
    assert entry.facts["sha256"] == kept.sha256
    assert "Aino" not in f"{entry.title} {entry.facts}"


def test_a_resident_cannot_store_a_file(shelf: Shelf) -> None:
    with pytest.raises(NotAllowed):
        store(name="a.pdf", content=samples.PDF, by=RESIDENT, at=AT)
    assert not any(Path(shelf.location).iterdir())


def test_a_link_holder_can_store_a_file() -> None:
    holder = Actor(ActorKind.LINK, label="linkki")
    assert store(name="a.pdf", content=samples.PDF, by=holder, at=AT).pk


def test_a_refused_file_leaves_nothing(shelf: Shelf) -> None:
    with pytest.raises(Refused):
        store(name="a.pdf", content=b"MZ", by=LIISA, at=AT)
    assert not StoredFile.objects.exists()
    assert not TrailEntry.objects.exists()
    assert not any(Path(shelf.location).iterdir())


def test_a_stored_file_is_never_changed_or_removed() -> None:
    kept = store(name="a.pdf", content=samples.PDF, by=LIISA, at=AT)
    with pytest.raises(NeverChanged):
        StoredFile.objects.filter(pk=kept.pk).delete()
    with pytest.raises(NeverChanged):
        StoredFile.objects.get(pk=kept.pk).save()


def test_opening_gives_bytes_and_safe_headers_in_one_query() -> None:
    kept = store(name="a.pdf", content=samples.PDF, by=LIISA, at=AT)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        opened = queries.open_file(kept.pk)
    assert len(asked) == 1
    assert opened.content == samples.PDF
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.headers["Content-Length"] == str(len(samples.PDF))


def test_bytes_changed_on_the_shelf_are_noticed(shelf: Shelf) -> None:
    whole = store(name="a.pdf", content=samples.PDF, by=LIISA, at=AT)
    touched = store(name="a.txt", content=b"luku 412", by=LIISA, at=AT)
    lost = store(name="b.txt", content=b"luku 413", by=LIISA, at=AT)
    place = Path(shelf.location)
    (place / touched.sha256[:2] / touched.sha256).write_bytes(b"luku 999")
    (place / lost.sha256[:2] / lost.sha256).unlink()
    with pytest.raises(Damaged):
        queries.open_file(touched.pk)
    with pytest.raises(Damaged):
        queries.open_file(lost.pk)
    assert [card.pk for card in queries.damaged_files()] == [touched.pk, lost.pk]
    assert queries.damaged_files([whole.pk]) == []


def test_cards_of_several_files_take_one_query() -> None:
    first = store(name="a.pdf", content=samples.PDF, by=LIISA, at=AT)
    second = store(name="b.txt", content=b"rivi", by=LIISA, at=AT)
    with CaptureQueriesContext(connection) as asked:
        found = queries.cards([first.pk, second.pk, 10**9])
    assert len(asked) == 1
    assert found == {first.pk: first, second.pk: second}


def test_a_hash_cannot_lead_out_of_the_shelf(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        shelf.take("../../etc/passwd")


def test_the_city_has_its_shelf_in_the_settings(settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {"ruori_files": settings.STORAGES["default"]}
    with pytest.raises(TypeError, match="ruori_files"):
        the_shelf()


def test_keeping_the_same_bytes_again_leaves_the_file_alone(shelf: Shelf) -> None:
    sha256 = shelf.keep(b"tavut")
    place = Path(shelf.location) / sha256[:2] / sha256
    place.chmod(0o400)
    assert shelf.keep(b"tavut") == sha256
    assert [path.name for path in place.parent.iterdir()] == [sha256]
