"""What a filled-in sheet would change, as its page shows it: old beside new, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext

from ruori.desk.frame import language, words
from ruori.desk.problems import said as told
from ruori.intake.queries.sheets import UploadPreview
from ruori.intake.rules import Standing
from ruori.intake.rules.sheet_changes import Change, ChangeKind
from ruori.intake.rules.sheet_columns import ANSWERED, MEASURE, VALUE
from ruori.intake.rules.sheet_rows import Left, Said
from ruori.intake.sheet_words import HEADINGS, word_of
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field of a row: what the city has and what the sheet says."""

    label: str
    before: str
    after: str


class ConflictForm(forms.Form):
    """Which answer stands, asked of each conflict."""

    def __init__(self, *args: Any, conflicts: Sequence[Change], **kwargs: Any) -> None:
        """Ask about each conflict; nothing is chosen beforehand."""
        super().__init__(*args, **kwargs)
        for change in conflicts:
            self.fields[f"choice-{field_name(change.key.about)}"] = forms.ChoiceField(
                label=gettext("Which answer stands"),
                choices=(
                    ("theirs", gettext("The one here now")),
                    ("mine", gettext("The one in my sheet")),
                ),
                widget=forms.RadioSelect,
            )


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A row that would change something. `name` and `tip` are how the form names a conflict."""

    name: str
    line: int
    title: str
    is_new: bool
    is_conflict: bool
    tip: int
    fields: tuple[FieldShown, ...]
    choice: BoundField | None = None


@dataclass(frozen=True, slots=True)
class LeftShown:
    """A row that cannot be taken: where, what it is about, why."""

    address: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The page of an upload."""

    pk: int
    version: int
    round: int
    round_title: str
    unit: int
    file: str
    uploaded: str
    is_open: bool
    sentence: str
    conflicts: tuple[ChangeShown, ...]
    changes: tuple[ChangeShown, ...]
    left: tuple[LeftShown, ...]


def preview_page(found: UploadPreview, data: Mapping[str, Any] | None = None) -> PreviewPage:
    """An upload in the reader's language, with what was chosen of its conflicts; no query."""
    card, preview = found.card, found.preview
    form = ConflictForm(data, conflicts=preview.conflicts)
    shown = [_change(change, found, form) for change in preview.changes]
    return PreviewPage(
        pk=card.pk,
        version=card.version,
        round=card.round,
        round_title=words(card.round_title),
        unit=card.unit,
        file=card.name,
        uploaded=_uploaded(found),
        is_open=card.state is Standing.OPEN,
        sentence=_sentence(found),
        conflicts=tuple(each for each in shown if each.is_conflict),
        changes=tuple(each for each in shown if not each.is_conflict),
        left=tuple(_left(each) for each in preview.left),
    )


def _uploaded(found: UploadPreview) -> str:
    moment = formats.moment(found.card.uploaded_at, language())
    return f"{moment}, {found.card.uploaded_by}" if found.card.uploaded_by else moment


def _sentence(found: UploadPreview) -> str:
    preview = found.preview
    if found.card.state is Standing.ACCEPTED:
        return gettext("%(taken)s answers of this sheet were taken into use.") % {
            "taken": found.card.taken
        }
    if found.card.state is Standing.DISCARDED:
        return gettext("This sheet was discarded.")
    kinds = [change.kind for change in preview.changes]
    counted = (
        (kinds.count(ChangeKind.CHANGED), gettext("%(count)s changed")),
        (kinds.count(ChangeKind.CONFLICT), gettext("%(count)s answered meanwhile")),
        (preview.unchanged, gettext("%(count)s unchanged")),
        (preview.unanswered, gettext("%(count)s without an answer")),
        (len(preview.left), gettext("%(count)s to be mended")),
    )
    new = gettext("%(count)s new") % {"count": kinds.count(ChangeKind.NEW)}
    rest = [text % {"count": count} for count, text in counted if count]
    return f"{', '.join([new, *rest])}."


def _change(change: Change, found: UploadPreview, form: ConflictForm) -> ChangeShown:
    title = found.names.get(change.key.about)
    name = field_name(change.key.about)
    is_conflict = change.kind is ChangeKind.CONFLICT
    return ChangeShown(
        name=name,
        line=change.line,
        title="" if title is None else words(title),
        is_new=change.kind is ChangeKind.NEW,
        is_conflict=is_conflict,
        tip=change.tip or 0,
        fields=tuple(_fields(change)),
        choice=form[f"choice-{name}"] if is_conflict else None,
    )


def field_name(about: tuple[str, int]) -> str:
    """How a form names a thing: `M12`, `G7`."""
    return f"{'M' if about[0] == MEASURE else 'G'}{about[1]}"


def _fields(change: Change) -> list[FieldShown]:
    before = change.before or Said()
    told = [name for name in ANSWERED if name != VALUE or change.after.value is not None]
    found = [
        FieldShown(gettext(HEADINGS[name]), _words(before, name), _words(change.after, name))
        for name in told
    ]
    return [each for each in found if each.before != each.after]


def _words(said: Said, name: str) -> str:
    value = getattr(said, name)
    if value is None or value == "":
        return gettext("nothing")
    if name == "word":
        return word_of(value)
    if name == "value":
        return formats.number(value, language())
    return formats.day(value, language()) if name == "new_end_on" else str(value)


def _left(left: Left) -> LeftShown:
    is_cell = not left.address.isdigit()
    place = gettext("Cell %(cell)s") if is_cell else gettext("Row %(cell)s")
    return LeftShown(place % {"cell": left.address}, left.name, told(left.problem))
