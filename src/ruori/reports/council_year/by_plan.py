"""By plan: the same measures by the plan in which each was promised."""

from collections import Counter

from ruori.kernel.codes import Progress
from ruori.kernel.text import N_
from ruori.reports.council_year import areas
from ruori.reports.council_year.facts import PlanFacts, YearFacts
from ruori.reports.document import (
    Cell,
    Column,
    Kind,
    Paragraph,
    Record,
    Section,
    Table,
    Tone,
)
from ruori.reports.wording import in_all, number, says

KEY = "plans"
ENDED = (Progress.ON_HOLD, Progress.CANCELLED)


def plans_section(facts: YearFacts) -> Section:
    """How many measures of each plan are where; what is not public is counted and not told."""
    title = in_all(N_("By plan"))
    return Section(key=KEY, title=title, blocks=(_plans(facts), _note(facts)))


def _plans(facts: YearFacts) -> Table:
    return Table(
        caption=in_all(N_("Measures by plan")),
        columns=(
            Column(in_all(N_("Plan")), share=6),
            Column(in_all(N_("Measures")), Kind.FIGURE, share=2),
            Column(in_all(N_("Finished")), Kind.FIGURE, share=2),
            Column(in_all(N_("On time")), Kind.FIGURE, share=2),
            Column(in_all(N_("Late")), Kind.FIGURE, share=2),
            Column(in_all(N_("On hold or cancelled")), Kind.FIGURE, share=2),
            Column(in_all(N_("Not started")), Kind.FIGURE, share=2),
            Column(in_all(N_("Not reported")), Kind.FIGURE, share=2),
        ),
        rows=tuple(_plan(facts, plan) for plan in facts.plans if plan.measures),
        sheet=in_all(N_("Plans")),
        when_empty=in_all(N_("No plan has public measures.")),
    )


def _plan(facts: YearFacts, plan: PlanFacts) -> tuple[Cell, ...]:
    shown = Counter(facts.measures[pk].shown[-1] for pk in plan.measures)
    groups = (
        tuple(areas.FINISHED),
        (Progress.ON_SCHEDULE,),
        (Progress.LATE,),
        ENDED,
        (Progress.NOT_STARTED,),
        (Progress.NOT_REPORTED,),
    )
    return (
        Cell(plan.title, source=Record("plans.plan", plan.pk)),
        number(len(plan.measures), areas.KEY),
        *(number(sum(shown[code] for code in group), areas.KEY) for group in groups),
    )


def _note(facts: YearFacts) -> Paragraph:
    if facts.withheld:
        return says(
            N_(
                "A measure counts in its own plan, once. Measures that are not public and stay"
                " out of this report: %(withheld)s."
            ),
            Tone.NOTE,
            withheld=number(facts.withheld),
        )
    return says(N_("A measure counts in its own plan, once."), Tone.NOTE)
