"""How the needs of a village are narrowed, and what is looked for in other villages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.core.ui.widgets import offer, words_field

Choices = list[tuple[str, Any]]


class NeedsForm(forms.Form):
    """Every field is optional and stands in the address: a narrowed list can be sent to a neighbour."""

    theme = forms.ChoiceField(
        label=_("Theme"), required=False, error_messages={"invalid_choice": _("There is no such theme.")}
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, error_messages={"invalid_choice": _("There is no such state.")}
    )

    def __init__(self, *args: Any, themes: Choices, states: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "theme", themes, first=_("All themes"))
        offer(self, "state", states, first=_("All states"))


class ExchangeForm(NeedsForm):
    """A theme, words of the need, what was used for it, how far it came."""

    field_order = ("q", "theme", "kind", "state")
    q = words_field()
    kind = forms.ChoiceField(
        label=_("What it takes"), required=False, error_messages={"invalid_choice": _("There is no such resource.")}
    )

    def __init__(self, *args: Any, kinds: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "kind", kinds, first=_("Any resource"))
