"""Decisions of the city's bodies and office holders."""

from django.db import models

from ruori.columns.texts import LanguagesField
from ruori.decisions.rules import DecisionKind
from ruori.organisation.models import Post, Unit, choices


class Decision(models.Model):
    """A decision (päätös): by which body or post, on which day, under which section.

    An empty day means pending; an empty section means that the source does not tell it.
    """

    kind = models.CharField("laji", max_length=20, choices=choices(DecisionKind))
    body = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="toimielin"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="viranhaltija"
    )
    decided_on = models.DateField("päätetty", null=True)
    section = models.CharField("pykälä", max_length=20, blank=True)
    case_number = models.CharField("diaarinumero", max_length=60, blank=True)
    title = LanguagesField("otsikko")
    text = models.TextField("päätösteksti", blank=True)
    link = models.URLField("linkki", max_length=500, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="asiakirja"
    )
    recorded_at = models.DateTimeField("kirjattu")
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Same maker, day and section is the same decision."""

        verbose_name = "päätös"
        verbose_name_plural = "päätökset"
        constraints = (
            models.CheckConstraint(
                name="decision_has_one_maker",
                condition=models.Q(body__isnull=True) ^ models.Q(post__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("body", "decided_on", "section"),
                condition=~models.Q(section=""),
                name="decision_once",
            ),
            models.UniqueConstraint(
                fields=("post", "decided_on", "section"),
                condition=~models.Q(section=""),
                name="decision_of_post_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.title)
