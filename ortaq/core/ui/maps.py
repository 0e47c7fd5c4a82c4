"""What a map asks for, a box of the earth, and what it draws there: pins, lines and areas in few bytes."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from ortaq.core.territory.shapes import GLOBE, Box


def read_box(text: str) -> Box | None:
    """Return the west,south,east,north an address says; the whole earth for nothing, None for nonsense."""
    if not text:
        return GLOBE
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    fits = GLOBE[0] <= west <= east <= GLOBE[2] and GLOBE[1] <= south <= north <= GLOBE[3]
    return (west, south, east, north) if fits else None


def pins_answer(
    pins: Iterable[Sequence[Any]],
    sketches: Iterable[Sequence[Any]],
    *,
    kinds: Iterable[object],
    states: Iterable[Sequence[str]],
    href: str,
    title: str,
    more: bool,
    public: bool,
) -> HttpResponse:
    """Return what `assets/js/map` draws: short rows [lon, lat, number, kind, state] and sketches [GeoJSON, number].

    Every word is told once: a row says the places of its words in `kinds` and of its [word, tone] in `states`, and
    `href` and `title` say NUMBER where the number of a row goes. What is `public` may be kept by caches of others.
    """
    data = {
        "type": "FeatureCollection",
        "features": [],
        "pins": list(pins),
        "shapes": list(sketches),
        "kinds": [str(word) for word in kinds],
        "states": list(states),
        "href": href,
        "title": title,
        "more": more,
    }
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = "public, max-age=60" if public else "private, max-age=15"
    return response
