"""Values and goals, and how each goal is measured and tested."""

from django.db import models

from ruori.columns.dated import Dated, dated_checks
from ruori.columns.texts import LanguagesField
from ruori.kernel.codes import Visibility
from ruori.organisation.models import Post, Unit, choices
from ruori.plans.codes import GoalLevel, GoalRule, Operator, TestKind
from ruori.plans.models.plans import Plan


class Value(models.Model):
    """A value of the city (arvo): its lasting identity."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="values", verbose_name="suunnitelma"
    )
    source_line = models.PositiveIntegerField("rivi lähteessä", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Values belong to a plan, most often the strategy."""

        verbose_name = "arvo"
        verbose_name_plural = "arvot"

    def __str__(self) -> str:
        return f"arvo {self.pk}"


class ValueState(Dated):
    """The name and text of a value, from day to day."""

    value = models.ForeignKey(Value, models.PROTECT, related_name="states", verbose_name="arvo")
    position = models.PositiveIntegerField("järjestys", default=0)
    name = LanguagesField("nimi")
    text = LanguagesField("teksti", blank=True)

    class Meta:
        """One row a day for each value."""

        verbose_name = "arvon tila"
        verbose_name_plural = "arvon tilat"
        constraints = tuple(dated_checks("value_state"))

    def __str__(self) -> str:
        return str(self.name)


class Goal(models.Model):
    """A goal, objective or commitment of a plan (päämäärä, tavoite, sitoumus): its identity."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals", verbose_name="suunnitelma")
    level = models.CharField("taso", max_length=15, choices=choices(GoalLevel))
    source_line = models.PositiveIntegerField("rivi lähteessä", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """A goal belongs to one plan and is served from any."""

        verbose_name = "tavoite"
        verbose_name_plural = "tavoitteet"

    def __str__(self) -> str:
        return f"{self.level} {self.pk}"


class GoalState(Dated):
    """Where a goal stands, its words, who answers and by which rule it is judged, day by day."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="states", verbose_name="tavoite")
    parent = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="+", verbose_name="ylempi tavoite"
    )
    position = models.PositiveIntegerField("järjestys", default=0)
    code = models.CharField("tunnus", max_length=20, blank=True)
    name = LanguagesField("nimi")
    text = LanguagesField("teksti", blank=True)
    plain_text = LanguagesField("selkeä teksti", blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="vastuuyksikkö"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="vastuuvirka"
    )
    visibility = models.CharField(
        "julkisuus", max_length=16, choices=choices(Visibility), default=Visibility.PUBLIC.value
    )
    sustainability = models.JSONField("kestävyydet", default=list, blank=True)
    matters = models.JSONField("kuntalain § 37 kohdat", default=list, blank=True)
    rule = models.CharField("sääntö", max_length=10, choices=choices(GoalRule), blank=True)
    rule_count = models.PositiveSmallIntegerField("vähintään", null=True)
    rule_share = models.DecimalField("osuus", max_digits=5, decimal_places=4, null=True)
    partly_at = models.DecimalField("osittain", max_digits=5, decimal_places=4, null=True)

    class Meta:
        """One row a day for each goal."""

        verbose_name = "tavoitteen tila"
        verbose_name_plural = "tavoitteen tilat"
        constraints = (
            *dated_checks("goal_state"),
            models.CheckConstraint(
                name="goal_state_not_own_parent",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("goal")),
            ),
        )
        indexes = (models.Index(fields=("goal", "retracted_at"), name="goal_state_standing"),)

    def __str__(self) -> str:
        return str(self.name)


class GoalIndicator(Dated):
    """An indicator of a goal and how it measures this goal (tavoitteen mittari, A4)."""

    goal = models.ForeignKey(
        Goal, models.PROTECT, related_name="indicators", verbose_name="tavoite"
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name="mittari"
    )
    position = models.PositiveIntegerField("järjestys", default=0)
    how = LanguagesField("miten mittaa tätä tavoitetta", blank=True)

    class Meta:
        """An indicator measures a goal once a day."""

        verbose_name = "tavoitteen mittari"
        verbose_name_plural = "tavoitteen mittarit"
        constraints = tuple(dated_checks("goal_indicator"))
        indexes = (models.Index(fields=("goal", "retracted_at"), name="goal_indicator_standing"),)

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.indicator_id}"


class GoalTest(Dated):
    """A test fixed in advance that tells whether a goal came true (todentamistapa, domain § 8).

    Either a figure of a series compared with a target, or a deed done by a day.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="tests", verbose_name="tavoite")
    number = models.PositiveSmallIntegerField("järjestysnumero", default=1)
    kind = models.CharField("laji", max_length=10, choices=choices(TestKind))
    series = models.ForeignKey(
        "indicators.Series", models.PROTECT, null=True, related_name="+", verbose_name="sarja"
    )
    period = models.CharField("jakso", max_length=20, blank=True)
    operator = models.CharField("vertailu", max_length=10, choices=choices(Operator), blank=True)
    low = models.DecimalField("alaraja tai taso", max_digits=24, decimal_places=6, null=True)
    high = models.DecimalField("yläraja", max_digits=24, decimal_places=6, null=True)
    tolerance = models.DecimalField("sietoraja", max_digits=24, decimal_places=6, null=True)
    baseline_value = models.DecimalField("lähtötaso", max_digits=24, decimal_places=6, null=True)
    baseline_on = models.DateField("lähtötason päivä", null=True)
    deed = LanguagesField("teko", blank=True)
    due_on = models.DateField("viimeistään", null=True)
    weight = models.DecimalField("paino", max_digits=8, decimal_places=4, default=1)
    is_provisional_enough = models.BooleanField("ennakkotieto kelpaa", default=False)

    class Meta:
        """A figure names its series; a deed its words."""

        verbose_name = "tavoitteen testi"
        verbose_name_plural = "tavoitteen testit"
        constraints = (
            *dated_checks("goal_test"),
            models.CheckConstraint(
                name="goal_test_weight_positive", condition=models.Q(weight__gt=0)
            ),
            models.CheckConstraint(
                name="goal_test_figure_has_series",
                condition=~models.Q(kind="INDICATOR") | models.Q(series__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("goal", "retracted_at"), name="goal_test_standing"),)

    def __str__(self) -> str:
        return f"{self.goal_id}/{self.number}"
