"""What the intake says: one message for each code, English with named placeholders."""

from collections.abc import Mapping
from typing import Final

from ruori.kernel.text import N_

MSGIDS: Final[Mapping[str, str]] = {
    # why a line waits in needs_review
    "LINK": N_("This line points to another page or file. Attach the document itself."),
    "FURNITURE": N_("This line seems to belong to the web page, not to a plan."),
    "DECORATION": N_("This line has no words."),
    "REPEATED": N_("This line repeats the title or a heading."),
    "UNPLACED": N_("It is not clear where this line belongs."),
    # notes beside a proposal
    "NO_TITLE": N_("The source names no strategy. Give the plan its title."),
    "TITLE_WITHOUT_STRATEGY": N_("Read as the title because it stands first on the page."),
    "IMPLIED_GOALS": N_("No heading says that these are goals."),
    "NOT_CITY_STRATEGY": N_("Titled a strategy, but not the strategy of a whole city."),
    "VAGUE_YEAR": N_("The year %(year)s does not say when the plan begins and ends."),
    "TWO_IN_ONE": N_(
        "One line names both a report (%(report_years)s) and a plan (%(plan_years)s). "
        "A person decides whether to part them."
    ),
    "TITLED_STRATEGY": N_("Titled a strategy, but listed among the programmes."),
    "VIEW_OF_PLAN": N_("Seems to show a part of another plan rather than be a plan itself."),
    "KIND_UNKNOWN": N_("The title does not say what kind of document this is."),
    "SPLIT_SENTENCE": N_("Part %(part)s of %(count)s promises made in one sentence."),
    "NOT_AN_OBJECTIVE": N_("Stands under “%(heading)s”, so it may be a measure or an indicator."),
    "NO_SUCH_DATE": N_("The date “%(raw)s” does not exist."),
    # refusals of a whole file
    "FILE_MISSING": N_("There is no file %(name)s."),
    "FILE_IS_FOLDER": N_("%(name)s is a folder, not a file."),
    "FILE_UNREADABLE": N_("The file %(name)s cannot be read: %(reason)s."),
    "FILE_EMPTY": N_("The file has no text."),
    "FILE_TOO_LARGE": N_(
        "The file is larger than %(limit_mb)s MB. Save only the text of the page."
    ),
    "FILE_BINARY": N_("The file is not text. Copy the text of the page into a text file."),
    "FILE_NOT_UTF8": N_(
        "The file is not in UTF-8 (byte %(byte)s cannot be read). "
        "Save it again with the encoding UTF-8."
    ),
    "DRAFT_NOT_READABLE": N_("This is not a draft written by Ruori: %(where)s."),
}
