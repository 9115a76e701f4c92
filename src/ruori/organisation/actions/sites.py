"""Places where the city works, such as schools and libraries."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, restate, stamp
from ruori.kernel.problems import Ref, require
from ruori.kernel.text import EMPTY, Text
from ruori.kernel.validity import on, put
from ruori.organisation import access
from ruori.organisation.actions.writing import (
    Written,
    amended,
    columns_of,
    facts_of,
    names_of,
    refuse_taken_code,
    standing_rows,
)
from ruori.organisation.models import Site, SiteState, Unit
from ruori.organisation.rules import Viewer

CHANGEABLE = frozenset({"name", "unit", "note", "source"})
LABEL = "organisation.site"


@transaction.atomic
def open_site(
    *,
    code: str,
    name: Text,
    start: date,
    by: Viewer,
    at: datetime,
    unit: Unit | None = None,
    note: Text = EMPTY,
    source: str = "",
) -> Site:
    """Open a site from a day on; `source` tells where the city knows it from.

    Raises NotAllowed, Refused (code taken).
    """
    require(access.may_keep_sites(by))
    stamped_at = stamp(at=at)
    refuse_taken_code(Site, code, LABEL)
    site = Site.objects.create(code=code)
    state = {
        "site_id": site.pk,
        "unit_id": None if unit is None else unit.pk,
        "name": name,
        "note": note,
        "source": source,
    }
    restatement = put((), state, start=start)
    restate(model=SiteState, restatement=restatement, stamped_at=stamped_at)
    facts = {"code": code, "start": start, **facts_of(state)}
    about = Ref(LABEL, site.pk, name)
    record(verb="site.opened", about=about, by=by.actor, at=stamped_at, facts=facts)
    return site


@transaction.atomic
def change_site(
    *,
    site: Site,
    version: int,
    changes: Mapping[str, Any],
    start: date,
    by: Viewer,
    at: datetime,
) -> Written:
    """Change a site's name, unit or note from a day on. Raises NotAllowed, Conflict, Refused."""
    require(access.may_keep_sites(by))
    stamped_at = stamp(at=at)
    claim(row=site, version=version)
    columns = columns_of(changes, CHANGEABLE, frozenset({"unit"}))
    history = standing_rows(SiteState, site=site)
    about = Ref(LABEL, site.pk, names_of(history, start, "name"))
    restatement = amended(SiteState, key={"site": site}, changes=columns, start=start, about=about)
    restate(model=SiteState, restatement=restatement, stamped_at=stamped_at)
    before = on(history, start)
    facts = {"start": start, **facts_of(columns, before.state if before else None)}
    record(verb="site.changed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Written(site.pk, version + 1)
