"""Shares are exact, instalments make up the sum, reports fit themselves and the calendar."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules import grants as rules
from ortaq.civic.plans.rules.grants import Outcome, Part, Promise

DAY = date(2027, 3, 1)
NEXT = DAY + timedelta(days=1)
WORDS = {"kk": "Сөз", "ru": "Слово"}
tiyn = st.integers(0, rules.MOST_TIYN)


@given(own=tiyn, amount=st.integers(1, rules.MOST_TIYN), least=st.integers(0, 99))
def test_the_share_is_exact_and_never_shown_higher_than_it_is(own, amount, least):
    exact = Fraction(own * 100, own + amount)
    assert rules.enough(own, amount, least) == (exact >= least)
    assert rules.share(own, amount) <= exact < rules.share(own, amount) + 1
    assert bool(rules.check_share(own, amount, least)) == (exact >= least)


def test_a_tiyn_short_is_short():
    assert rules.check_share(10_00, 90_00, 10)
    refused = rules.check_share(10_00 - 1, 90_00 + 1, 10)
    assert (refused.code, refused.params) == ("own_share", {"share": 9, "least": 10})
    assert rules.share(0, 0) == 0


@given(sums=st.lists(st.integers(1, 10**12), min_size=1, max_size=12), off=st.integers(-3, 3))
def test_instalments_make_up_the_sum_to_the_tiyn(sums, off):
    parts = [Part(one, DAY) for one in sums]
    assert bool(rules.check_parts(sum(sums) + off, parts)) == (off == 0)


@pytest.mark.parametrize(
    ("parts", "code"), [([], "parts"), ([1] * 13, "parts"), ([5, 0], "part_sum"), ([4], "parts_sum")]
)
def test_instalments_that_cannot_be(parts, code):
    assert rules.check_parts(5, [Part(one, DAY) for one in parts]).code == code


def test_the_days_of_instalments_follow_each_other():
    assert rules.check_days([Part(1, DAY), Part(1, NEXT)], given_on=DAY, today=DAY)
    assert rules.check_days([Part(1, NEXT), Part(1, DAY)], given_on=DAY, today=DAY).code == "part_days"
    assert rules.check_days([Part(1, DAY)], given_on=NEXT, today=NEXT).code == "part_days"
    assert rules.check_days([Part(1, NEXT)], given_on=NEXT, today=DAY).code == "given_ahead"


def test_money_goes_neither_tomorrow_nor_before_the_grant():
    assert rules.check_paid(DAY, given_on=DAY, today=DAY)
    assert rules.check_paid(NEXT, given_on=DAY, today=DAY).code == "paid_ahead"
    assert rules.check_paid(DAY, given_on=NEXT, today=NEXT).code == "paid_early"


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome(3, 3, 3, 0), ""),
        (Outcome(0), ""),
        (Outcome(2, 3, 0), "jobs_youth"),
        (Outcome(2, 0, 3), "jobs_women"),
        (Outcome(-1), "jobs"),
        (Outcome(1_001), "jobs"),
        (Outcome(1, -1), "jobs_youth"),
        (Outcome(1, 0, 0, 1_000_001), "people"),
    ],
)
def test_jobs_of_a_group_are_among_all_jobs(outcome, code):
    assert rules.check_report(outcome, on=DAY, given_on=DAY, last=None, today=DAY).code == code


def test_reports_come_one_after_the_other():
    told = {"outcome": Outcome(1), "given_on": DAY}
    assert rules.check_report(**told, on=DAY, last=DAY, today=DAY)
    assert rules.check_report(**told, on=NEXT, last=None, today=DAY).code == "report_ahead"
    assert rules.check_report(**told, on=DAY - timedelta(days=1), last=None, today=DAY).code == "report_early"
    assert rules.check_report(**told, on=DAY, last=NEXT, today=NEXT).code == "report_order"


def test_a_call_and_a_grant_need_words_and_possible_figures():
    assert rules.check_call(WORDS, 0)
    assert rules.check_call({"kk": "Сөз", "ru": " "}, 0).code == "call_title"
    assert rules.check_call(WORDS, 100).code == "call_share"
    assert rules.check_grant({"ru": "Цех"}, amount=1, own=0, jobs=[0, 0])
    assert rules.check_grant({"ru": " "}, amount=1, own=0, jobs=[]).code == "project"
    assert rules.check_grant(WORDS, amount=0, own=0, jobs=[]).code == "grant_sum"
    assert rules.check_grant(WORDS, amount=1, own=-1, jobs=[]).code == "grant_sum"
    assert rules.check_grant(WORDS, amount=1, own=0, jobs=[1_001]).code == "grant_jobs"
    assert rules.check_words({"kk": "Сөз"}).code == "report_text"


FIELDS = [
    {"code": "own_contribution", "type": "money"}, {"code": "jobs_youth", "type": "number"},
    {"code": "jobs_women", "type": "number"},
]  # fmt: skip


def test_an_application_promises_what_its_form_asked_in_the_right_kind():
    answers = {"own_contribution": 500_00, "jobs_youth": 2, "jobs_women": 1, "idea": "Цех"}
    assert rules.promised(FIELDS, answers) == Promise(500_00, 2, 1)
    assert rules.promised([], answers) == Promise()
    assert rules.promised([{"code": "own_contribution", "type": "number"}], answers) == Promise()
    assert rules.promised(FIELDS, {}) == Promise()


@given(st.dictionaries(st.sampled_from(["own_contribution", "jobs_youth", "jobs_women"]),
                       st.none() | st.booleans() | st.integers() | st.text() | st.floats()))  # fmt: skip
def test_whatever_was_answered_a_promise_is_whole_and_not_negative(answers):
    read = rules.promised(FIELDS, answers)
    assert all(type(one) is int and one >= 0 for one in (read.own, read.youth, read.women))
