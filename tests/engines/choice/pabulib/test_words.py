"""Words looked up as numbers of eight bytes: the same as a dictionary would find, whatever their length."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice.pabulib.words import Words, all_differ, coded, cut, told

TEXTS = st.text(alphabet="0123aЖ😀-", max_size=10)


def spans(parts):
    """The parts laid one behind the other, with where each begins and ends."""
    stops = np.cumsum([len(part) for part in parts], dtype=np.int64)
    return b"".join(parts), np.concatenate(([0], stops[:-1])), stops


@given(st.sets(TEXTS.filter(bool), min_size=1, max_size=8), st.lists(st.lists(TEXTS, min_size=1), min_size=1))
def test_words_are_found_as_a_dictionary_finds_them(known, lists):
    numbers = {word: number for number, word in enumerate(sorted(known))}
    found, sizes = Words(numbers).read([coded(",".join(words)) for words in lists])
    assert sizes.tolist() == [len(words) for words in lists]
    assert found.tolist() == [numbers.get(word, -1) for words in lists for word in words]


def test_a_longer_word_is_not_taken_for_its_first_eight_bytes():
    found, _ = Words({"12345678": 4}).read([b"12345678,123456789,1234567"])
    assert found.tolist() == [4, -1, -1]


def test_spaces_beside_commas_count_only_where_a_word_has_one():
    assert Words({"1": 1, "2": 2}).read([b"1, 2"])[0].tolist() == [1, 2]
    assert Words({"1": 1, " 2": 2}).read([b"1, 2"])[0].tolist() == [1, 2]
    assert Words({"1": 1, "a b": 2}).read([b"1, a b"])[0].tolist() == [1, -1]


def test_no_word_is_known():
    assert Words({}).read([b"1,2", b""])[0].tolist() == [-1, -1, -1]


@given(st.lists(st.text(alphabet="01", max_size=20), min_size=1, max_size=6))
def test_equal_parts_are_never_called_different(texts):
    text, starts, stops = spans([coded(one) for one in texts])
    assert all_differ(text, starts, stops) == (len(set(texts)) == len(texts))
    assert [told(part) for part in cut(text, starts, stops)] == texts
