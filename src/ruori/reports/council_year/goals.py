"""By strategic goal: what was promised, what happened, the four judgements, what is missing."""

from collections.abc import Iterable, Sequence

from ruori.kernel.text import N_, Text
from ruori.reports.council_year.facts import (
    GoalFacts,
    IndicatorFacts,
    JudgementFacts,
    MeasureFacts,
    YearFacts,
)
from ruori.reports.council_year.phrases import (
    attainment_cell,
    goal_key,
    goal_title,
    happened_cell,
    is_unproved,
    measure_cell,
    plan_key,
    post_cell,
    progress_cell,
    progress_text,
    proof_cell,
)
from ruori.reports.document import (
    Block,
    Cell,
    Column,
    Kind,
    Listing,
    Paragraph,
    Record,
    Section,
    Table,
    Tone,
)
from ruori.reports.wording import in_all, joined, judged, number, says, told, word
from ruori.ui.shapes import mark

KEY = "goals"


def goals_section(facts: YearFacts) -> Section:
    """The strategy's goals in their own order, each with everything below it."""
    homes = homes_of(facts)
    lead = says(
        N_(
            "What the city promised in its strategy, and what came of it. Four judgements stand "
            "side by side and are never averaged into one."
        ),
        Tone.LEAD,
    )
    return Section(
        key=KEY,
        title=in_all(N_("By strategic goal")),
        blocks=(lead,) if facts.goals else (says(N_("There is no strategy in force.")),),
        sections=tuple(
            _goal(facts, goal, homes, opens_page=place > 0)
            for place, goal in enumerate(facts.goals)
        ),
        opens_page=True,
    )


def others_section(facts: YearFacts) -> Section | None:
    """Measures of other plans that serve no goal of the strategy; None when there are none."""
    homes = homes_of(facts)
    sections = []
    for plan in facts.plans:
        left = [facts.measures[pk] for pk in plan.measures if pk not in homes]
        if left:
            table = measures_table(facts, left)
            sections.append(Section(plan_key(plan.pk), plan.title, (table,)))
    if not sections:
        return None
    return Section(
        key="others",
        title=in_all(N_("Measures outside the strategy")),
        blocks=(says(N_("These measures carry out other plans of the city."), Tone.LEAD),),
        sections=tuple(sections),
    )


def homes_of(facts: YearFacts) -> dict[int, int]:
    """Under which goal each measure is told in full: the first that it serves."""
    homes: dict[int, int] = {}
    for goal in facts.all_goals():
        for measure in goal.measures:
            homes.setdefault(measure, goal.pk)
    return homes


def _goal(
    facts: YearFacts, goal: GoalFacts, homes: dict[int, int], *, opens_page: bool = False
) -> Section:
    own = [facts.measures[pk] for pk in goal.measures if homes[pk] == goal.pk]
    blocks: list[Block] = [*_promise(facts, goal)]
    if goal.children and not goal.measures and goal.city is None and goal.said is None:
        blocks.append(_below(facts, goal))
    else:
        blocks.append(_judgements(facts, goal))
        if own:
            blocks.append(measures_table(facts, own))
        blocks += _elsewhere(facts, goal, homes)
        blocks += _indicators(facts, goal)
        blocks += _missing(facts, goal)
    return Section(
        key=goal_key(goal.pk),
        title=goal_title(goal),
        blocks=tuple(blocks),
        sections=tuple(_goal(facts, child, homes) for child in goal.children),
        opens_page=opens_page,
    )


def _promise(facts: YearFacts, goal: GoalFacts) -> list[Paragraph]:
    said = [told(goal.promise, tone=Tone.LEAD)] if goal.promise else []
    page = word(N_("The goal and its history"), Record("plans.goal", goal.pk))
    if goal.post is None and goal.unit is None:
        return [*said, says("%(page)s.", Tone.NOTE, page=page)]
    post = post_cell(facts, post=goal.post, unit=goal.unit)
    return [*said, says(N_("Responsible: %(post)s. %(page)s."), Tone.NOTE, post=post, page=page)]


