"""The words of the trail: what a deed was about and what was done, for who audits."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NOUNS: Mapping[str, Promise] = {
    "batch": pgettext_lazy("trail", "An arrival of figures"),
    "break": pgettext_lazy("trail", "A break in a series"),
    "city": pgettext_lazy("trail", "The city"),
    "cycle": pgettext_lazy("trail", "The city's year"),
    "decision": pgettext_lazy("trail", "A decision"),
    "deviation": pgettext_lazy("trail", "A deviation"),
    "draft": pgettext_lazy("trail", "A page to import"),
    "edition": pgettext_lazy("trail", "An edition"),
    "entry": pgettext_lazy("trail", "An entry"),
    "file": pgettext_lazy("trail", "A file"),
    "finding": pgettext_lazy("trail", "A finding of the plan check"),
    "goal": pgettext_lazy("trail", "A goal"),
    "indicator": pgettext_lazy("trail", "An indicator"),
    "item": pgettext_lazy("trail", "A passed-on item"),
    "job": pgettext_lazy("trail", "Long work"),
    "link": pgettext_lazy("trail", "An update link"),
    "letter": pgettext_lazy("trail", "A letter"),
    "limits": pgettext_lazy("trail", "The limits of the plan check"),
    "measure": pgettext_lazy("trail", "A measure"),
    "peers": pgettext_lazy("trail", "Peer cities"),
    "person": pgettext_lazy("trail", "A person"),
    "plan": pgettext_lazy("trail", "A plan"),
    "post": pgettext_lazy("trail", "A post"),
    "proof_request": pgettext_lazy("trail", "A request for a proof"),
    "proof": pgettext_lazy("trail", "A proof"),
    "region": pgettext_lazy("trail", "A region"),
    "regions": pgettext_lazy("trail", "Regions"),
    "report": pgettext_lazy("trail", "A summary"),
    "role": pgettext_lazy("trail", "A role"),
    "round": pgettext_lazy("trail", "A round"),
    "seal": pgettext_lazy("trail", "A seal"),
    "series": pgettext_lazy("trail", "A series"),
    "serves": pgettext_lazy("trail", "What serves what"),
    "sheet": pgettext_lazy("trail", "A filled-in sheet"),
    "site": pgettext_lazy("trail", "A site"),
    "source": pgettext_lazy("trail", "Figures of a round"),
    "step": pgettext_lazy("trail", "A next task"),
    "target": pgettext_lazy("trail", "A target"),
    "unit": pgettext_lazy("trail", "A unit"),
    "unit_report": pgettext_lazy("trail", "A unit's summary"),
    "value": pgettext_lazy("trail", "A value of the city"),
}
DEEDS: Mapping[str, Promise] = {
    "accepted": pgettext_lazy("trail", "accepted"),
    "acted": pgettext_lazy("trail", "its action done"),
    "added": pgettext_lazy("trail", "added"),
    "adopted": pgettext_lazy("trail", "adopted"),
    "amended": pgettext_lazy("trail", "amended"),
    "answered": pgettext_lazy("trail", "answered"),
    "approved": pgettext_lazy("trail", "approved"),
    "asked": pgettext_lazy("trail", "asked for"),
    "asked_again": pgettext_lazy("trail", "asked for again"),
    "begun": pgettext_lazy("trail", "begun"),
    "bounced": pgettext_lazy("trail", "came back from its address"),
    "cancelled": pgettext_lazy("trail", "cancelled"),
    "certain_accepted": pgettext_lazy("trail", "certain rows accepted"),
    "changed": pgettext_lazy("trail", "changed"),
    "chosen": pgettext_lazy("trail", "chosen"),
    "closed": pgettext_lazy("trail", "closed"),
    "co_units_set": pgettext_lazy("trail", "partners named"),
    "copied": pgettext_lazy("trail", "copied from the one before"),
    "corrected": pgettext_lazy("trail", "corrected"),
    "deadlines_set": pgettext_lazy("trail", "the units' deadlines set"),
    "declined": pgettext_lazy("trail", "declined"),
    "defined": pgettext_lazy("trail", "defined"),
    "deputised": pgettext_lazy("trail", "given to a deputy for a time"),
    "discarded": pgettext_lazy("trail", "thrown away"),
    "drafted": pgettext_lazy("trail", "begun as a draft"),
    "dropped": pgettext_lazy("trail", "dropped"),
    "ended": pgettext_lazy("trail", "ended"),
    "event_added": pgettext_lazy("trail", "a step added"),
    "event_changed": pgettext_lazy("trail", "a step changed"),
    "event_done": pgettext_lazy("trail", "a step marked done"),
    "event_reopened": pgettext_lazy("trail", "the mark of a done step taken back"),
    "failed": pgettext_lazy("trail", "failed"),
    "fate_told": pgettext_lazy("trail", "its fate in the next plan told"),
    "finished": pgettext_lazy("trail", "finished"),
    "founded": pgettext_lazy("trail", "founded"),
    "frozen": pgettext_lazy("trail", "frozen"),
    "given": pgettext_lazy("trail", "given"),
    "handed_over": pgettext_lazy("trail", "passed on"),
    "held": pgettext_lazy("trail", "filled"),
    "holder_changed": pgettext_lazy("trail", "given to a new holder"),
    "indicator_asked": pgettext_lazy("trail", "a figure asked with it"),
    "indicator_linked": pgettext_lazy("trail", "an indicator tied to it"),
    "indicator_unlinked": pgettext_lazy("trail", "an indicator untied"),
    "inherited": pgettext_lazy("trail", "given to the unit that carries on"),
    "issued": pgettext_lazy("trail", "sent"),
    "judged": pgettext_lazy("trail", "judged"),
    "left": pgettext_lazy("trail", "left by its holder"),
    "line_dropped": pgettext_lazy("trail", "a line left out"),
    "line_placed": pgettext_lazy("trail", "a line placed"),
    "linked": pgettext_lazy("trail", "tied"),
    "loaded": pgettext_lazy("trail", "loaded"),
    "made": pgettext_lazy("trail", "made"),
    "marked": pgettext_lazy("trail", "marked"),
    "merged": pgettext_lazy("trail", "merged into another"),
    "moved": pgettext_lazy("trail", "moved"),
    "named": pgettext_lazy("trail", "named"),
    "opened": pgettext_lazy("trail", "opened"),
    "planned": pgettext_lazy("trail", "planned"),
    "noticed": pgettext_lazy("trail", "noticed"),
    "published": pgettext_lazy("trail", "published"),
    "quarantined": pgettext_lazy("trail", "held back for a check"),
    "queued": pgettext_lazy("trail", "put in the outbox"),
    "recorded": pgettext_lazy("trail", "recorded"),
    "redefined": pgettext_lazy("trail", "defined anew"),
    "refused": pgettext_lazy("trail", "refused"),
    "rejected": pgettext_lazy("trail", "turned down"),
    "reminded": pgettext_lazy("trail", "its late ones reminded"),
    "rendered": pgettext_lazy("trail", "set as a file"),
    "reopened": pgettext_lazy("trail", "opened again"),
    "reacted": pgettext_lazy("trail", "reacted to"),
    "renewed": pgettext_lazy("trail", "shown again"),
    "repeated": pgettext_lazy("trail", "repeated without change"),
    "reported": pgettext_lazy("trail", "reported"),
    "resumed": pgettext_lazy("trail", "continued"),
    "returned": pgettext_lazy("trail", "returned to be mended"),
    "rule_fixed": pgettext_lazy("trail", "its rule and tests fixed"),
    "row_accepted": pgettext_lazy("trail", "a row accepted"),
    "row_corrected": pgettext_lazy("trail", "a row corrected"),
    "row_dropped": pgettext_lazy("trail", "a row left out"),
    "row_parted": pgettext_lazy("trail", "a row parted in two"),
    "row_reopened": pgettext_lazy("trail", "a row taken up again"),
    "saved": pgettext_lazy("trail", "saved"),
    "sealed": pgettext_lazy("trail", "sealed"),
    "sent_again": pgettext_lazy("trail", "sent again"),
    "set": pgettext_lazy("trail", "set"),
    "started": pgettext_lazy("trail", "started"),
    "stepped": pgettext_lazy("trail", "taken to its next stage"),
    "taken": pgettext_lazy("trail", "taken into use"),
    "swept": pgettext_lazy("trail", "taken away as too old"),
    "stopped": pgettext_lazy("trail", "stopped"),
    "stored": pgettext_lazy("trail", "stored"),
    "submitted": pgettext_lazy("trail", "handed in"),
    "taken_back": pgettext_lazy("trail", "returned to its owner"),
    "taken_up": pgettext_lazy("trail", "taken up again"),
    "taken_in": pgettext_lazy("trail", "taken in"),
    "tests_set": pgettext_lazy("trail", "its tests fixed"),
    "unit_asked": pgettext_lazy("trail", "a unit asked"),
    "unit_unasked": pgettext_lazy("trail", "a unit asked no more"),
    "unlinked": pgettext_lazy("trail", "untied"),
    "verified": pgettext_lazy("trail", "its effect verified"),
    "voided": pgettext_lazy("trail", "voided"),
    "wanted": pgettext_lazy("trail", "wanted again"),
    "withdrawn": pgettext_lazy("trail", "taken back"),
}

NAMELESS = frozenset({"indicators.batch", "seals.seal"})


def words_of_verb(verb: str) -> str:
    """A verb of the trail in the reader's language: `goal.changed` is “Tavoite: muutettu”.

    A verb without words is shown as it is stored; a test lets none pass.
    """
    noun, _, deed = verb.partition(".")
    if noun not in NOUNS or deed not in DEEDS:
        return verb
    return f"{NOUNS[noun]}: {DEEDS[deed]}"


def name_of_thing(verb: str, label: str, pk: int, title: str) -> str:
    """What a deed was about as people call it: its name, or its kind and number when it has none.

    `verb` tells the kind; figures that arrived and seals only have names that machines use.
    """
    noun = verb.partition(".")[0]
    if title and label not in NAMELESS:
        return title
    return f"{NOUNS[noun]} {pk}" if noun in NOUNS else f"{label} {pk}"
