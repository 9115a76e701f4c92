"""The deeds of letters: writing, sending, keeping the outbox, declining, and checking the plans."""

from ruori.notices.actions.checking import check_plans
from ruori.notices.actions.choosing import choose_letters
from ruori.notices.actions.keeping import Kept, cancel_letter, send_again
from ruori.notices.actions.new_links import queue_new_links
from ruori.notices.actions.queueing import Reminded, queue_reminders, remind
from ruori.notices.actions.sending import Claimed, Office, Sent, send_outbox
from ruori.notices.actions.timer import note_run
from ruori.notices.actions.writing import Queued

__all__ = [
    "Claimed",
    "Kept",
    "Office",
    "Queued",
    "Reminded",
    "Sent",
    "cancel_letter",
    "check_plans",
    "choose_letters",
    "note_run",
    "queue_new_links",
    "queue_reminders",
    "remind",
    "send_again",
    "send_outbox",
]
