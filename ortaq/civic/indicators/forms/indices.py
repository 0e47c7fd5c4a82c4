"""An international index the city watches, and what its editions said."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.indicators.forms.words import SOURCE, WHY, AmountField, WordsForm, address_field
from ortaq.core.ui.widgets import DayInput


class NewIndexForm(WordsForm):
    """What the index is called, who publishes it, who watches it."""

    PARTS = (
        ("index_name", pgettext_lazy("indicator", "Name"), 200, 0, ("kk", "ru")),
        ("about", _("What it counts"), 2_000, 3, ()),
    )
    index_code = forms.CharField(
        label=_("Address"), max_length=60, help_text=_("Small Latin letters, digits and hyphens.")
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=SOURCE - 100)
    source_address = address_field()

    REFUSED: Mapping[str, str] = {"code": "index_code", "code_taken": "index_code"}

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"] = forms.ChoiceField(label=_("Who watches it"), choices=bodies)
        self.order_fields(["index_code", "keeper", "publisher", "source_address"])


class EditionForm(forms.Form):
    """What an edition of an international index said of the city."""

    edition = forms.CharField(label=_("Edition"), max_length=40)
    published_on = forms.DateField(label=_("Published on"), widget=DayInput)
    rank = forms.IntegerField(label=_("Place of the city"), min_value=1, max_value=10**6)
    cities = forms.IntegerField(label=_("How many cities were ranked"), min_value=1, max_value=10**6)
    points = AmountField(label=_("Score"), required=False)
    method = forms.CharField(
        label=_("Method"), max_length=80,
        help_text=_("Its name or version: editions of different methods are not compared."),
    )  # fmt: skip
    source_address = address_field()
    because = forms.CharField(
        label=_("What is corrected and why"), max_length=WHY, required=False,
        help_text=_("Only if this edition is recorded already."),
    )  # fmt: skip

    REFUSED: Mapping[str, str] = {"rank": "rank", "future": "published_on", "no_method": "method", "second": "because"}
