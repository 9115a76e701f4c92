"""One page: the counts as sentences, and what is missing, before anything else."""

from collections import Counter
from collections.abc import Sequence

from ruori.kernel.codes import Attainment, Provability
from ruori.kernel.text import N_, Text
from ruori.reports.council_year import areas, goals
from ruori.reports.council_year.facts import GoalFacts, MeasureFacts, YearFacts
from ruori.reports.council_year.phrases import (
    JUDGED,
    NOT_JUDGED,
    attainment_of,
    counts_text,
    is_unproved,
    progress_counts,
    progress_text,
)
from ruori.reports.document import (
    Block,
    Cell,
    Figure,
    Listing,
    Paragraph,
    Point,
    Section,
    Shape,
    Tone,
)
from ruori.reports.wording import in_all, judged, number, says
from ruori.ui.shapes import mark

KEY = "summary"


def summary_section(facts: YearFacts) -> Section:
    """The report on one page."""
    measures = list(facts.measures.values())
    blocks: list[Block] = [_lead(measures)]
    if facts.corrects is not None:
        blocks.append(_correction(facts))
    blocks.append(_progress(measures))
    if facts.goals:
        blocks.append(_attainment(facts))
    blocks += _missing(facts, measures)
    title = in_all(N_("On one page"))
    return Section(key=KEY, title=title, blocks=tuple(blocks), opens_page=True)


def judged_goals(facts: YearFacts) -> list[GoalFacts]:
    """The goals that are judged: those with nothing under them, or judged themselves."""
    return [
        goal for goal in facts.all_goals() if not goal.children or attainment_of(goal) is not None
    ]


def _lead(measures: Sequence[MeasureFacts]) -> Paragraph:
    reported = sum(measure.said is not None for measure in measures)
    return says(
        N_("The city followed %(measures)s public measures. %(reported)s of them were reported."),
        Tone.LEAD,
        measures=number(len(measures), areas.KEY),
        reported=number(reported, areas.KEY),
    )


def _correction(facts: YearFacts) -> Paragraph:
    return says(
        N_("This edition corrects edition %(number)s. Reason: %(reason)s"),
        Tone.MISSING,
        number=number(facts.corrects or 0),
        reason=Cell(Text(facts.reason)),
    )


def _progress(measures: Sequence[MeasureFacts]) -> Figure:
    counts = progress_counts(measures)
    return Figure(
        title=in_all(N_("Progress of the measures")),
        summary=progress_sentence(measures),
        shape=Shape.SHARES,
        label_title=in_all(N_("Progress")),
        value_title=in_all(N_("Measures")),
        points=tuple(
            Point(
                in_all(mark("progress", code).msgid),
                Cell(
                    value=number(count).value,
                    counted_in=areas.KEY,
                    judgement=judged("progress", code).judgement,
                ),
            )
            for code, count in counts
        ),
    )


def progress_sentence(measures: Sequence[MeasureFacts]) -> Text:
    """`Measures: 3 done, 1 late.` in every language; it tells the chart to who does not see it."""
    counted = progress_text(measures)
    head = in_all(N_("Measures by progress:"))
    return Text({code: f"{head.to(code)} {words}." for code, words in counted.items()})


def _attainment(facts: YearFacts) -> Figure:
    goals_judged = judged_goals(facts)
    counter = Counter(attainment_of(goal) for goal in goals_judged)
    counts: list[tuple[Attainment | None, int]] = [
        (code, counter[code]) for code in (*JUDGED, None) if counter[code]
    ]
    words = counts_text([(_attainment_word(code), count) for code, count in counts])
    head = in_all(N_("Goals by attainment:"))
    return Figure(
        title=in_all(N_("Attainment of the goals")),
        summary=Text({code: f"{head.to(code)} {said}." for code, said in words.items()}),
        shape=Shape.SHARES,
        label_title=in_all(N_("Attainment")),
        value_title=in_all(N_("Goals")),
        points=tuple(
            Point(
                _attainment_word(code),
                Cell(
                    value=number(count).value,
                    counted_in=goals.KEY,
                    judgement=f"attainment.{code or Attainment.NOT_ASSESSABLE}",
                ),
            )
            for code, count in counts
        ),
    )


def _attainment_word(code: Attainment | None) -> Text:
    return in_all(NOT_JUDGED if code is None else mark("attainment", code).msgid)


def _missing(facts: YearFacts, measures: Sequence[MeasureFacts]) -> list[Block]:
    """What the reader must know before believing the rest; each line only when it is so."""
    goals_judged = judged_goals(facts)
    lines = (
        (N_("Measures not reported: %(count)s."), _count(m.said is None for m in measures), areas),
        (
            N_("Late measures without a told action: %(count)s."),
            _count(m.lacks_reaction for m in measures),
            areas,
        ),
        (
            N_("Entries without any proof: %(count)s."),
            _count(m.said is not None and m.said.proof is Provability.UNPROVEN for m in measures),
            areas,
        ),
        (
            N_("Goals that nobody has judged: %(count)s."),
            _count(attainment_of(goal) is None for goal in goals_judged),
            goals,
        ),
        (
            N_("Goals called met without proof, published as not provable: %(count)s."),
            _count(is_unproved(goal) for goal in goals_judged),
            goals,
        ),
        (
            N_("Indicators without any figure: %(count)s."),
            _count(indicator.latest is None for indicator in facts.indicators.values()),
            goals,
        ),
    )
    items = tuple(
        says(msgid, count=number(count, where.KEY)) for msgid, count, where in lines if count
    )
    if not items:
        return [says(N_("Everything was reported, judged and proved."))]
    return [says(N_("What is missing or unproved:"), Tone.MISSING), Listing(items)]


def _count(answers: object) -> int:
    return sum(answers)  # type: ignore[call-overload, no-any-return]
