"""The chain of seals; a row is written once and never again."""

from django.db import models

from ruori.columns.append_only import AppendOnly

HASH_LENGTH = 64


class Seal(AppendOnly):
    """A frozen copy (sinetti): number, kind, canonical JSON, and the hash of it and of the past.

    `body` is text so that an auditor can read it with any database tool; its UTF-8 bytes are what
    the hash is computed from (architecture § 9).
    """

    number = models.PositiveIntegerField("numero", unique=True)
    previous = models.CharField("edellisen tiiviste", max_length=HASH_LENGTH, unique=True)
    kind = models.CharField("laji", max_length=40)
    sealed_at = models.DateTimeField("sinetöity")
    body = models.TextField("sinetöity sisältö")
    hash = models.CharField("tiiviste", max_length=HASH_LENGTH, unique=True)

    class Meta:
        """One chain: numbers from 1, and no two seals follow the same one."""

        verbose_name = "sinetti"
        verbose_name_plural = "sinetit"
        constraints = (
            models.CheckConstraint(name="seal_numbers_from_one", condition=models.Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.hash[:12]}"
