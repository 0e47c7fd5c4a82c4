"""Tags of the pictures of the house: the line, before and after, sums, map."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template import Library
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ortaq.core.ui.lines import Stop

register = Library()
Text = str | Promise

_MARKS = {
    "done": '<circle cx="10" cy="10" r="8"/><path class="cut" d="M6.2 10.3l2.7 2.7 5-5.6"/>',
    "now": '<circle cx="10" cy="10" r="8"/><circle class="dot" cx="10" cy="10" r="3.5"/>',
    "late": '<path d="M10 2L18.5 17.5H1.5z"/><path class="cut" d="M10 8v4M10 14.6h.01"/>',
    "next": '<circle cx="10" cy="10" r="8"/>',
}


@register.simple_tag
def line_mark(kind: str) -> SafeString:
    """Render the mark of a stop: full with a tick, ring with a dot, triangle, empty ring."""
    return SafeString(f'<svg class="mark" viewBox="0 0 20 20" aria-hidden="true">{_MARKS[kind]}</svg>')


@register.inclusion_tag("ui/line.html")
def line(stops: Iterable[Stop], label: Text = "") -> dict[str, Any]:
    """Render the line of `ui.lines.Stop`s in the order given."""
    return {"stops": stops, "label": label}


@register.inclusion_tag("ui/sums.html")
def sums(items: Iterable[Mapping[str, Any]], *, across: bool = False) -> dict[str, Any]:
    """Render big figures with small labels. Item: label, value (written), and optionally href (the list it is the sum
    of) and note.
    """
    return {"items": items, "across": across}


@register.inclusion_tag("ui/before_after.html")
def before_after(
    before: str,
    after: str,
    *,
    before_alt: Text,
    after_alt: Text,
    id: str = "before-after",  # noqa: A002 - the name HTML has
) -> dict[str, Any]:
    """Render two pictures of one place; with JavaScript one picture with a slider. The caption stands in a
    `<figcaption>` around or below.
    """
    return {"before": before, "after": after, "before_alt": before_alt, "after_alt": after_alt, "id": id}


@register.inclusion_tag("ui/map.html")
def city_map(
    label: Text,
    *,
    src: str = "",
    zones: str = "",
    base: str = "",
    lon: float = 76.889,
    lat: float = 43.238,
    zoom: float = 10.5,
    pick_lon: str = "",
    pick_lat: str = "",
    lookup: str = "",
    draw: str = "",
    draw_kind: str = "",
    list_id: str = "",
    small: bool = False,
) -> dict[str, Any]:
    """Render a map; the page loads it with `{% map_assets %}` in the head and says the same as a list below it.

    src: address of GeoJSON points or hexagons, asked with ?bbox=west,south,east,north&zoom=; zones: address of areas
    with their classes, asked the same way (assets/js/map/zones.js); base: address of the
    schematic base (GeoJSON with property
    `layer`: city, district, river, park, water, road); pick_lon, pick_lat: ids of inputs a chosen point is written
    into, in degrees; lookup: address that
    names a point, asked with ?lon=&lat= (JSON {"label": …}); draw: id of a textarea a drawn shape is written into, a
    line "latitude, longitude" for each point; draw_kind: name of the radios point, line, area that say what is drawn
    (any other value: nothing); list_id: id of the list twin.
    """
    options = {
        "src": src,
        "zones": zones,
        "base": base,
        "lon": f"{float(lon):.6f}",
        "lat": f"{float(lat):.6f}",
        "zoom": f"{float(zoom):.2f}",
        "lookup": lookup,
    }
    first = f"{zones}{'&' if '?' in zones else '?'}zoom={int(zoom)}" if zones else ""
    picks = {"pick_lon": pick_lon, "pick_lat": pick_lat, "draw": draw, "draw_kind": draw_kind}
    return {
        **options,
        **picks,
        "asked_first": [address for address in (base, first) if address],
        "label": label,
        "list_id": list_id,
        "small": small,
        "language": (get_language() or "en").split("-")[0],
        "worker": static("map-worker.js"),
    }


@register.inclusion_tag("ui/map_assets.html")
def map_assets() -> dict[str, Any]:
    """Render the style and script of maps, for the head of pages that hold one."""
    return {}
