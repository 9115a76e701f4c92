"""Tables whose rows are never changed: a correction is a new row."""

from typing import Any, NoReturn, Self

from django.db import models


class NeverChanged(TypeError):
    """Somebody tried to change or remove a row of a table that only grows."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses every way a query set could change or remove rows."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refused."""
        raise NeverChanged(self.model._meta.label)

    def delete(self) -> NoReturn:
        """Refused."""
        raise NeverChanged(self.model._meta.label)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refused."""
        raise NeverChanged(self.model._meta.label)

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refused."""
        raise NeverChanged(self.model._meta.label)

    def as_known(self, at: Any) -> Self:
        """Rows recorded before an instant."""
        return self.filter(recorded_at__lt=at)


class AppendOnly(models.Model):
    """A row that can be written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        """Only the guard; each table has its own fields."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row. Raises NeverChanged when the row exists."""
        if not self._state.adding:
            raise NeverChanged(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refused."""
        raise NeverChanged(self._meta.label)
