"""Parts that forms of works share: words in three languages, money, places, days."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.core.territory import shapes
from ortaq.core.ui.sentences import check
from ortaq.core.ui.widgets import DayInput
from ortaq.engines.language import LANGUAGES

IN: Final = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}
TOO_LONG: Final = _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit.")
BAD_DAY: Final = _("Write the day as 31.12.2026.")
MINOR: Final = 100
"""Minor units to one unit of currency."""
PLACES: Final = (
    ("point", _("A point")),
    ("line", _("A line: a street, a path, an aryk")),
    ("area", _("An area: a park, a yard")),
)


class WordsForm(forms.Form):
    """A form with parts in three languages: PARTS is (name, label, most signs, rows, languages needed)."""

    PARTS: Sequence[tuple[str, Any, int, int, tuple[str, ...]]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, most, rows, needed in self.PARTS:
            for code in LANGUAGES:
                said: dict[str, Any] = {"lang": code}
                widget = forms.Textarea(attrs=said | {"rows": rows}) if rows else forms.TextInput(attrs=said)
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=_("%(what)s %(language)s") % {"what": label, "language": IN[code]}, max_length=most,
                    required=code in needed, widget=widget,
                    error_messages={"required": _("Write this in Kazakh and in Russian."), "max_length": TOO_LONG},
                )  # fmt: skip

    @classmethod
    def start(cls, record: Any) -> dict[str, Any]:
        """This will give the values the form begins with."""
        return {f"{name}_{code}": getattr(record, name).get(code, "") for name, *_ in cls.PARTS for code in LANGUAGES}

    def words(self) -> dict[str, dict[str, str]]:
        """This will give the parts as records keep them."""
        data: Mapping[str, str] = self.cleaned_data
        return {
            name: {code: data[f"{name}_{code}"] for code in LANGUAGES if data.get(f"{name}_{code}")}
            for name, *_ in self.PARTS
        }


class WholeField(forms.CharField):
    """A whole number as people type it, with spaces between the thousands; nothing typed is None.

    Not the browser's own input of numbers: what it cannot read it sends as nothing, and the number would be lost.
    """

    widget = forms.TextInput
    _NUMBER = re.compile(r"[-−]?[0-9]{1,20}")
    _SIGNS = "₸€"

    def __init__(self, *, least: int = 0, most: int, **given: Any) -> None:
        super().__init__(max_length=40, **given)
        self.least, self.most = least, most

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """This will bring digits to the front of a phone's keyboard."""
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off", "class": "short"}

    def clean(self, value: Any) -> Any:
        """This will give a whole number between the least and the most."""
        typed = "".join(str(super().clean(value)).split()).rstrip(self._SIGNS)
        if not typed:
            return None
        if not self._NUMBER.fullmatch(typed):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        number = int(typed.replace("−", "-"))
        for code, wrong in (("min_value", number < self.least), ("max_value", number > self.most)):
            if wrong:
                raise forms.ValidationError(self.error_messages[code], code=code)
        return number

    def prepare_value(self, value: Any) -> Any:
        """This will write a number with spaces between the thousands; what was typed stays as it was typed."""
        return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


def money_field(label: Any, *, required: bool = False) -> WholeField:
    """This will give a field for a sum in whole units of currency."""
    return WholeField(
        label=label, most=10**12, required=required,
        error_messages={
            "min_value": _("Money cannot be less than zero."), "invalid": _("Write a whole number."),
            "max_value": _("This sum cannot be right."), "required": _("Write the sum."), "max_length": TOO_LONG,
        },
    )  # fmt: skip


def count_field(label: Any, *, most: int, least: int = 0, required: bool = True, hint: Any = "") -> WholeField:
    """This will give a field for how many there are."""
    return WholeField(
        label=label, least=least, most=most, required=required, help_text=hint,
        error_messages={
            "min_value": _("This number cannot be right."), "max_value": _("This number cannot be right."),
            "invalid": _("Write a whole number."), "required": _("Write a whole number."), "max_length": TOO_LONG,
        },
    )  # fmt: skip


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """This will give a field for a day."""
    return forms.DateField(
        label=label, widget=DayInput, required=required, help_text=hint,
        error_messages={"required": _("Name the day."), "invalid": BAD_DAY},
    )  # fmt: skip


class PointsField(forms.CharField):
    """Places as lines of "latitude, longitude": what a map writes here, or a person who knows them."""

    _NUMBER = re.compile(r"[-−]?\d{1,3}(?:[.,]\d+)?")

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"rows": 4, "autocomplete": "off", "inputmode": "text"}
        super().__init__(
            label=_("Points, one on each line: latitude, longitude"),
            help_text=_("For example: 43.23800, 76.88900. A line needs two points, an area three."),
            required=False, max_length=20_000, widget=forms.Textarea(attrs=attrs), **kwargs,
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        """This will give (lon, lat) for each line."""
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if len(lines) > shapes.MOST:
            message = _("That is too detailed: at most %(most)s points.")
            raise forms.ValidationError(message, code="most", params={"most": shapes.MOST})
        return [self._place(line) for line in lines]

    def _place(self, line: str) -> tuple[float, float]:
        # "43,2380; 76,8890" and "43.2380 76.8890" mean the same: a comma inside a number has a digit on both sides
        parts = [part for part in re.split(r"[;\s]+|,\s+|,(?=[-−]?\d+[.])", line.strip()) if part]
        if len(parts) == 2 and all(self._NUMBER.fullmatch(part) for part in parts):  # noqa: PLR2004, two coordinates
            lat, lon = (float(part.replace(",", ".").replace("−", "-")) for part in parts)
            return lon, lat
        message = _("“%(line)s” is not a point. Write latitude and longitude: 43.23800, 76.88900.")
        raise forms.ValidationError(message, code="line", params={"line": line.strip()[:40]})


class PlacedForm(WordsForm):
    """A form that also says where: `place` and `points` become GeoJSON, None while no point is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.ChoiceField(
            label=_("Where is it?"), choices=PLACES, widget=forms.RadioSelect, initial="point"
        )
        self.fields["points"] = PointsField()
        self.fields["address"] = forms.CharField(
            label=_("Address or landmark"), max_length=300, required=False,
            help_text=_("For example: Abay Avenue from Seifullin to Zheltoksan."),
            error_messages={"max_length": _("The address is too long: keep the street, the house and a landmark.")},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        points = data.get("points") or []
        data["shape"] = shapes.built(str(data.get("place") or "point"), points) if points else None
        if data["shape"] is not None and not (answer := shapes.check(data["shape"])):
            try:
                check(answer)
            except forms.ValidationError as error:
                self.add_error("points", error)
        return data


def place_of(shape: Mapping[str, Any] | None, lon: float | None, lat: float | None) -> dict[str, str]:
    """This will give what the fields of a place begin with."""
    if shape is None:
        return {"place": "point", "points": "" if lon is None or lat is None else f"{lat:.5f}, {lon:.5f}"}
    kind = {kind: name for name, kind in shapes.TYPES.items()}[shape["type"]]
    places = shapes.positions(shape) or []
    if kind == "area":
        places = places[:-1]
    return {"place": kind, "points": "\n".join(f"{place[1]:.6f}, {place[0]:.6f}" for place in places)}
