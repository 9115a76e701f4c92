"""Tables of follow-up: entries, reports of units, proofs and judgements."""

from ruori.followup.models.entries import DeedReport, Entry, EntryDraft
from ruori.followup.models.judgements import Judgement, Proof, ProofApproval, ProofUse
from ruori.followup.models.reports import EntryReview, UnitReport
from ruori.followup.models.requests import ProofRequest

__all__ = [
    "DeedReport",
    "Entry",
    "EntryDraft",
    "EntryReview",
    "Judgement",
    "Proof",
    "ProofApproval",
    "ProofRequest",
    "ProofUse",
    "UnitReport",
]
