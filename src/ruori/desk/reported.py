"""What was said before, and the proofs that come with what is said now."""

from dataclasses import dataclass
from typing import Any

from ruori.desk.frame import language, words
from ruori.files.rules import MAX_BYTES
from ruori.followup.actions import NewProof, Upload
from ruori.followup.queries import Told
from ruori.followup.rules.goals import Ruled
from ruori.kernel.instants import city_day
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was said in a round, for showing beside a form."""

    pk: int
    round: str
    day: str
    progress: str
    outlook: str
    done: str
    cause: str
    action: str
    verdict: str
    verdict_reason: str


def last_time(told: Told | None) -> LastTime | None:
    """An entry for showing beside a form; no query."""
    if told is None:
        return None
    entry = told.entry
    return LastTime(
        pk=entry.pk,
        round=words(told.round.title),
        day=formats.day(city_day(entry.recorded_at), language()),
        progress=entry.progress or "",
        outlook=entry.outlook or "",
        done=entry.done,
        cause=entry.cause,
        action=entry.action,
        verdict=entry.verdict or "",
        verdict_reason=entry.verdict_reason,
    )


def given_proofs(cleaned: dict[str, Any]) -> list[NewProof]:
    """The proofs of a form; an uploaded file is kept only together with what it proves."""
    found = []
    public = bool(cleaned.get("proof_is_public"))
    upload = cleaned.get("proof_file")
    if upload is not None:
        # One byte past the limit is enough to be refused; the rest is not read into memory.
        handed_in = Upload(upload.name, upload.read(MAX_BYTES + 1))
        found.append(NewProof(upload=handed_in, is_public=public))
    link = cleaned.get("proof_link", "")
    if link:
        found.append(NewProof(title=link[:300], link=link, is_public=public))
    return found


@dataclass(frozen=True, slots=True)
class Tested:
    """What the tests fixed in advance say, beside what a unit says."""

    code: str
    reached: int
    total: int
    unknown: int


def tested_words(ruled: Ruled | None) -> Tested | None:
    """The state of the tests for a page; None for a goal without any."""
    if ruled is None or not ruled.total:
        return None
    return Tested(ruled.attainment, ruled.reached, ruled.total, ruled.unknown)
