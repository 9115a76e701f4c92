"""Editions: sealed reports with what stands beside the seal."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.columns.texts import LanguagesField
from ruori.cycle.models import Round
from ruori.files.models import StoredFile
from ruori.organisation.models import choices
from ruori.reports.rules import KEPT_FORMATS
from ruori.seals.models import Seal


class Edition(models.Model):
    """A frozen report (julkaistu laitos): its seal, its title, its round.

    It never changes but for being published once. A correction is a new edition that names the
    old one, which stays with a notice. Decisions attach to it from where they are made.
    """

    seal = models.OneToOneField(
        Seal, models.PROTECT, related_name="edition", verbose_name="sinetti"
    )
    report = models.CharField("raportti", max_length=40)
    year = models.PositiveSmallIntegerField("vuosi")
    title = LanguagesField("nimi")
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="editions", verbose_name="kierros"
    )
    data_known_at = models.DateTimeField("tiedot sellaisina kuin tunnettiin")
    published_at = models.DateTimeField("julkaistu", null=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name="oikaisee"
    )
    reason = models.TextField("oikaisun perustelu", blank=True)

    class Meta:
        """One first edition of a report and year; each correction tells why."""

        verbose_name = "julkaistu laitos"
        verbose_name_plural = "julkaistut laitokset"
        constraints = (
            models.UniqueConstraint(
                fields=("report", "year"),
                condition=models.Q(corrects__isnull=True),
                name="edition_first_once",
            ),
            models.CheckConstraint(
                name="edition_correction_tells_why",
                condition=models.Q(corrects__isnull=True) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="edition_published_after_data",
                condition=models.Q(published_at__isnull=True)
                | models.Q(published_at__gte=models.F("data_known_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.year}"


class EditionFile(AppendOnly):
    """A rendering of an edition kept as a file (laitoksen tiedosto)."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="files", verbose_name="laitos"
    )
    language = models.CharField("kieli", max_length=5)
    format = models.CharField("muoto", max_length=5, choices=choices(KEPT_FORMATS))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tiedosto")

    class Meta:
        """One file of each language and format."""

        verbose_name = "laitoksen tiedosto"
        verbose_name_plural = "laitoksen tiedostot"
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "language", "format"), name="edition_file_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.language} {self.format}"
