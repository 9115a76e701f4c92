"""What each rule of the plan check looks for and why, for who mends the plan."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULES: Mapping[str, tuple[Promise, Promise]] = {
    "L2": (
        _("Tests are complete"),
        _("Without a comparison, a target and a period nobody can tell whether it came true."),
    ),
    "L3": (_("Baselines are told"), _("A change shows only against where it began.")),
    "L4": (
        _("Several tests have a rule"),
        _("What counts as coming true is agreed on in advance, not afterwards."),
    ),
    "L6": (_("Somebody answers"), _("What nobody answers for is not done.")),
    "L7": (
        _("Indicators are explained"),
        _("The same figure can measure many things; the reader must know what it tells here."),
    ),
    "L8": (
        _("Figures can be compared"),
        _("A figure counted anew is another figure: no change may be read across a break."),
    ),
    "L9": (
        _("Figures come in time"),
        _("The goal would be judged without knowing. Choose an earlier period or another figure."),
    ),
    "L10": (
        _("Targets ask for something"),
        _("A target reached at the start changes nothing. Raise it, or drop the goal as done."),
    ),
    "L11": (
        _("Indicators can move"),
        _("A figure that stands still, or that others decide, does not show what the city does."),
    ),
    "L12": (
        _("Goals are renewed"),
        _("A goal that comes true every year as it is may have become everyday work."),
    ),
    "L13": (
        _("The thread is whole"),
        _("Work that serves no goal is not followed, and nobody sees why it is done."),
    ),
    "L14": (_("Goals are carried out"), _("A goal without measures is a wish.")),
    "L16": (
        _("Money is thought of"),
        _("Budgeting needs to know which measures need money of their own."),
    ),
    "L18": (
        _("The plan is narrow enough"),
        _("Who must follow everything follows nothing. Choose the most important."),
    ),
    "L19": (
        _("Nothing is promised twice"),
        _("The same measure in two plans is reported twice, and neither may be done."),
    ),
    "L20": (
        _("The end is visible"),
        _("“Promote” and “develop” never end. A number, a date or a product can be checked."),
    ),
    "L21": (
        _("Schedules are told"),
        _("Without an end nothing is ever late. Set a day, or say that it goes on for good."),
    ),
    "L22": (_("Next tasks are agreed on"), _("The next task with its day moves work on.")),
    "L23": (
        _("The strategy holds what the law asks for"),
        _("Local Government Act § 37 names what a strategy must take a stand on."),
    ),
    "L24": (_("Plans are in date"), _("An outdated plan still binds, though nobody renews it.")),
    "L25": (
        _("Old promises have a fate"),
        _("Nothing promised disappears silently when the next plan is adopted."),
    ),
    "L26": (
        _("Deviations get a reaction"),
        _("Following up without reacting changes nothing."),
    ),
    "L28": (
        _("Plain texts and translations are fresh"),
        _("Whoever reads the plain text or a translation must read what has been decided."),
    ),
}
"""By rule: what is in order when nothing is found, and why the rule is there."""


def name_of(code: str) -> str:
    """What a rule asks for, in words; a rule of another part by its code."""
    return str(RULES[code][0]) if code in RULES else code


def why(code: str) -> str:
    """Why a rule is there."""
    return str(RULES[code][1]) if code in RULES else ""
