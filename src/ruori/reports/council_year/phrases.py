"""Cells and sentences that every section of the annual report shares."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ruori.followup.rules.proof import NEEDS_PROOF
from ruori.kernel.codes import Attainment, Progress, Provability
from ruori.kernel.text import N_, Text
from ruori.reports.council_year.facts import GoalFacts, MeasureFacts, Said, YearFacts
from ruori.reports.document import Cell, Record
from ruori.reports.wording import in_all, joined, judged, lowered, word
from ruori.ui.shapes import mark

ENTRY = "followup.entry"
JUDGED = (
    Attainment.MET,
    Attainment.PARTLY_MET,
    Attainment.NOT_MET,
    Attainment.UNPROVABLE,
    Attainment.NOT_ASSESSABLE,
    Attainment.ON_COURSE,
    Attainment.AT_RISK,
    Attainment.WILL_NOT,
)
NOT_JUDGED = N_("Not judged")


def goal_key(pk: int) -> str:
    """The anchor of a goal's section."""
    return f"goal-{pk}"


def unit_key(pk: int) -> str:
    """The anchor of a unit's section."""
    return f"unit-{pk}"


def plan_key(pk: int) -> str:
    """The anchor of a plan's section."""
    return f"plan-{pk}"


def policy_key(pk: int) -> str:
    """The anchor of a policy's section."""
    return f"policy-{pk}"


def goal_title(goal: GoalFacts) -> Text:
    """A goal's code and name as a heading."""
    return _coded(goal.code, goal.name)


def goal_cell(goal: GoalFacts) -> Cell:
    """A goal as the heading of a row."""
    return Cell(goal_title(goal), source=Record("plans.goal", goal.pk))


def measure_cell(measure: MeasureFacts) -> Cell:
    """A measure as the heading of a row; an example says that it is one."""
    name = _coded(measure.code, measure.name)
    if measure.is_example:
        name = joined([name, in_all(N_("(example)"))], " ")
    return Cell(name, source=Record("plans.measure", measure.pk))


def post_cell(facts: YearFacts, *, post: int | None, unit: int | None) -> Cell:
    """Who answers: the post, else the unit; never a person."""
    if post is not None and post in facts.posts:
        return Cell(facts.posts[post])
    if unit is not None and unit in facts.unit_names:
        return Cell(facts.unit_names[unit])
    return word(N_("Nobody answers for this"))


def happened_cell(said: Said | None) -> Cell:
    """What was done and what it changed, in the words of who reported."""
    if said is None:
        return word(N_("Nothing was reported."))
    words = joined([Text(said.done.strip()), Text(said.effects.strip())], " ")
    source = Record(ENTRY, said.pk)
    return Cell(words, source=source) if words else word(N_("Reported without words."), source)


def progress_cell(measure: MeasureFacts) -> Cell:
    """The progress that was written; when the days say otherwise, both."""
    silent = Record("plans.measure", measure.pk)
    source = Record(ENTRY, measure.said.pk) if measure.said else silent
    written = judged("progress", measure.shown[0], source)
    if len(measure.shown) == 1:
        return written
    by_days = lowered(in_all(N_("Late by the days")))
    words = joined([written.words, by_days], "; ")
    return Cell(words, source=source, judgement="progress.LATE")


def proof_cell(said: Said | None) -> Cell:
    """Whether what was reported was shown to be true."""
    if said is None:
        return word(N_("Nothing to prove"))
    return judged("provability", said.proof, Record(ENTRY, said.pk))


def attainment_of(goal: GoalFacts) -> Attainment | None:
    """The city's judgement of a goal, else the outlook that was reported; None when neither."""
    if goal.city is not None:
        return goal.city.attainment
    return goal.said.outlook if goal.said else None


def attainment_cell(goal: GoalFacts) -> Cell:
    """The attainment of a goal with its source, or that nobody has judged it."""
    found = attainment_of(goal)
    if found is None:
        return word(NOT_JUDGED)
    if goal.city is not None:
        return judged("attainment", found, Record("followup.judgement", goal.city.pk))
    return judged("attainment", found, Record(ENTRY, goal.said.pk) if goal.said else None)


def is_unproved(goal: GoalFacts) -> bool:
    """True for a goal that the rule calls met and nobody has proved."""
    city = goal.city
    if city is None:
        return False
    claimed = city.attainment in NEEDS_PROOF or city.rule_result in NEEDS_PROOF
    return claimed and city.provability is not Provability.PROVEN


def progress_counts(measures: Iterable[MeasureFacts]) -> list[tuple[Progress, int]]:
    """How many measures show each progress, late by the days counted as late; in fixed order."""
    counter = Counter(measure.shown[-1] for measure in measures)
    return [(code, counter[code]) for code in Progress if counter[code]]


def counts_text(counts: Sequence[tuple[Text, int]]) -> Text:
    """Counts in a row: `3 valmis, 1 ei raportoitu`."""
    parts = [
        joined([Text(dict.fromkeys(words, str(count))), lowered(words)], " ")
        for words, count in counts
    ]
    return joined(parts, ", ")


def progress_text(measures: Iterable[MeasureFacts]) -> Text:
    """The progress of several measures as counts in words; never an average."""
    counts = progress_counts(measures)
    return counts_text([(in_all(mark("progress", code).msgid), count) for code, count in counts])


def _coded(code: str, name: Text) -> Text:
    return Text({language: f"{code} {words}" for language, words in name.items()}) if code else name
