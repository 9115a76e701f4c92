"""Plans of every kind."""

from django.db import models

from ruori.columns.dated import Dated, dated_checks
from ruori.columns.texts import LanguagesField
from ruori.decisions.models import Decision
from ruori.kernel.codes import Visibility
from ruori.organisation.models import Unit, choices
from ruori.plans.codes import PlanKind, Stage


class Plan(models.Model):
    """A plan of the city (suunnitelma, ohjelma, politiikka, strategia): its lasting identity."""

    kind = models.CharField("laji", max_length=20, choices=choices(PlanKind))
    stage = models.CharField(
        "vaihe", max_length=12, choices=choices(Stage), default=Stage.DRAFT.value
    )
    visibility = models.CharField(
        "julkisuus", max_length=16, choices=choices(Visibility), default=Visibility.DRAFT.value
    )
    secrecy_ground = models.CharField("salassapidon peruste", max_length=200, blank=True)
    adoption = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="+", verbose_name="hyväksymispäätös"
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="successors", verbose_name="korvaa"
    )
    source_file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="lähde"
    )
    source_line = models.PositiveIntegerField("rivi lähteessä", null=True)
    position = models.PositiveIntegerField("järjestys", default=0)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """No draft is public; no plan is adopted without a decision, unless its source lacks it."""

        verbose_name = "suunnitelma"
        verbose_name_plural = "suunnitelmat"
        constraints = (
            models.CheckConstraint(
                name="plan_draft_is_not_public",
                condition=~models.Q(visibility="PUBLIC")
                | ~models.Q(stage__in=("DRAFT", "HEARING", "ON_AGENDA")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class PlanState(Dated):
    """The title, period, owner and texts of a plan, from day to day."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="states", verbose_name="suunnitelma"
    )
    title = LanguagesField("nimi")
    period_from = models.DateField("kausi alkaa", null=True)
    period_to = models.DateField("kausi päättyy", null=True)
    check_on = models.DateField("tarkistettava viimeistään", null=True)
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="omistava yksikkö"
    )
    body = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="hyväksyvä toimielin"
    )
    legal_basis = models.CharField("lakiperuste", max_length=200, blank=True)
    vision = LanguagesField("visio", blank=True)
    plain_text = LanguagesField("selkeä teksti", blank=True)
    introduction = LanguagesField("johdanto", blank=True)
    situation = LanguagesField("nykytila", blank=True)
    evaluation_plan = LanguagesField("arviointisuunnitelma", blank=True)
    case_number = models.CharField("diaarinumero", max_length=60, blank=True)

    class Meta:
        """One row a day for each plan."""

        verbose_name = "suunnitelman tila"
        verbose_name_plural = "suunnitelman tilat"
        constraints = (
            *dated_checks("plan_state"),
            models.CheckConstraint(
                name="plan_state_period_in_order",
                condition=models.Q(period_from__isnull=True)
                | models.Q(period_to__isnull=True)
                | models.Q(period_to__gte=models.F("period_from")),
            ),
        )
        indexes = (models.Index(fields=("plan", "retracted_at"), name="plan_state_standing"),)

    def __str__(self) -> str:
        return str(self.title)
