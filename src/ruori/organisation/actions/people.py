"""Persons who may hold posts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.accounts.actions import open_account
from ruori.accounts.models import User
from ruori.audit.actions import claim, record, stamp
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.organisation import access
from ruori.organisation.actions.writing import Written, columns_of
from ruori.organisation.models import Person
from ruori.organisation.rules import Viewer

CHANGEABLE = frozenset({"name", "work_email"})
LABEL = "organisation.person"


@transaction.atomic
def add_person(
    *,
    name: str,
    by: Viewer,
    at: datetime,
    work_email: str = "",
    password: str = "",
    language: str = "fi",
) -> Person:
    """Add somebody who may hold posts; with a password also an account to sign in with.

    Raises NotAllowed, Refused (a person with the address exists, the account is another's, an
    account needs an address) and Django's ValidationError for a weak password.
    """
    require(access.may_keep_people(by))
    stamped_at = stamp(at=at)
    _refuse_same_address(work_email)
    user = _account(work_email, password, language, stamped_at) if password else None
    person = Person.objects.create(name=name, work_email=work_email, user=user)
    facts = {"has_account": user is not None}
    record(verb="person.added", about=_about(person), by=by.actor, at=stamped_at, facts=facts)
    return person


@transaction.atomic
def change_person(
    *, person: Person, version: int, changes: Mapping[str, Any], by: Viewer, at: datetime
) -> Written:
    """Correct a person's name or work address. Raises NotAllowed, Conflict, Refused."""
    require(access.may_keep_people(by))
    stamped_at = stamp(at=at)
    columns = columns_of(changes, CHANGEABLE)
    _refuse_same_address(columns.get("work_email", ""), but=person)
    claim(row=person, version=version, changes=columns)
    # The trail tells which fields changed, not the personal data in them.
    facts = {"fields": sorted(columns)}
    record(verb="person.changed", about=_about(person), by=by.actor, at=stamped_at, facts=facts)
    return Written(person.pk, version + 1)


def _account(email: str, password: str, language: str, at: datetime) -> User:
    if not email:
        raise refuse(
            "ADDRESS_MISSING", N_("An account needs an e-mail address."), field="work_email"
        )
    user = open_account(email=email, password=password, language=language, at=at)
    other = Person.objects.filter(user=user).first()
    if other is not None:
        raise refuse(
            "ACCOUNT_TAKEN", N_("This account already belongs to somebody."), about=_about(other)
        )
    return user


def _refuse_same_address(email: str, but: Person | None = None) -> None:
    others = Person.objects.filter(work_email__iexact=email)
    other = (others if but is None else others.exclude(pk=but.pk)).first()
    if email and other is not None:
        raise refuse(
            "PERSON_EXISTS",
            N_("Somebody with this e-mail address has already been added."),
            about=_about(other),
            field="work_email",
        )


def _about(person: Person) -> Ref:
    return Ref(LABEL, person.pk, Text(person.name))
