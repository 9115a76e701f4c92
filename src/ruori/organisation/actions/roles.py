"""Rights beside one's own post, from day to day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import record, restate, stamp
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.kernel.validity import cut, put
from ruori.organisation import access
from ruori.organisation.actions.writing import check_days, names_of, standing_rows
from ruori.organisation.models import Person, Post, PostState, Role, Unit
from ruori.organisation.rules import BODY_ROLES, RoleCode, Viewer, clash


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Whose right it is: a post (whoever holds it) or a person; `unit` is the body they sit in."""

    post: Post | None
    person: Person | None
    unit: Unit | None

    def columns(self) -> dict[str, int | None]:
        """The bearer as columns of Role."""
        return {
            "post_id": None if self.post is None else self.post.pk,
            "person_id": None if self.person is None else self.person.pk,
            "unit_id": None if self.unit is None else self.unit.pk,
        }


@transaction.atomic
def give_role(
    *,
    code: RoleCode,
    start: date,
    by: Viewer,
    at: datetime,
    post: Post | None = None,
    person: Person | None = None,
    unit: Unit | None = None,
    end: date | None = None,
) -> None:
    """Give a right on [start, end); without an end until it is taken back.

    A role of a post is had by whoever holds it; `unit` is the body a councillor or an auditor
    sits in. Raises NotAllowed, Refused (not exactly one bearer, days in disorder, already given on
    one of the days, a role that concerns the whole city was given for one body).
    """
    require(access.may_give_roles(by))
    stamped_at = stamp(at=at)
    bearer = _bearer(post, person, unit)
    about = _about(bearer, start)
    check_days(start, end, about)
    if bearer.unit is not None and code not in BODY_ROLES:
        raise refuse(
            "ROLE_OF_THE_WHOLE_CITY", N_("This role concerns the whole city."), about=about
        )
    history = standing_rows(Role, **_key(code, bearer))
    if clash(history, start=start, end=end) is not None:
        raise refuse(
            "ROLE_ALREADY_GIVEN", N_("This role has already been given."), about=about, field="code"
        )
    restatement = put(history, {"code": code, **bearer.columns()}, start=start, end=end)
    restate(model=Role, restatement=restatement, stamped_at=stamped_at)
    facts = {"role": code, "start": start, "until": end, "unit": bearer.columns()["unit_id"]}
    record(verb="role.given", about=about, by=by.actor, at=stamped_at, facts=facts)


@transaction.atomic
def end_role(
    *,
    code: RoleCode,
    on: date,
    by: Viewer,
    at: datetime,
    post: Post | None = None,
    person: Person | None = None,
    unit: Unit | None = None,
) -> None:
    """Take a right back; `on` is the first day without it. Raises NotAllowed, Refused."""
    require(access.may_give_roles(by))
    stamped_at = stamp(at=at)
    bearer = _bearer(post, person, unit)
    about = _about(bearer, on)
    restatement = cut(standing_rows(Role, **_key(code, bearer)), start=on)
    if not restatement.withdraw:
        raise refuse(
            "ROLE_NOT_GIVEN",
            N_("This role is not in force on %(day)s or later."),
            about=about,
            day=on,
        )
    restate(model=Role, restatement=restatement, stamped_at=stamped_at)
    facts = {"role": code, "on": on, "unit": bearer.columns()["unit_id"]}
    record(verb="role.ended", about=about, by=by.actor, at=stamped_at, facts=facts)


def _bearer(post: Post | None, person: Person | None, unit: Unit | None) -> _Bearer:
    if (post is None) == (person is None):
        raise refuse(
            "ONE_BEARER",
            N_("A role is given to a post or to a person, not to both."),
            field="post",
        )
    return _Bearer(post, person, unit)


def _key(code: RoleCode, bearer: _Bearer) -> dict[str, Any]:
    key: dict[str, Any] = {"code": code}
    for column, value in bearer.columns().items():
        if value is None:
            key[f"{column}__isnull"] = True
        else:
            key[column] = value
    return key


def _about(bearer: _Bearer, day: date) -> Ref:
    if bearer.person is not None:
        return Ref("organisation.person", bearer.person.pk, Text(bearer.person.name))
    post = bearer.columns()["post_id"] or 0
    history = standing_rows(PostState, post=post)
    return Ref("organisation.post", post, names_of(history, day, "title"))
