"""What is asked about maps: a place or a street, and a file with its layer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.plans.rules.zones import THEMES
from ortaq.engines.language import LANGUAGES


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


class LayerForm(forms.Form):
    """A layer of the map."""

    key = forms.SlugField(label=_("Short name in addresses"), max_length=40)
    theme = forms.ChoiceField(label=_("Theme"))
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=200)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["theme"].choices = [(code, _(name)) for code, (name, _said) in THEMES.items()]  # type: ignore[attr-defined]  # a choice

    def title(self) -> dict[str, str]:
        """This will give the title as it is kept."""
        data = self.cleaned_data
        return {code: data[f"title_{code}"] for code in LANGUAGES if data.get(f"title_{code}")}


class MapFileForm(forms.Form):
    """A file with zones, or with rules drawn over them."""

    holds = forms.ChoiceField(
        label=_("What the file holds"),
        choices=[("zones", _("Functional zones")), ("rules", _("Rules over the zones: red lines, sanitary zones"))],
        initial="zones",
    )
    file = forms.FileField(label=_("File"), help_text=_("GeoJSON, GeoPackage or a zipped Shapefile, up to 64 MB."))
