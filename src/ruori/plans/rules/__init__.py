"""Rules of plans: what a promise is and what a change does to it; what is wrong with it in `lint`.

Nothing here knows the database or a language.
"""

from ruori.plans.rules.promises import (
    CHILD_LEVELS,
    EDITED_IN_PLACE,
    FOLLOWED_KINDS,
    PROMISED,
    SILENT,
    STEPS,
    Change,
    changes_between,
    changes_of_test,
    first_and_now,
    is_promised,
    kind_of,
    may_hold,
    may_step,
    period_is_over,
    reordered,
    target_change,
    thread_breaks,
    unserved,
)

__all__ = [
    "CHILD_LEVELS",
    "EDITED_IN_PLACE",
    "FOLLOWED_KINDS",
    "PROMISED",
    "SILENT",
    "STEPS",
    "Change",
    "changes_between",
    "changes_of_test",
    "first_and_now",
    "is_promised",
    "kind_of",
    "may_hold",
    "may_step",
    "period_is_over",
    "reordered",
    "target_change",
    "thread_breaks",
    "unserved",
]
