"""What a city says of the check of its plans: its own limits, and findings it has accepted."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.columns.dated import Dated, dated_checks
from ruori.organisation.models import Person, Post
from ruori.plans.models.goals import Goal
from ruori.plans.models.measures import Measure
from ruori.plans.models.plans import Plan


class HealthLimits(models.Model):
    """The limits of the plan check (tarkistuksen rajat): their lasting identity, one a city."""

    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """A single row, number 1."""

        verbose_name = "tarkistuksen rajat"
        verbose_name_plural = "tarkistuksen rajat"
        constraints = (
            models.CheckConstraint(name="health_limits_are_one", condition=models.Q(id=1)),
        )

    def __str__(self) -> str:
        return "tarkistuksen rajat"


class HealthLimitsState(Dated):
    """The limits of the plan check from day to day (domain § 14); none: those of the data file."""

    limits = models.ForeignKey(
        HealthLimits, models.PROTECT, related_name="states", verbose_name="rajat"
    )
    plan_hint = models.PositiveSmallIntegerField("suunnitelman laajuus, vinkki")
    plan_warn = models.PositiveSmallIntegerField("suunnitelman laajuus, korjattava")
    post_warn = models.PositiveSmallIntegerField("kohteita viralla")
    similarity = models.DecimalField("samankaltaisuus", max_digits=3, decimal_places=2)
    shortest = models.PositiveSmallIntegerField("sanoja vähintään")
    step_months = models.PositiveSmallIntegerField("seuraavat tehtävät, kuukautta")
    steps_wanted = models.PositiveSmallIntegerField("seuraavia tehtäviä")
    judged_months = models.PositiveSmallIntegerField("arviointi, kuukautta vuoden päättymisestä")

    class Meta:
        """One row a day; a share between 0 and 1."""

        verbose_name = "tarkistuksen rajojen tila"
        verbose_name_plural = "tarkistuksen rajojen tilat"
        constraints = (
            *dated_checks("health_limits_state"),
            models.CheckConstraint(
                name="health_limits_state_is_a_share",
                condition=models.Q(similarity__gt=0, similarity__lte=1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.valid_from}"


class AcceptedFinding(AppendOnly):
    """A warning that stands as it is, with the reason (hyväksytty huomio), or its taking back.

    It concerns the finding as it was: `fingerprint` is made of the rule, the object and the values,
    so what has changed is found again.
    """

    rule = models.CharField("sääntö", max_length=30)
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, related_name="+", verbose_name="suunnitelma"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="+", verbose_name="tavoite"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="toimenpide"
    )
    about_post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka, jota koskee"
    )
    fingerprint = models.CharField("tunniste", max_length=64)
    reason = models.TextField("perustelu")
    by_person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="hyväksyjä"
    )
    by_label = models.CharField("hyväksyjän nimi silloin", max_length=200)
    takes_back = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="taken_back", verbose_name="peruu"
    )
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """About exactly one thing; never without a reason."""

        verbose_name = "hyväksytty huomio"
        verbose_name_plural = "hyväksytyt huomiot"
        constraints = (
            models.CheckConstraint(
                name="accepted_finding_is_about_one_thing",
                condition=(
                    models.Q(plan__isnull=False, goal=None, measure=None, about_post=None)
                    | models.Q(plan=None, goal__isnull=False, measure=None, about_post=None)
                    | models.Q(plan=None, goal=None, measure__isnull=False, about_post=None)
                    | models.Q(plan=None, goal=None, measure=None, about_post__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="accepted_finding_tells_why", condition=~models.Q(reason="")
            ),
        )
        indexes = (models.Index(fields=("fingerprint",), name="accepted_by_fingerprint"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.fingerprint[:8]}"
