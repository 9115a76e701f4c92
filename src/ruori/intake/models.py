"""What waits for a person: drafts with the plans that came of them, and filled-in sheets."""

from django.db import models

from ruori.cycle.models import Round
from ruori.files.models import StoredFile
from ruori.intake.rules import Standing
from ruori.organisation.models import Person, Unit, choices
from ruori.plans.models import Plan


class Draft(models.Model):
    """A page taken in and what it is proposed to become (tuontiluonnos).

    `source` is the page word for word, `proposal` the draft as `draft_json` writes it, with what a
    person has said of each row. A page pasted as HTML has no file: such files are not kept.
    """

    title = models.CharField("nimi", max_length=200)
    language = models.CharField("kieli", max_length=5, default="fi")
    source = models.TextField("lähdeteksti")
    source_sha256 = models.CharField("lähteen tiiviste", max_length=64)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="tiedosto"
    )
    proposal = models.JSONField("ehdotus")
    state = models.CharField(
        "tila", max_length=10, choices=choices(Standing), default=Standing.OPEN.value
    )
    opened_at = models.DateTimeField("avattu")
    accepted_at = models.DateTimeField("hyväksytty", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """A page is taken in once; discarded, it may come again."""

        verbose_name = "tuontiluonnos"
        verbose_name_plural = "tuontiluonnokset"
        constraints = (
            models.UniqueConstraint(
                fields=("source_sha256", "language"),
                condition=~models.Q(state=Standing.DISCARDED.value),
                name="draft_once",
            ),
            models.CheckConstraint(
                name="draft_accepted_has_its_time",
                condition=models.Q(state=Standing.ACCEPTED.value)
                ^ models.Q(accepted_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.title


class DraftOutcome(models.Model):
    """A plan that came of a draft (tuonnin tulos)."""

    draft = models.ForeignKey(
        Draft, models.PROTECT, related_name="outcomes", verbose_name="tuontiluonnos"
    )
    plan = models.OneToOneField(Plan, models.PROTECT, related_name="+", verbose_name="suunnitelma")

    class Meta:
        """A plan comes of one draft."""

        verbose_name = "tuonnin tulos"
        verbose_name_plural = "tuonnin tulokset"

    def __str__(self) -> str:
        return f"{self.draft_id} → {self.plan_id}"


class SheetUpload(models.Model):
    """A unit's filled-in sheet of a round that waits to be seen and taken (ladattu taulukko).

    `rows` are its cells as they were read; what they would change is computed when looked at.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name="kierros")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="yksikkö")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="lataaja"
    )
    name = models.CharField("tiedoston nimi", max_length=200)
    sha256 = models.CharField("tiedoston tiiviste", max_length=64)
    rows = models.JSONField("rivit", default=list)
    state = models.CharField(
        "tila", max_length=10, choices=choices(Standing), default=Standing.OPEN.value
    )
    uploaded_at = models.DateTimeField("ladattu")
    ended_at = models.DateTimeField("päättynyt", null=True)
    taken = models.PositiveIntegerField("vastauksia otettu", default=0)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """The same file waits once for a unit in a round."""

        verbose_name = "ladattu taulukko"
        verbose_name_plural = "ladatut taulukot"
        constraints = (
            models.UniqueConstraint(
                fields=("round", "unit", "sha256"),
                condition=models.Q(state=Standing.OPEN.value),
                name="sheet_upload_waits_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.unit_id}"
