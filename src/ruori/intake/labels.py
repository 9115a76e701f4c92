"""What the pieces of a draft are called, and a draft in one sentence, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext, ngettext

from ruori.intake.draft import Certainty, Draft, ElementKind, PlanKind, State
from ruori.kernel.text import N_

PLAN_KINDS: Final[Mapping[PlanKind, str]] = {
    PlanKind.STRATEGY: N_("strategy"),
    PlanKind.POLICY: N_("policy"),
    PlanKind.PROGRAMME: N_("programme"),
    PlanKind.PLAN: N_("plan"),
    PlanKind.REPORT: N_("report"),
    PlanKind.VIEW: N_("view of another plan"),
}
ELEMENT_KINDS: Final[Mapping[ElementKind, str]] = {
    ElementKind.VALUE: N_("value"),
    ElementKind.GOAL: N_("strategic goal"),
    ElementKind.OBJECTIVE: N_("objective"),
    ElementKind.COMMITMENT: N_("commitment"),
    ElementKind.TEXT: N_("text"),
}
CERTAINTIES: Final[Mapping[Certainty, str]] = {
    Certainty.CERTAIN: N_("certain"),
    Certainty.LIKELY: N_("likely"),
    Certainty.UNCERTAIN: N_("uncertain"),
}


def counted(draft: Draft) -> str:
    """What a draft holds: "3 arvoa, 3 päämäärää, 15 tavoitetta, 7 ohjelmaa; 1 rivi epäselvä".

    Programmes are all documents beside strategies and policies. What a person has dropped is not
    counted, nor is a line already settled unclear.
    """
    parts = [_part(draft, kind) for kind in ElementKind if kind is not ElementKind.TEXT]
    programmes = sum(
        plan.kind not in {PlanKind.STRATEGY, PlanKind.POLICY} and plan.state is not State.DROPPED
        for plan in draft.plans
    )
    parts.append(ngettext("%(n)s programme", "%(n)s programmes", programmes) % {"n": programmes})
    waiting = sum(line.state is State.OPEN for line in draft.needs_review)
    unclear = ngettext("%(n)s line unclear", "%(n)s lines unclear", waiting) % {"n": waiting}
    named = ", ".join(part for part in parts if not part.startswith("0 "))
    found = named or gettext("nothing that could be a plan")
    return f"{found}; {unclear}"


def _part(draft: Draft, kind: ElementKind) -> str:
    n = sum(row.kind is kind and row.state is not State.DROPPED for row in draft.walk())
    words = {
        ElementKind.VALUE: ngettext("%(n)s value", "%(n)s values", n),
        ElementKind.GOAL: ngettext("%(n)s strategic goal", "%(n)s strategic goals", n),
        ElementKind.OBJECTIVE: ngettext("%(n)s objective", "%(n)s objectives", n),
        ElementKind.COMMITMENT: ngettext("%(n)s commitment", "%(n)s commitments", n),
    }
    return words[kind] % {"n": n}
