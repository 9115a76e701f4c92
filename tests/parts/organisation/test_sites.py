"""Places where the city works."""

from datetime import date, timedelta

import pytest

from ruori.kernel.moments import Moment
from ruori.kernel.problems import Conflict, Refused
from ruori.kernel.text import Text
from ruori.organisation import actions
from ruori.organisation.models import Site
from ruori.organisation.queries import sites
from ruori.organisation.rules import SYSTEM
from tests.city import AT, BEGINNING, DAY, TODAY, unit

pytestmark = pytest.mark.django_db


def library(start: date = BEGINNING) -> Site:
    return actions.open_site(
        code="library", name=Text("Kirjasto"), start=start, source="esimerkki", by=SYSTEM, at=AT
    )


def change(row: Site, version: int = 1, start: date = DAY, **changes: object) -> None:
    actions.change_site(site=row, version=version, changes=changes, start=start, by=SYSTEM, at=AT)


def test_a_site_is_run_by_a_unit_from_a_day_on() -> None:
    row, culture = library(), unit("culture")
    change(row, unit=culture)
    (before,) = sites(Moment(DAY - timedelta(days=1)))
    (after,) = sites(TODAY)
    assert (before.unit, after.unit) == (None, culture.pk)
    assert (after.name, after.source) == (Text("Kirjasto"), "esimerkki")


def test_a_code_is_used_once() -> None:
    library()
    with pytest.raises(Refused) as refused:
        library()
    assert refused.value.problem.code == "CODE_TAKEN"


def test_a_site_cannot_change_before_it_opens() -> None:
    with pytest.raises(Refused) as refused:
        change(library(start=DAY), start=BEGINNING, name=Text("Pääkirjasto"))
    assert refused.value.problem.code == "NOT_IN_FORCE"


def test_a_stale_change_conflicts() -> None:
    row = library()
    change(row, name=Text("Pääkirjasto"))
    with pytest.raises(Conflict):
        change(row, name=Text("Sivukirjasto"))
