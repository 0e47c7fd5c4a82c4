"""Addresses of this door as links: absolute, as the standard wants them."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from ortaq.core.territory.layers import Layer
from ortaq.doors.api.answers import GEOJSON, JSON, OPENAPI
from ortaq.doors.api.downloads import FORMATS

Link = dict[str, str]


def address(request: HttpRequest, name: str, **parts: str) -> str:
    """This will give the absolute address of a page of this door."""
    return request.build_absolute_uri(reverse(f"api:{name}", kwargs=parts))


def link(rel: str, href: str, kind: str, title: str = "") -> Link:
    return {"rel": rel, "type": kind, "href": href} | ({"title": title} if title else {})


def landing(request: HttpRequest) -> list[Link]:
    """This will give the links of the landing page."""
    return [
        link("self", address(request, "landing"), JSON),
        link("service-desc", address(request, "openapi"), OPENAPI),
        link("conformance", address(request, "conformance"), JSON),
        link("data", address(request, "collections"), JSON),
        link("service-doc", request.build_absolute_uri(reverse("web:data")), "text/html"),
    ]


def collection(request: HttpRequest, layer: Layer) -> list[Link]:
    """This will give the links of a layer: itself, its features, and the whole of it as files."""
    whole = [
        link("enclosure", address(request, "download", layer_id=layer.id, ending=ending), kind)
        for ending, kind in FORMATS.items()
    ]
    return [
        link("self", address(request, "collection", layer_id=layer.id), JSON),
        link("items", address(request, "items", layer_id=layer.id), GEOJSON),
        *whole,
    ]


def items(request: HttpRequest, layer: Layer, after: str) -> list[Link]:
    """This will give the links of a page of features: the next page, the same selection as files."""
    here = address(request, "items", layer_id=layer.id)
    given = request.GET.dict()
    selected = urlencode({name: text for name, text in given.items() if name not in ("limit", "after")})
    query = f"?{selected}" if selected else ""
    found = [link("self", f"{here}?{urlencode(given)}" if given else here, GEOJSON)]
    if after:
        found.append(link("next", f"{here}?{urlencode({**given, 'after': after})}", GEOJSON))
    found += [
        link("alternate", address(request, "download", layer_id=layer.id, ending=ending) + query, kind)
        for ending, kind in FORMATS.items()
        if kind != GEOJSON
    ]
    return [*found, link("collection", address(request, "collection", layer_id=layer.id), JSON)]


def item(request: HttpRequest, layer: Layer, item_id: str) -> list[Link]:
    """This will give the links of one feature."""
    return [
        link("self", address(request, "item", layer_id=layer.id, item_id=item_id), GEOJSON),
        link("collection", address(request, "collection", layer_id=layer.id), JSON),
    ]
