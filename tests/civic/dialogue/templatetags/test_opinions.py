"""The map of opinions as numbers and words: everybody is drawn, the ring stays in the picture, the table says the same."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from ortaq.civic.dialogue.queries.groups import Group
from ortaq.civic.dialogue.templatetags.opinions import HIGHEST, LOWEST, WIDTH, millionths, opinion_map, thousandths
from ortaq.engines.opinion.online import Position


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def a_count(spots: list[list[int]], *groups: Group, people: int | None = None) -> Any:
    whole = sum(spot[3] for spot in spots) if people is None else people
    grouped = sum(group.size for group in groups)
    return SimpleNamespace(count=SimpleNamespace(people=whole), groups=list(groups), grouped=grouped, spots=spots)


def me(x: float, y: float, spread: float) -> Any:
    return SimpleNamespace(place=Position(x, y, (spread**2, 0.0, spread**2), 9))


TWO = (Group("A", 3, (-900, 0), []), Group("B", 2, (800, 100), []))
SPOTS = [[-1000, 0, 0, 2], [-700, 200, 0, 1], [800, 100, 1, 2], [0, -300, -1, 1]]


def drawing(found: Any, mine: Any = None) -> str:
    return str(opinion_map(found, mine)["drawing"])


def test_everybody_is_drawn_and_the_table_adds_up() -> None:
    shown = opinion_map(a_count(SPOTS, *TWO))
    assert str(shown["drawing"]).count("h0") == len(SPOTS)
    assert shown["says"] == "6 people in 2 groups of opinion"
    assert [row[:2] for row in shown["rows"]] == [
        ["Group A", "3"], ["Group B", "2"], ["In no group: too few answers yet", "1"],
    ]  # fmt: skip
    assert re.findall(r">([AB])</text>", str(shown["drawing"])) == ["A", "B"]


def test_one_cloud_has_no_letters() -> None:
    shown = opinion_map(a_count([[0, 0, -1, 4], [50, 70, -1, 1]]))
    assert shown["says"] == "5 people in one shared cloud of opinion"
    assert [row[0] for row in shown["rows"]] == ["Everybody"]
    assert "</text>" not in str(shown["drawing"])


@pytest.mark.parametrize(
    "mine",
    [me(0, 0, 5), me(9000, -9000, 300), me(0, 0, 100_000), me(-1000, 0, 0.0)],
    ids=["in", "far", "vague", "sure"],
)
def test_dots_and_ring_stay_inside_the_picture(mine: Any) -> None:
    svg = drawing(a_count(SPOTS, *TWO), mine)
    height = int(re.findall(rf'viewBox="0 0 {WIDTH} (\d+)"', svg)[0])
    assert LOWEST <= height <= HIGHEST
    for x, y in [*re.findall(r"M([-\d.]+) ([-\d.]+)h0", svg), *re.findall(r"translate\(([-\d.]+) ([-\d.]+)\)", svg)]:
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= height
    (across, down) = re.findall(r'ellipse rx="([\d.]+)" ry="([\d.]+)"', svg)[0]
    assert 8 <= float(down) <= 120
    assert 8 <= float(across) <= 120


def test_a_flat_cloud_gets_a_low_picture_and_one_point_is_in_the_middle() -> None:
    assert f'viewBox="0 0 {WIDTH} {LOWEST}"' in drawing(a_count([[-500, 0, 0, 1], [500, 1, 0, 1]]))
    assert f"M{WIDTH / 2} {LOWEST / 2}h0" in drawing(a_count([[7, 7, -1, 1]]))


def test_nobody_is_no_picture() -> None:
    assert drawing(a_count([], people=0)) == ""


def test_shares_are_percentages() -> None:
    assert [thousandths(0), thousandths(425), millionths(999_999), millionths(None)] == [
        "0\u202f%",
        "43\u202f%",
        "100\u202f%",
        "—",
    ]
