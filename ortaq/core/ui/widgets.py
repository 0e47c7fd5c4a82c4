"""Inputs of the house that Django has not: several photos, a six-digit code; words to find, the lists of a form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def offer(form: forms.BaseForm, name: str, choices: Sequence[tuple[Any, Any]], *, first: Any = None) -> None:
    """This will give a form's list what it chooses from, with the words of `first` for choosing nothing."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is not a list to choose from")
    field.choices = [*choices] if first is None else [("", first), *choices]


def words_field() -> forms.CharField:
    """This will give the field of a list's filter for words to find."""
    return forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": _("That is too long to search for: keep two or three words.")},
    )


class PhotosInput(forms.FileInput):
    """A file input that takes several photos, shows them and makes them smaller before they leave the device.

    With `multiple` the form reads `request.FILES.getlist(name)` through `value_from_datadict`, a list.
    """

    allow_multiple_selected = True
    ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"

    def __init__(self, attrs: dict[str, Any] | None = None, *, most: int = 5) -> None:
        super().__init__(
            {"accept": self.ACCEPT, "data-photos": True, "data-most": most, "multiple": most > 1, **(attrs or {})}
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class CodeInput(forms.TextInput):
    """An input for a code from a message: digits, big and wide, offered by the phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "code",
                "data-private": True,
                **(attrs or {}),
            }
        )


class DayInput(forms.DateInput):
    """A date input the browser draws a calendar for; the value is written as ISO 8601 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
