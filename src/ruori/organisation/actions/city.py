"""The city itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import EMPTY, LANGUAGES, N_, Text
from ruori.organisation import access
from ruori.organisation.actions.writing import Written, columns_of, facts_of
from ruori.organisation.models import City, Holding
from ruori.organisation.rules import Viewer

CHANGEABLE = frozenset({"code", "name", "languages", "colours", "contact", "mayor_post"})


@transaction.atomic
def found_city(
    *,
    code: str,
    name: Text,
    by: Viewer,
    at: datetime,
    languages: Sequence[str] = LANGUAGES,
    colours: Sequence[str] = (),
    contact: Text = EMPTY,
    is_example: bool = False,
) -> City:
    """Found the one city of this installation; the mayor's post is named later by `set_city`.

    `code` is the three-digit municipality code. Raises NotAllowed, Refused (already founded).
    """
    require(access.may_found_city(by))
    stamped_at = stamp(at=at)
    if City.objects.filter(pk=1).exists():
        raise refuse("CITY_FOUNDED", N_("The city has already been founded."), about=_about(name))
    city = City.objects.create(
        pk=1,
        code=code,
        name=name,
        languages=list(languages),
        colours=list(colours),
        contact=contact,
        is_example=is_example,
    )
    facts = {"code": code, "name": name, "is_example": is_example}
    record(verb="city.founded", about=_about(name), by=by.actor, at=stamped_at, facts=facts)
    return city


@transaction.atomic
def set_city(
    *, city: City, version: int, changes: Mapping[str, Any], by: Viewer, at: datetime
) -> Written:
    """Change what the city says of itself, or which post is the mayor's.

    Raises NotAllowed, Conflict (changed meanwhile), Refused (nobody holds the mayor's post).
    """
    require(access.may_set_city(by))
    stamped_at = stamp(at=at)
    columns = columns_of(changes, CHANGEABLE, frozenset({"mayor_post"}))
    for name in ("languages", "colours"):
        if name in columns:
            columns[name] = list(columns[name])
    if "mayor_post_id" in columns:
        _check_mayor(columns["mayor_post_id"], at)
    fresh = City.objects.get(pk=city.pk)
    before = {name: getattr(fresh, name) for name in columns}
    claim(row=city, version=version, changes=columns)
    about = _about(columns.get("name", fresh.name))
    facts = facts_of(columns, before)
    record(verb="city.changed", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Written(city.pk, version + 1)


def _check_mayor(post: int | None, at: datetime) -> None:
    if post is None or not Holding.objects.in_force(city_day(at)).filter(post=post).exists():
        raise refuse(
            "MAYOR_POST_EMPTY",
            N_("The mayor's post must have a holder: the city answers through it."),
            field="mayor_post",
        )


def _about(name: Text) -> Ref:
    return Ref("organisation.city", 1, name)
