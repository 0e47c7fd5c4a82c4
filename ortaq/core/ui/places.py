"""Showing a place in a form: what is drawn, and the points a map writes there or a person who knows them types."""

import re
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.core.territory import shapes

KINDS: Final[list[tuple[str, str | Promise]]] = [
    ("point", pgettext_lazy("place", "At one place")),
    ("line", pgettext_lazy("place", "Along a line: a street, a path")),
    ("area", pgettext_lazy("place", "In an area: a yard, a block, a park")),
]
"""What can be drawn, as `core.territory.shapes.KINDS` has it."""


class PointsField(forms.CharField):
    """Places as lines of "latitude, longitude": what a map writes here, or a person who knows them."""

    _NUMBER = re.compile(r"[-−]?\d{1,3}(?:[.,]\d+)?")

    def __init__(self, **kwargs: Any) -> None:
        given: dict[str, Any] = {
            "label": _("Points, one on each line: latitude, longitude"),
            "help_text": _("For example: 43.23800, 76.88900. A line needs two points, an area three."),
            "required": False,
            "max_length": 20_000,
            "widget": forms.Textarea(
                attrs={"rows": 4, "autocomplete": "off", "inputmode": "text", "data-private": True}
            ),
            "error_messages": {
                "line": _("“%(line)s” is not a point. Write latitude and longitude: 43.23800, 76.88900."),
                "most": _("That is too detailed: at most %(most)s points."),
            },
        }
        super().__init__(**given | kwargs)

    def to_python(self, value: Any) -> Any:
        """This will give (lon, lat) for each line."""
        text = super().to_python(value) or ""
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > shapes.MOST:
            raise forms.ValidationError(self.error_messages["most"], code="most", params={"most": shapes.MOST})
        return [self._place(line) for line in lines]

    def _place(self, line: str) -> tuple[float, float]:
        # "43,2380; 76,8890" and "43.2380 76.8890" mean the same: a comma inside a number has a digit on both sides
        parts = [part for part in re.split(r"[;\s]+|,\s+|,(?=[-−]?\d+[.])", line.strip()) if part]
        if len(parts) == 2 and all(self._NUMBER.fullmatch(part) for part in parts):  # noqa: PLR2004, two coordinates
            lat, lon = (float(part.replace(",", ".").replace("−", "-")) for part in parts)
            return lon, lat
        raise forms.ValidationError(self.error_messages["line"], code="line", params={"line": line.strip()[:40]})


def written(places: list[tuple[float, float]]) -> str:
    """This will write (lon, lat) places as the field reads them."""
    return "\n".join(f"{lat:.6f}, {lon:.6f}" for lon, lat in places)
