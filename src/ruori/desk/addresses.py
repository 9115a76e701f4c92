"""From a label and key to an address of the desk; every label in Due, trail and reports has one."""

from collections.abc import Mapping

from django.urls import reverse

from ruori.kernel.problems import Ref

ADDRESSES: Mapping[str, str] = {
    "plans.plan": "desk:plan",
    "plans.value": "desk:value",
    "plans.goal": "desk:goal",
    "plans.measure": "desk:measure",
    "plans.healthlimits": "desk:health_limits",
    "cycle.round": "desk:round",
    "cycle.cycleevent": "desk:event",
    "followup.entry": "desk:entry_record",
    "followup.proof": "desk:proof",
    "followup.deviation": "desk:deviation",
    "followup.proofrequest": "desk:proof_request",
    "indicators.indicator": "desk:indicator",
    "indicators.observation": "desk:observation",
    "indicators.batch": "desk:batch",
    "reports.edition": "desk:edition",
    "intake.draft": "desk:import",
    "intake.sheetupload": "desk:sheet",
    "organisation.post": "desk:post",
    "organisation.unit": "desk:unit",
    "decisions.decision": "desk:decision",
    "jobs.job": "desk:work",
    "notices.delivery": "desk:letter",
}


def address_of(about: Ref) -> str:
    """The address of a record on the desk, or nothing when it has no page of its own."""
    return address(about.label, about.pk)


def address(label: str, pk: int) -> str:
    """The address of the record of a label and key."""
    name = ADDRESSES.get(label)
    return "" if name is None else reverse(name, args=[pk])
