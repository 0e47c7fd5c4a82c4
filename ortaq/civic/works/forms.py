"""What an official writes about a work: the stage it reached, and what shows it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.works.rules import LONGEST_NOTE
from ortaq.core.ui.widgets import DayInput


class MoveForm(forms.Form):
    """The next stage of a work; `stages` are (code, word) of those it may go to."""

    stage = forms.ChoiceField(
        label=_("Which stage has it reached?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the stage.")},
    )
    reached_on = forms.DateField(
        label=_("On which day?"),
        widget=DayInput,
        error_messages={"required": _("Name the day."), "invalid": _("Write the day as 31.12.2026.")},
    )
    note = forms.CharField(
        label=_("What was done or decided?"),
        help_text=_("Everyone reads it: numbers of documents, metres, names of firms."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what was done or decided: everyone reads it.")},
    )
    spent = forms.IntegerField(
        label=_("Paid so far, in whole units of currency"),
        min_value=0,
        max_value=10**12,
        required=False,
        error_messages={"min_value": _("Money cannot be less than zero."), "invalid": _("Write a whole number.")},
    )

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = stages
