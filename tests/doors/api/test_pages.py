"""The addresses of the standard: what they give, how they are kept by caches, and what is told when nothing fits."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.civic.dialogue import idea_stories
from tests.doors.api.stories import COLLECTIONS, ROOT, ask, items

pytestmark = pytest.mark.django_db


def test_the_landing_page_leads_to_everything_with_a_stroke_or_without(client, layers):
    for path in ("", "/"):
        found = {link["rel"]: link["href"] for link in ask(client, path)["links"]}
        assert set(found) == {"self", "service-desc", "conformance", "data", "service-doc"}
        assert all(client.get(href.removeprefix("http://testserver")).status_code == 200 for href in found.values())


def test_what_is_claimed_is_named_and_html_is_not(client):
    claimed = [name.rpartition("/")[2] for name in ask(client, "/conformance")["conformsTo"]]
    assert claimed == ["core", "geojson", "oas30"]


def test_every_layer_is_described_and_spans_all_its_features(client, layers):
    told = ask(client, "/collections")
    assert [layer["id"] for layer in told["collections"]] == COLLECTIONS
    for layer in told["collections"]:
        assert ask(client, f"/collections/{layer['id']}") == layer
        assert layer["itemType"] == "feature"
        (west, south, east, north) = layer["extent"]["spatial"]["bbox"][0]
        inside = items(client, layer["id"], bbox=f"{west},{south},{east},{north}")
        assert inside["numberMatched"] == items(client, layer["id"])["numberMatched"] > 0


def test_titles_come_in_the_language_asked_for(client, layers):
    titles = {
        code: client.get(f"{ROOT}/collections/works", headers={"accept-language": code}).json()["title"]
        for code in ("kk", "ru", "en")
    }
    assert titles["en"] == "Public works"
    assert len(set(titles.values())) == 3


def test_an_empty_city_has_layers_without_features(client, db):
    for layer in ask(client, "/collections")["collections"]:
        assert "spatial" not in layer.get("extent", {})
        page = items(client, layer["id"])
        assert (page["numberMatched"], page["numberReturned"], page["features"]) == (0, 0, [])


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_pages_by_key_give_every_feature_once(client, layers, collection):
    whole = [feature["id"] for feature in items(client, collection, limit=1000)["features"]]
    assert len(whole) == len(set(whole)) > 0
    seen, path, pages = [], f"{ROOT}/collections/{collection}/items?limit=7", 0
    while path:
        page = json.loads(client.get(path).content)
        assert page["numberMatched"] == len(whole)
        assert page["numberReturned"] == len(page["features"]) <= 7
        seen += [feature["id"] for feature in page["features"]]
        further = [link["href"] for link in page["links"] if link["rel"] == "next"]
        path, pages = further[0].removeprefix("http://testserver") if further else "", pages + 1
    assert seen == whole
    assert pages == -(-len(whole) // 7)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_feature_alone_is_the_one_of_the_list(client, layers, collection):
    listed = items(client, collection, limit=3)["features"][-1]
    alone = ask(client, f"/collections/{collection}/items/{listed['id']}")
    assert {link["rel"] for link in alone.pop("links")} == {"self", "collection"}
    assert alone == listed


def test_the_next_page_keeps_what_was_asked(client, layers):
    page = items(client, "ideas", theme="transport", limit=2, bbox="76,43,78,44")
    links = {(link["rel"], link["type"]): link["href"] for link in page["links"]}
    assert "theme=transport" in links["next", "application/geo+json"]
    assert "bbox=76%2C43%2C78%2C44" in links["next", "application/geo+json"]
    assert "limit=2&" in links["next", "application/geo+json"]
    assert links["alternate", "text/csv"].endswith("/file.csv?theme=transport&bbox=76%2C43%2C78%2C44")


# ── caches, origins, methods ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["", "/api", "/collections", "/collections/ideas/items?limit=3"])
def test_an_unchanged_answer_is_not_sent_twice(client, layers, path):
    first = client.get(ROOT + path)
    assert first["Cache-Control"].startswith("public, max-age=")
    again = client.get(ROOT + path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    other = client.get(ROOT + path, headers={"if-none-match": '"something-else"'})
    assert other.status_code == 200


def test_a_new_idea_changes_the_answer(client, layers):
    path = f"{ROOT}/collections/ideas/items?limit=1"
    before = client.get(path)["ETag"]
    idea_stories.many(layers, 1)
    assert client.get(path, headers={"if-none-match": before}).status_code == 200


@pytest.mark.parametrize("path", ["", "/collections/works/items", "/collections/works/file.csv", "/nothing"])
def test_any_origin_may_read_and_nobody_may_write(client, layers, path):
    answered = client.get(ROOT + path, headers={"origin": "https://example.org"})
    assert answered["Access-Control-Allow-Origin"] == "*"
    assert answered["Cross-Origin-Resource-Policy"] == "cross-origin"
    asked = client.options(ROOT + path, headers={"origin": "https://example.org"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    for method in (client.post, client.put, client.patch, client.delete):
        declined = method(ROOT + path)
        assert (declined.status_code, declined["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert declined["Content-Type"] == "application/problem+json"
    assert "Set-Cookie" not in answered


@pytest.mark.parametrize("path", ["", "/collections/ideas/items", "/collections/ideas/file.gpkg"])
def test_head_tells_the_same_without_a_body(client, layers, path):
    head, whole = client.head(ROOT + path), client.get(ROOT + path)
    assert whole.getvalue()
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == whole["Content-Type"]


# ── problems ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nothing", 404, "no_address"),
        ("/collections/", 404, "no_address"),
        ("/collections/people", 404, "no_collection"),
        ("/collections/people/items", 404, "no_collection"),
        ("/collections/works/items/w2027-999999", 404, "no_item"),
        ("/collections/territories/items/kz.moon", 404, "no_item"),
        ("/collections/appeals-h3-7/items/ffff", 404, "no_item"),
        ("/collections/works/file.xlsx", 404, "no_format"),
        ("?f=html", 400, "unknown_parameter"),
        ("/conformance?x=1", 400, "unknown_parameter"),
        ("/collections/works?limit=1", 400, "unknown_parameter"),
        ("/collections/works/items/x?limit=1", 400, "unknown_parameter"),
        ("/collections/works/items?offset=10", 400, "unknown_parameter"),
        ("/collections/works/items?bbox=77,43,76", 400, "bbox"),
        ("/collections/works/items?datetime=yesterday", 400, "datetime"),
        ("/collections/works/items?limit=0", 400, "limit"),
        ("/collections/works/items?kind=castle", 400, "filter_value"),
        ("/collections/works/items?after=abc", 400, "after"),
        ("/collections/ideas/items?after=-1", 400, "after"),
        ("/collections/ideas/items?after=9223372036854775808", 400, "after"),
        ("/collections/works/file.csv?limit=1", 400, "unknown_parameter"),
    ],
)
def test_a_problem_has_a_status_a_code_and_a_sentence(client, layers, path, status, code):
    response = client.get(ROOT + path, headers={"accept-language": "en"})
    told = response.json()
    assert (response.status_code, told["status"], told["code"]) == (status, status, code)
    assert response["Content-Type"] == "application/problem+json"
    assert told["detail"].endswith(".")
    assert "%(" not in told["detail"]


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/collections/works/items", "text/html", 406),
        ("/collections/works/items", "application/geo+json", 200),
        ("/collections/works/items", "application/json", 200),
        ("/collections/works/items", "text/html,*/*;q=0.8", 200),
        ("", "image/png", 406),
        ("", "application/json", 200),
        ("/api", "application/vnd.oai.openapi+json;version=3.0", 200),
        ("/api", "application/json", 200),
        ("/api", "text/html", 406),
    ],
)
def test_who_takes_nothing_we_give_is_told_so(client, layers, path, accept, status):
    response = client.get(ROOT + path, headers={"accept": accept})
    assert response.status_code == status
    if status == 406:
        assert response.json()["code"] == "accept"


# ── how much is asked of the database ────────────────────────────────────────────────────────────────────────────


def statements(client, path: str) -> int:
    client.get(ROOT + path)  # outlines are read once
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(ROOT + path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/collections/territories/items", 2),
        ("/collections/territories/items?bbox=76,43,77,44&kind=district", 2),
        ("/collections/appeals-h3-9/items", 1),
        ("/collections/appeals-h3-7/items?district=kz.almaty.bostandyk&body=akimat-bostandyk", 3),
        ("/collections/ideas/items?bbox=76,43,77,44&limit=2", 2),
        ("/collections/ideas/items?theme=transport&after=0", 2),
        ("/collections/works/items", 3),
        ("/collections", 11),
        ("/collections/plan-zones/items", 2),
        ("/api", 0),
    ],
)
def test_a_page_costs_the_same_few_statements_with_one_row_and_with_many(client, the_city, path, expected):
    process = idea_stories.stories.a_process()[0]
    idea_stories.many(process, 1)
    factories.a_work(the_city, lon=76.9, lat=43.2)
    few = statements(client, path)
    idea_stories.many(process, 3, theme="transport")
    for n in range(3):
        factories.a_work(the_city, lon=76.9, lat=43.2 + n / 100)
    for _ in range(5):
        factories.an_appeal(the_city)
    assert (few, statements(client, path)) == (expected, expected)
