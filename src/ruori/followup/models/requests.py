"""What a reviewer asks to be shown before a claim is believed."""

from django.db import models

from ruori.cycle.models import Round
from ruori.followup.codes import ProofRequestState
from ruori.followup.models.judgements import Proof
from ruori.organisation.models import Person, Post, Unit, choices
from ruori.plans.models import Goal, Measure


class ProofRequest(models.Model):
    """A proof asked of who answers for a measure or goal in a round (todistepyyntö).

    It is answered by a proof, refused with a reason, or taken back by who asked.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name="kierros")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="toimenpide"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="+", verbose_name="tavoite"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="yksikkö")
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka"
    )
    needed = models.TextField("mitä tarvitaan")
    due_on = models.DateField("viimeistään")
    state = models.CharField(
        "tila",
        max_length=10,
        choices=choices(ProofRequestState),
        default=ProofRequestState.ASKED.value,
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="pyytäjä"
    )
    asked_at = models.DateTimeField("pyydetty")
    proof = models.ForeignKey(
        Proof, models.PROTECT, null=True, related_name="+", verbose_name="todiste"
    )
    reason = models.TextField("kieltäytymisen syy", blank=True)
    settled_at = models.DateTimeField("ratkaistu", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """About one thing; one at a time is open; answered with a proof, refused with a reason."""

        verbose_name = "todistepyyntö"
        verbose_name_plural = "todistepyynnöt"
        constraints = (
            models.CheckConstraint(
                name="proof_request_is_about_one_thing",
                condition=models.Q(measure__isnull=True) ^ models.Q(goal__isnull=True),
            ),
            models.CheckConstraint(
                name="proof_request_answer_has_a_proof",
                condition=~models.Q(state="ANSWERED") | models.Q(proof__isnull=False),
            ),
            models.CheckConstraint(
                name="proof_request_refusal_tells_why",
                condition=~models.Q(state="REFUSED") | ~models.Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=("round", "measure"),
                condition=models.Q(state="ASKED", measure__isnull=False),
                name="proof_request_of_measure_once",
            ),
            models.UniqueConstraint(
                fields=("round", "goal"),
                condition=models.Q(state="ASKED", goal__isnull=False),
                name="proof_request_of_goal_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.measure_id or self.goal_id}"
