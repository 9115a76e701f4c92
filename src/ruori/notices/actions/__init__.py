"""The deeds of letters: writing, sending, keeping the outbox, declining."""

from ruori.notices.actions.queueing import Queued, Reminded, queue_reminders, remind
from ruori.notices.actions.timer import note_run

__all__ = ["Queued", "Reminded", "note_run", "queue_reminders", "remind"]