def _below(facts: YearFacts, goal: GoalFacts) -> Paragraph:
    """A goal that lives in the goals under it: their number and their measures in one sentence."""
    measures = [facts.measures[pk] for pk in goal.all_measures()]
    if not measures:
        return says(
            N_("Goals under this: %(goals)s. No measure carries them out."),
            Tone.MISSING,
            goals=number(len(goal.children), goal_key(goal.pk)),
        )
    return says(
        N_("Goals under this: %(goals)s. Measures: %(measures)s, of which %(progress)s."),
        goals=number(len(goal.children), goal_key(goal.pk)),
        measures=number(len(measures), goal_key(goal.pk)),
        progress=Cell(progress_text(measures), counted_in=goal_key(goal.pk)),
    )


def _judgements(facts: YearFacts, goal: GoalFacts) -> Table:
    rows = [_progress_row(facts, goal), _attainment_row(goal)]
    if goal.auditor is not None:
        rows.append(_auditor_row(goal.auditor))
    rows += [_direction_row(facts, goal), _proof_row(goal)]
    return Table(
        caption=in_all(N_("Four judgements")),
        columns=(
            Column(in_all(N_("Judgement")), share=3),
            Column(in_all(N_("What it says")), Kind.JUDGEMENT, share=4),
            Column(in_all(N_("On what it rests")), share=7),
        ),
        rows=tuple(rows),
        sheet=in_all(N_("Judgements")),
    )


Row = tuple[Cell, ...]


def _progress_row(facts: YearFacts, goal: GoalFacts) -> Row:
    measures = [facts.measures[pk] for pk in goal.measures]
    if not measures:
        return (
            word(N_("Progress")),
            word(N_("No measure")),
            word(N_("No measure carries this goal out directly.")),
        )
    words = progress_text(measures)
    basis = in_all(N_("The entries of the measures in this round."))
    return word(N_("Progress")), Cell(words, counted_in=goal_key(goal.pk)), Cell(basis)


def _attainment_row(goal: GoalFacts) -> Row:
    return word(N_("Attainment")), attainment_cell(goal), _reason(goal)


def _reason(goal: GoalFacts) -> Cell:
    city = goal.city
    if city is not None and is_unproved(goal) and city.rule_result is not None:
        result = in_all(mark("attainment", city.rule_result).msgid)
        words = joined([in_all(N_("Its tests say:")), result], " ")
        words = joined([words, Text(city.reason)], ". ")
        return Cell(words, source=Record("followup.judgement", city.pk))
    if city is not None and city.reason:
        return Cell(Text(city.reason), source=Record("followup.judgement", city.pk))
    if city is not None:
        return word(N_("The rule that was fixed in advance."))
    if goal.said is not None:
        return happened_cell(goal.said)
    return word(N_("Nobody has judged this goal in this round."))


def _auditor_row(auditor: JudgementFacts) -> Row:
    source = Record("followup.judgement", auditor.pk)
    reason = Cell(Text(auditor.reason), source=source) if auditor.reason else word(N_("No reason"))
    head = word(N_("Attainment, by the auditor"))
    return head, judged("attainment", auditor.attainment, source), reason


def _direction_row(facts: YearFacts, goal: GoalFacts) -> Row:
    found = [facts.indicators[pk] for pk, _ in goal.indicators if pk in facts.indicators]
    if not found:
        basis = word(N_("No indicator measures this goal."))
        return word(N_("Direction")), word(N_("No indicator")), basis
    names = joined([indicator.name for indicator in found], "; ")
    source = Record("indicators.indicator", found[0].pk)
    if len(found) == 1:
        shown = judged("direction", found[0].direction, source)
    else:
        words = [
            joined([each.name, in_all(mark("direction", each.direction).msgid)], ": ")
            for each in found
        ]
        shown = Cell(joined(words, "; "), source=source)
    return word(N_("Direction")), shown, Cell(names, source=source)


def _proof_row(goal: GoalFacts) -> Row:
    head = word(N_("Provability"))
    if goal.city is not None:
        source = Record("followup.judgement", goal.city.pk)
        basis = word(N_("Stored figures and approved proof of the judgement."), source)
        return head, judged("provability", goal.city.provability, source), basis
    if goal.said is not None:
        return head, proof_cell(goal.said), word(N_("The proof given with the entry."))
    return head, word(N_("Nothing to prove")), word(N_("There is no judgement to prove."))


