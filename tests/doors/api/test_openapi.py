"""The OpenAPI document: what the standard demands of it, and that answers are as it says."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from ortaq.core.territory.layers import published
from ortaq.doors.api.asking import MOST
from tests.doors.api.stories import COLLECTIONS, ROOT, ask

pytestmark = pytest.mark.django_db

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


@pytest.fixture
def document(client) -> dict[str, Any]:
    response = client.get(f"{ROOT}/api")
    assert response["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    return response.json()


def operations(document) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        assert set(item) <= METHODS
        yield from ((path, operation) for operation in item.values())


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    if isinstance(part, list):
        for value in part:
            yield from references(value)


def resolved(document, part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    for step in part["$ref"].removeprefix("#/").split("/"):
        document = document[step]
    return document


def parameters(document, path: str) -> dict[str, dict[str, Any]]:
    given = document["paths"][path]["get"]["parameters"]
    return {one["name"]: one for one in (resolved(document, part) for part in given)}


def test_it_is_an_openapi_3_0_document(document):
    assert re.fullmatch(r"3\.0\.\d", document["openapi"])
    assert set(document) <= {"openapi", "info", "servers", "tags", "paths", "components"}
    assert document["info"]["title"]
    assert document["info"]["version"]
    assert document["servers"] == [{"url": "http://testserver/api/features"}]
    assert all(path.startswith("/") for path in document["paths"])
    assert set(document["components"]) <= {"parameters", "responses", "schemas"}
    names = [name for part in document["components"].values() for name in part]
    assert all(re.fullmatch(r"[a-zA-Z0-9._-]+", name) for name in names)


def test_every_reference_leads_somewhere(document):
    found = set(references(document))
    assert len(found) > 10
    assert all(resolved(document, {"$ref": name}) for name in found)


def test_every_operation_has_a_name_of_its_own_and_answers_with_a_description(document):
    named = [operation["operationId"] for _, operation in operations(document)]
    assert len(named) == len(set(named)) == 4 + 6 * len(COLLECTIONS)
    for path, operation in operations(document):
        assert {"200", "400"} <= set(operation["responses"])
        for answer in operation["responses"].values():
            assert resolved(document, answer)["description"]
        in_path = {
            one["name"]
            for one in (resolved(document, given) for given in operation.get("parameters", []))
            if one["in"] == "path" and one["required"] is True
        }
        assert in_path == set(re.findall(r"\{(\w+)\}", path))


def test_every_parameter_says_where_and_what_it_is(document):
    for _, operation in operations(document):
        given = [resolved(document, one) for one in operation.get("parameters", [])]
        assert len({(one["name"], one["in"]) for one in given}) == len(given)
        assert all(one["in"] in {"query", "path"} and "schema" in one for one in given)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_bbox_datetime_and_limit_are_described_as_the_standard_says(document, collection):
    known = parameters(document, f"/collections/{collection}/items")
    assert (known["bbox"]["style"], known["bbox"]["explode"]) == ("form", False)
    assert [(one["minItems"], one["maxItems"]) for one in known["bbox"]["schema"]["oneOf"]] == [(4, 4), (6, 6)]
    assert known["datetime"]["schema"]["type"] == "string"
    assert known["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": MOST, "default": 100}
    assert not any(one.get("required") for one in known.values())


def test_every_filter_is_described_and_what_is_described_is_answered(client, document, layers):
    values = {"integer": "1", "boolean": "true", "string": "x"}
    for layer in published():
        path = f"/collections/{layer.id}/items"
        known = parameters(document, path)
        assert set(known) == {"bbox", "datetime", "limit", "after", *layer.filters()}
        for name in layer.filters():
            schema = known[name]["schema"]
            value = schema.get("enum", [values[schema["type"]]])[0]
            assert client.get(ROOT + path, {name: value}).status_code == 200


def checked(document, told: Any, name: str) -> None:
    """What was told fits the schema; `nullable`, which JSON Schema does not know, is written as it would."""

    def plain(part: Any) -> Any:
        if isinstance(part, list):
            return [plain(value) for value in part]
        if not isinstance(part, dict):
            return part
        kept = {key: plain(value) for key, value in part.items() if key != "nullable"}
        return kept | {"type": [kept["type"], "null"]} if part.get("nullable") else kept

    schemas = plain(document["components"]["schemas"])
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
    jsonschema.validate(told, schema, cls=jsonschema.Draft202012Validator)


def test_answers_are_as_the_document_says(client, document, layers):
    checked(document, ask(client, ""), "landing")
    checked(document, ask(client, "/conformance"), "conformance")
    checked(document, ask(client, "/collections"), "collections")
    checked(document, ask(client, "/collections/people"), "problem")
    for collection in COLLECTIONS:
        checked(document, ask(client, f"/collections/{collection}"), "collection")
        page = ask(client, f"/collections/{collection}/items")
        checked(document, page, f"{collection}.page")
        alone = ask(client, f"/collections/{collection}/items/{page['features'][0]['id']}")
        checked(document, alone, f"{collection}.feature")


def test_a_wrong_answer_would_be_seen(client, document, layers):
    page = ask(client, "/collections/works/items")
    page["features"][0]["geometry"]["coordinates"] = "here"
    with pytest.raises(jsonschema.ValidationError):
        checked(document, page, "works.page")
