"""Where an appeal is: what the form accepts, and how a place is named."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory


def district_choices(language: str) -> list[tuple[str, str]]:
    """This will give the city's districts as (code, name)."""
    return [(code, words(name, language)) for code, name in territory.district_names()]


def district_name(code: str, language: str) -> str:
    """This will give the name of a district, or ""."""
    return dict(district_choices(language)).get(code, "")


def place_fault(data: dict[str, Any], on: date) -> str:
    """This will say kindly why a point cannot be the place; "" when it can."""
    if data["place"] != "point":
        return ""
    lon, lat = data["lon"], data["lat"]
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004, degrees of the globe
        return _("There is no such point on Earth: latitude is about 43.2 here, longitude about 76.9.")
    found = territory.territory_at(lon, lat, on)
    if found is None or found.kind == "country":  # its outline holds every far corner of it
        return _(
            "This point is outside the city and its neighbours. Move the pin; or choose “An address in words” and we "
            "will forward your appeal to whoever answers there."
        )
    return ""


def place_name(lon: float, lat: float, on: date, language: str) -> str:
    """This will name the territory a point lies in, from the smallest up to the city; "" outside."""
    found = territory.territory_at(lon, lat, on)
    if found is None:
        return ""
    path = [words(step.name, language) for step in territory.path_of(found) if step.kind not in {"country", "region"}]
    return ", ".join(reversed(path))
