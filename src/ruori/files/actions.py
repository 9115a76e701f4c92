"""Taking a file in."""

import hashlib
from datetime import datetime

from django.db import transaction

from ruori.accounts.rules import Actor
from ruori.audit.actions import record
from ruori.files import access
from ruori.files.models import StoredFile
from ruori.files.queries import FileCard, card_of
from ruori.files.rules import LABEL, clean_picture, judge, safe_name
from ruori.files.shelf import the_shelf
from ruori.kernel.problems import Ref, require
from ruori.kernel.text import Text


@transaction.atomic
def store(*, name: str, content: bytes, by: Actor, at: datetime) -> FileCard:
    """Judge an upload by its content, keep its bytes, and register it.

    Pictures are drawn anew without metadata. Adding the same file twice gives two rows over one
    file. Raises NotAllowed, and Refused with words for the uploader (see `rules.judge`).
    """
    require(access.may_store(by))
    kind = judge(name, content)
    picture = clean_picture(content, kind) if kind.is_picture else None
    kept = picture.content if picture else content
    # Bytes first: a row never points at nothing, and bytes without a row harm nobody.
    sha256 = the_shelf().keep(kept)
    row = StoredFile.objects.create(
        sha256=sha256,
        received_sha256=hashlib.sha256(content).hexdigest(),
        name=safe_name(name, kind.extension),
        media_type=kind.media_type,
        size=len(kept),
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        uploaded_at=at,
        uploaded_by_id=by.user_id,
        uploaded_by_label=by.label[:200],
    )
    # The trail keeps no personal free text, and names of files often hold a person's name.
    record(
        verb="file.stored",
        about=Ref(LABEL, row.pk, Text(f"{kind.extension} {sha256[:12]}")),
        by=by,
        at=at,
        facts={"sha256": sha256, "media_type": kind.media_type, "size": len(kept)},
    )
    return card_of(row)
