"""The process that does jobs: django-tasks' database worker, with a sign of life beside it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from ruori.jobs.actions import beat, leave
from ruori.jobs.rules import BEAT

LOOK_EVERY: Final = 2.0


def work(
    *,
    name: str,
    clock: Callable[[], datetime],
    is_once: bool = False,
    beat_every: timedelta = BEAT,
) -> None:
    """Do queued jobs until the process is told to stop, or until none waits (`is_once`).

    `name` tells workers apart, at most 64 signs. SIGTERM ends it after the job in hand.
    """
    queue = QueueWorker(
        queue_names=["*"],
        interval=0 if is_once else LOOK_EVERY,
        batch=is_once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    # Before the first sign of life: whoever sees the worker may also tell it to stop.
    if not is_once:
        queue.configure_signals()
    with _signs_of_life(name, clock, beat_every):
        queue.run()


@contextmanager
def _signs_of_life(name: str, clock: Callable[[], datetime], every: timedelta) -> Iterator[None]:
    stopped = threading.Event()
    # A thread, since one step may take longer than the time after which a worker counts as dead.
    thread = threading.Thread(target=_keep_beating, args=(name, clock, every, stopped), daemon=True)
    try:
        beat(worker=name, at=clock())
        thread.start()
        yield
    finally:
        stopped.set()
        if thread.is_alive():
            thread.join()
        leave(worker=name)


def _keep_beating(
    name: str, clock: Callable[[], datetime], every: timedelta, stopped: threading.Event
) -> None:
    try:
        while not stopped.wait(every.total_seconds()):
            # A database that is busy or restarting costs one sign; the next one comes soon.
            with suppress(DatabaseError):
                close_old_connections()
                beat(worker=name, at=clock())
    finally:
        connection.close()
