"""The OpenAPI 3.0 document: every layer has its addresses with its own filters, so that programs know what to ask."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext

from ortaq.core.people.refusal import N_
from ortaq.core.territory.layers import Field, Layer
from ortaq.doors.api.answers import GEOJSON, JSON, OPENAPI
from ortaq.doors.api.asking import LIMIT, LONGEST, MOST
from ortaq.doors.api.downloads import FORMATS
from ortaq.doors.api.problems import KIND
from ortaq.doors.api.schemas import SCHEMAS, schema_of

TITLE: Final = N_("Open layers of the city")
DESCRIPTION: Final = N_("What stands on the city's maps, for other programs: OGC API – Features.")
VERSION: Final = "1.0"
"""Of these addresses; it changes when a program that reads them would have to."""
PLACE: Final = ("bbox", "datetime")
PAGES: Final = ("limit", "after")
BINARY: Final = {"type": "string", "format": "binary"}
Described = dict[str, Any]

PARAMETERS: Final[Described] = {
    "bbox": {
        "name": "bbox",
        "in": "query",
        "description": (
            "west,south,east,north in degrees (CRS84), or six numbers with heights, which are not looked at. "
            "A west greater than the east crosses the antimeridian."
        ),
        "schema": {
            "oneOf": [
                {"type": "array", "items": {"type": "number"}, "minItems": count, "maxItems": count} for count in (4, 6)
            ]
        },
        "style": "form",
        "explode": False,
    },
    "datetime": {
        "name": "datetime",
        "in": "query",
        "description": "A day, a moment (RFC 3339), or two of them, one of which may be left open: 2027-03-01/..",
        "schema": {"type": "string"},
        "style": "form",
        "explode": False,
    },
    "limit": {
        "name": "limit",
        "in": "query",
        "description": f"Features of one page; more than {MOST} gives {MOST}.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
        "style": "form",
        "explode": False,
    },
    "after": {
        "name": "after",
        "in": "query",
        "description": "A key from a link to the next page.",
        "schema": {"type": "string", "maxLength": LONGEST},
    },
}
PROBLEMS: Final[Described] = {
    name: {
        "description": sentence,
        "content": {KIND: {"schema": {"$ref": "#/components/schemas/problem"}}},
    }
    for name, sentence in {
        "BadRequest": "A parameter is unknown or says nothing this address understands.",
        "NotFound": "Nothing is here.",
        "NotAcceptable": "The answer is not given in any of the kinds asked for.",
    }.items()
}


def document(published: Sequence[Layer], base: str) -> Described:
    """This will describe the door at an address."""
    paths: Described = {
        "/": _get("landing", "door", {JSON: _ref("landing")}),
        "/conformance": _get("conformance", "door", {JSON: _ref("conformance")}),
        "/api": _get("api", "door", {OPENAPI: {"type": "object"}}),
        "/collections": _get("collections", "door", {JSON: _ref("collections")}),
    }
    for layer in published:
        paths |= _paths(layer)
    return {
        "openapi": "3.0.3",
        "info": {"title": gettext(TITLE), "description": gettext(DESCRIPTION), "version": VERSION},
        "servers": [{"url": base}],
        "tags": [
            {"name": "door"},
            *({"name": layer.id, "description": gettext(layer.title)} for layer in published),
        ],
        "paths": paths,
        "components": {
            "parameters": PARAMETERS,
            "responses": PROBLEMS,
            "schemas": SCHEMAS | {name: schema for layer in published for name, schema in schema_of(layer).items()},
        },
    }


def _paths(layer: Layer) -> Described:
    here = f"/collections/{layer.id}"
    selected = [*map(_parameter, PLACE), *map(_filter, layer.filters().values())]
    paged = [*selected, *map(_parameter, PAGES)]
    item_id = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    found = {
        here: _get(f"{layer.id}.describe", layer.id, {JSON: _ref("collection")}),
        f"{here}/items": _get(f"{layer.id}.items", layer.id, {GEOJSON: _ref(f"{layer.id}.page")}, paged),
        f"{here}/items/{{featureId}}": _get(
            f"{layer.id}.item", layer.id, {GEOJSON: _ref(f"{layer.id}.feature")}, [item_id], found=True
        ),
    }
    for ending, kind in FORMATS.items():
        found[f"{here}/file.{ending}"] = _get(f"{layer.id}.{ending}", layer.id, {kind: BINARY}, selected)
    return found


def _get(
    name: str, tag: str, content: Described, parameters: Sequence[Described] = (), *, found: bool = False
) -> Described:
    """One address. `found` for those that may not be there; all others answer a wrong parameter."""
    declined = {"400": "BadRequest", "406": "NotAcceptable"} | ({"404": "NotFound"} if found else {})
    responses: Described = {
        "200": {"description": "As asked.", "content": {kind: {"schema": schema} for kind, schema in content.items()}}
    }
    responses |= {status: {"$ref": f"#/components/responses/{said}"} for status, said in declined.items()}
    operation: Described = {"operationId": name, "tags": [tag], "responses": responses}
    return {"get": operation | ({"parameters": list(parameters)} if parameters else {})}


def _ref(name: str) -> Described:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameter(name: str) -> Described:
    return {"$ref": f"#/components/parameters/{name}"}


def _filter(known: Field) -> Described:
    kind = known.kind if known.kind in ("integer", "number", "boolean") else "string"
    schema: Described = {"type": kind} | ({"enum": list(known.values)} if known.values else {})
    return {"name": known.name, "in": "query", "schema": schema, "style": "form", "explode": False}
