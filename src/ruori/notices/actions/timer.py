"""What the timer notes of its own runs; no deed of a person, so it leaves no trail."""

from datetime import datetime

from django.db import transaction

from ruori.notices.models import TimerRun

MOST = 300


@transaction.atomic
def note_run(*, duty: str, at: datetime, fault: str = "") -> None:
    """Note that a duty of the timer was done at an instant, or why it failed."""
    done = {} if fault else {"done_at": at}
    told = {"ran_at": at, "fault": fault[:MOST], **done}
    if not TimerRun.objects.filter(duty=duty).update(**told):
        TimerRun.objects.get_or_create(duty=duty, defaults=told)
