"""Numbers are read exactly; a wrong unit, a jump and an unknown group are told in a sentence."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.indicators.rules import formulas, freshness, values
from ortaq.civic.indicators.rules.classes import bounds, class_of


@given(st.integers(-values.LARGEST, values.LARGEST))
def test_every_number_that_is_kept_is_written_and_read_again(amount):
    assert values.read(values.write(amount)) == amount


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_six_places_are_kept_exactly(value):
    assert values.read(f"{value:f}") == int(value * values.MILLION)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12", 12_000_000), ("1 284,5", 1_284_500_000), ("−0,5", -500_000), ("1\u202f000\u202f000", 10**12), ("0", 0)],
)
def test_a_number_is_read_as_people_write_it(text, amount):
    assert values.read(text) == amount


def test_a_comma_that_may_part_thousands_in_english_is_asked_about_and_nowhere_else():
    read = values.read("1,284", language="en")
    assert isinstance(read, values.Bad)
    assert read.answer.code == "two_ways"
    assert values.read("1,284", language="ru") == values.read("1,284") == 1_284_000
    assert values.read("0,284", language="en") == values.read("0.284", language="en") == 284_000
    assert values.read("12,5", language="en") == 12_500_000


@pytest.mark.parametrize("unit", values.UNITS)
def test_no_unit_begins_with_a_number_beside_the_number_before_it(unit):
    assert not any(name[0].isdigit() for name in values.UNITS[unit].values())


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "number"), ("ten", "number"), ("1.2.3", "number"), ("12 34", "number"), ("1e5", "number"), ("NaN", "number"),
     ("0.1234567", "too_fine"), ("9" * 14, "too_large"), ("9" * 39, "too_large")],
)  # fmt: skip
def test_what_is_no_number_says_why(text, code):
    read = values.read(text)
    assert isinstance(read, values.Bad)
    assert read.answer.code == code


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_a_hundred_times_more_or_less_is_a_jump_and_a_word_lets_it_pass(last, now_is):
    answer = values.check_jump(now_is, last=last, confirmed="")
    assert bool(answer) is (now_is < 100 * last and last < 100 * now_is)
    assert values.check_jump(now_is, last=last, confirmed="A new method.")


def test_the_first_value_and_a_zero_are_no_jump():
    assert values.check_jump(5, last=None, confirmed="")
    assert values.check_jump(0, last=5, confirmed="")
    assert values.check_jump(5, last=0, confirmed="")


def test_another_unit_is_refused_and_both_are_named():
    answer = values.check_unit("m2", expected="ha")
    assert answer.code == "wrong_unit"
    assert (answer.params["unit"]["ru"], answer.params["expected"]["ru"]) == ("м²", "га")
    assert values.check_unit("acre", expected="ha").code == "no_unit"


def test_a_split_is_the_same_text_in_whatever_order_it_was_written():
    assert values.read_split("age=youth, sex=women") == values.read_split("sex=women;age=youth")
    assert values.groups_of(values.read_split("sex=women")) == {"sex": "women"}
    assert values.read_split("") == values.PLAIN
    for wrong in ("sex=cats", "colour=red", "sex", "="):
        assert values.read_split(wrong).answer.code == "split"


def test_rounding_goes_away_from_zero():
    assert values.millionths(Fraction(1, 3)) == 333_333
    assert values.millionths(Fraction(2, 3)) == 666_667
    assert values.millionths(Fraction(-1, 2_000_000)) == -1
    assert values.millionths(Fraction(1, 2_000_000)) == 1


# ── formulas ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_median_is_the_nearest_rank_and_silent_under_five():
    assert formulas.compute("median", {"days": [[1, 2], [4, 2], [9, 1]]}) == 4_000_000
    assert formulas.compute("median", {"days": [[1, 4]]}) is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), min_size=1, max_size=20))
def test_half_of_the_answers_came_within_the_median(pairs):
    found = formulas.compute("median", {"days": pairs})
    total = sum(count for _days, count in pairs)
    if total >= 5:
        days = found // 1_000_000
        assert 2 * sum(count for one, count in pairs if one <= days) >= total
        assert 2 * sum(count for one, count in pairs if one < days) < total


def test_shares_and_rates_are_exact():
    assert formulas.compute("share", {"part": 1, "whole": 3}) is None
    assert formulas.compute("share", {"part": 2, "whole": 6}) == 33_333_333
    assert formulas.compute("per_1000", {"amount": 60_000, "scale": 1000, "population": 2_040_000}) == 29_412
    assert formulas.compute("per_1000", {"amount": 1, "scale": 1, "population": 0}) is None


def test_residents_near_are_weighed_by_how_many_live_in_each_part():
    parts = {"parts": [[300, 10, 10], [100, 10, 0]]}
    assert formulas.compute("near", parts) == 75_000_000
    assert formulas.compute("near", {"parts": []}) is None


def test_a_record_holds_until_somebody_touches_it():
    record = formulas.record("share", "appeals-on-time", {"part": 9, "whole": 10})
    digest, amount = formulas.digest(record), formulas.compute("share", record["inputs"])
    assert Decimal(amount) / 1_000_000 == 90
    assert formulas.holds(record, digest_was=digest, amount=amount)
    assert not formulas.holds(record, digest_was=digest, amount=amount + 1)
    assert not formulas.holds(record | {"inputs": {"part": 10, "whole": 10}}, digest_was=digest, amount=amount)
    assert not formulas.holds({}, digest_was=digest, amount=amount)


# ── freshness, classes ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("last_end", "today", "word"),
    [
        (None, date(2027, 3, 1), "never"),
        (date(2025, 12, 31), date(2027, 6, 29), "fresh"),
        (date(2025, 12, 31), date(2027, 6, 30), "due"),
        (date(2024, 12, 31), date(2027, 6, 30), "stale"),
    ],
)
def test_an_indicator_is_stale_when_more_than_one_value_is_missing(last_end, today, word):
    found = freshness.freshness(frequency="year", lag_days=180, last_end=last_end, today=today)
    assert found == word


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=30))
def test_every_value_lies_in_one_of_at_most_five_classes(amounts):
    lows = bounds(amounts)
    assert lows == sorted(set(lows))
    assert 1 <= len(lows) <= 5
    assert {class_of(one, lows) for one in amounts} == set(range(len(lows)))
