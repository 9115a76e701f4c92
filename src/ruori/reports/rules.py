"""Formats and states of an edition, and what stands in the way of freezing or publishing it."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from ruori.cycle.rules import RoundState
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_

LABEL: Final = "reports.edition"


class Format(StrEnum):
    """The four renderings of an edition; the page is the original."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


KEPT_FORMATS: Final = (Format.PDF, Format.DOCX, Format.XLSX)
"""Renderings kept as files; the page is written from the sealed body each time it is asked."""

FROZEN: Final = frozenset({RoundState.FROZEN, RoundState.PUBLISHED})


def file_name(*, title: str, number: int, language: str, format_: Format) -> str:
    """The name of a rendering, telling what it is when it lies in a folder of others."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in title.casefold())
    words = "-".join(word for word in kept.split("-") if word)
    return f"{words[:60].rstrip('-')}-{number}-{language}.{format_.value}"


def freezing_problem(*, round_state: RoundState, has_edition: bool) -> Problem | None:
    """Why a report of a round cannot be frozen, or None."""
    if round_state not in FROZEN:
        return Problem(
            "ROUND_NOT_FROZEN",
            N_("Freeze the round first: until then its entries may still change."),
        )
    if has_edition:
        return Problem(
            "EDITION_EXISTS",
            N_("This report has already been frozen. Make a correction that names it."),
        )
    return None


def correction_problem(*, is_corrected: bool, reason: str) -> Problem | None:
    """Why an edition cannot be corrected, or None: the newest only, and with a reason."""
    if is_corrected:
        return Problem(
            "EDITION_ALREADY_CORRECTED",
            N_("A newer edition already corrects this one. Correct that one."),
        )
    if not reason.strip():
        return Problem(
            "CORRECTION_TELLS_WHY", N_("Tell what the correction corrects."), {"field": "reason"}
        )
    return None


def publishing_problem(*, published_at: datetime | None, round_state: RoundState) -> Problem | None:
    """Why an edition cannot be published, or None: once, and after its round."""
    if published_at is not None:
        return Problem("EDITION_PUBLISHED", N_("This edition has already been published."))
    if round_state is not RoundState.PUBLISHED:
        return Problem(
            "ROUND_NOT_PUBLISHED",
            N_("Publish the round first: the figures of the edition lead to its entries."),
        )
    return None
