from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from ortaq.civic.dialogue.rules import lenses
from ortaq.core.discussion.rules import lenses as groups


@given(
    people=some.integers(0, 200),
    counts=some.dictionaries(some.sampled_from(groups.LENSES), some.integers(0, 200), max_size=6),
)
def test_no_sum_tells_of_fewer_than_ten(people, counts):
    counts = {lens: min(count, people) for lens, count in counts.items()}
    for lens, shown in lenses.sums(counts, people=people).items():
        assert counts[lens] >= 10
        assert people - counts[lens] >= 10
        assert shown % 10 == 0
        assert counts[lens] - 10 < shown <= counts[lens]


def test_one_more_supporter_changes_no_sum_but_at_a_full_ten():
    shown = [lenses.sums({"cyclist": count}, people=count + 50).get("cyclist", 0) for count in range(8, 41)]
    assert shown == sorted(shown)
    steps = [after - before for before, after in pairwise(shown) if after != before]
    assert steps == [10] * 4


def test_the_largest_stands_first_and_unknown_codes_are_left_out():
    counts = {"student": 12, "cyclist": 35, "none": 40, "martian": 99}
    assert list(lenses.sums(counts, people=200)) == ["cyclist", "student"]


@given(people=some.integers(0, 500), count=some.integers(0, 500), share=some.integers(1, 1000))
def test_a_comparison_shows_a_share_only_of_ten_and_beside_ten(people, count, share):
    count = min(count, people)
    (one,) = lenses.compare({"elderly": count}, people=people, census={"elderly": (share, 2021, "Санақ")})
    if one.here is not None:
        assert count >= 10
        assert people - count >= 10
        assert people >= lenses.ENOUGH
    if one.voice == lenses.Voice.MISSING:
        assert people * share // 1000 >= 10 > count
