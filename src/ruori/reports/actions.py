"""Deeds of editions: freezing, correcting, publishing, keeping renderings."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.files import actions as files
from ruori.kernel.problems import Ref, Refused, require
from ruori.organisation.rules import Viewer
from ruori.reports import access
from ruori.reports.asking import Parameters
from ruori.reports.catalogue import REPORTS, render
from ruori.reports.document_json import write
from ruori.reports.models import Edition, EditionFile
from ruori.reports.queries import document_of
from ruori.reports.rules import (
    LABEL,
    Format,
    correction_problem,
    file_name,
    freezing_problem,
    publishing_problem,
)
from ruori.seals import actions as seals
from ruori.seals.rules import Kind


@dataclass(frozen=True, slots=True)
class FrozenEdition:
    """A frozen edition: its key, the number of its seal and its hash."""

    pk: int
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """A published edition and since when."""

    pk: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class KeptRendering:
    """A rendering kept as a file; `is_new` is False when it was there already."""

    file: int
    is_new: bool


@transaction.atomic
def freeze_edition(
    *,
    report: str,
    round: Round,
    base: str,
    by: Viewer,
    at: datetime,
) -> FrozenEdition:
    """Build a report of a frozen round and seal it for good as its year's first edition.

    `base` is the city's public address, to which the figures of the edition lead. Raises
    NotAllowed, and Refused when the round is not frozen or the year has its edition.
    """
    require(access.may_freeze_edition(by))
    stamped_at = audit.stamp(at=at)
    now = Round.objects.get(pk=round.pk)
    exists = Edition.objects.filter(report=report, year=now.covers_to.year).exists()
    problem = freezing_problem(round_state=RoundState(now.state), has_edition=exists)
    if problem is not None:
        raise Refused(problem)
    return _freeze(report, now, base, by=by, at=stamped_at)


@transaction.atomic
def correct_edition(
    *, edition: Edition, reason: str, base: str, by: Viewer, at: datetime
) -> FrozenEdition:
    """Build the report anew, with what is known now, as an edition that corrects an earlier one.

    The earlier one stays as it was, with a notice. Raises NotAllowed, and Refused without a
    reason or when a newer edition already corrects it.
    """
    require(access.may_freeze_edition(by))
    stamped_at = audit.stamp(at=at)
    is_corrected = Edition.objects.filter(corrects=edition).exists()
    problem = correction_problem(is_corrected=is_corrected, reason=reason)
    if problem is not None:
        raise Refused(problem)
    return _freeze(
        edition.report, edition.round, base, by=by, at=stamped_at, corrects=edition, reason=reason
    )


@transaction.atomic
def publish_edition(*, edition: Edition, by: Viewer, at: datetime) -> PublishedEdition:
    """Let everybody see an edition.

    Raises NotAllowed, and Refused when it is public already or its round is not: the entries to
    which its figures lead must be there for those who follow them.
    """
    require(access.may_publish_edition(by))
    stamped_at = audit.stamp(at=at)
    now = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    state = RoundState(now.round.state)
    problem = publishing_problem(published_at=now.published_at, round_state=state)
    if problem is not None:
        raise Refused(problem)
    now.published_at = stamped_at
    now.save(update_fields=["published_at"])
    audit.record(verb="edition.published", about=_ref(now), by=by.actor, at=stamped_at, facts={})
    return PublishedEdition(now.pk, stamped_at)


def keep_rendering(
    *, edition: Edition, language: str, format_: Format, fonts: Path, by: Viewer, at: datetime
) -> KeptRendering:
    """Render the sealed body and keep the file; a rendering already kept is left as it is.

    Rendered before the transaction begins, since nobody else can write while it lasts. Raises
    NotAllowed, and Refused when the body is not the one that was sealed.
    """
    require(access.may_keep_rendering(by))
    kept = EditionFile.objects.filter(edition=edition, language=language, format=format_).first()
    if kept is not None:
        return KeptRendering(kept.file_id, is_new=False)
    document = document_of(edition.pk)
    content = render(document, language, format_, fonts=fonts)
    name = file_name(
        title=document.title.to(language),
        number=document.imprint.number if document.imprint else 0,
        language=language,
        format_=format_,
    )
    return _keep(edition, language, format_, name, content, by=by, at=at)


@transaction.atomic
def _keep(
    edition: Edition,
    language: str,
    format_: Format,
    name: str,
    content: bytes,
    *,
    by: Viewer,
    at: datetime,
) -> KeptRendering:
    stored = files.store(name=name, content=content, by=by.actor, at=at)
    row, is_new = EditionFile.objects.get_or_create(
        edition=edition, language=language, format=format_, defaults={"file_id": stored.pk}
    )
    if is_new:
        facts = {"language": language, "format": format_, "sha256": stored.sha256}
        audit.record(verb="edition.rendered", about=_ref(edition), by=by.actor, at=at, facts=facts)
    return KeptRendering(row.file_id, is_new=is_new)


def _freeze(
    report: str,
    round_: Round,
    base: str,
    *,
    by: Viewer,
    at: datetime,
    corrects: Edition | None = None,
    reason: str = "",
) -> FrozenEdition:
    parameters = Parameters(
        year=round_.covers_to.year,
        as_of=round_.covers_to,
        known_at=at,
        base=base,
        round=round_.pk,
        corrects=corrects.seal.number if corrects else None,
        reason=reason.strip(),
    )
    document = REPORTS[report].build(parameters, by)
    sealed = seals.seal(kind=Kind.EDITION, body=write(document), by=by.actor, at=at)
    edition = Edition.objects.create(
        seal_id=sealed.pk,
        report=report,
        year=parameters.year,
        title=document.title,
        round=round_,
        data_known_at=at,
        corrects=corrects,
        reason=reason.strip(),
    )
    audit.record(
        verb="edition.corrected" if corrects else "edition.frozen",
        about=_ref(edition),
        by=by.actor,
        at=sealed.sealed_at,
        facts={"number": sealed.number, "corrects": corrects.pk if corrects else None},
    )
    return FrozenEdition(edition.pk, sealed.number, sealed.hash)


def _ref(edition: Edition) -> Ref:
    return Ref(LABEL, edition.pk, edition.title)
