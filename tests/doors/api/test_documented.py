"""docs/api.md says what is there: every address in it answers, every layer, filter and number is named."""

import re

import pytest

from ortaq.core.territory.layers import published
from ortaq.doors.api.asking import LIMIT, MOST
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_every_address_in_the_text_answers(client, layers):
    paths = set(re.findall(r"(?<![\w.])/api/features[\w/.?=&,:-]*(?<![.,:])", TEXT))
    assert len(paths) == 5
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_every_layer_is_in_the_table_with_its_filters():
    lines = re.findall(r"^\| `(.+?)` \|.*\|(.*)\|$", TEXT, re.MULTILINE)
    rows = {name: set(re.findall(r"`(\w+)`", filters)) for name, filters in lines}
    assert rows == {layer.id: set(layer.filters()) for layer in published()}
    assert list(rows) == [layer.id for layer in published()]


def test_the_numbers_are_those_of_the_door():
    assert f"`limit` is {LIMIT} unless given, {MOST} at most" in TEXT
