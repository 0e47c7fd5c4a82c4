"""Marks on their way from a page to the draft."""

from django.http import QueryDict

from ortaq.civic.budgets.pages import marks
from ortaq.civic.budgets.rules.ballots import Marks


def test_what_another_page_marked_stays_and_what_is_ticked_no_more_goes():
    before = Marks((1, 2, 9), (5, 3, 1))
    after = marks.ticked(before, QueryDict("shown=1&shown=2&shown=3&project=2&project=3"), [1, 2, 3, 9])
    assert after == Marks((2, 9, 3), (3, 1, 0))


def test_a_number_that_is_no_project_of_the_call_is_left_out():
    assert marks.ticked(Marks(()), QueryDict("project=7&project=x&project=-1&project=²"), [1, 2]) == Marks(())


def test_a_project_moves_up_and_down_and_never_off_the_list():
    assert marks.moved(Marks((1, 2, 3)), 3, -1).projects == (1, 3, 2)
    assert marks.moved(Marks((1, 2, 3)), 1, -1).projects == (1, 2, 3)
    assert marks.moved(Marks((1, 2, 3)), 3, 1).projects == (1, 2, 3)
    assert marks.moved(Marks((1, 2, 3)), 8, 1).projects == (1, 2, 3)


def test_points_are_read_beside_their_projects_and_nonsense_is_none():
    given = QueryDict("points_1= 4 &points_2=minus&points_5=9")
    assert marks.shared_out(Marks((1, 2, 3)), given) == Marks((1, 2, 3), (4, 0, 0))


def test_taking_one_away_takes_its_points_along():
    assert marks.without(Marks((1, 2), (6, 4)), 1) == Marks((2,), (4,))


def test_a_whole_ballot_comes_from_the_page_that_asks_once_more():
    assert marks.posted(QueryDict("project=3&project=1&points=6&points=4")) == Marks((3, 1), (6, 4))
