"""The units' own summaries, and what reviewers said of them and of entries."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.cycle.models import Round
from ruori.followup.codes import UnitReportState, Verdict
from ruori.followup.models.entries import Entry
from ruori.organisation.models import Person, Post, Unit, choices


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
