"""Publishing: everybody sees an edition once its round is public, and nobody before."""

import pytest

from ruori.audit.models import TrailEntry
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation.rules import STRANGER
from ruori.reports import access, queries
from ruori.reports.actions import publish_edition
from ruori.reports.models import Edition
from tests import people
from tests.parts.reports.frozen_year import AT, LATER, edition_of, frozen_year, published_year

pytestmark = pytest.mark.django_db


def test_everybody_sees_a_published_edition() -> None:
    year = published_year()
    edition = Edition.objects.get(pk=edition_of(year).pk)
    assert queries.edition_cards(STRANGER, at=LATER) == []
    publish_edition(edition=edition, by=year.kemi.aino, at=LATER)
    (card,) = queries.edition_cards(STRANGER, at=LATER)
    assert card.pk == edition.pk
    assert card.published_at == LATER
    assert TrailEntry.objects.filter(verb="edition.published").count() == 1


def test_its_round_is_published_first() -> None:
    year = frozen_year()
    edition = Edition.objects.get(pk=edition_of(year).pk)
    with pytest.raises(Refused) as refused:
        publish_edition(edition=edition, by=year.kemi.aino, at=LATER)
    assert refused.value.problem.code == "ROUND_NOT_PUBLISHED"


def test_it_is_published_once() -> None:
    year = published_year()
    edition = Edition.objects.get(pk=edition_of(year).pk)
    publish_edition(edition=edition, by=year.kemi.aino, at=LATER)
    with pytest.raises(Refused) as refused:
        publish_edition(edition=edition, by=year.kemi.aino, at=LATER)
    assert refused.value.problem.code == "EDITION_PUBLISHED"


@pytest.mark.parametrize("name", ["liisa", "eero", "matti"])
def test_others_cannot_publish(name: str) -> None:
    year = published_year()
    edition = Edition.objects.get(pk=edition_of(year).pk)
    with pytest.raises(NotAllowed):
        publish_edition(edition=edition, by=getattr(year.kemi, name), at=LATER)


def test_lists_and_pages_agree_on_who_sees_an_edition() -> None:
    year = published_year()
    edition = Edition.objects.get(pk=edition_of(year).pk)
    for is_public in (False, True):
        if is_public:
            publish_edition(edition=edition, by=year.kemi.aino, at=AT)
            edition.refresh_from_db()
        for name, viewer in people.EVERYBODY.items():
            rows = Edition.objects.filter(access.visible_to(viewer, at=LATER))
            assert rows.exists() is access.may_see(viewer, edition, at=LATER), name


def test_who_may_do_what_with_editions() -> None:
    told = {
        name: (
            access.may_preview(viewer),
            access.may_freeze_edition(viewer),
            access.may_publish_edition(viewer),
            access.may_keep_rendering(viewer),
        )
        for name, viewer in people.EVERYBODY.items()
    }
    steers, reads, none = (True,) * 4, (True, False, False, False), (False,) * 4
    assert told == {
        "aino": steers,
        "eero": none,
        "liisa": none,
        "matti": none,
        "administrator": none,
        "auditor": reads,
        "employee": none,
        "without_post": none,
        "link_holder": none,
        "resident": none,
        "stranger": none,
        "timer": steers,
    }
