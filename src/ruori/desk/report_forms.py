"""The one form of editions: why a correction is made."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    """What the correction corrects, as everybody will read it."""

    reason = forms.CharField(
        label=_("What is corrected and why"),
        help_text=_("Everybody can read this beside both editions. Do not name persons."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
