"""What a map asks for is read strictly; what it draws says every word once."""

import json

import pytest

from ortaq.core.ui.maps import pins_answer, read_box


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("", (-180.0, -90.0, 180.0, 90.0)),
        ("76.7,43.1,77.1,43.4", (76.7, 43.1, 77.1, 43.4)),
        ("76.7,43.1,76.7,43.1", (76.7, 43.1, 76.7, 43.1)),
        ("77.1,43.1,76.7,43.4", None),
        ("76.7,43.4,77.1,43.1", None),
        ("76.7,43.1,77.1", None),
        ("76.7,43.1,77.1,43.4,0", None),
        ("76.7,43.1,181,43.4", None),
        ("76.7,43.1,77.1,91", None),
        ("nan,43.1,77.1,43.4", None),
        ("-inf,43.1,77.1,43.4", None),
        ("here", None),
    ],
)
def test_a_box_is_four_degrees_or_the_earth_or_nothing(text, box):
    assert read_box(text) == box


@pytest.mark.parametrize(("public", "kept"), [(True, "public, max-age=60"), (False, "private, max-age=15")])
def test_pins_come_in_few_bytes_and_are_kept_as_long_as_they_may_be(public, kept):
    line = {"type": "LineString", "coordinates": [[76.9, 43.2], [76.8, 43.3]]}
    answer = pins_answer(
        [(76.9, 43.2, "a1", 0, 0)], [(line, "a1")], kinds=["Тротуар"], states=[["", "now"]], href="/NUMBER/",
        title="No. NUMBER", more=False, public=public,
    )  # fmt: skip
    assert answer["Cache-Control"] == kept
    assert answer["Content-Type"] == "application/json"
    assert '"pins":[[76.9,43.2,"a1",0,0]]' in answer.content.decode()
    assert '"kinds":["Тротуар"]' in answer.content.decode()
    assert json.loads(answer.content)["shapes"] == [[line, "a1"]]
