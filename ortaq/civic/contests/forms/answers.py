"""The questions of a contest as fields of a page: what is typed becomes an answer, limits come from the rules."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.core.ui.widgets import DayInput, PhotosInput

MINOR = 100
MOST_DIGITS = 15
DAYS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
CHOOSE = {"invalid_choice": _("Choose one of the answers given.")}


class WordsField(forms.CharField):
    """A text; line ends are counted as one sign, as the person sees them."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class WholeField(forms.CharField):
    """A whole number as people type it, with spaces between the thousands; nothing typed is None."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off", "class": "short"}

    def clean(self, value: Any) -> Any:
        typed = "".join(str(super().clean(value)).split())
        if not typed:
            return None
        if not typed.isascii() or not typed.isdecimal() or len(typed) > MOST_DIGITS:
            raise forms.ValidationError(_("Write a whole number."), code="number")
        return int(typed)


class SumField(forms.CharField):
    """A sum as people type it ("4 500", "4500,50"); the value is in minor units, nothing typed is None."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off", "class": "short"}

    def clean(self, value: Any) -> Any:
        typed = "".join(str(super().clean(value)).split()).replace(",", ".").rstrip("€₸$")
        if not typed:
            return None
        try:
            minor = Decimal(typed) * MINOR
        except InvalidOperation as error:
            raise forms.ValidationError(_("Write the sum in figures, for example 4500."), code="number") from error
        if not minor.is_finite() or minor != minor.to_integral_value() or not 0 <= minor < 10**MOST_DIGITS:
            raise forms.ValidationError(_("Write the sum in figures, for example 4500."), code="number")
        return int(minor)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, MINOR)
        return f"{whole},{rest:02}" if rest else str(whole)


class DayField(forms.DateField):
    """A day; the value is written as ISO 8601, nothing typed is None."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            widget=DayInput,
            input_formats=DAYS,
            error_messages={"invalid": _("This is not a day of the calendar.")},
            **given,
        )

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        return None if day is None else day.isoformat()


class PapersInput(PhotosInput):
    """A file input that takes several documents."""

    def __init__(self, *, most: int) -> None:
        super().__init__({"accept": "application/pdf,.pdf", "data-photos": None}, most=most)
        del self.attrs["data-photos"]


class FilesField(forms.FileField):
    """Several files at once; what they are is checked where they are stored."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [upload for upload in (data or []) if upload]


def field_of(one: Mapping[str, Any], *, label: str, hint: str, options: list[tuple[str, str]]) -> forms.Field:
    """This will give the form field of one question, see `rules.fields`; it takes gaps and what is too long."""
    given: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    kind = one["type"]
    if kind == "long_text":
        return WordsField(widget=forms.Textarea(attrs={"rows": 9, "autocomplete": "off"}), **given)
    if kind == "number":
        return WholeField(**given)
    if kind == "money":
        return SumField(**given)
    if kind == "date":
        return DayField(**given)
    if kind == "choice":
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, error_messages=CHOOSE, **given)
    if kind == "choices":
        return forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE, **given
        )
    if kind == "file":
        most = one.get("most") or 3
        widget = PhotosInput(most=most) if one["takes"] == "photo" else PapersInput(most=most)
        return FilesField(widget=widget, **given)
    attrs = {"autocomplete": "off"} | ({"type": "url", "inputmode": "url"} if kind == "link" else {})
    return WordsField(widget=forms.TextInput(attrs=attrs), **given)
