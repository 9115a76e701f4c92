"""Questions asked by pages, letters and the nightly check."""

from ruori.notices.queries.checked import Checked, is_check_due, last_check
from ruori.notices.queries.everything import due, due_of_all, plan_health, problems
from ruori.notices.queries.outbox import (
    DeliveryCard,
    LetterCard,
    TimerCard,
    broken_addresses,
    counts,
    letter_card,
    outbox,
    timer_runs,
    waiting_letters,
)
from ruori.notices.queries.people import (
    Receiver,
    declined,
    mailed_this_week,
    receivers,
    setting_of,
    told_before,
    wants,
)
from ruori.notices.queries.reminding import (
    Asked,
    ReminderPreview,
    reason_of,
    reminded_today,
    reminder_preview,
    to_remind,
)

__all__ = [
    "Asked",
    "Checked",
    "DeliveryCard",
    "LetterCard",
    "Receiver",
    "ReminderPreview",
    "TimerCard",
    "broken_addresses",
    "counts",
    "declined",
    "due",
    "due_of_all",
    "is_check_due",
    "last_check",
    "letter_card",
    "mailed_this_week",
    "outbox",
    "plan_health",
    "problems",
    "reason_of",
    "receivers",
    "reminded_today",
    "reminder_preview",
    "setting_of",
    "timer_runs",
    "to_remind",
    "told_before",
    "waiting_letters",
    "wants",
]
