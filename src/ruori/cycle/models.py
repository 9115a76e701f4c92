"""The annual clock and its reporting rounds."""

from django.db import models

from ruori.columns.texts import LanguagesField
from ruori.cycle.rules import CycleKind, RoundKind, RoundState
from ruori.organisation.models import Post, Unit, choices


class Cycle(models.Model):
    """A budget year or a council term (vuosikello)."""

    kind = models.CharField("laji", max_length=10, choices=choices(CycleKind))
    begins_on = models.DateField("alkaa")
    ends_on = models.DateField("päättyy")
    name = LanguagesField("nimi")
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """One cycle of a kind begins on a day."""

        verbose_name = "vuosikello"
        verbose_name_plural = "vuosikellot"
        constraints = (
            models.UniqueConstraint(fields=("kind", "begins_on"), name="cycle_once"),
            models.CheckConstraint(
                name="cycle_ends_after_it_begins",
                condition=models.Q(ends_on__gte=models.F("begins_on")),
            ),
        )

    def __str__(self) -> str:
        return str(self.name)


class CycleEvent(models.Model):
    """A step of the city's year (vuosikellon tapahtuma), by law or by the city's own choice."""

    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="events", verbose_name="vuosikello"
    )
    code = models.SlugField("tunnus", max_length=60)
    title = LanguagesField("otsikko")
    begins_on = models.DateField("alkaa", null=True)
    due_on = models.DateField("viimeistään")
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="vastuuvirka"
    )
    law = models.CharField("laki", max_length=120, blank=True)
    is_public = models.BooleanField("kerrotaan asukkaille", default=False)
    done_on = models.DateField("tehty", null=True)
    done_post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="kuitannut virka"
    )
    recorded_at = models.DateTimeField("lisätty", null=True)
    changed_at = models.DateTimeField("muutettu", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Each step once in a cycle."""

        verbose_name = "vuosikellon tapahtuma"
        verbose_name_plural = "vuosikellon tapahtumat"
        constraints = (models.UniqueConstraint(fields=("cycle", "code"), name="cycle_event_once"),)

    def __str__(self) -> str:
        return str(self.title)


class Round(models.Model):
    """A reporting round (seurantakierros): who reports on which period, by when."""

    code = models.SlugField("tunnus", max_length=60, unique=True)
    kind = models.CharField("laji", max_length=20, choices=choices(RoundKind))
    title = LanguagesField("otsikko")
    covers_from = models.DateField("kausi alkaa")
    covers_to = models.DateField("kausi päättyy")
    opens_on = models.DateField("avataan")
    due_on = models.DateField("vastattava viimeistään")
    state = models.CharField(
        "tila", max_length=10, choices=choices(RoundState), default=RoundState.PLANNED.value
    )
    opened_at = models.DateTimeField("avattu", null=True)
    closed_at = models.DateTimeField("suljettu", null=True)
    frozen_at = models.DateTimeField("jäädytetty", null=True)
    published_at = models.DateTimeField("julkaistu", null=True)
    questions = models.JSONField("kysymykset", default=dict)
    copied_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="next_round",
        verbose_name="edellinen kierros",
    )
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Days in order; a frozen round knows when."""

        verbose_name = "seurantakierros"
        verbose_name_plural = "seurantakierrokset"
        constraints = (
            models.CheckConstraint(
                name="round_covers_in_order",
                condition=models.Q(covers_to__gte=models.F("covers_from")),
            ),
            models.CheckConstraint(
                name="round_due_after_opening",
                condition=models.Q(due_on__gte=models.F("opens_on")),
            ),
            models.CheckConstraint(
                name="round_frozen_knows_when",
                condition=~models.Q(state__in=("FROZEN", "PUBLISHED"))
                | models.Q(frozen_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.title)


class RoundUnit(models.Model):
    """A unit asked to report in a round (kierroksen yksikkö), with its own deadline if any."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="units", verbose_name="kierros")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="yksikkö")
    due_on = models.DateField("vastattava viimeistään", null=True)

    class Meta:
        """A unit is asked once in a round."""

        verbose_name = "kierroksen yksikkö"
        verbose_name_plural = "kierroksen yksiköt"
        constraints = (models.UniqueConstraint(fields=("round", "unit"), name="round_unit_once"),)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.unit_id}"
