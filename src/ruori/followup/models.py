"""Entries, their drafts and reviews, proofs and judgements."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.cycle.models import Round
from ruori.decisions.models import Decision
from ruori.followup.codes import Channel, Judge, UnitReportState, Verdict
from ruori.indicators.models import Observation
from ruori.kernel.codes import Attainment, Progress, Provability
from ruori.organisation.models import Person, Post, Unit, choices
from ruori.plans.models import Goal, Measure


class Entry(AppendOnly):
    """What a post said about a measure or a goal in a round (seurantamerkintä)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="entries", verbose_name="kierros")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="entries", verbose_name="toimenpide"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="entries", verbose_name="tavoite"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="yksikkö")
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="henkilö"
    )
    channel = models.CharField("kanava", max_length=10, choices=choices(Channel))
    progress = models.CharField("edistyminen", max_length=14, choices=choices(Progress), blank=True)
    outlook = models.CharField(
        "ennakkoarvio", max_length=14, choices=choices(Attainment), blank=True
    )
    done = models.TextField("mitä tehtiin", blank=True)
    effects = models.TextField("vaikutukset", blank=True)
    cause = models.TextField("poikkeaman syy", blank=True)
    action = models.TextField("toimenpide poikkeamaan", blank=True)
    new_end_on = models.DateField("uusi päivä", null=True)
    is_unchanged = models.BooleanField("ei muutosta edelliseen", default=False)
    observation = models.ForeignKey(
        Observation, models.PROTECT, null=True, related_name="+", verbose_name="luku"
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrections", verbose_name="oikaisee"
    )
    is_withdrawn = models.BooleanField("peruttu", default=False)
    reason = models.TextField("oikaisun syy", blank=True)
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """About exactly one thing; corrected at most once."""

        verbose_name = "seurantamerkintä"
        verbose_name_plural = "seurantamerkinnät"
        constraints = (
            models.CheckConstraint(
                name="entry_is_about_one_thing",
                condition=models.Q(measure__isnull=True) ^ models.Q(goal__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_withdrawal_corrects_something",
                condition=models.Q(is_withdrawn=False) | models.Q(corrects__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("corrects",),
                condition=models.Q(corrects__isnull=False),
                name="entry_corrected_once",
            ),
            models.UniqueConstraint(
                fields=("round", "measure"),
                condition=models.Q(corrects__isnull=True, measure__isnull=False),
                name="entry_one_of_measure_and_round",
            ),
            models.UniqueConstraint(
                fields=("round", "goal"),
                condition=models.Q(corrects__isnull=True, goal__isnull=False),
                name="entry_one_of_goal_and_round",
            ),
        )
        indexes = (
            models.Index(fields=("measure", "id"), name="entry_by_measure"),
            models.Index(fields=("goal", "id"), name="entry_by_goal"),
            models.Index(fields=("round", "unit"), name="entry_by_round"),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.measure_id or self.goal_id}"


class DeedReport(AppendOnly):
    """What an entry said of a deed that a goal was tested by (teon toteutuminen, domain § 8).

    An empty day means that the deed is not done.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="deeds", verbose_name="merkintä")
    number = models.PositiveSmallIntegerField("testin numero")
    done_on = models.DateField("tehty", null=True)
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """Each deed once in an entry."""

        verbose_name = "teon toteutuminen"
        verbose_name_plural = "tekojen toteutumiset"
        constraints = (
            models.UniqueConstraint(fields=("entry", "number"), name="deed_report_once"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.number}"


class EntryDraft(models.Model):
    """A sentence somebody is still writing (merkinnän luonnos); no entry yet, seen by its post."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name="kierros")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="toimenpide"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="+", verbose_name="tavoite"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka"
    )
    fields = models.JSONField("kentät", default=dict)
    saved_at = models.DateTimeField("tallennettu")
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """One draft of a thing in a round."""

        verbose_name = "merkinnän luonnos"
        verbose_name_plural = "merkinnän luonnokset"
        constraints = (
            models.UniqueConstraint(
                fields=("round", "measure"),
                condition=models.Q(measure__isnull=False),
                name="entry_draft_of_measure_once",
            ),
            models.UniqueConstraint(
                fields=("round", "goal"),
                condition=models.Q(goal__isnull=False),
                name="entry_draft_of_goal_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.measure_id or self.goal_id}"


class UnitReport(models.Model):
    """A unit's own summary in a round (yksikön raportti)."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="unit_reports", verbose_name="kierros"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="yksikkö")
    summary = models.TextField("yhteenveto", blank=True)
    state = models.CharField(
        "tila",
        max_length=10,
        choices=choices(UnitReportState),
        default=UnitReportState.OPENED.value,
    )
    submitted_at = models.DateTimeField("toimitettu", null=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="toimittaja"
    )
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """One of a unit in a round."""

        verbose_name = "yksikön raportti"
        verbose_name_plural = "yksikön raportit"
        constraints = (models.UniqueConstraint(fields=("round", "unit"), name="unit_report_once"),)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.unit_id}"


class EntryReview(AppendOnly):
    """An approval or a return with its reason (merkinnän käsittely)."""

    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="reviews", verbose_name="merkintä"
    )
    unit_report = models.ForeignKey(
        UnitReport, models.PROTECT, null=True, related_name="reviews", verbose_name="raportti"
    )
    verdict = models.CharField("ratkaisu", max_length=10, choices=choices(Verdict))
    reason = models.TextField("perustelu", blank=True)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="henkilö"
    )
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """About exactly one thing; a return tells why."""

        verbose_name = "merkinnän käsittely"
        verbose_name_plural = "merkintöjen käsittelyt"
        constraints = (
            models.CheckConstraint(
                name="entry_review_is_about_one_thing",
                condition=models.Q(entry__isnull=True) ^ models.Q(unit_report__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_review_return_tells_why",
                condition=~models.Q(verdict="RETURNED") | ~models.Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return self.verdict


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
