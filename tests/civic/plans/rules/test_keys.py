"""Keys of paragraphs: the same words keep them wherever they stand, like words keep them, others begin anew."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules.keys import Kept, keys_of, match
from ortaq.civic.plans.rules.text import Row


def old(*said: str, level: int = 0) -> list[Kept]:
    return [Kept(str(number), Row(level, {"kk": words})) for number, words in enumerate(said, 1)]


def new(*said: str, level: int = 0) -> list[Row]:
    return [Row(level, {"kk": words}) for words in said]


def test_a_text_left_alone_keeps_all_keys() -> None:
    assert keys_of(old("бір", "екі", "үш"), new("бір", "екі", "үш"), free=4) == ["1", "2", "3"]


def test_a_new_paragraph_in_between_gets_the_next_free_number() -> None:
    assert keys_of(old("бір", "екі"), new("бір", "мүлде жаңа", "екі"), free=9) == ["1", "9", "2"]


def test_a_moved_paragraph_keeps_its_key() -> None:
    assert keys_of(old("бір", "екі", "үш"), new("үш", "бір", "екі"), free=4) == ["3", "1", "2"]


def test_a_paragraph_moved_and_changed_keeps_its_key() -> None:
    before = old("биіктік төрт қабаттан аспайды деп белгіленсін", "су", "жол")
    assert keys_of(before, new("су", "жол", "биіктік үш қабаттан аспайды деп белгіленсін"), free=4) == ["2", "3", "1"]


def test_half_of_the_words_is_the_edge() -> None:
    before = old("а б в г")
    assert keys_of(before, new("а б х у"), free=2) == ["1"]
    assert keys_of(before, new("а ж х у"), free=2) == ["2"]


def test_the_most_alike_comes_first_and_a_key_is_given_once() -> None:
    before = old("бір екі үш төрт")
    assert keys_of(before, new("бір екі алты жеті", "бір екі үш бес"), free=2) == ["2", "1"]


def test_of_equal_paragraphs_each_keeps_its_own() -> None:
    assert keys_of(old("—", "су", "—"), new("—", "су", "—"), free=4) == ["1", "2", "3"]
    assert keys_of(old("—", "су", "—"), new("су", "—"), free=4) == ["2", "3"]


def test_a_heading_never_becomes_words_under_it() -> None:
    assert keys_of(old("су", level=1), new("су"), free=2) == ["2"]
    (row,) = new("су", level=2)
    assert keys_of(old("су", level=1), [row], free=2) == ["1"]


def test_a_translation_that_comes_or_changes_does_not_make_another_paragraph() -> None:
    before = [Kept("1", Row(0, {"kk": "қала өседі", "ru": "старый перевод"}))]
    assert keys_of(before, [Row(0, {"kk": "қала өседі"})], free=2) == ["1"]
    assert keys_of(before, [Row(0, {"kk": "қала өседі", "ru": "совсем иначе", "en": "new"})], free=2) == ["1"]


WORDS = st.lists(st.text("абв ", min_size=1, max_size=6), max_size=12)


@given(WORDS, WORDS)
def test_no_key_is_given_twice(before: list[str], after: list[str]) -> None:
    keys = keys_of(old(*before), new(*after), free=len(before) + 1)
    assert len(set(keys)) == len(keys) == len(after)


def test_thousands_of_rewritten_paragraphs_are_matched_by_an_index() -> None:
    """Each of 2 000 paragraphs is changed and all are mixed up: every one finds itself again."""
    chance = Random(7)
    said = [[f"сөз{chance.randrange(4000)}" for _each in range(12)] for _paragraph in range(2000)]
    order = list(range(2000))
    chance.shuffle(order)
    after = [" ".join([*said[at][:9], "өзге", "сөздер", "енді"]) for at in order]
    assert match(old(*(" ".join(words) for words in said)), new(*after)) == order
