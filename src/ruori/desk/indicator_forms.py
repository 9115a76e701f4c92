"""Forms of the indicator desk: what a figure means, a value, a target, a break, a ruling."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.editing import VersionedForm, language_fields, text_from, text_initial
from ruori.desk.plans.forms import VISIBILITIES, Choice, key_field
from ruori.indicators import words as indicator_words
from ruori.indicators.queries import IndicatorCard
from ruori.indicators.rules.codes import (
    Frequency,
    Influence,
    Mode,
    PathShape,
    Status,
    TargetLevel,
    Wanted,
)
from ruori.indicators.rules.targets import Base, Promise, TargetMark
from ruori.indicators.rules.units import UNITS
from ruori.kernel.codes import Visibility
from ruori.kernel.period import NotAPeriod, Period, parse_period
from ruori.ui.form_fields import day_field
from ruori.ui.numbers import NumberField

STATUSES = (Status.NORMAL, Status.PROVISIONAL, Status.ESTIMATE, Status.UNRELIABLE)
WITHOUT = (Status.MISSING, Status.NOT_COLLECTED)
MODES = (
    (Mode.REACH, _("Reach it once, by the time set")),
    (Mode.HOLD, _("Be at it at the time set")),
)
PATHS = (
    (PathShape.LINEAR, _("Evenly")),
    (PathShape.GEOMETRIC, _("By the same percentage each year")),
)
LEVELS = (
    (TargetLevel.MINIMUM, _("The least that is promised")),
    (TargetLevel.DESIRED, _("What is hoped for")),
)


class PeriodField(forms.CharField):
    """A period as text: 2025, 2025-Q3, 2025-07."""

    def clean(self, value: Any) -> Any:
        """The period. Raises ValidationError with an example."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_period(text)
        except NotAPeriod as wrong:
            raise ValidationError(
                gettext("Write a period, such as 2025, 2025-Q3 or 2025-07.")
            ) from wrong


def _period(label: Any, *, is_required: bool = True) -> PeriodField:
    help_text = _("For example 2025, 2025-Q3 or 2025-07.")
    return PeriodField(label=label, max_length=20, required=is_required, help_text=help_text)


def _spoken(codes: Mapping[Any, str]) -> list[Choice]:
    return [(code.value, gettext(msgid)) for code, msgid in codes.items()]


class DefinitionForm(VersionedForm):
    """What an indicator means; a change holds from a day on."""

    def __init__(
        self, *args: Any, units: list[Choice], posts: list[Choice], is_new: bool = False, **kw: Any
    ) -> None:
        """Take who may own a figure, and whether it is only now defined."""
        super().__init__(*args, **kw)
        self.made_with = {"units": units, "posts": posts, "is_new": is_new}
        if is_new:
            del self.fields["version"]
        self.fields |= language_fields("name", str(_("Name")), limit=200)
        self.fields |= language_fields(
            "definition", str(_("What the figure means")), is_long=True, is_required=False
        )
        self.fields |= language_fields(
            "formula", str(_("How it is calculated")), is_long=True, is_required=False
        )
        self._add_measure()
        self.fields["owner_unit"] = key_field(_("Unit that answers for the figure"), units)
        self.fields["owner_post"] = key_field(_("Or the post that answers for it"), posts)
        self.fields["visibility"] = forms.ChoiceField(
            label=_("Who sees it"), choices=[*VISIBILITIES, (Visibility.SECRET, _("Secret"))]
        )

    def _add_measure(self) -> None:
        symbols = [(code, f"{unit.symbol} ({code})") for code, unit in UNITS.items()]
        self.fields["unit_code"] = forms.ChoiceField(label=_("Unit of measure"), choices=symbols)
        self.fields["decimals"] = forms.IntegerField(
            label=_("Decimals shown"), min_value=0, max_value=6, initial=0
        )
        self.fields["wanted"] = forms.ChoiceField(
            label=_("Wanted direction"), choices=_spoken(indicator_words.WANTED)
        )
        self.fields["wanted_low"] = NumberField(label=_("Lower end of the range"), required=False)
        self.fields["wanted_high"] = NumberField(label=_("Upper end of the range"), required=False)
        self.fields["frequency"] = forms.ChoiceField(
            label=_("How often a value comes"), choices=_spoken(indicator_words.FREQUENCY)
        )
        self.fields["lag_days"] = forms.IntegerField(
            label=_("Days from the end of a period to its value"),
            min_value=0,
            max_value=2000,
            initial=0,
        )
        self.fields["influence"] = forms.ChoiceField(
            label=_("Whose result it is"), choices=_spoken(indicator_words.INFLUENCE)
        )


