import pytest

from ortaq.civic.dialogue.queries import ideas, maps
from ortaq.civic.dialogue.queries.ideas import Filter
from ortaq.core.people.actor import GUEST
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import an_idea, many
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
CITY = (76.7, 43.1, 77.1, 43.4)


def test_pins_of_a_box_and_its_filter_alone():
    process, _ = stories.a_process()
    made = many(process, 3)
    an_idea(process)  # has no place
    found = maps.in_box(process, CITY, Filter())
    assert [pin.number for pin in found.pins] == [idea.matter.number for idea in reversed(made)]
    assert len(maps.in_box(process, CITY, Filter(theme="transport")).pins) == 1
    assert maps.in_box(process, (10, 10, 11, 11), Filter()).pins == []


def test_a_full_map_says_that_there_is_more():
    process, _ = stories.a_process()
    many(process, 3)
    found = maps.in_box(process, CITY, Filter(), limit=2)
    assert (len(found.pins), found.more) == (2, True)


def test_lines_are_sketched_with_few_points_and_shown_whole_on_their_own_page():
    process, _ = stories.a_process()
    (idea,) = many(process, 1)
    ((sketch, number),) = maps.in_box(process, CITY, Filter()).sketches
    assert (sketch["type"], number) == ("LineString", idea.matter.number)
    assert 2 <= len(sketch["coordinates"]) <= maps.SKETCH_POINTS
    assert sketch["coordinates"][0] == pytest.approx(idea.shape["coordinates"][0], abs=1e-3)
    whole = maps.one(ideas.get(process, number, GUEST))
    assert whole.sketches == [(idea.shape, number)]
    assert len(whole.pins) == 1


def test_an_idea_without_a_place_is_on_no_map():
    process, _ = stories.a_process()
    assert maps.one(an_idea(process, now=NOW)) == maps.Found([], [], more=False)


@pytest.mark.parametrize("count", [1, 30])
def test_a_map_costs_two_statements(count, django_assert_num_queries):
    process, _ = stories.a_process()
    many(process, count)
    with django_assert_num_queries(2):
        maps.in_box(process, CITY, Filter())
