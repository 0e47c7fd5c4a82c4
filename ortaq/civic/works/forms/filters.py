"""Narrowing the register; every field stands in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.works.templatetags.works import KINDS, MEASURES, STAGES
from ortaq.core.ui.widgets import offer

Choices = Sequence[tuple[str, Any]]
WHOLE_CITY = "-"
"""In an address: works of the whole city, of no district."""


class YearForm(forms.Form):
    """A year and a district: what the figures of the city are about."""

    year = forms.TypedChoiceField(
        label=_("Year"), required=False, coerce=int, empty_value=None,
        error_messages={"invalid_choice": _("No works are counted in this year.")},
    )  # fmt: skip
    district = forms.ChoiceField(
        label=_("District"), required=False, error_messages={"invalid_choice": _("There is no such district.")}
    )

    def __init__(self, *args: Any, years: Sequence[int], districts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "year", [(str(year), str(year)) for year in years], first=_("All years"))
        everywhere = [*districts, (WHOLE_CITY, _("Of the whole city"))]
        offer(self, "district", everywhere, first=_("All districts"))


class FilterForm(YearForm):
    """Kind and stage besides; a figure of the city narrows to the works it is the sum of."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, error_messages={"invalid_choice": _("There is no such kind of work.")}
    )
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, error_messages={"invalid_choice": _("There is no such stage.")}
    )
    measure = forms.ChoiceField(
        label=_("What it makes"),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("This is not counted.")},
    )
    built = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[("yes", "yes"), ("no", "no")])
    field_order = ("kind", "stage", "district", "year", "measure", "built")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", list(KINDS.items()), first=_("All kinds"))
        offer(self, "stage", list(STAGES.items()), first=_("All stages"))
        offer(self, "measure", list(MEASURES.items()))
