"""Does the city keep its promises? The newest judgements of a strategy's goals, counted."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from ruori.followup import queries as followup
from ruori.kernel.codes import Attainment
from ruori.kernel.instants import city_day
from ruori.plans.queries import GoalNode, PlanTree
from ruori.site.frame import Asked
from ruori.ui import formats
from ruori.ui.parts import Count
from ruori.ui.shapes import Mark, mark

NOT_JUDGED = "NOT_JUDGED"
ORDER = (
    Attainment.MET,
    Attainment.ON_COURSE,
    Attainment.PARTLY_MET,
    Attainment.AT_RISK,
    Attainment.NOT_MET,
    Attainment.WILL_NOT,
    Attainment.UNPROVABLE,
    Attainment.NOT_ASSESSABLE,
    NOT_JUDGED,
)


@dataclass(frozen=True, slots=True)
class CityVerdict:
    """The verdict in one sentence, and how many goals got which judgement.

    `codes` tells the judgement of each goal that somebody has judged.
    """

    sentence: str
    total: str
    counts: tuple[Count, ...]
    codes: Mapping[int, str]


def city_verdict(question: Asked, tree: PlanTree) -> CityVerdict:
    """How the goals at the ends of a strategy's branches came out; one query."""
    goals = [node.card.pk for node in tree.walk() if not node.children]
    found = followup.attainments_of(question.viewer, question.moment, goals)
    codes = {pk: str(attainment.value) for pk, (attainment, _) in found.items()}
    counted = Counter(codes.get(pk, NOT_JUDGED) for pk in goals)
    return CityVerdict(
        sentence=_sentence(question, found.values(), len(goals)),
        total=ngettext("%(count)d goal", "%(count)d goals", len(goals)) % {"count": len(goals)},
        counts=tuple(Count("attainment", code, counted[code]) for code in ORDER if counted[code]),
        codes=codes,
    )


def judged_mark(codes: Mapping[int, str], node: GoalNode) -> Mark | None:
    """A goal's judgement; None for a goal that only gathers others."""
    return None if node.children else mark("attainment", codes.get(node.card.pk, NOT_JUDGED))


def _sentence(question: Asked, found: Collection[tuple[Attainment, datetime]], count: int) -> str:
    if not found:
        return gettext("No goal has been assessed yet.")
    day = formats.day(city_day(max(at for _, at in found)), question.language)
    met = sum(attainment is Attainment.MET for attainment, _ in found)
    facts = {"met": met, "goals": count, "day": day}
    return (
        ngettext(
            "%(met)s of %(goals)s goals has been proved to have come true (%(day)s).",
            "%(met)s of %(goals)s goals have been proved to have come true (%(day)s).",
            met,
        )
        % facts
    )
