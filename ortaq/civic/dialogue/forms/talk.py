"""A comment, and a report of one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.core.discussion.rules.comments import LONGEST
from ortaq.core.ui.widgets import offer

SIDES = (("for", pgettext_lazy("column", "For")), ("against", pgettext_lazy("column", "Against")))
REASONS = (
    ("insult", _("It insults somebody")),
    ("personal", _("It shows somebody's personal data")),
    ("advertising", _("It is advertising")),
    ("other", _("Something else is wrong with it")),
)


class CommentForm(forms.Form):
    """A word under a card; with columns for or against, at the desk in the name of a body."""

    side = forms.ChoiceField(
        label=_("You are"),
        choices=SIDES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you are for or against: the comment stands in that column.")},
    )
    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Everyone sees it. Phone numbers and other personal details are hidden."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write a few words."),
            "max_length": _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit."),
        },
    )
    speaks_for = forms.ChoiceField(label=_("In whose name?"), required=False)
    form_token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, columns: bool = False, bodies: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not columns:
            del self.fields["side"]
        if bodies:
            offer(self, "speaks_for", bodies, first=_("In my own"))
        else:
            del self.fields["speaks_for"]


class ReportForm(forms.Form):
    """What is wrong with something."""

    why = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )


class WordingForm(forms.Form):
    """An idea's words in another language."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Write the title in this language too.")}
    )
    text = forms.CharField(label=_("Text"), max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, machine: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = not machine
