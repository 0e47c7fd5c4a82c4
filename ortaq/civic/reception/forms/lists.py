"""Narrowing the list and the map of appeals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.reception.forms.choices import STATE_CHOICES
from ortaq.core.ui.widgets import DayInput, offer, words_field


class FilterForm(forms.Form):
    """Every field is optional and stands in the address: a filtered list can be sent to a friend."""

    q = words_field()
    topic = forms.ChoiceField(
        label=_("Topic"), required=False, error_messages={"invalid_choice": _("There is no such topic.")}
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=STATE_CHOICES,
        error_messages={"invalid_choice": _("There is no such state.")},
    )
    district = forms.ChoiceField(
        label=_("District"), required=False, error_messages={"invalid_choice": _("There is no such district.")}
    )
    body = forms.ChoiceField(
        label=_("Who answers"), required=False, error_messages={"invalid_choice": _("There is no such body.")}
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _("Write the day as 2026-11-23.")},
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=DayInput, error_messages={"invalid": _("Write the day as 2026-11-23.")}
    )

    def __init__(
        self,
        *args: Any,
        topics: list[tuple[str, str]],
        districts: list[tuple[str, str]],
        bodies: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, every, choices in (
            ("topic", _("All topics"), topics),
            ("district", _("The whole city"), districts),
            ("body", _("All bodies"), bodies),
        ):
            offer(self, name, choices, first=every)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The last day is earlier than the first."))
        return data
