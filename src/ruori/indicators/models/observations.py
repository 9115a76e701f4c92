"""Arrivals of figures and the figures themselves, which are never changed."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.columns.exact import ExactDecimalField
from ruori.indicators.models.series import Series
from ruori.indicators.rules.codes import BatchState, Confidence, Replaces, Status
from ruori.organisation.models import choices


class Batch(models.Model):
    """One arrival of figures (erä), from a source or from a person's hand.

    What arrived never changes; three facts are filled in once: `known_at` and `known_order`, when
    and in which turn the batch began to count, `published_at`, when the public may see it (empty:
    known inside only), and the ruling of a named person on a quarantined one. `known_order` orders
    vintages, as two batches may begin to count at the same instant. A value reported in
    an open round does not publish at once: its round's publication does.
    """

    source_key = models.CharField("lähdeavain", max_length=100)
    retrieved_at = models.DateTimeField("haettu")
    source_updated_at = models.DateTimeField("lähde päivitetty", null=True)
    method = models.CharField("menetelmä", max_length=60, blank=True)
    replaces = models.CharField(
        "korvaa", max_length=10, choices=choices(Replaces), default=Replaces.ROWS.value
    )
    payload_sha256 = models.CharField("sisällön tiiviste", max_length=64)
    licence = models.CharField("lisenssi", max_length=60, blank=True)
    citation = models.CharField("lähdeviite", max_length=300, blank=True)
    evidence = models.CharField("näyttö", max_length=500, blank=True)
    reason = models.TextField("perustelu", blank=True)
    entered_by_label = models.CharField("tuoja", max_length=200)
    entered_by_user_id = models.BigIntegerField("tuojan tunnus", null=True)
    row_count = models.PositiveIntegerField("rivejä", default=0)
    findings = models.JSONField("huomiot", default=list)
    state = models.CharField("tila", max_length=15, choices=choices(BatchState))
    recorded_at = models.DateTimeField("kirjattu")
    known_at = models.DateTimeField("otettu käyttöön", null=True)
    known_order = models.PositiveBigIntegerField("käyttöönottojärjestys", null=True, unique=True)
    published_at = models.DateTimeField("julkaistu", null=True)
    is_published_at_once = models.BooleanField("julkaistaan heti", default=True)
    ruled_at = models.DateTimeField("ratkaistu", null=True)
    ruled_by_label = models.CharField("ratkaisija", max_length=200, blank=True)
    ruling_reason = models.TextField("ratkaisun perustelu", blank=True)

    class Meta:
        """A batch counts exactly when somebody could know it."""

        verbose_name = "erä"
        verbose_name_plural = "erät"
        constraints = (
            models.CheckConstraint(
                name="batch_counts_when_known",
                condition=models.Q(
                    state__in=(BatchState.TAKEN_IN.value, BatchState.ACCEPTED.value),
                    known_at__isnull=False,
                    known_order__isnull=False,
                )
                | models.Q(
                    state__in=(BatchState.QUARANTINED.value, BatchState.REJECTED.value),
                    known_at__isnull=True,
                    known_order__isnull=True,
                    published_at__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="batch_is_published_when_known",
                condition=models.Q(published_at__isnull=True)
                | models.Q(published_at__gte=models.F("known_at")),
            ),
            models.CheckConstraint(
                name="batch_ruling_has_a_name",
                condition=models.Q(
                    state__in=(BatchState.TAKEN_IN.value, BatchState.QUARANTINED.value)
                )
                | ~(models.Q(ruled_by_label="") | models.Q(ruling_reason="")),
            ),
        )
        indexes = (models.Index(fields=("source_key", "id"), name="batch_by_source"),)

    def __str__(self) -> str:
        return f"{self.source_key} {self.retrieved_at:%Y-%m-%d}"


class Observation(AppendOnly):
    """One value of one series and period in one batch (havainto); a correction is a new row.

    `raw` is what the source wrote where it differs from the value's own digits. A withdrawn row
    says that a whole release no longer has the period. A suppressed value (conf C) may be kept
    here, but never leaves the house; it is never stored as 0.
    """

    series = models.ForeignKey(
        Series,
        models.PROTECT,
        related_name="observations",
        db_index=False,
        verbose_name="sarja",
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, related_name="observations", verbose_name="erä"
    )
    start_on = models.DateField("jakson alku")
    end_on = models.DateField("jakson loppu")
    value = ExactDecimalField("arvo", null=True)
    raw = models.CharField("arvo lähteessä", max_length=100, blank=True)
    status = models.CharField("tila", max_length=1, choices=choices(Status))
    conf = models.CharField("luottamuksellisuus", max_length=1, choices=choices(Confidence))
    numerator = ExactDecimalField("osoittaja", null=True)
    denominator = ExactDecimalField("nimittäjä", null=True)
    note = models.CharField("huomautus", max_length=500, blank=True)
    pointer = models.CharField("paikka aineistossa", max_length=200, blank=True)
    is_withdrawn = models.BooleanField("lähde on poistanut", default=False)

    class Meta:
        """One value for each series, period and batch."""

        verbose_name = "havainto"
        verbose_name_plural = "havainnot"
        constraints = (
            models.UniqueConstraint(
                fields=("series", "start_on", "end_on", "batch"), name="observation_key"
            ),
            models.CheckConstraint(
                name="observation_missing_has_no_value",
                condition=~models.Q(
                    status__in=(
                        Status.MISSING.value,
                        Status.NOT_COLLECTED.value,
                        Status.CANNOT_EXIST.value,
                    )
                )
                | models.Q(value__isnull=True),
            ),
            models.CheckConstraint(
                name="observation_value_or_reason",
                condition=models.Q(value__isnull=False)
                | models.Q(conf=Confidence.SUPPRESSED.value)
                | models.Q(
                    status__in=(
                        Status.MISSING.value,
                        Status.NOT_COLLECTED.value,
                        Status.CANNOT_EXIST.value,
                    )
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.start_on}"


class CurrentValue(models.Model):
    """The observation that counts today for a series and period (voimassa oleva arvo).

    Derived from the log, for lists; `queries.problems` proves that it equals the log. `public` is
    what outsiders may see: it differs while a newer value waits for its round to be published.
    Its keys are not checked by the database, as they are copied from checked rows by one statement
    and observations are never removed; checking them again took half of a large arrival's time.
    """

    series = models.ForeignKey(
        Series,
        models.PROTECT,
        related_name="current",
        db_index=False,
        db_constraint=False,
        verbose_name="sarja",
    )
    start_on = models.DateField("jakson alku")
    end_on = models.DateField("jakson loppu")
    known = models.ForeignKey(
        Observation,
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name="tiedossa",
    )
    public = models.ForeignKey(
        Observation,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name="julkinen",
    )

    class Meta:
        """One row for each series and period."""

        verbose_name = "voimassa oleva arvo"
        verbose_name_plural = "voimassa olevat arvot"
        constraints = (
            models.UniqueConstraint(
                fields=("series", "start_on", "end_on"), name="current_value_key"
            ),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.start_on}"