def definition_changes(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What was written, as fields of an IndicatorDefinition."""
    return {
        **{name: text_from(cleaned, name) for name in ("name", "definition", "formula")},
        **{name: cleaned[name] for name in ("unit_code", "decimals", "lag_days")},
        **{name: cleaned[name] for name in ("wanted_low", "wanted_high")},
        "wanted": Wanted(cleaned["wanted"]),
        "frequency": Frequency(cleaned["frequency"]),
        "influence": Influence(cleaned["influence"]),
        "visibility": Visibility(cleaned["visibility"]),
        "owner_unit_id": cleaned["owner_unit"],
        "owner_post_id": cleaned["owner_post"],
    }


def definition_initial(card: IndicatorCard) -> dict[str, Any]:
    """The stored meaning as initial values of the form."""
    plain = ("decimals", "wanted_low", "wanted_high", "lag_days", "version")
    coded = ("wanted", "frequency", "influence", "visibility")
    return {
        **text_initial("name", card.name),
        **text_initial("definition", card.definition),
        **text_initial("formula", card.formula),
        **{name: getattr(card, name) for name in plain},
        **{name: getattr(card, name).value for name in coded},
        "unit_code": card.unit.code,
        "owner_unit": card.owner_unit_id,
        "owner_post": card.owner_post_id,
    }


class ValueForm(forms.Form):
    """A value told by a person, with its evidence."""

    period = _period(_("Period"))
    value = NumberField(label=_("Value"), required=False)
    status = forms.ChoiceField(label=_("What kind of value it is"), choices=())
    evidence = forms.CharField(
        label=_("Where it comes from"),
        required=False,
        max_length=500,
        help_text=_("A register, a count, a web address."),
    )
    note = forms.CharField(label=_("Note shown beside the value"), required=False, max_length=500)
    reason = forms.CharField(
        label=_("Reason, when an earlier value is corrected"), required=False, max_length=500
    )

    def __init__(self, *args: Any, last: str = "", **kwargs: Any) -> None:
        """Take the last value in words, and name the kinds of values in the reader's language."""
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = last
        kinds = [(Status.NORMAL.value, gettext("final"))]
        kinds += [(code.value, gettext(indicator_words.STATUS[code])) for code in STATUSES[1:]]
        kinds += [(code.value, gettext(indicator_words.STATUS[code])) for code in WITHOUT]
        self.fields["status"] = forms.ChoiceField(
            label=_("What kind of value it is"), choices=kinds
        )


class TargetForm(VersionedForm):
    """A target of the city's own line: from where, to where, by when."""

    level = forms.ChoiceField(label=_("Kind of target"), choices=LEVELS)
    base_period = _period(_("Starting point: period"), is_required=False)
    base_value = NumberField(label=_("Starting point: value"), required=False)
    period = _period(_("To be reached in"))
    value = NumberField(label=_("Target value"), required=False)
    low = NumberField(label=_("Or a range: lower end"), required=False)
    high = NumberField(label=_("Range: upper end"), required=False)
    mode = forms.ChoiceField(label=_("How it is fulfilled"), choices=MODES)
    path = forms.ChoiceField(label=_("The way there"), choices=PATHS)
    tolerance = NumberField(label=_("Deviation allowed from the path"), required=False)
    holds_from = day_field(_("Holds from"), help_text=_("Empty means today."))
    reason = forms.CharField(
        label=_("Reason of the change"),
        required=False,
        max_length=500,
        help_text=_("Needed when the target is made easier or moved later."),
    )

    def clean(self) -> dict[str, Any]:
        """A target is a value or a whole range, and a starting point a period and a value."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("low"), cleaned.get("high")
        if (low is None) != (high is None):
            self.add_error("high", gettext("Give both ends of the range."))
        if (cleaned.get("value") is None) == (low is None) and not self.errors:
            self.add_error("value", gettext("Give a target value, or a range."))
        if (cleaned.get("base_period") is None) != (cleaned.get("base_value") is None):
            self.add_error("base_value", gettext("Give both the period and the value."))
        return cleaned


def promise_from(cleaned: Mapping[str, Any], *, unit_code: str, is_primary: bool) -> Promise:
    """The promise that was written."""
    base: Period | None = cleaned["base_period"]
    mark = TargetMark(cleaned["period"], cleaned["value"], cleaned["low"], cleaned["high"])
    return Promise(
        level=TargetLevel(cleaned["level"]),
        points=(mark,),
        unit_code=unit_code,
        base=None if base is None else Base(base, Decimal(cleaned["base_value"])),
        mode=Mode(cleaned["mode"]),
        path=PathShape(cleaned["path"]),
        tolerance=cleaned["tolerance"],
        is_primary=is_primary,
    )


def promise_initial(promise: Promise) -> dict[str, Any]:
    """A target in force as initial values of the form."""
    base, last = promise.base, promise.last
    return {
        "version": promise.version,
        "level": promise.level.value,
        "base_period": str(base.period) if base else "",
        "base_value": base.value if base else None,
        "period": str(last.period),
        "value": last.value,
        "low": last.low,
        "high": last.high,
        "mode": promise.mode.value,
        "path": promise.path.value,
        "tolerance": promise.tolerance,
    }


class BreakForm(forms.Form):
    """A place no line may cross."""

    first = _period(_("First period after the break"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the reasons, and the note in each language."""
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Why"), choices=_spoken(indicator_words.BREAK)
        )
        self.fields |= language_fields("note", str(_("Note")), is_required=False, limit=200)


class RulingForm(forms.Form):
    """Why a batch is accepted or rejected."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
