"""What the answers of this door look like, as the schemas OpenAPI 3.0 understands."""

from typing import Any, Final

from ortaq.core.territory.layers import Field, Layer

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
LINKS: Final[Schema] = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
BOX: Final[Schema] = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
POSITION: Final[Schema] = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3}


def _object(required: str, **properties: Schema) -> Schema:
    return {"type": "object", "required": required.split(), "properties": properties}


def _list(of: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": of} | ({"minItems": least} if least else {})


def _geometry(name: str, coordinates: Schema) -> Schema:
    return _object("type coordinates", type={"type": "string", "enum": [name]}, coordinates=coordinates)


RING: Final = _list(POSITION, 4)
GEOMETRIES: Final = {
    "Point": _geometry("Point", POSITION),
    "LineString": _geometry("LineString", _list(POSITION, 2)),
    "Polygon": _geometry("Polygon", _list(RING)),
    "MultiPolygon": _geometry("MultiPolygon", _list(_list(RING))),
}
SHAPES: Final = {
    "Point": ("Point",),
    "Polygon": ("Polygon",),
    "MultiPolygon": ("Polygon", "MultiPolygon"),
    "Geometry": ("Point", "LineString", "Polygon"),
}
"""Shape of a layer → geometries of its features: what is one area is told as one."""

SCHEMAS: Final[dict[str, Schema]] = {
    "link": _object("href", href=TEXT, rel=TEXT, type=TEXT, title=TEXT),
    "landing": _object("links", title=TEXT, description=TEXT, links=LINKS),
    "conformance": _object("conformsTo", conformsTo=_list(TEXT)),
    "extent": {
        "type": "object",
        "properties": {
            "spatial": _object(
                "bbox",
                bbox=_list({"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}, 1),
                crs=TEXT,
            ),
            "temporal": _object(
                "interval",
                interval=_list(
                    {
                        "type": "array",
                        "items": {"type": "string", "format": "date-time", "nullable": True},
                        "minItems": 2,
                        "maxItems": 2,
                    },
                    1,
                ),
                trs=TEXT,
            ),
        },
    },
    "collection": _object(
        "id links",
        id=TEXT,
        title=TEXT,
        description=TEXT,
        links=LINKS,
        extent={"$ref": "#/components/schemas/extent"},
        itemType=TEXT,
        crs=_list(TEXT),
    ),
    "collections": _object(
        "links collections", links=LINKS, collections=_list({"$ref": "#/components/schemas/collection"})
    ),
    "problem": _object("status title detail code", type=TEXT, title=TEXT, status=COUNT, code=TEXT, detail=TEXT),
    **GEOMETRIES,
}


def schema_of(layer: Layer) -> dict[str, Schema]:
    """This will give the schemas of a layer's feature and of a page of them."""
    shapes = [{"$ref": f"#/components/schemas/{name}"} for name in SHAPES[layer.shape]]
    feature = _object(
        "type id geometry properties",
        type={"type": "string", "enum": ["Feature"]},
        id=TEXT,
        geometry={"oneOf": shapes} if len(shapes) > 1 else shapes[0],
        properties={"type": "object", "properties": {known.name: _property(known) for known in layer.fields}},
        links=LINKS,
    )
    page = _object(
        "type features links numberMatched numberReturned timeStamp",
        type={"type": "string", "enum": ["FeatureCollection"]},
        features=_list({"$ref": f"#/components/schemas/{layer.id}.feature"}),
        links=LINKS,
        timeStamp={"type": "string", "format": "date-time"},
        numberMatched=COUNT,
        numberReturned=COUNT,
    )
    return {f"{layer.id}.feature": feature, f"{layer.id}.page": page}


def _property(known: Field) -> Schema:
    dated = known.kind in ("date", "date-time")
    kind: Schema = {"type": "string", "format": known.kind} if dated else {"type": known.kind}
    return kind | {"nullable": True}
