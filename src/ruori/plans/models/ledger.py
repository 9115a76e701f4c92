"""What was fixed, what followed what, and each change of a promise."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.decisions.models import Decision
from ruori.organisation.models import choices
from ruori.plans.codes import ChangeKind, Fate
from ruori.plans.models.goals import Goal
from ruori.plans.models.measures import Measure
from ruori.plans.models.plans import Plan
from ruori.seals.models import Seal


class PlanVersion(AppendOnly):
    """A plan as it was fixed for a hearing, an agenda or an adoption (suunnitelman versio)."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="sealed_versions", verbose_name="suunnitelma"
    )
    seal = models.OneToOneField(Seal, models.PROTECT, related_name="+", verbose_name="sinetti")
    purpose = models.CharField("tarkoitus", max_length=12)
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """One seal fixes one version."""

        verbose_name = "suunnitelman versio"
        verbose_name_plural = "suunnitelman versiot"

    def __str__(self) -> str:
        return f"{self.plan_id} {self.purpose}"


class Succession(AppendOnly):
    """What became of an element when a plan was followed by the next (seuraanto)."""

    fate = models.CharField("kohtalo", max_length=8, choices=choices(Fate))
    old_goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="heirs", verbose_name="vanha tavoite"
    )
    new_goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="ancestors", verbose_name="uusi tavoite"
    )
    old_measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="heirs", verbose_name="vanha toimenpide"
    )
    new_measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="ancestors", verbose_name="uusi toimenpide"
    )
    reason = models.TextField("perustelu", blank=True)
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """A dropped element tells why."""

        verbose_name = "seuraanto"
        verbose_name_plural = "seuraannot"
        constraints = (
            models.CheckConstraint(
                name="succession_dropped_tells_why",
                condition=~models.Q(fate="DROPPED") | ~models.Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return self.fate


class PromiseChange(AppendOnly):
    """A change of what was promised after adoption (lupauskirjan merkintä, domain § 13)."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="changes", verbose_name="suunnitelma"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="changes", verbose_name="tavoite"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="changes", verbose_name="toimenpide"
    )
    kind = models.CharField("laji", max_length=14, choices=choices(ChangeKind))
    field = models.CharField("kenttä", max_length=40)
    before = models.JSONField("ennen", null=True)
    after = models.JSONField("jälkeen", null=True)
    reason = models.TextField("perustelu", blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="+", verbose_name="päätös"
    )
    holds_from = models.DateField("voimassa alkaen")
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """Asked by plan, goal and measure."""

        verbose_name = "lupauskirjan merkintä"
        verbose_name_plural = "lupauskirjan merkinnät"

    def __str__(self) -> str:
        return f"{self.kind} {self.field}"
