"""The one deed of this part: fixing something for good."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ruori.accounts.rules import Actor
from ruori.audit import actions as audit
from ruori.kernel.canonical import canonical_json
from ruori.kernel.problems import Ref
from ruori.kernel.sealing import FIRST_PREVIOUS, body_hash, seal_hash
from ruori.kernel.text import Text
from ruori.seals.models import Seal
from ruori.seals.queries import Sealed, sealed_of
from ruori.seals.rules import LABEL, Kind


@transaction.atomic
def seal(*, kind: Kind, body: Mapping[str, Any], by: Actor, at: datetime) -> Sealed:
    """Fix a body for good and bind it to the seal before it.

    The clock row is locked first, so two sealings wait for each other and numbers have no gaps.
    The caller has checked who may do it: this ground part knows no roles. Raises NotCanonical for
    a body without one written form (a float, a naive time).
    """
    stamped_at = audit.stamp(at=at)
    last = Seal.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    previous = last.hash if last else FIRST_PREVIOUS
    written = canonical_json(body)
    digest = seal_hash(
        number=number,
        previous=previous,
        kind=kind.value,
        sealed_at=stamped_at,
        body_sha256=body_hash(written),
    )
    row = Seal.objects.create(
        number=number,
        previous=previous,
        kind=kind.value,
        sealed_at=stamped_at,
        body=written.decode(),
        hash=digest,
    )
    audit.record(
        verb="seal.made",
        about=Ref(LABEL, row.pk, Text(str(row))),
        by=by,
        at=stamped_at,
        facts={"number": number, "kind": kind.value, "hash": digest},
    )
    return sealed_of(row)
