"""Which findings may stand with a reason, and when a finding is still the same finding."""

from hashlib import sha256

from ruori.kernel.canonical import canonical_json
from ruori.kernel.codes import Severity
from ruori.kernel.problems import Problem


def may_be_accepted(problem: Problem) -> bool:
    """A warning needs a fix or a stored reason; a block is mended, a hint only informs."""
    return problem.severity is Severity.WARN and problem.about is not None


def fingerprint(problem: Problem) -> str:
    """What makes a finding this finding: its rule, its object by name, and every value.

    When any of them changes, an acceptance no longer covers it.
    """
    about = problem.about
    told = {
        "rule": problem.code,
        "message": problem.msgid,
        "about": None if about is None else [about.label, about.pk, about.title],
        "facts": dict(problem.facts),
    }
    return sha256(canonical_json(told)).hexdigest()
