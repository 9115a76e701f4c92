"""The trail and the clock row."""

from django.db import models

from ruori.columns.append_only import AppendOnly


class TrailEntry(AppendOnly):
    """One deed (lokimerkintä): verb, what it was about, by whom, when, before and after."""

    verb = models.CharField("teko", max_length=60)
    label = models.CharField("kohteen laji", max_length=60)
    object_pk = models.BigIntegerField("kohteen avain")
    title = models.CharField("kohteen nimi silloin", max_length=300)
    actor_kind = models.CharField("tekijän laji", max_length=10)
    actor_user_id = models.BigIntegerField("tekijän tunnus", null=True)
    actor_label = models.CharField("tekijä", max_length=200)
    recorded_at = models.DateTimeField("kirjattu")
    facts = models.JSONField("tiedot", default=dict)

    class Meta:
        """Asked by object, by actor and by time."""

        verbose_name = "lokimerkintä"
        verbose_name_plural = "lokimerkinnät"
        indexes = (
            models.Index(fields=("label", "object_pk", "id"), name="trail_by_object"),
            models.Index(fields=("recorded_at",), name="trail_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d %H:%M} {self.verb} {self.title}"


class Clock(models.Model):
    """The one row that orders dated deeds (kello): the last instant anything was recorded at."""

    stamped_at = models.DateTimeField("viimeisin kirjaus")

    class Meta:
        """A single row, number 1."""

        verbose_name = "kello"
        verbose_name_plural = "kellot"
        constraints = (models.CheckConstraint(name="clock_is_one", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return self.stamped_at.isoformat()
