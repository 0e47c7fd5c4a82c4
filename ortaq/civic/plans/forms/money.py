"""Money and numbers as people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TIYN = 100
MOST_TENGE = 10**12
_SIGNS = "₸тТ'’"


class TengeField(forms.CharField):
    """Whole tenge as people type them, "12 000 000 ₸"; the value is in tiyn, None for an empty field."""

    default_error_messages = {"whole": _("Write the sum in whole tenge, with digits: 1 200 000.")}

    widget = forms.TextInput

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=40, **given)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """This will bring digits to the front of a phone's keyboard."""
        more = {"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        return dict(super().widget_attrs(widget)) | more

    def clean(self, value: Any) -> Any:
        """This will give whole tiyn."""
        text = super().clean(value)
        plain = "".join(sign for sign in text if not sign.isspace() and sign not in _SIGNS)
        if not plain:
            return None
        if not plain.isascii() or not plain.isdecimal() or int(plain) > MOST_TENGE:
            raise forms.ValidationError(self.error_messages["whole"], code="whole")
        return int(plain) * TIYN

    def prepare_value(self, value: Any) -> Any:
        """This will write tiyn as whole tenge; what was typed stays as it was typed."""
        return f"{value // TIYN:,}".replace(",", " ") if isinstance(value, int) else value
