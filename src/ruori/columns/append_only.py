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

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Write new rows. Raises NeverChanged when rows that exist would be overwritten."""
        if kwargs.get("update_conflicts"):
            raise NeverChanged(self.model._meta.label)
        return super().bulk_create(objs, *args, **kwargs)

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
        """Write a new row. Raises NeverChanged for a row read back, IntegrityError for its key."""
        if not self._state.adding:
            raise NeverChanged(self._meta.label)
        # A new object with the key of a written row would otherwise be an UPDATE of it.
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refused."""
        raise NeverChanged(self._meta.label)
