"""The goals section of the annual report to the council (toimintakertomus, domain § 15).

By strategic goal and by responsibility area: what was promised, what happened, the judgement of
each of the four kinds, what is missing or unproved. Posts and units, never persons.
"""

from ruori.kernel.text import N_, Text
from ruori.organisation.rules import Viewer
from ruori.reports.asking import Parameters
from ruori.reports.council_year.appendix import changes_section, sources_section, unmet_section
from ruori.reports.council_year.areas import areas_section
from ruori.reports.council_year.by_plan import plans_section
from ruori.reports.council_year.facts import YearFacts
from ruori.reports.council_year.gather import gather
from ruori.reports.council_year.goals import goals_section, others_section
from ruori.reports.council_year.policies import policies_section
from ruori.reports.council_year.summary import summary_section
from ruori.reports.document import Document
from ruori.reports.wording import in_all, labels

CODE = "COUNCIL_YEAR"
TITLE = N_("Attainment of the goals")
SUBTITLE = N_("Goals section of the annual report to the council")

__all__ = ["CODE", "TITLE", "Parameters", "build", "compose"]


def build(parameters: Parameters, viewer: Viewer) -> Document:
    """The report of a year as it is known now, all languages inside."""
    return compose(gather(parameters, viewer))


def compose(facts: YearFacts) -> Document:
    """The document that tells the gathered facts; pure, so that the same facts tell the same."""
    title = Text({code: f"{words} {facts.year}" for code, words in in_all(TITLE).items()})
    sections = (
        goals_section(facts),
        others_section(facts),
        policies_section(facts),
        areas_section(facts),
        plans_section(facts),
        unmet_section(facts),
        changes_section(facts),
        sources_section(facts),
    )
    return Document(
        code=CODE,
        city=facts.city,
        title=title,
        subtitle=in_all(SUBTITLE),
        as_of=facts.as_of,
        known_at=facts.known_at,
        base=facts.base,
        accent=facts.accent,
        labels=labels(),
        summary=summary_section(facts),
        sections=tuple(section for section in sections if section is not None),
        is_sample=facts.is_sample,
    )
