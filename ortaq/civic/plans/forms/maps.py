"""What is asked about maps: a street, or a point."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PlaceForm(forms.Form):
    """A street by its code, or a point in degrees."""

    street = forms.ChoiceField(label=_("Street"), required=False)
    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, streets: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["street"].choices = [("", _("choose a street")), *streets]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        both = data.get("lat") is not None and data.get("lon") is not None
        if not self.errors and not data.get("street") and not both:
            raise forms.ValidationError(_("Choose a street, or show a point on the map."), code="no_place")
        return data
