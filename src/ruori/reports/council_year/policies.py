"""What the city committed itself to in its policies, and what carries each commitment out (Y12)."""

from ruori.kernel.text import N_
from ruori.reports.council_year.facts import GoalFacts, PolicyFacts, YearFacts
from ruori.reports.council_year.phrases import goal_cell, policy_key, post_cell, progress_text
from ruori.reports.document import Cell, Column, Kind, Section, Table, Tone
from ruori.reports.wording import in_all, number, says, word

KEY = "policies"


def policies_section(facts: YearFacts) -> Section | None:
    """A table of commitments for each policy; None when the city has no policy in force."""
    if not facts.policies:
        return None
    lead = says(
        N_("What the city committed itself to for good, and what carried it out this year."),
        Tone.LEAD,
    )
    return Section(
        key=KEY,
        title=in_all(N_("Commitments of the policies")),
        blocks=(lead,),
        sections=tuple(_policy(facts, policy) for policy in facts.policies),
        opens_page=True,
    )


def _policy(facts: YearFacts, policy: PolicyFacts) -> Section:
    table = Table(
        caption=in_all(N_("Commitments and what carries them out")),
        columns=(
            Column(in_all(N_("Commitment")), share=7),
            Column(in_all(N_("Responsible")), share=3),
            Column(in_all(N_("Measures")), Kind.FIGURE, share=2),
            Column(in_all(N_("Progress")), share=6),
        ),
        rows=tuple(_commitment(facts, policy, goal) for goal in policy.commitments),
        sheet=in_all(N_("Commitments")),
        when_empty=in_all(N_("The policy has no commitments.")),
    )
    return Section(policy_key(policy.pk), policy.title, (table,))


def _commitment(facts: YearFacts, policy: PolicyFacts, goal: GoalFacts) -> tuple[Cell, ...]:
    measures = [facts.measures[pk] for pk in goal.measures]
    progress = word(N_("No measure carries this out."))
    if measures:
        progress = Cell(progress_text(measures))
    return (
        goal_cell(goal),
        post_cell(facts, post=goal.post, unit=goal.unit),
        number(len(measures), policy_key(policy.pk)),
        progress,
    )
