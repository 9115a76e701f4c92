"""Jobs and the signs of life of those who do them."""

from django.db import models
from django.db.models import F, Q

from ruori.columns.texts import LanguagesField
from ruori.jobs.rules import State


class Job(models.Model):
    """One piece of long work (työ): who asked, its steps, how far it is, how it ended.

    `step` and the words in `steps` are msgids. `result` grows as steps give what they found;
    `problem` says why it failed. `task_id` is its place in the queue of django-tasks.
    """

    kind = models.CharField("laji", max_length=40)
    title = LanguagesField("nimi")
    parameters = models.JSONField("mitä pyydettiin", default=dict)
    state = models.CharField("tila", max_length=10, default=State.QUEUED.value)
    steps = models.JSONField("vaiheet", default=list)
    steps_done = models.JSONField("tehdyt vaiheet", default=list)
    step = models.CharField("nykyinen vaihe", max_length=300, blank=True)
    done_count = models.PositiveIntegerField("tehty", default=0)
    total = models.PositiveIntegerField("yhteensä", default=0)
    attempts = models.PositiveSmallIntegerField("aloituskerrat", default=0)
    queued_at = models.DateTimeField("jonoon")
    started_at = models.DateTimeField("aloitettu", null=True)
    finished_at = models.DateTimeField("päättynyt", null=True)
    result = models.JSONField("tulos", default=dict)
    problem = models.JSONField("syy", null=True)
    asked_by_kind = models.CharField("pyytäjän laji", max_length=10)
    asked_by_id = models.BigIntegerField("pyytäjän tunnus", null=True)
    asked_by_label = models.CharField("pyytäjä", max_length=200)
    is_cancel_asked = models.BooleanField("pyydetty keskeyttämään", default=False)
    worker = models.CharField("tekijä", max_length=64, blank=True)
    task_id = models.UUIDField("paikka jonossa", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Found by state for the queue, by kind for estimates, by asker for the desk."""

        verbose_name = "työ"
        verbose_name_plural = "työt"
        indexes = (
            models.Index(fields=("state", "queued_at"), name="job_queue"),
            models.Index(fields=("kind", "state", "-finished_at"), name="job_earlier_runs"),
            models.Index(fields=("asked_by_id", "-queued_at"), name="job_by_asker"),
        )
        constraints = (
            models.CheckConstraint(
                name="job_ended_has_time",
                condition=Q(
                    state__in=(State.QUEUED.value, State.RUNNING.value), finished_at__isnull=True
                )
                | Q(
                    state__in=(State.DONE.value, State.FAILED.value, State.CANCELLED.value),
                    finished_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="job_done_within_total",
                condition=Q(total=0) | Q(done_count__lte=F("total")),
            ),
            models.CheckConstraint(
                name="job_failed_has_problem",
                condition=~Q(state=State.FAILED.value) | Q(problem__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"


class Worker(models.Model):
    """A process that does jobs (työn tekijä), and when it last gave a sign of life."""

    name = models.CharField("nimi", max_length=64, unique=True)
    started_at = models.DateTimeField("käynnistetty")
    seen_at = models.DateTimeField("viimeksi elossa")

    class Meta:
        """One row per process; old ones are swept away."""

        verbose_name = "työn tekijä"
        verbose_name_plural = "työn tekijät"

    def __str__(self) -> str:
        return self.name
