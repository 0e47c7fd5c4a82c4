"""Layers of a version in the making, the files their zones and rules come from, the city's table of zones."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.plans.forms.plans import TITLE, WordsForm
from ortaq.civic.plans.rules.zones import THEMES
from ortaq.core.ui.widgets import DayInput

NOTE = 1_000
MOST_POSITION = 999
MAPS = ".geojson,.json,.gpkg,.zip"


class LayerForm(WordsForm):
    """A map of the plan: its title, what it shows, under which theme, in which place of the list."""

    PARTS = (
        ("title", _("Title of the layer"), TITLE, 0, ("kk", "ru")),
        ("note", _("What the layer shows"), NOTE, 3, ()),
    )
    layer_theme = forms.ChoiceField(
        label=_("Theme of the map"), choices=[(code, _(name)) for code, (name, _said) in THEMES.items()],
        help_text=_("Rules drawn on the layer are shown under it. A zone is shown under the theme of its class."),
    )  # fmt: skip
    layer_place = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=MOST_POSITION, initial=0,
        help_text=_("Smaller numbers come first."),
    )  # fmt: skip
    layer_key = forms.SlugField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["layer_theme", "title_kk", "title_ru", "title_en"])

    @classmethod
    def start(cls, record: Any) -> dict[str, Any]:
        return super().start(record) | {"layer_theme": record.theme, "layer_place": record.position}

    def asked(self) -> dict[str, Any]:
        """This will give what the service asks for."""
        data = self.cleaned_data
        return {"theme": data["layer_theme"], "position": data["layer_place"], **self.words()}


class MapFileForm(forms.Form):
    """The file of a map; what is in it, the service judges."""

    map_file = forms.FileField(
        label=_("File of the map"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": MAPS}),
        help_text=_("GeoJSON, GeoPackage, or a Shapefile packed into one zip; at most 64 MB and 20 000 features."),
        error_messages={"required": _("Choose the file of the map.")},
    )  # fmt: skip


class TableForm(forms.Form):
    """A version of the city's table of functional zones."""

    table_file = forms.FileField(
        label=_("Table as CSV"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"required": _("Choose the file of the table.")},
    )  # fmt: skip
    table_version = forms.RegexField(
        r"^[\w.\-]{1,20}$", label=_("Version of the table"),
        help_text=_("For example 2027.1; it does not change later."),
        error_messages={"invalid": _("Letters, digits, dots and hyphens, at most 20.")},
    )  # fmt: skip
    table_from = forms.DateField(
        label=_("In force from"), widget=DayInput, help_text=_("From that day on imported zones are read by it.")
    )
    table_source = forms.CharField(label=_("Act it stands on"), max_length=300)
