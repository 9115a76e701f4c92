"""Renderings kept as files, and the proof that seal and files are whole."""

from pathlib import Path

import pytest
from django.db import connection

from ruori.config.settings import REPORT_FONTS
from ruori.files.queries import open_file
from ruori.files.shelf import the_shelf
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation.rules import STRANGER, SYSTEM
from ruori.reports import queries
from ruori.reports.actions import keep_rendering
from ruori.reports.catalogue import render
from ruori.reports.models import Edition, EditionFile
from ruori.reports.rules import KEPT_FORMATS, Format, file_name
from tests.parts.reports.frozen_year import AT, edition_of, frozen_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """A frozen edition."""
    return Edition.objects.get(pk=edition_of(frozen_year()).pk)


def keep(edition: Edition, format_: Format = Format.PDF) -> int:
    """Keep a Finnish rendering as the worker does."""
    return keep_rendering(
        edition=edition, language="fi", format_=format_, fonts=REPORT_FONTS, by=SYSTEM, at=AT
    ).file


@pytest.mark.parametrize("format_", KEPT_FORMATS)
def test_a_rendering_is_kept_as_the_sealed_body_gives_it(edition: Edition, format_: Format) -> None:
    opened = open_file(keep(edition, format_))
    document = queries.document_of(edition.pk)
    assert opened.content == render(document, "fi", format_, fonts=REPORT_FONTS)
    (file,) = queries.edition_cards(SYSTEM, at=AT)[0].files
    assert (file.format, file.language, file.size) == (format_, "fi", len(opened.content))


def test_keeping_twice_keeps_one(edition: Edition) -> None:
    assert keep(edition) == keep(edition)
    assert EditionFile.objects.count() == 1


def test_a_stranger_cannot_keep(edition: Edition) -> None:
    with pytest.raises(NotAllowed):
        keep_rendering(
            edition=edition,
            language="fi",
            format_=Format.PDF,
            fonts=REPORT_FONTS,
            by=STRANGER,
            at=AT,
        )


def test_a_whole_city_has_no_findings(edition: Edition) -> None:
    keep(edition)
    assert queries.verify() == []


def test_a_touched_edition_is_named_and_never_rendered(edition: Edition) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE seals_seal SET body = replace(body, 'Kemi', 'Oulu')")
    findings = [problem for problem in queries.verify() if problem.code == "SEAL_CHANGED"]
    named = [problem.about.pk for problem in findings if problem.about is not None]
    assert edition.pk in named
    with pytest.raises(Refused) as refused:
        queries.document_of(edition.pk)
    assert refused.value.problem.code == "EDITION_BROKEN"


def test_a_touched_file_is_named(edition: Edition) -> None:
    file = keep(edition)
    sha256 = EditionFile.objects.get(file_id=file).file.sha256
    place = Path(the_shelf().location) / sha256[:2] / sha256
    place.chmod(0o600)
    place.write_bytes(b"%PDF-1.7 changed")
    (problem,) = queries.verify()
    assert (problem.code, problem.facts["format"]) == ("EDITION_FILE_DAMAGED", "pdf")
    place.unlink()


def test_the_name_of_a_file_tells_what_it_is() -> None:
    name = file_name(
        title="Tavoitteiden toteutuminen 2025", number=7, language="fi", format_=Format.PDF
    )
    assert name == "tavoitteiden-toteutuminen-2025-7-fi.pdf"
