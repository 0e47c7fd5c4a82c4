"""What the applicant says about the answer, and what others say under an appeal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.reception.forms.choices import SCORE_CHOICES
from ortaq.core.matters.rules import number_as_written


class TrackForm(forms.Form):
    """Number and code from the slip."""

    number = forms.CharField(
        label=_("Number of the appeal"),
        help_text=_("For example: 2026-018452."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
        error_messages={"required": _("Write the number from the slip."), "max_length": _("This number is too long.")},
    )
    code = forms.CharField(
        label=_("Code from the slip"),
        help_text=_("Without the code you see what everyone sees."),
        max_length=16,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short", "data-private": True}),
        error_messages={"max_length": _("This code is too long.")},
    )

    def clean_number(self) -> str:
        typed = str(self.cleaned_data["number"]).strip()
        return number_as_written(typed) or typed

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).upper().split())


class ReopenForm(forms.Form):
    """Why the answer does not do."""

    reason = forms.CharField(
        label=_("What is still wrong?"),
        help_text=_("The same body gets a new term; the old delay stays on record."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write what is still wrong: the body must know what to put right."),
            "max_length": _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit."),
        },
    )


class RateForm(forms.Form):
    """How good the answer was."""

    score = forms.TypedChoiceField(
        label=_("How good is the answer?"),
        choices=SCORE_CHOICES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a mark from 1 to 5.")},
    )
    comment = forms.CharField(
        label=_("A few words, if you like"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit.")},
    )


class CommentForm(forms.Form):
    """A word under an appeal."""

    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Everyone sees it. Phone numbers and other personal details are hidden."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write a few words."),
            "max_length": _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit."),
        },
    )
    form_token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
