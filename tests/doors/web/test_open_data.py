"""The page of open data leads to every layer and its files, in three languages."""

import re

import pytest

from ortaq.core.territory.layers import published


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_layer_is_offered_in_three_files(client, language):
    page = client.get(f"/{language}/data/").content.decode()
    found = set(re.findall(r'href="(/api/features[^"]*)"', page))
    files = {
        f"/api/features/collections/{one.id}/file.{end}" for one in published() for end in ("geojson", "csv", "gpkg")
    }
    assert found == files | {"/api/features"}
    for path in found:
        answered = client.get(path)
        assert (answered.status_code, bool(answered.getvalue())) == (200, True)


@pytest.mark.django_db
def test_layers_are_named_in_the_language_of_the_page(client):
    titles = {layer.title for layer in published()}
    for language in ("kk", "ru"):
        page = client.get(f"/{language}/data/").content.decode()
        assert [title for title in titles if title in page] == []
