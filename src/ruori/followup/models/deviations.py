"""What did not go as promised, what is done about it, and each step on the way."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.cycle.models import Round
from ruori.decisions.models import Decision
from ruori.followup.codes import Cause, DeviationState
from ruori.followup.models.entries import Entry
from ruori.organisation.models import Person, Post, Unit, choices
from ruori.plans.models import Goal, Measure

OPEN = ~models.Q(state=DeviationState.CLOSED.value)


class Deviation(models.Model):
    """A measure or goal that does not go as promised, and the reaction to it (poikkeama).

    `entry` is what showed it last, empty when only the days did. It is accepted as it is only by
    a decision.
    """

    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="toimenpide"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="+", verbose_name="tavoite"
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="+", verbose_name="merkintä"
    )
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, related_name="+", verbose_name="kierros"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="yksikkö")
    state = models.CharField(
        "tila",
        max_length=14,
        choices=choices(DeviationState),
        default=DeviationState.NOTICED.value,
    )
    cause_code = models.CharField("syyn laji", max_length=12, choices=choices(Cause), blank=True)
    cause = models.TextField("syy", blank=True)
    effect = models.TextField("vaikutus", blank=True)
    action = models.TextField("toimenpide poikkeamaan", blank=True)
    action_measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="korjaava toimenpide"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="kuka toimii"
    )
    due_on = models.DateField("mihin mennessä", null=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="+", verbose_name="päätös"
    )
    is_accepted = models.BooleanField("hyväksytty sellaisenaan", default=False)
    noticed_at = models.DateTimeField("havaittu")
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Of exactly one thing, at most one open of each; accepted only by a decision."""

        verbose_name = "poikkeama"
        verbose_name_plural = "poikkeamat"
        constraints = (
            models.CheckConstraint(
                name="deviation_is_of_one_thing",
                condition=models.Q(measure__isnull=True) ^ models.Q(goal__isnull=True),
            ),
            models.CheckConstraint(
                name="deviation_accepted_by_decision",
                condition=models.Q(is_accepted=False) | models.Q(decision__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("measure",),
                condition=OPEN & models.Q(measure__isnull=False),
                name="deviation_one_open_of_measure",
            ),
            models.UniqueConstraint(
                fields=("goal",),
                condition=OPEN & models.Q(goal__isnull=False),
                name="deviation_one_open_of_goal",
            ),
        )
        indexes = (models.Index(fields=("state",), name="deviation_by_state"),)

    def __str__(self) -> str:
        return f"{self.state} {self.measure_id or self.goal_id}"


class DeviationStep(AppendOnly):
    """One step of a deviation: to which state, through which post, with which words (vaihe)."""

    deviation = models.ForeignKey(
        Deviation, models.PROTECT, related_name="steps", verbose_name="poikkeama"
    )
    state = models.CharField("tila", max_length=14, choices=choices(DeviationState))
    note = models.TextField("huomautus", blank=True)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="henkilö"
    )
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """Read in order."""

        verbose_name = "poikkeaman vaihe"
        verbose_name_plural = "poikkeaman vaiheet"

    def __str__(self) -> str:
        return self.state
