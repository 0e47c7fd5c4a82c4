import pytest

from ortaq.civic.contests.models import Application, Contest
from ortaq.civic.contests.rules.changes import may_change
from ortaq.civic.contests.rules.stages import NEXT, NEXT_OF_APPLICATION, application_can_become, can_become


def test_every_state_of_the_tables_has_its_way():
    assert set(NEXT) == set(Contest.State.values)
    assert set(NEXT_OF_APPLICATION) == set(Application.State.values)


def test_a_contest_goes_one_way_and_skips_nothing():
    order = ["draft", "open", "closed", "judging", "decided", "appeals", "final"]
    for here, state in enumerate(order):
        for there, new in enumerate(order):
            assert bool(can_become(state, new)) is (there == here + 1)


@pytest.mark.parametrize(
    ("state", "new", "code"),
    [
        ("submitted", "submitted", "second"),
        ("withdrawn", "submitted", "withdrawn"),
        ("draft", "eligible", "application_stage"),
        ("funded", "not_funded", "application_stage"),
        ("not_funded", "funded", ""),
    ],
)
def test_an_application_is_told_why_it_cannot_move(state, new, code):
    assert application_can_become(state, new).code == code


@pytest.mark.parametrize(
    ("name", "old", "new", "state", "applied", "may"),
    [
        ("cap", 5, 6, "draft", False, True),
        ("cap", 5, 6, "open", False, True),
        ("cap", 5, 6, "open", True, False),
        ("closes_at", 5, 6, "open", True, True),
        ("closes_at", 5, 4, "open", True, False),
        ("closes_at", 5, 6, "closed", True, False),
        ("budget", 5, 6, "judging", True, True),
        ("text", {}, {"kk": "x"}, "judging", True, True),
        ("text", {}, {"kk": "x"}, "decided", True, False),
        ("state", "open", "final", "open", False, False),
    ],
)
def test_terms_change_only_in_the_applicants_favour_once_they_are_there(name, old, new, state, applied, may):
    assert bool(may_change(name, old, new, state=state, has_applications=applied)) is may
