"""Proofs, who approved them, and judgements of goals."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.cycle.models import Round
from ruori.decisions.models import Decision
from ruori.followup.codes import Judge
from ruori.followup.models.entries import Entry
from ruori.indicators.models import Observation
from ruori.kernel.codes import Attainment, Provability
from ruori.organisation.models import Person, Post, choices
from ruori.plans.models import Goal


class Proof(AppendOnly):
    """Something that shows a claim to be true (todiste): a file, a link, a decision or a figure."""

    title = models.CharField("nimi", max_length=300)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="tiedosto"
    )
    link = models.URLField("linkki", max_length=500, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="+", verbose_name="päätös"
    )
    observation = models.ForeignKey(
        Observation, models.PROTECT, null=True, related_name="+", verbose_name="luku"
    )
    covers_from = models.DateField("koskee alkaen", null=True)
    covers_to = models.DateField("koskee asti", null=True)
    received_on = models.DateField("saatu")
    is_public = models.BooleanField("julkinen", default=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="toimittaja"
    )
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """Something must be given."""

        verbose_name = "todiste"
        verbose_name_plural = "todisteet"
        constraints = (
            models.CheckConstraint(
                name="proof_gives_something",
                condition=models.Q(file__isnull=False)
                | ~models.Q(link="")
                | models.Q(decision__isnull=False)
                | models.Q(observation__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title


class ProofApproval(AppendOnly):
    """Somebody else than the writer has looked at a proof (todisteen hyväksyntä, A1); once."""

    proof = models.OneToOneField(
        Proof, models.PROTECT, related_name="approval", verbose_name="todiste"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="hyväksyjä")
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """Once is enough."""

        verbose_name = "todisteen hyväksyntä"
        verbose_name_plural = "todisteiden hyväksynnät"

    def __str__(self) -> str:
        return f"{self.proof_id}"


class Judgement(AppendOnly):
    """Whether a goal came true, by the city or by the auditor (arvio); neither overwrites."""

    goal = models.ForeignKey(
        Goal, models.PROTECT, related_name="judgements", verbose_name="tavoite"
    )
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="judgements", verbose_name="kierros"
    )
    judge = models.CharField("arvioija", max_length=8, choices=choices(Judge))
    attainment = models.CharField("toteutuminen", max_length=14, choices=choices(Attainment))
    rule_result = models.CharField(
        "säännön tulos", max_length=14, choices=choices(Attainment), blank=True
    )
    provability = models.CharField("todennettavuus", max_length=14, choices=choices(Provability))
    reason = models.TextField("perustelu", blank=True)
    inputs = models.JSONField("lähtötiedot", default=dict)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka"
    )
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """Asked by goal and round; the newest counts. The city judges once and proves success."""

        verbose_name = "arvio"
        verbose_name_plural = "arviot"
        constraints = (
            models.UniqueConstraint(
                fields=("goal", "round"),
                condition=models.Q(judge=Judge.CITY.value),
                name="judgement_of_city_once",
            ),
            models.CheckConstraint(
                name="judgement_success_is_proven",
                condition=~models.Q(judge=Judge.CITY.value)
                | ~models.Q(attainment__in=(Attainment.MET.value, Attainment.PARTLY_MET.value))
                | models.Q(provability=Provability.PROVEN.value),
            ),
        )
        indexes = (models.Index(fields=("goal", "round", "judge"), name="judgement_by_goal"),)

    def __str__(self) -> str:
        return f"{self.goal_id} {self.attainment}"


class ProofUse(AppendOnly):
    """A proof used for an entry or a judgement (todisteen käyttö)."""

    proof = models.ForeignKey(Proof, models.PROTECT, related_name="uses", verbose_name="todiste")
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="proof_uses", verbose_name="merkintä"
    )
    judgement = models.ForeignKey(
        Judgement, models.PROTECT, null=True, related_name="proof_uses", verbose_name="arvio"
    )
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """For exactly one thing."""

        verbose_name = "todisteen käyttö"
        verbose_name_plural = "todisteiden käytöt"
        constraints = (
            models.CheckConstraint(
                name="proof_use_is_for_one_thing",
                condition=models.Q(entry__isnull=True) ^ models.Q(judgement__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.proof_id}"
