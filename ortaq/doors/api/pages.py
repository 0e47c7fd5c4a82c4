"""The addresses of OGC API – Features: each reads what is asked, makes one query of the layer, and answers."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext

from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers
from ortaq.core.territory.layers import Asked, BadKey, Layer, Page
from ortaq.doors.api import answers, downloads, geojson, links, openapi
from ortaq.doors.api.answers import GEOJSON, JSON, OPENAPI, door
from ortaq.doors.api.asking import asked, once
from ortaq.doors.api.problems import Problem

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
CONFORMS_TO = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "geojson", "oas30")
]
RARELY = 3600
"""Seconds caches keep what changes with a release only."""


@door
def landing(request: HttpRequest) -> HttpResponseBase:
    """This will say what is here."""
    once(request.GET, set())
    told = {"title": gettext(openapi.TITLE), "description": gettext(openapi.DESCRIPTION)}
    return answers.document(request, told | {"links": links.landing(request)}, seconds=RARELY)


@door
def conformance(request: HttpRequest) -> HttpResponseBase:
    """This will name the classes of the standard that are kept."""
    once(request.GET, set())
    return answers.document(request, {"conformsTo": CONFORMS_TO}, seconds=RARELY)


@door
def description(request: HttpRequest) -> HttpResponseBase:
    """This will give the OpenAPI 3.0 document."""
    once(request.GET, set())
    base = links.address(request, "landing")
    return answers.document(request, openapi.document(layers.published(), base), OPENAPI, seconds=RARELY)


@door
def collections(request: HttpRequest) -> HttpResponseBase:
    """This will list the layers."""
    once(request.GET, set())
    here = links.link("self", links.address(request, "collections"), JSON)
    told = {"links": [here], "collections": [_described(request, layer) for layer in layers.published()]}
    return answers.document(request, told)


@door
def collection(request: HttpRequest, layer_id: str) -> HttpResponseBase:
    """This will describe one layer."""
    layer = _layer(layer_id)
    once(request.GET, set())
    return answers.document(request, _described(request, layer))


@door
def items(request: HttpRequest, layer_id: str) -> HttpResponseBase:
    """This will give one page of features."""
    layer = _layer(layer_id)
    answers.negotiate(request, GEOJSON, JSON)
    page = _page(layer, asked(request.GET, layer, timezone.localdate()))
    body = (
        f'{{"type":"FeatureCollection","numberMatched":{page.matched},"numberReturned":{len(page.rows)},'
        f'"links":{geojson.written(links.items(request, layer, page.next))},'
        f'"features":[{geojson.features(page.rows)}]}}'
    )
    moment = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return answers.text(request, body, GEOJSON, stamp=f',"timeStamp":"{moment}"')


@door
def item(request: HttpRequest, layer_id: str, item_id: str) -> HttpResponseBase:
    """This will give one feature."""
    layer = _layer(layer_id)
    once(request.GET, set())
    answers.negotiate(request, GEOJSON, JSON)
    page = _page(layer, Asked(timezone.localdate(), item=item_id, limit=1, counted=False))
    if not page.rows:
        raise Problem("no_item", N_("There is no feature with this id in the collection."), 404)
    written = geojson.feature(page.rows[0])
    kept = geojson.written(links.item(request, layer, item_id))
    return answers.text(request, f'{written[:-1]},"links":{kept}}}', GEOJSON)


@door
def download(request: HttpRequest, layer_id: str, ending: str) -> HttpResponseBase:
    """This will give the whole layer, or what is selected of it, as a file."""
    layer = _layer(layer_id)
    if ending not in downloads.FORMATS:
        raise Problem("no_format", N_("Files are given as: %(kinds)s."), 404, kinds=", ".join(downloads.FORMATS))
    wanted = asked(request.GET, layer, timezone.localdate(), whole=True)
    return downloads.send(request, layer, replace(wanted, counted=False), ending)


@door
def unknown(request: HttpRequest, rest: str) -> HttpResponseBase:
    """This will say that nothing is at an address under this door."""
    raise Problem("no_address", N_("There is nothing at this address. Begin at the landing page."), 404)


def _layer(layer_id: str) -> Layer:
    layer = layers.get(layer_id)
    if layer is None:
        raise Problem("no_collection", N_("There is no collection with this id."), 404)
    return layer


def _page(layer: Layer, wanted: Asked) -> Page:
    try:
        return layer.rows(wanted)
    except BadKey as bad:
        raise Problem("after", N_("after is no key of this collection: take it from a link to the next page.")) from bad


def _described(request: HttpRequest, layer: Layer) -> dict[str, Any]:
    extent = layer.extent(timezone.localdate())
    spans: dict[str, Any] = {}
    if extent.box:
        spans["spatial"] = {"bbox": [list(extent.box)], "crs": CRS84}
    if extent.since:
        since = timezone.localtime(extent.since).isoformat(timespec="seconds")
        spans["temporal"] = {"interval": [[since, None]], "trs": GREGORIAN}
    return {
        "id": layer.id,
        "title": gettext(layer.title),
        "description": gettext(layer.description),
        "itemType": "feature",
        "crs": [CRS84],
        **({"extent": spans} if spans else {}),
        "links": links.collection(request, layer),
    }
