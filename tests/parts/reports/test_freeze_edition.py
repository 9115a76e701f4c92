"""Freezing a report: built from what is known, sealed for good, and the same ever after."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.config.settings import REPORT_FONTS
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.models import Person
from ruori.organisation.rules import STRANGER
from ruori.plans import actions as plans
from ruori.reports import queries
from ruori.reports.actions import freeze_edition
from ruori.reports.asking import Parameters
from ruori.reports.catalogue import render
from ruori.reports.council_year import CODE, build
from ruori.reports.council_year.gather import gather
from ruori.reports.document_json import write
from ruori.reports.models import Edition
from ruori.reports.rules import Format
from ruori.seals import queries as seals
from tests.parts.reports.frozen_year import (
    AT,
    BASE,
    LATER,
    FrozenYear,
    edition_of,
    frozen_year,
    open_year,
)

pytestmark = pytest.mark.django_db


def parameters(year: FrozenYear) -> Parameters:
    """What is asked of the report of 2025."""
    return Parameters(2025, year.round.covers_to, AT, BASE, round=year.round.pk)


def test_aino_freezes_the_report_of_a_frozen_round() -> None:
    year = frozen_year()
    made = edition_of(year)
    card = queries.edition_card(year.kemi.aino, made.pk, at=AT)
    assert card is not None
    assert (card.number, card.hash) == (made.number, made.hash)
    assert (card.year, card.round) == (2025, year.round.pk)
    assert card.title["fi"] == "Tavoitteiden toteutuminen 2025"
    assert card.published_at is None
    verbs = TrailEntry.objects.filter(label="reports.edition").values_list("verb", flat=True)
    assert list(verbs) == ["edition.frozen"]


def test_the_sealed_body_is_the_document_that_was_built() -> None:
    year = frozen_year()
    built = build(parameters(year), year.kemi.aino)
    made = edition_of(year)
    sealed = queries.document_of(made.pk)
    assert replace(sealed, imprint=None) == built
    assert sealed.imprint is not None
    assert sealed.imprint.hash == made.hash


def test_an_edition_tells_what_was_reported_and_what_was_not() -> None:
    year = frozen_year()
    facts = gather(parameters(year), year.kemi.aino)
    told = {pk: (m.said.done if m.said else None) for pk, m in facts.measures.items()}
    assert told == {year.reported.pk: "Liikuntapaikka avattiin.", year.silent.pk: None}
    assert [str(code) for code in facts.measures[year.silent.pk].shown] == ["NOT_REPORTED"]
    assert str(facts.measures[year.reported.pk].said.proof) == "NOT_CHECKED"  # type: ignore[union-attr]
    (root,) = facts.goals
    assert root.children[0].measures == (year.reported.pk, year.silent.pk)
    assert facts.posts[year.kemi.education_head.pk]["fi"]
    assert [unit.name["fi"] for unit in facts.units] == ["Opetus", "Ympäristö"]


def test_later_edits_change_no_byte_of_an_edition() -> None:
    year = frozen_year()
    made = edition_of(year)
    before = render(queries.document_of(made.pk), "fi", Format.PDF, fonts=REPORT_FONTS)
    year.reported.refresh_from_db()
    plans.change_measure(
        measure=year.reported,
        version=year.reported.version,
        changes={"name": Text("Aivan muuta"), "ends_on": date(2030, 1, 1)},
        terms=plans.Terms(holds_from=date(2025, 1, 1), reason="Muuttui."),
        by=year.kemi.aino,
        at=LATER,
    )
    assert "Aivan muuta" in str(write(build(parameters(year), year.kemi.aino)))
    assert render(queries.document_of(made.pk), "fi", Format.PDF, fonts=REPORT_FONTS) == before


def test_no_name_of_a_person_is_in_the_sealed_body() -> None:
    year = frozen_year()
    edition_of(year)
    sealed = seals.newest()
    assert sealed is not None
    body = sealed.body.decode()
    for person in Person.objects.all():
        assert person.name not in body
        assert not person.work_email or person.work_email not in body


def test_what_is_not_public_stays_out_and_is_counted() -> None:
    year = frozen_year()
    plans.change_measure(
        measure=year.silent,
        version=year.silent.version,
        changes={"visibility": Visibility.IN_PREPARATION},
        terms=plans.Terms(holds_from=date(2025, 1, 1)),
        by=year.kemi.aino,
        at=AT,
    )
    told = gather(parameters(year), year.kemi.aino)
    assert set(told.measures) == {year.reported.pk}
    assert told.withheld == 1
    assert "Kunnostetaan ranta" not in str(write(build(parameters(year), year.kemi.aino)))


def test_building_asks_a_constant_number_of_questions(django_assert_max_num_queries: Any) -> None:
    year = frozen_year()
    with django_assert_max_num_queries(45):
        gather(parameters(year), year.kemi.aino)


@pytest.mark.parametrize("name", ["liisa", "eero", "matti"])
def test_others_cannot_freeze(name: str) -> None:
    year = frozen_year()
    with pytest.raises(NotAllowed):
        freeze_edition(report=CODE, round=year.round, base=BASE, by=getattr(year.kemi, name), at=AT)
    assert not Edition.objects.exists()


def test_a_stranger_cannot_freeze() -> None:
    year = frozen_year()
    with pytest.raises(NotAllowed):
        freeze_edition(report=CODE, round=year.round, base=BASE, by=STRANGER, at=AT)


def test_a_round_that_is_still_open_is_refused() -> None:
    year = open_year()
    with pytest.raises(Refused) as refused:
        edition_of(year)
    assert refused.value.problem.code == "ROUND_NOT_FROZEN"
    assert not Edition.objects.exists()


def test_a_year_is_frozen_once() -> None:
    year = frozen_year()
    edition_of(year)
    with pytest.raises(Refused) as refused:
        edition_of(year)
    assert refused.value.problem.code == "EDITION_EXISTS"
    assert Edition.objects.count() == 1
