"""Series: one line of numbers and its key; breaks that no line may cross."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.columns.exact import ExactDecimalField
from ruori.columns.texts import LanguagesField
from ruori.indicators.models.indicator import Indicator
from ruori.indicators.models.regions import Region
from ruori.indicators.rules.codes import BreakKind, Frequency
from ruori.organisation.models import choices


class Series(AppendOnly):
    """One line of numbers (sarja): indicator, region, breakdown, frequency, division year.

    The key is Ruori's own and never changes; what a source calls it is told elsewhere. The unit is
    that of the stored values. A division year of 0 means that no division is declared.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="series", verbose_name="mittari"
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="series", verbose_name="alue")
    breakdown = models.CharField("jaottelu", max_length=200, blank=True)
    frequency = models.CharField("tiheys", max_length=1, choices=choices(Frequency))
    division_year = models.PositiveSmallIntegerField("aluejaon vuosi", default=0)
    unit_code = models.CharField("mittayksikkö", max_length=30)
    is_main = models.BooleanField("kaupungin pääsarja", default=False)
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """One series for each key; one main series for each indicator."""

        verbose_name = "sarja"
        verbose_name_plural = "sarjat"
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "region", "breakdown", "frequency", "division_year"),
                name="series_key",
            ),
            models.UniqueConstraint(
                fields=("indicator",),
                condition=models.Q(is_main=True),
                name="series_main_is_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.region_id} {self.breakdown} {self.frequency}"


class Break(AppendOnly):
    """The first period of a line that may not be read together with what was before (katko).

    A mistaken break is taken back by a new row that `corrects` it and `is_void`. A bridging factor
    is set by a named person only; both lines are then shown.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="breaks", verbose_name="sarja")
    starts_on = models.DateField("ensimmäisen jakson alku")
    kind = models.CharField("laji", max_length=20, choices=choices(BreakKind))
    note = LanguagesField("selite", blank=True)
    bridging_factor = ExactDecimalField("ketjutuskerroin", null=True)
    by_label = models.CharField("merkitsijä", max_length=200)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="correction", verbose_name="oikaisee"
    )
    is_void = models.BooleanField("perutaan", default=False)
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """Asked by series."""

        verbose_name = "aikasarjakatko"
        verbose_name_plural = "aikasarjakatkot"

    def __str__(self) -> str:
        return f"{self.series_id} {self.starts_on} {self.kind}"
