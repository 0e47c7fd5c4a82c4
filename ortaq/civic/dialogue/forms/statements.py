"""Writing a statement, and judging one."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StatementForm(forms.Form):
    """One sentence; what it may hold is said by the rules, so nothing is cut off while typing."""

    text = forms.CharField(
        label=_("Your statement"),
        help_text=_("One thought people can agree or disagree with. No names, no phone numbers."),
        required=True,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Write one whole sentence people can agree or disagree with.")},
    )
    form_token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class RejectForm(forms.Form):
    """Why a statement is not shown."""

    reason = forms.CharField(
        label=_("Why is it not shown?"),
        help_text=_("The author reads this. One sentence, in the author’s language."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Write the reason: the author reads it.")},
    )


class TranslationForm(forms.Form):
    """A statement in another language."""

    text = forms.CharField(
        label=_("The statement in this language"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
