"""Targets: what was promised of a series, from day to day."""

from django.db import models

from ruori.columns.dated import Dated, dated_checks
from ruori.columns.exact import ExactDecimalField
from ruori.indicators.models.series import Series
from ruori.indicators.rules.codes import Mode, PathShape, TargetLevel
from ruori.organisation.models import choices


class Target(models.Model):
    """A target of a series (tavoitetaso): its lasting identity, minimum or desired."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="targets", verbose_name="sarja")
    level = models.CharField("taso", max_length=10, choices=choices(TargetLevel))
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """One of each level for a series."""

        verbose_name = "tavoitetaso"
        verbose_name_plural = "tavoitetasot"
        constraints = (models.UniqueConstraint(fields=("series", "level"), name="target_key"),)

    def __str__(self) -> str:
        return f"{self.series_id} {self.level}"


class TargetState(Dated):
    """Base, mode, path and tolerance of a target from day to day, with the decision behind it."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="states", verbose_name="tavoitetaso"
    )
    base_start_on = models.DateField("lähtöjakson alku", null=True)
    base_end_on = models.DateField("lähtöjakson loppu", null=True)
    base_value = ExactDecimalField("lähtöarvo", null=True)
    unit_code = models.CharField("mittayksikkö", max_length=30)
    mode = models.CharField("tapa", max_length=10, choices=choices(Mode))
    path = models.CharField("polku", max_length=12, choices=choices(PathShape))
    tolerance = ExactDecimalField("sallittu poikkeama", null=True)
    is_primary = models.BooleanField("ensisijainen", default=True)
    decision = models.ForeignKey(
        "decisions.Decision",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="päätös",
    )
    reason = models.TextField("perustelu", blank=True)

    class Meta:
        """One row a day for each target."""

        verbose_name = "tavoitetason tila"
        verbose_name_plural = "tavoitetason tilat"
        constraints = (
            *dated_checks("target_state"),
            models.CheckConstraint(
                name="target_base_is_whole",
                condition=models.Q(
                    base_start_on__isnull=True, base_end_on__isnull=True, base_value__isnull=True
                )
                | models.Q(
                    base_start_on__isnull=False,
                    base_end_on__isnull=False,
                    base_value__isnull=False,
                ),
            ),
        )
        indexes = (models.Index(fields=("target", "retracted_at"), name="target_state_standing"),)

    def __str__(self) -> str:
        return f"{self.target_id} {self.mode}"


class TargetPoint(Dated):
    """A value, or a range, promised for a period (tavoitepiste); the last one is the target."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="points", verbose_name="tavoitetaso"
    )
    start_on = models.DateField("jakson alku")
    end_on = models.DateField("jakson loppu")
    value = ExactDecimalField("arvo", null=True)
    low = ExactDecimalField("alaraja", null=True)
    high = ExactDecimalField("yläraja", null=True)

    class Meta:
        """A value or both ends of a range; one row a day for each target and period."""

        verbose_name = "tavoitepiste"
        verbose_name_plural = "tavoitepisteet"
        constraints = (
            *dated_checks("target_point"),
            models.CheckConstraint(
                name="target_point_is_value_or_range",
                condition=models.Q(value__isnull=False, low__isnull=True, high__isnull=True)
                | models.Q(value__isnull=True, low__isnull=False, high__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("target", "retracted_at"), name="target_point_standing"),)

    def __str__(self) -> str:
        return f"{self.target_id} {self.start_on}"
