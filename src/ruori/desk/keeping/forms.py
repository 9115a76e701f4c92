"""Forms of keeping the organisation. What is only looked at before it is done is asked by GET."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruori.desk.editing import VersionedForm, language_fields
from ruori.desk.plans.forms import key_field
from ruori.organisation.rules import RoleCode, SuccessionKind, UnitKind
from ruori.ui.form_fields import day_field

Choice = tuple[str, Any]

UNIT_KINDS = (
    (UnitKind.SECTOR, _("Sector")),
    (UnitKind.RESPONSIBILITY_AREA, _("Responsibility area")),
    (UnitKind.UNIT, _("Unit")),
    (UnitKind.COUNCIL, _("Council")),
    (UnitKind.BOARD, _("Board")),
    (UnitKind.COMMITTEE, _("Committee")),
    (UnitKind.ADVISORY_COUNCIL, _("Advisory council")),
    (UnitKind.SUBSIDIARY, _("Subsidiary")),
    (UnitKind.NGO_PARTNER, _("Association")),
    (UnitKind.SERVICE_PROVIDER, _("Service provider")),
)
SUCCESSIONS = (
    (SuccessionKind.MERGED, _("It is merged into another")),
    (SuccessionKind.SPLIT, _("It is split between others")),
    (SuccessionKind.CLOSED, _("It ends, and another carries on its tasks")),
)
ROLES = (
    (RoleCode.ADMINISTRATOR, _("Administrator")),
    (RoleCode.STRATEGY_MANAGER, _("Strategy manager or controller")),
    (RoleCode.ENVIRONMENT_COORDINATOR, _("Environment coordinator")),
    (RoleCode.WELLBEING_COORDINATOR, _("Wellbeing coordinator")),
    (RoleCode.COUNCILLOR, _("Councillor")),
    (RoleCode.AUDITOR, _("Auditor")),
)


class DayForm(forms.Form):
    """The day the organisation is looked at."""

    as_of = day_field(_("Day"))


class HoldForm(VersionedForm):
    """Who holds the post from when; order 0 is the main holder, 1, 2 … are deputies."""

    def __init__(self, *args: Any, people: list[Choice], **kwargs: Any) -> None:
        """Take the persons to choose from."""
        super().__init__(*args, **kwargs)
        self.made_with = {"people": people}
        self.fields["person"] = key_field(_("Person"), people, is_required=True)
        self.fields["deputy_order"] = forms.TypedChoiceField(
            label=_("As"),
            coerce=int,
            choices=((0, _("holder")), (1, _("first deputy")), (2, _("second deputy"))),
        )
        self.fields["start"] = day_field(_("From"), is_required=True)
        self.fields["last"] = day_field(
            _("Last day"), help_text=_("Empty means until further notice.")
        )


class LeaveForm(forms.Form):
    """From which day somebody no longer holds the post."""

    def __init__(self, *args: Any, people: list[Choice], **kwargs: Any) -> None:
        """Take the holders to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["person"] = key_field(_("Person"), people, is_required=True)
        self.fields["on"] = day_field(_("First day without the post"), is_required=True)


class AbolishForm(forms.Form):
    """From which day a post is no more, and which post carries on."""

    def __init__(self, *args: Any, posts: list[Choice], **kwargs: Any) -> None:
        """Take the posts that can carry on."""
        super().__init__(*args, **kwargs)
        self.fields["on"] = day_field(_("First day without the post"), is_required=True)
        self.fields["heir"] = key_field(_("Which post carries on"), posts)
        self.fields["heir"].help_text = _("It takes all that the post answers for.")
        self.fields["reason"] = reason_field()


class AwayForm(VersionedForm):
    """Who stands in while the holder is away, and when."""

    def __init__(self, *args: Any, people: list[Choice], **kwargs: Any) -> None:
        """Take the persons to choose from."""
        super().__init__(*args, **kwargs)
        self.made_with = {"people": people}
        self.fields["deputy"] = key_field(_("Deputy"), people, is_required=True)
        self.fields["start"] = day_field(_("First day away"), is_required=True)
        self.fields["last"] = day_field(_("Last day away"), is_required=True)


