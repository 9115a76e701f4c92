"""Measures, their next steps, and what they serve."""

from django.db import models

from ruori.columns.dated import Dated, dated_checks
from ruori.columns.texts import LanguagesField
from ruori.kernel.codes import Visibility
from ruori.organisation.models import Post, Unit, choices
from ruori.plans.codes import EnvironmentEffect, NeedsMoney, Origin
from ruori.plans.models.goals import Goal
from ruori.plans.models.plans import Plan


class Measure(models.Model):
    """A measure the city has promised to carry out (toimenpide): its lasting identity."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="measures", verbose_name="kotisuunnitelma"
    )
    origin = models.CharField(
        "alkuperä", max_length=15, choices=choices(Origin), default=Origin.PLAN.value
    )
    is_example = models.BooleanField("esimerkki", default=False)
    source_line = models.PositiveIntegerField("rivi lähteessä", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """A measure has one home plan and serves goals of any."""

        verbose_name = "toimenpide"
        verbose_name_plural = "toimenpiteet"

    def __str__(self) -> str:
        return f"toimenpide {self.pk}"


class MeasureState(Dated):
    """The words, the responsible unit and post, the days and the money of a measure, day by day."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="states", verbose_name="toimenpide"
    )
    code = models.CharField("tunnus", max_length=20, blank=True)
    name = LanguagesField("nimi")
    text = LanguagesField("teksti", blank=True)
    plain_text = LanguagesField("selkeä teksti", blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="vastuuyksikkö")
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="vastuuvirka"
    )
    visibility = models.CharField(
        "julkisuus", max_length=16, choices=choices(Visibility), default=Visibility.PUBLIC.value
    )
    starts_on = models.DateField("alkaa", null=True)
    ends_on = models.DateField("päättyy", null=True)
    is_continuous = models.BooleanField("jatkuva", default=False)
    needs_money = models.CharField(
        "rahantarve", max_length=8, choices=choices(NeedsMoney), default=NeedsMoney.UNKNOWN.value
    )
    need_euros = models.DecimalField("tarve, €", max_digits=14, decimal_places=2, null=True)
    population_group = models.CharField("väestöryhmä", max_length=60, blank=True)
    area = models.CharField("alue", max_length=60, blank=True)
    environment_effect = models.CharField(
        "ympäristövaikutus",
        max_length=10,
        choices=choices(EnvironmentEffect),
        default=EnvironmentEffect.UNKNOWN.value,
    )
    environment_text = LanguagesField("mitä vaikuttaa", blank=True)
    question = LanguagesField("kokeilun kysymys", blank=True)
    funder = models.CharField("rahoittaja", max_length=200, blank=True)
    project_euros = models.DecimalField("hanke, €", max_digits=14, decimal_places=2, null=True)
    heir = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="jatkaja"
    )

    class Meta:
        """One row a day for each measure."""

        verbose_name = "toimenpiteen tila"
        verbose_name_plural = "toimenpiteen tilat"
        constraints = (
            *dated_checks("measure_state"),
            models.CheckConstraint(
                name="measure_state_days_in_order",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        )
        indexes = (models.Index(fields=("measure", "retracted_at"), name="measure_state_standing"),)

    def __str__(self) -> str:
        return str(self.name)


class MeasureUnit(Dated):
    """A unit or partner that carries a measure out together with the responsible unit."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="co_units", verbose_name="toimenpide"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="yksikkö")

    class Meta:
        """A unit takes part once a day."""

        verbose_name = "toimenpiteen toteuttaja"
        verbose_name_plural = "toimenpiteen toteuttajat"
        constraints = tuple(dated_checks("measure_unit"))
        indexes = (models.Index(fields=("measure", "retracted_at"), name="measure_unit_standing"),)

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.unit_id}"


class MeasureIndicator(Dated):
    """A figure that is asked together with a measure (toimenpiteen mittari)."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="indicators", verbose_name="toimenpide"
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name="mittari"
    )

    class Meta:
        """A figure is asked once a day with a measure."""

        verbose_name = "toimenpiteen mittari"
        verbose_name_plural = "toimenpiteen mittarit"
        constraints = tuple(dated_checks("measure_indicator"))

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.indicator_id}"


class Serves(Dated):
    """A measure, or a goal of another plan, serves a goal (toteuttaa); many to many over plans."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="serves", verbose_name="toimenpide"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="serves", verbose_name="tavoite"
    )
    served = models.ForeignKey(
        Goal, models.PROTECT, related_name="served_by", verbose_name="mitä toteuttaa"
    )
    how = LanguagesField("miten", blank=True)
    weight = models.DecimalField("paino", max_digits=8, decimal_places=4, default=1)

    class Meta:
        """Exactly one servant; a positive weight."""

        verbose_name = "toteutussuhde"
        verbose_name_plural = "toteutussuhteet"
        constraints = (
            *dated_checks("serves"),
            models.CheckConstraint(
                name="serves_has_one_servant",
                condition=models.Q(measure__isnull=True) ^ models.Q(goal__isnull=True),
            ),
            models.CheckConstraint(name="serves_weight_positive", condition=models.Q(weight__gt=0)),
        )
        indexes = (
            models.Index(fields=("measure", "retracted_at"), name="serves_by_measure"),
            models.Index(fields=("served", "retracted_at"), name="serves_by_served"),
        )

    def __str__(self) -> str:
        return f"{self.measure_id or self.goal_id} → {self.served_id}"


class Step(models.Model):
    """The next task of a measure (seuraava tehtävä) with its day."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="steps", verbose_name="toimenpide"
    )
    position = models.PositiveIntegerField("järjestys", default=0)
    text = LanguagesField("tehtävä")
    due_on = models.DateField("viimeistään")
    done_on = models.DateField("tehty", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Asked by measure."""

        verbose_name = "seuraava tehtävä"
        verbose_name_plural = "seuraavat tehtävät"

    def __str__(self) -> str:
        return str(self.text)