def measures_table(facts: YearFacts, measures: Sequence[MeasureFacts]) -> Table:
    """What was promised and what happened, a row for each measure."""
    return Table(
        caption=in_all(N_("What was promised and what happened")),
        columns=(
            Column(in_all(N_("Measure")), share=5),
            Column(in_all(N_("Responsible")), share=4),
            Column(in_all(N_("What happened")), share=7),
            Column(in_all(N_("Progress")), Kind.JUDGEMENT, share=4),
            Column(in_all(N_("Proof")), Kind.JUDGEMENT, share=4),
        ),
        rows=tuple(_measure(facts, measure) for measure in measures),
        sheet=in_all(N_("Measures")),
        when_empty=in_all(N_("No measure carries this goal out.")),
    )


def _measure(facts: YearFacts, measure: MeasureFacts) -> Row:
    return (
        measure_cell(measure),
        post_cell(facts, post=measure.post, unit=measure.unit),
        happened_cell(measure.said),
        progress_cell(measure),
        proof_cell(measure.said),
    )


def _elsewhere(facts: YearFacts, goal: GoalFacts, homes: dict[int, int]) -> Iterable[Block]:
    """Measures that serve this goal too and are told under another."""
    others = [facts.measures[pk] for pk in goal.measures if homes[pk] != goal.pk]
    if not others:
        return
    yield says(N_("These measures serve this goal too; they are told under another goal:"))
    yield Listing(tuple(_told_elsewhere(measure, homes[measure.pk]) for measure in others))


def _told_elsewhere(measure: MeasureFacts, home: int) -> Paragraph:
    return says(
        "%(measure)s – %(progress)s",
        measure=Cell(measure_cell(measure).words, counted_in=goal_key(home)),
        progress=Cell(progress_cell(measure).words),
    )


def _indicators(facts: YearFacts, goal: GoalFacts) -> Iterable[Block]:
    rows = [
        _indicator(facts.indicators[pk], how)
        for pk, how in goal.indicators
        if pk in facts.indicators
    ]
    if rows:
        yield Table(
            caption=in_all(N_("Indicators of this goal")),
            columns=(
                Column(in_all(N_("Indicator")), share=4),
                Column(in_all(N_("Newest value")), Kind.FIGURE, share=2),
                Column(in_all(N_("Period")), share=2),
                Column(in_all(N_("Target")), Kind.FIGURE, share=2),
                Column(in_all(N_("Against the target")), Kind.JUDGEMENT, share=3),
                Column(in_all(N_("How it measures this goal")), share=4),
            ),
            rows=tuple(rows),
            sheet=in_all(N_("Indicators of goals")),
        )


def _indicator(indicator: IndicatorFacts, how: Text) -> Row:
    source = Record("indicators.indicator", indicator.pk)
    latest = indicator.latest
    newest = word(N_("No figure"), source)
    period = word(N_("No figure"))
    if latest is not None and latest.observation is not None:
        observed = Record("indicators.observation", latest.observation)
        newest = Cell(
            value=latest.value,
            decimals=indicator.decimals,
            unit=indicator.unit,
            source=observed,
        )
        words = Text(str(latest.period))
        early = [words, in_all(N_("(preliminary)"))] if latest.is_preliminary else [words]
        period = Cell(joined(early, " "))
    target = word(N_("No target"))
    if indicator.target is not None:
        target = Cell(
            value=indicator.target,
            decimals=indicator.decimals,
            unit=indicator.unit,
            source=source,
        )
    against = word(N_("No target"))
    if indicator.against_target:
        against = judged("direction", indicator.against_target, source)
    told_how = Cell(how) if how else word(N_("Not told"))
    return Cell(indicator.name, source=source), newest, period, target, against, told_how


def _missing(facts: YearFacts, goal: GoalFacts) -> Iterable[Block]:
    """What is missing or unproved, in words; nothing when all is there."""
    measures = [facts.measures[pk] for pk in goal.measures]
    silent = sum(measure.said is None for measure in measures)
    idle = sum(measure.lacks_reaction for measure in measures)
    key = goal_key(goal.pk)
    found = []
    if silent:
        found.append(says(N_("Measures not reported: %(count)s."), count=number(silent, key)))
    if idle:
        found.append(
            says(N_("Late measures without a told action: %(count)s."), count=number(idle, key))
        )
    if is_unproved(goal):
        found.append(says(N_("Success was claimed and not proved: it is not published as met.")))
    if not measures and not goal.children:
        found.append(says(N_("No measure carries this goal out.")))
    if found:
        yield says(N_("What is missing or unproved:"), Tone.MISSING)
        yield Listing(tuple(found))
