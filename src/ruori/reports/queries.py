"""Reading editions back: cards for lists and pages, and the document of a sealed body."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ruori.files.queries import damaged_files
from ruori.kernel.problems import Problem, Ref, refuse
from ruori.kernel.sealing import body_hash, seal_hash
from ruori.kernel.text import N_, Text
from ruori.organisation.rules import Viewer
from ruori.reports import access
from ruori.reports.document import Document, Imprint
from ruori.reports.document_json import read
from ruori.reports.models import Edition, EditionFile
from ruori.reports.rules import LABEL, Format
from ruori.seals import queries as seals
from ruori.seals.models import Seal


@dataclass(frozen=True, slots=True)
class FileOfEdition:
    """A rendering kept as a file: its size in bytes and the checksum of its own bytes."""

    file: int
    language: str
    format: Format
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EditionCard:
    """What is told of an edition: number and hashes of its seal, its life, its files."""

    pk: int
    number: int
    hash: str
    previous: str
    sealed_at: datetime
    report: str
    year: int
    title: Text
    round: int
    round_title: Text
    data_known_at: datetime
    published_at: datetime | None
    corrects: int | None
    corrected_by: int | None
    reason: str
    files: tuple[FileOfEdition, ...]

    @property
    def ref(self) -> Ref:
        """The address of the edition."""
        return Ref(LABEL, self.pk, self.title)


def edition_cards(viewer: Viewer, *, at: datetime) -> list[EditionCard]:
    """The editions the viewer may see, newest first; two queries."""
    return _cards(
        Edition.objects.filter(access.visible_to(viewer, at=at)).order_by("-seal__number")
    )


def edition_card(viewer: Viewer, pk: int, *, at: datetime) -> EditionCard | None:
    """One edition, or None for what the viewer cannot see; two queries."""
    found = _cards(Edition.objects.filter(access.visible_to(viewer, at=at), pk=pk))
    return found[0] if found else None


def has_edition(round_id: int) -> bool:
    """True when the report of a round has been frozen for the bodies to handle; one query."""
    return Edition.objects.filter(round=round_id).exists()


def newest_edition(viewer: Viewer, *, report: str, year: int, at: datetime) -> EditionCard | None:
    """The edition of a report and year that nothing corrects, if there is one; two queries."""
    rows = Edition.objects.filter(access.visible_to(viewer, at=at), report=report, year=year)
    found = _cards(rows.order_by("-seal__number")[:1])
    return found[0] if found else None


def document_of(pk: int) -> Document:
    """The sealed document of an edition with its imprint; one query.

    The caller has already asked whether the reader may see it. The seal's hash is computed anew:
    raises Refused (EDITION_BROKEN) when the body is not the one that was sealed.
    """
    seal = seals.sealed_of(Seal.objects.get(edition__pk=pk))
    computed = seal_hash(
        number=seal.number,
        previous=seal.previous,
        kind=seal.kind,
        sealed_at=seal.sealed_at,
        body_sha256=body_hash(seal.body),
    )
    if computed != seal.hash:
        raise refuse(
            "EDITION_BROKEN",
            N_("This edition is not shown: its content is not what was frozen."),
            Ref(LABEL, pk),
            number=seal.number,
        )
    imprint = Imprint(seal.number, seal.hash, seal.previous, seal.sealed_at)
    return replace(read(seal.body), imprint=imprint)


def verify() -> list[Problem]:
    """What does not hold of seals and editions, each finding naming the edition; four queries.

    The whole chain is computed anew, and the bytes of every kept rendering are counted.
    """
    titles = {
        edition.seal.number: Ref(LABEL, edition.pk, edition.title)
        for edition in Edition.objects.select_related("seal").defer("seal__body")
    }
    broken = [_named(problem, titles) for problem in seals.verify()]
    return [*broken, *_damaged()]


def _named(problem: Problem, titles: dict[int, Ref]) -> Problem:
    """A finding about a seal as one about the edition that it holds, when it holds one."""
    edition = titles.get(problem.facts["number"])
    if edition is None:
        return problem
    facts = {**problem.facts, "title": edition.title}
    return replace(problem, about=edition, msgid=_OF_EDITION[problem.code], facts=facts)


def _damaged() -> list[Problem]:
    rows = EditionFile.objects.select_related("edition")
    by_file = {row.file_id: row for row in rows}
    return [
        Problem(
            "EDITION_FILE_DAMAGED",
            N_("The %(format)s file of “%(title)s” is missing or changed."),
            {"format": by_file[card.pk].format, "title": by_file[card.pk].edition.title},
            Ref(LABEL, by_file[card.pk].edition_id, by_file[card.pk].edition.title),
        )
        for card in damaged_files(by_file)
    ]


_OF_EDITION = {
    "SEAL_MISSING": N_("The seal %(number)s of “%(title)s” is missing from the chain."),
    "SEAL_WRONG_PREDECESSOR": N_(
        "“%(title)s” (seal %(number)s) does not follow the seal before it."
    ),
    "SEAL_CHANGED": N_("“%(title)s” (seal %(number)s) has been changed after it was frozen."),
    "SEAL_NOT_IN_TRAIL": N_(
        "“%(title)s” (seal %(number)s) is not the edition that the trail remembers."
    ),
}


def _cards(rows: Iterable[Edition]) -> list[EditionCard]:
    chosen = rows.select_related("seal", "round", "corrected_by")  # type: ignore[attr-defined]
    found = list(chosen.defer("seal__body").prefetch_related("files__file"))
    return [_card(row) for row in found]


def _card(row: Edition) -> EditionCard:
    seal = row.seal
    return EditionCard(
        pk=row.pk,
        number=seal.number,
        hash=seal.hash,
        previous=seal.previous,
        sealed_at=seal.sealed_at,
        report=row.report,
        year=row.year,
        title=row.title,
        round=row.round_id,
        round_title=row.round.title,
        data_known_at=row.data_known_at,
        published_at=row.published_at,
        corrects=row.corrects_id,
        corrected_by=row.corrected_by.pk if hasattr(row, "corrected_by") else None,
        reason=row.reason,
        files=tuple(_file(file) for file in row.files.all()),
    )


def _file(row: EditionFile) -> FileOfEdition:
    return FileOfEdition(
        file=row.file_id,
        language=row.language,
        format=Format(row.format),
        size=row.file.size,
        sha256=row.file.sha256,
    )
