"""Tables of follow-up: entries, reports, proofs, judgements, deviations and update links."""

from ruori.followup.models.deviations import Deviation, DeviationStep
from ruori.followup.models.entries import DeedReport, Entry, EntryDraft
from ruori.followup.models.judgements import Judgement, Proof, ProofApproval, ProofUse
from ruori.followup.models.links import HandOver, LinkRequest, UpdateLink
from ruori.followup.models.reports import EntryReview, UnitReport
from ruori.followup.models.requests import ProofRequest

__all__ = [
    "DeedReport",
    "Deviation",
    "DeviationStep",
    "Entry",
    "EntryDraft",
    "EntryReview",
    "HandOver",
    "Judgement",
    "LinkRequest",
    "Proof",
    "ProofApproval",
    "ProofRequest",
    "ProofUse",
    "UnitReport",
    "UpdateLink",
]
