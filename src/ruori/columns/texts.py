"""A database column for a text in several languages."""

import json
from typing import Any

from django.db import models

from ruori.kernel.text import EMPTY, Text


class LanguagesField(models.JSONField):
    """Stores a `kernel.Text` as JSON per language, so a new language needs no migration."""

    _pyi_private_set_type: Text
    _pyi_private_get_type: Text

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Empty text is the default; a text is never NULL."""
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        """Give the stored JSON back as a Text; most texts of a row are empty."""
        if value is None or value == "{}":
            return EMPTY
        read = super().from_db_value(value, expression, connection)
        return Text(read or {})

    def to_python(self, value: Any) -> Text:
        """Accept a Text, a mapping, a plain Finnish string or the JSON of a fixture."""
        if isinstance(value, Text):
            return value
        if isinstance(value, str) and value.startswith("{"):
            return Text(json.loads(value))
        return Text(value or "")

    def get_prep_value(self, value: Any) -> Any:
        """Store the languages as a plain mapping."""
        return dict(self.to_python(value)) if value is not None else {}

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Hand the mapping to the database's own JSON adapter."""
        if isinstance(value, models.expressions.BaseExpression):
            return super().get_db_prep_value(value, connection, prepared)
        return super().get_db_prep_value(self.get_prep_value(value), connection, prepared=True)

    def validate(self, value: Any, model_instance: Any) -> None:
        """A Text always has a JSON form."""
