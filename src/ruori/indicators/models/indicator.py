"""The indicator: its lasting identity, and what it was called and meant from day to day."""

from django.db import models

from ruori.columns.dated import Dated, dated_checks
from ruori.columns.exact import ExactDecimalField
from ruori.columns.texts import LanguagesField
from ruori.indicators.rules.codes import IndicatorLevel, Influence, Wanted
from ruori.indicators.rules.units import DEFAULT_SUPPRESS_BELOW
from ruori.kernel.codes import Visibility
from ruori.organisation.models import choices


class Indicator(models.Model):
    """A figure the city follows (mittari): its lasting identity."""

    code = models.SlugField("tunnus", max_length=60, unique=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Found by its code."""

        verbose_name = "mittari"
        verbose_name_plural = "mittarit"

    def __str__(self) -> str:
        return self.code


class IndicatorState(Dated):
    """Name, definition, unit, wanted direction, limits and owner of an indicator from day to day.

    The owner is a post or a unit, never a person. `every` counts periods between values: 2 for a
    survey made every second year. `lag_days` run from the end of a period to its publication.
    `suppress_below` is the smallest count told in public, empty for sources protected already.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="states", verbose_name="mittari"
    )
    name = LanguagesField("nimi")
    definition = LanguagesField("määritelmä", blank=True)
    formula = LanguagesField("laskentatapa", blank=True)
    unit_code = models.CharField("mittayksikkö", max_length=30)
    decimals = models.PositiveSmallIntegerField("desimaalit", default=0)
    price_year = models.PositiveSmallIntegerField("hintavuosi", null=True)
    wanted = models.CharField("toivottu suunta", max_length=10, choices=choices(Wanted))
    wanted_low = ExactDecimalField("vaihteluvälin alaraja", null=True)
    wanted_high = ExactDecimalField("vaihteluvälin yläraja", null=True)
    natural_min = ExactDecimalField("luonnollinen alaraja", null=True)
    natural_max = ExactDecimalField("luonnollinen yläraja", null=True)
    frequency = models.CharField("tiheys", max_length=1, default="A")
    every = models.PositiveSmallIntegerField("joka monennesta jaksosta", default=1)
    has_season = models.BooleanField("kausivaihtelua", default=False)
    lag_days = models.PositiveIntegerField("julkaisuviive päivinä", default=0)
    has_only_estimates = models.BooleanField("lähde ei anna arviota vahvempaa", default=False)
    suppress_below = models.PositiveSmallIntegerField(
        "pienin kerrottava lukumäärä", null=True, default=DEFAULT_SUPPRESS_BELOW
    )
    owner_post = models.ForeignKey(
        "organisation.Post",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="vastaava virka",
    )
    owner_unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="vastaava yksikkö",
    )
    influence = models.CharField("vaikutusvalta", max_length=10, choices=choices(Influence))
    level = models.CharField(
        "taso", max_length=10, choices=choices(IndicatorLevel), default=IndicatorLevel.RESULT.value
    )
    visibility = models.CharField(
        "näkyvyys", max_length=20, choices=choices(Visibility), default=Visibility.DRAFT.value
    )

    class Meta:
        """One row a day for each indicator; owned by exactly one post or unit."""

        verbose_name = "mittarin tila"
        verbose_name_plural = "mittarin tilat"
        constraints = (
            *dated_checks("indicator_state"),
            models.CheckConstraint(
                name="indicator_has_one_owner",
                condition=models.Q(owner_post__isnull=True) ^ models.Q(owner_unit__isnull=True),
            ),
            models.CheckConstraint(
                name="indicator_range_is_whole",
                condition=~models.Q(wanted=Wanted.RANGE.value)
                | models.Q(wanted_low__isnull=False, wanted_high__isnull=False),
            ),
            models.CheckConstraint(
                name="indicator_comes_at_times", condition=models.Q(every__gte=1)
            ),
        )
        indexes = (
            models.Index(fields=("indicator", "retracted_at"), name="indicator_state_standing"),
        )

    def __str__(self) -> str:
        return str(self.name)
