"""Who answers by when, and what a moderator may decide."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules import answers as rules

TODAY = date(2027, 3, 1)
DAYS = st.dates(min_value=date(2027, 1, 1), max_value=date(2027, 12, 31))


@pytest.mark.parametrize(
    ("fate", "given_one", "state", "code"),
    [
        ("adopted", "", "shown", ""),
        ("maybe", "", "shown", "no_fate"),
        ("", "", "shown", "no_fate"),
        ("adopted", "partly", "shown", "second"),
        ("adopted", "", "held", "not_shown"),
        ("adopted", "", "withdrawn", "not_shown"),
    ],
)
def test_a_fate_is_given_once_to_what_everyone_reads(fate, given_one, state, code):
    assert rules.may_give(fate=fate, given=given_one, state=state).code == code


def test_a_correction_says_why_in_bounds():
    say = {"fate": "partly", "given": "adopted", "state": "shown"}
    assert rules.may_correct(**say, why="Қате есеп")
    assert rules.may_correct(**say, why=" … ").code == "no_why"
    assert rules.may_correct(**say, why="а" * 501).code == "too_long"
    assert rules.may_correct(**say | {"given": ""}, why="Қате").code == "not_given"
    assert rules.may_correct(**say | {"state": "rejected"}, why="Қате").code == "not_shown"


@pytest.mark.parametrize(
    ("bodies", "asked", "code"),
    [
        ([], 0, "none_chosen"),
        ([7], 1, ""),
        ([7, 7, 7], 3, ""),
        ([7, 7], 3, "second"),
        ([7, 8], 2, "bodies"),
        ([7] * 200, 200, ""),
        ([7] * 201, 201, "too_many"),
    ],
)
def test_one_answer_goes_to_remarks_of_one_body(bodies, asked, code):
    assert rules.check_chosen(bodies, asked=asked).code == code


def test_the_day_of_an_answer_lies_ahead_and_within_the_promise():
    assert rules.check_due(TODAY, today=TODAY, latest=None)
    assert rules.check_due(TODAY - timedelta(days=1), today=TODAY, latest=None).code == "due_past"
    assert rules.check_due(TODAY + timedelta(days=9), today=TODAY, latest=TODAY).code == "due_late"


@pytest.mark.parametrize(
    ("until", "by", "was", "code"),
    [
        (None, None, (None, None), ""),
        (TODAY, TODAY, (None, None), ""),
        (TODAY - timedelta(days=1), None, (None, None), "term_past"),
        (TODAY - timedelta(days=1), TODAY, (TODAY - timedelta(days=1), None), ""),
        (None, TODAY - timedelta(days=1), (None, None), "term_past"),
        (None, None, (None, TODAY), "promise"),
        (TODAY + timedelta(days=2), TODAY + timedelta(days=1), (None, None), "term_order"),
    ],
)
def test_the_days_of_a_version_stand_in_order(until, by, was, code):
    assert rules.check_term(remarks_until=until, answers_by=by, was=was, today=TODAY).code == code


@given(due=DAYS, was=st.none() | DAYS, promise=st.none() | DAYS)
def test_no_open_answer_is_due_after_the_promise_and_none_moves_for_nothing(due, was, promise):
    after = rules.due_after(due, was=was, answers_by=promise)
    if promise is None:
        assert after == due
    else:
        assert after <= promise
        assert after in {due, promise}
        assert rules.due_after(after, was=promise, answers_by=promise) == after
        if due != was and due <= promise:
            assert after == due


@pytest.mark.parametrize(
    ("state", "after", "reason", "code"),
    [
        ("held", "shown", "", ""),
        ("rejected", "shown", "", ""),
        ("shown", "shown", "", "second"),
        ("withdrawn", "shown", "", "second"),
        ("withdrawn", "rejected", "Жарнама", "second"),
        ("rejected", "rejected", "Жарнама", "second"),
        ("shown", "rejected", " ", "reason"),
        ("shown", "rejected", "а" * 301, "reason"),
        ("held", "rejected", "Жарнама", ""),
    ],
)
def test_a_moderator_shows_or_says_why_not(state, after, reason, code):
    assert rules.may_decide(state, after, reason=reason).code == code
