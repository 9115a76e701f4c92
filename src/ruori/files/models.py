"""The register of kept files; their bytes lie on the shelf."""

from django.db import models

from ruori.columns.append_only import AppendOnly


class StoredFile(AppendOnly):
    """One upload (tiedosto): which bytes, under which name, what they are, by whom and when.

    Two uploads of the same bytes are two rows and one file on the shelf. `received_sha256` is
    the hash of what was handed in: it differs from `sha256` when a picture was drawn anew.
    """

    sha256 = models.CharField("tiiviste", max_length=64)
    received_sha256 = models.CharField("vastaanotetun tiiviste", max_length=64)
    name = models.CharField("nimi", max_length=120)
    media_type = models.CharField("laji", max_length=100)
    size = models.PositiveIntegerField("koko tavuina")
    width = models.PositiveIntegerField("leveys kuvapisteinä", null=True)
    height = models.PositiveIntegerField("korkeus kuvapisteinä", null=True)
    uploaded_at = models.DateTimeField("lisätty")
    uploaded_by_id = models.BigIntegerField("lisääjän tunnus", null=True)
    uploaded_by_label = models.CharField("lisääjä", max_length=200)

    class Meta:
        """Looked up by bytes when the same file comes again."""

        verbose_name = "tiedosto"
        verbose_name_plural = "tiedostot"
        indexes = (models.Index(fields=("sha256",), name="file_by_bytes"),)
        constraints = (
            models.CheckConstraint(name="file_is_not_empty", condition=models.Q(size__gt=0)),
            models.CheckConstraint(
                name="file_is_wide_and_high",
                condition=models.Q(width__isnull=True, height__isnull=True)
                | models.Q(width__gt=0, height__gt=0),
            ),
        )

    def __str__(self) -> str:
        return self.name
