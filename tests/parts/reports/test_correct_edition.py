"""A mistake in an edition is corrected by a new one; the old one stays with a notice."""

import pytest

from ruori.kernel.problems import NotAllowed, Refused
from ruori.reports import queries
from ruori.reports.actions import correct_edition
from ruori.reports.document import Paragraph
from ruori.reports.models import Edition
from ruori.seals import queries as seals
from tests.parts.reports.frozen_year import AT, BASE, LATER, edition_of, frozen_year

pytestmark = pytest.mark.django_db


def test_a_correction_names_the_old_edition_which_stays() -> None:
    year = frozen_year()
    old = edition_of(year)
    before = queries.document_of(old.pk)
    made = correct_edition(
        edition=Edition.objects.get(pk=old.pk),
        reason="Luku oli väärä.",
        base=BASE,
        by=year.kemi.aino,
        at=LATER,
    )
    cards = {card.pk: card for card in queries.edition_cards(year.kemi.aino, at=LATER)}
    assert cards[made.pk].corrects == old.pk
    assert cards[made.pk].reason == "Luku oli väärä."
    assert cards[old.pk].corrected_by == made.pk
    assert queries.document_of(old.pk) == before
    told = queries.document_of(made.pk).summary.blocks[1]
    assert isinstance(told, Paragraph)
    assert dict(told.cells)["number"].value == old.number
    newest = queries.newest_edition(year.kemi.aino, report="COUNCIL_YEAR", year=2025, at=LATER)
    assert newest is not None
    assert newest.pk == made.pk
    assert seals.verify() == []


def test_a_correction_tells_why() -> None:
    year = frozen_year()
    old = Edition.objects.get(pk=edition_of(year).pk)
    with pytest.raises(Refused) as refused:
        correct_edition(edition=old, reason="  ", base=BASE, by=year.kemi.aino, at=LATER)
    assert refused.value.problem.code == "CORRECTION_TELLS_WHY"


def test_an_edition_is_corrected_once_and_then_its_correction() -> None:
    year = frozen_year()
    old = Edition.objects.get(pk=edition_of(year).pk)
    made = correct_edition(edition=old, reason="1.", base=BASE, by=year.kemi.aino, at=LATER)
    with pytest.raises(Refused) as refused:
        correct_edition(edition=old, reason="2.", base=BASE, by=year.kemi.aino, at=LATER)
    assert refused.value.problem.code == "EDITION_ALREADY_CORRECTED"
    newer = Edition.objects.get(pk=made.pk)
    correct_edition(edition=newer, reason="2.", base=BASE, by=year.kemi.aino, at=LATER)
    assert Edition.objects.count() == 3


def test_liisa_cannot_correct() -> None:
    year = frozen_year()
    old = Edition.objects.get(pk=edition_of(year).pk)
    with pytest.raises(NotAllowed):
        correct_edition(edition=old, reason="Väärin.", base=BASE, by=year.kemi.liisa, at=AT)
