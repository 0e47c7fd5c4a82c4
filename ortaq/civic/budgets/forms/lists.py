"""Narrowing the list of projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.budgets.forms.choices import CATEGORIES, PROJECT_STATES
from ortaq.core.ui.widgets import offer, words_field

SHOWN_STATES = [(code, word) for code, (word, _tone) in PROJECT_STATES.items() if code != "draft"]


class FilterForm(forms.Form):
    """Every field is optional and stands in the address: a filtered list can be sent to a friend."""

    q = words_field()
    district = forms.ChoiceField(
        label=_("District"), required=False, error_messages={"invalid_choice": _("There is no such district.")}
    )
    category = forms.ChoiceField(
        label=_("Category"), required=False, error_messages={"invalid_choice": _("There is no such category.")}
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, error_messages={"invalid_choice": _("There is no such state.")}
    )

    def __init__(self, *args: Any, districts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "district", districts, first=_("All districts"))
        offer(self, "category", list(CATEGORIES.items()), first=_("All categories"))
        offer(self, "state", SHOWN_STATES, first=_("All states"))


class ReceiptForm(forms.Form):
    """The code of a receipt, however it is typed."""

    code = forms.CharField(
        label=_("Code of the receipt"),
        help_text=_("Twenty letters and digits. Hyphens and small letters do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": _("Write the code that stands on your receipt."),
            "max_length": _("The code is shorter: twenty letters and digits."),
        },
    )
