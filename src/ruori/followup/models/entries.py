"""What was said, what is still being written, and what was said of promised deeds."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.cycle.models import Round
from ruori.followup.codes import Channel
from ruori.indicators.models import Observation
from ruori.kernel.codes import Attainment, Progress
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
    forecast = models.TextField("ennuste", blank=True)
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
    """A text still being written (merkinnän luonnos); nothing is said by it yet.

    Of a measure or goal in a round, of a unit's own summary, or of why an answer or a summary is
    returned; seen by those who may send it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name="kierros")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="toimenpide"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="+", verbose_name="tavoite"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="yksikkö"
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="+", verbose_name="merkintä"
    )
    unit_report = models.ForeignKey(
        "followup.UnitReport", models.PROTECT, null=True, related_name="+", verbose_name="raportti"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="virka"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="kirjoittaja"
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
            models.UniqueConstraint(
                fields=("round", "unit"),
                condition=models.Q(unit__isnull=False),
                name="entry_draft_of_unit_once",
            ),
            models.UniqueConstraint(
                fields=("entry",),
                condition=models.Q(entry__isnull=False),
                name="entry_draft_of_entry_once",
            ),
            models.UniqueConstraint(
                fields=("unit_report",),
                condition=models.Q(unit_report__isnull=False),
                name="entry_draft_of_unit_report_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.measure_id or self.goal_id}"