class PostForm(VersionedForm):
    """The title of a post, its unit and whether it heads it, from a day on."""

    def __init__(
        self, *args: Any, units: list[Choice], is_new: bool = False, **kwargs: Any
    ) -> None:
        """Take the units to choose from."""
        super().__init__(*args, **kwargs)
        self.made_with = {"units": units, "is_new": is_new}
        if is_new:
            del self.fields["version"]
        self.fields |= language_fields("title", str(_("Title")), limit=200)
        self.fields["unit"] = key_field(_("Unit"), units, is_required=True)
        self.fields["is_head"] = forms.BooleanField(label=_("Heads the unit"), required=False)
        self.fields["start"] = day_field(_("Holds from"), is_required=True)


class UnitForm(VersionedForm):
    """What a unit is called, what it is and where it stands, from a day on."""

    def __init__(
        self, *args: Any, units: list[Choice], is_new: bool = False, **kwargs: Any
    ) -> None:
        """Take the units it may stand under."""
        super().__init__(*args, **kwargs)
        self.made_with = {"units": units, "is_new": is_new}
        if is_new:
            del self.fields["version"]
        self.fields |= language_fields("name", str(_("Name")), limit=200)
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=UNIT_KINDS)
        self.fields["parent"] = key_field(_("Stands under"), units)
        self.fields["start"] = day_field(_("Holds from"), is_required=True)


class CloseForm(forms.Form):
    """How a unit ends, who carries on, from which day."""

    def __init__(self, *args: Any, units: list[Choice], **kwargs: Any) -> None:
        """Take the units that can carry on."""
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("What becomes of it"), choices=SUCCESSIONS)
        self.fields["on"] = day_field(_("First day without the unit"), is_required=True)
        self.fields["heir"] = key_field(
            _("Who carries on"),
            units,
            is_required=True,
        )
        self.fields["others"] = forms.TypedMultipleChoiceField(
            label=_("Who else carries on"),
            required=False,
            coerce=int,
            choices=units,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("In a split. Open the new units first."),
        )
        self.fields["reason"] = reason_field()

    def heirs(self) -> list[int]:
        """The chosen heirs, the first first; each once."""
        told = self.cleaned_data
        return list(dict.fromkeys([told["heir"], *told["others"]]))


class EstateForm(forms.Form):
    """Which of the heirs takes each post and each thing; the first unless another is chosen."""

    def __init__(
        self,
        *args: Any,
        heirs: list[Choice],
        posts: Iterable[Choice],
        things: Iterable[Choice],
        **kwargs: Any,
    ) -> None:
        """Take the heirs, the posts and the things, each with its words."""
        super().__init__(*args, **kwargs)
        for key, label in posts:
            self.fields[f"post.{key}"] = _taker(label, heirs, _("The first of them"))
        for key, label in things:
            self.fields[f"thing.{key}"] = _taker(label, heirs, _("As its post, or the first"))

    def posts(self) -> dict[int, int]:
        """The posts given to a chosen heir, by key."""
        return {int(key): heir for key, heir in self._chosen("post.")}

    def things(self) -> dict[tuple[str, int], int]:
        """The things given to a chosen heir, by label and key."""
        told = [(key.rpartition("."), heir) for key, heir in self._chosen("thing.")]
        return {(label, int(pk)): heir for (label, _dot, pk), heir in told}

    def _chosen(self, begins: str) -> list[tuple[str, int]]:
        return [
            (name.removeprefix(begins), heir)
            for name, heir in self.cleaned_data.items()
            if name.startswith(begins) and heir is not None
        ]


class RoleForm(forms.Form):
    """A right beside one's own post: which, whose, from when to when."""

    def __init__(
        self,
        *args: Any,
        people: list[Choice],
        posts: list[Choice],
        units: list[Choice],
        **kwargs: Any,
    ) -> None:
        """Take who may bear it and the bodies they may sit in."""
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.ChoiceField(label=_("Role"), choices=ROLES)
        self.fields["post"] = key_field(_("Post"), posts)
        self.fields["post"].help_text = _("A role of a post is had by whoever holds it.")
        self.fields["person"] = key_field(_("Person"), people)
        self.fields["unit"] = key_field(_("Body"), units)
        self.fields["unit"].help_text = _("For a councillor or an auditor.")
        self.fields["start"] = day_field(_("From"), is_required=True)
        self.fields["last"] = day_field(
            _("Last day"), help_text=_("Empty means until further notice.")
        )


class EndForm(forms.Form):
    """From which day something no longer holds."""

    on = day_field(_("First day without the role"), is_required=True)


def reason_field() -> forms.CharField:
    """Why a promise gets another who answers for it."""
    return forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("The reason is shown in the promise ledger."),
    )


def _taker(label: str, heirs: list[Choice], first: Any) -> Any:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", first), *heirs],
    )
