"""Reads of accounts: the text that waits for its writer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ruori.accounts.models import PostedText


@dataclass(frozen=True, slots=True)
class KeptText:
    """A form that was sent when the session had ended: its fields and when."""

    pk: int
    page: str
    fields: Mapping[str, tuple[str, ...]]
    posted_at: datetime


def kept_text(*, user: int, pk: int) -> KeptText | None:
    """A kept text of the account's own, or None; another's is not there. One query."""
    row = PostedText.objects.filter(pk=pk, user_id=user).first()
    if row is None:
        return None
    fields = {name: tuple(values) for name, values in row.fields.items()}
    return KeptText(row.pk, row.page, fields, row.posted_at)
