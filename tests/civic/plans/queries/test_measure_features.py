"""Measures with a place as a layer: the newest public versions, filtered, page by page, for the same two statements."""

from datetime import date
from typing import Any

import pytest

from ortaq.core.territory import layers
from tests.civic.plans import stories
from tests.civic.plans import village_stories as village

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


def ask(**asked: Any) -> layers.Page:
    from ortaq.civic.plans.queries import measure_features

    return measure_features.measures(layers.Asked(TODAY, **asked))


def placed(count: int, *, listed: bool = True) -> Any:
    """A public version with so many measures on a line from west to east, and one without a place."""
    version = village.a_village_version(listed=listed)
    need = village.a_need(version, "n1", theme="roads")
    for number in range(count):
        measure = village.a_measure(need, f"m{number}", lon=80.0 + number, lat=49.0)
        village.a_resource(measure, f"r{number}")
    village.a_measure(need, "nowhere")
    return stories.shown(version)


def test_a_measure_says_what_it_is_where_and_how_it_stands() -> None:
    version = village.a_whole_village()
    (row,) = ask().rows
    assert row.geometry == '{"type":"Point","coordinates":[82.61,49.95]}'
    said = row.properties
    assert (said["key"], said["plan"], said["version"], said["theme"]) == ("m-well", version.plan.code, 1, "water")
    assert (said["state"], said["planned"]) == ("running", 120_000_000)
    assert said["responsible_ru"] == "Аким округа"
    assert set(said) == {field.name for field in layer().fields}


def layer() -> layers.Layer:
    from ortaq.civic.plans.queries import measure_features

    return measure_features.MEASURES


def test_boxes_filters_and_items_narrow_the_layer() -> None:
    placed(4)
    assert ask().matched == 4
    assert [row.properties["key"] for row in ask(boxes=((80.5, 48.0, 82.0, 50.0),)).rows] == ["m1", "m2"]
    assert ask(filters={"theme": "water"}).rows == []
    assert ask(filters={"state": "planned", "key": "m3"}).matched == 1
    (last,) = ask(filters={"key": "m3"}).rows
    assert [row.id for row in ask(item=last.id).rows] == [last.id]
    assert ask(item="x").rows == []


def test_pages_follow_each_other_and_the_extent_spans_them() -> None:
    placed(5)
    first = ask(limit=3)
    rest = ask(limit=3, after=first.next)
    assert [row.properties["key"] for row in (*first.rows, *rest.rows)] == ["m0", "m1", "m2", "m3", "m4"]
    assert rest.next == ""
    assert layer().extent(TODAY).box == (80.0, 49.0, 84.0, 49.0)


def test_only_public_newest_versions_are_there() -> None:
    placed(2, listed=False)
    assert ask().rows == []
    assert layer().extent(TODAY).box is None
    version = placed(2)
    assert ask().matched == 2
    stories.shown(stories.a_version(version.plan))  # the next version has no measures
    assert ask().matched == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_two_statements(rows: int, django_assert_num_queries: Any) -> None:
    placed(rows)
    with django_assert_num_queries(2):
        assert len(ask().rows) == rows
