"""Forms of the city's year: a step of it, and the mark that it is done."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruori.cycle.queries import EventCard
from ruori.desk.editing import VersionedForm, language_fields, text_initial
from ruori.desk.plans.forms import key_field
from ruori.ui.form_fields import day_field


class EventForm(VersionedForm):
    """A step of the year: what, by when, who answers, by which law, told to whom."""

    def __init__(self, *args: Any, posts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Take the posts that may answer."""
        super().__init__(*args, **kwargs)
        self.made_with = {"posts": tuple(posts)}
        self.fields |= language_fields("title", str(_("What is done")))
        self.fields["begins_on"] = day_field(
            _("Begins"), help_text=_("From this day on it is on the turn of who answers.")
        )
        self.fields["due_on"] = day_field(_("By"), is_required=True)
        self.fields["post"] = key_field(_("Who answers"), self.made_with["posts"])
        self.fields["law"] = forms.CharField(
            label=_("Law"),
            required=False,
            max_length=120,
            help_text=_("Empty when it is the city's own choice."),
        )
        self.fields["is_public"] = forms.BooleanField(
            label=_("Told to residents on the public page of the year"), required=False
        )


class DoneForm(VersionedForm):
    """The day on which a step was done."""

    done_on = day_field(_("Done on"), is_required=True)


def event_initial(card: EventCard) -> dict[str, Any]:
    """What is stored of a step, as the form shows it."""
    return {
        "version": card.version,
        **text_initial("title", card.title),
        "begins_on": card.begins_on,
        "due_on": card.due_on,
        "post": card.post,
        "law": card.law,
        "is_public": card.is_public,
    }


def new_initial(year: int, today: date) -> dict[str, Any]:
    """A new step of a year: today when it is that year's, else its first day."""
    return {"version": 0, "due_on": today if today.year == year else date(year, 1, 1)}
