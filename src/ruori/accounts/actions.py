"""Deeds of accounts: making one, signing in. Accounts lie below the trail: they keep own rows."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from ruori.accounts.models import PostedText, SignIn, User
from ruori.accounts.rules import QUARTER, may_try_again, normal_email

KEPT_FOR = timedelta(days=30)
"""How long a text waits for its writer (experience F3)."""
KEPT_MAX = 40_000
"""The longest text kept, in characters over all its fields."""
PAGE_MAX = 500


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The outcome of an attempt: the account, or why not (WRONG, TOO_MANY)."""

    user: User | None
    why_not: str = ""


@transaction.atomic
def open_account(*, email: str, password: str, language: str, at: datetime) -> User:
    """Make an account. Raises Django's ValidationError for a weak password."""
    validate_password(password)
    user, made = User.objects.get_or_create(
        email=normal_email(email), defaults={"language": language, "created_at": at}
    )
    if made:
        user.password = make_password(password)
        user.save(update_fields=["password"])
    return user


def sign_in(*, email: str, password: str, at: datetime, known_as: int | None = None) -> SignedIn:
    """Check an address and a password; every attempt that is looked at leaves a SignIn row.

    Five failures within a quarter of an hour close the address for the rest of it. `known_as` is
    the account this browser has signed in to before: its failures are counted apart, so that
    strangers who guess at an address do not shut out its owner. An unknown address takes as long
    as a known one.
    """
    address = normal_email(email)
    key = hashlib.sha256(address.encode()).hexdigest()
    user = User.objects.filter(email=address, is_active=True).first()
    is_known = user is not None and user.pk == known_as
    # Written before the others are counted: many who guess at once are counted too.
    attempt = SignIn.objects.create(
        user=user, email_sha256=key, at=at, succeeded=False, is_known_browser=is_known
    )
    recent = SignIn.objects.filter(
        email_sha256=key, at__gt=at - QUARTER, succeeded=False, is_known_browser=is_known
    ).exclude(pk=attempt.pk)
    if not may_try_again(list(recent.values_list("at", flat=True)), at):
        attempt.delete()
        return SignedIn(None, "TOO_MANY")
    if user is None:
        make_password(password)
        return SignedIn(None, "WRONG")
    if not check_password(password, user.password):
        return SignedIn(None, "WRONG")
    attempt.succeeded = True
    attempt.save(update_fields=["succeeded"])
    return SignedIn(user)


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Remember the language the account reads."""
    User.objects.filter(pk=user.pk).update(language=language)


@transaction.atomic
def keep_text(
    *, user_id: int, page: str, fields: Mapping[str, Sequence[str]], at: datetime
) -> int | None:
    """Keep a form sent when the session had ended, the newest of a page; its key.

    None when there is nothing to keep, the account is closed, or the text is too large. Texts of
    over thirty days go.
    """
    PostedText.objects.filter(posted_at__lt=at - KEPT_FOR).delete()
    kept = {name: list(values) for name, values in fields.items() if any(values)}
    size = sum(len(text) for values in kept.values() for text in values)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not kept or size > KEPT_MAX or len(page) > PAGE_MAX:
        return None
    row, _ = PostedText.objects.update_or_create(
        user=user, page=page, defaults={"fields": kept, "posted_at": at}
    )
    return int(row.pk)


@transaction.atomic
def forget_text(*, user_id: int, pk: int) -> bool:
    """Drop a kept text of the account's own once it has been sent; true when there was one."""
    gone, _ = PostedText.objects.filter(pk=pk, user_id=user_id).delete()
    return bool(gone)
