"""What became of each paragraph between two texts: counted, in order, gone ones where they stood."""

from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules.changes import between, counts
from ortaq.civic.plans.rules.keys import Kept
from ortaq.civic.plans.rules.text import Row


def text(*said: tuple[str, str]) -> list[Kept]:
    return [Kept(key, Row(0, {"kk": words})) for key, words in said]


def told(before: list[Kept], after: list[Kept]) -> list[tuple[str, str]]:
    return [(one.kind, one.key) for one in between(before, after)]


def test_kept_changed_new_and_gone() -> None:
    before = text(("1", "бір"), ("2", "екі"), ("3", "үш"))
    after = text(("1", "бір"), ("4", "төрт"), ("3", "үш!"))
    assert told(before, after) == [("kept", "1"), ("gone", "2"), ("new", "4"), ("changed", "3")]
    assert counts(between(before, after)) == {"kept": 1, "changed": 1, "moved": 0, "new": 1, "gone": 1}


def test_the_fewest_paragraphs_count_as_moved() -> None:
    before = text(*((key, key) for key in "abcde"))
    after = text(*((key, key) for key in "eabcd"))
    assert told(before, after) == [("moved", "e"), ("kept", "a"), ("kept", "b"), ("kept", "c"), ("kept", "d")]


def test_a_paragraph_both_moved_and_changed_says_both() -> None:
    before = text(("1", "бір"), ("2", "екі"), ("3", "үш"))
    (changed,) = [one for one in between(before, text(("3", "үш!"), ("1", "бір"), ("2", "екі"))) if one.key == "3"]
    assert (changed.kind, changed.moved) == ("changed", True)


def test_gone_paragraphs_at_the_beginning_and_the_end_are_told() -> None:
    before = text(("1", "бір"), ("2", "екі"), ("3", "үш"))
    assert told(before, text(("2", "екі"))) == [("gone", "1"), ("kept", "2"), ("gone", "3")]
    assert told(before, []) == [("gone", "1"), ("gone", "2"), ("gone", "3")]
    assert told([], before) == [("new", "1"), ("new", "2"), ("new", "3")]


def test_a_changed_paragraph_is_told_word_by_word_in_each_language() -> None:
    before = [Kept("1", Row(0, {"kk": "төрт қабат", "ru": "четыре этажа"}))]
    (one,) = between(before, [Kept("1", Row(0, {"kk": "үш қабат", "ru": "три этажа"}))])
    assert [(piece.kind, piece.text) for piece in one.pieces("ru")] == [
        ("out", "четыре"), ("new", "три"), ("same", "этажа"),
    ]  # fmt: skip
    assert one.pieces("en") == []


KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(KEYS, KEYS)
def test_every_paragraph_of_both_texts_is_told_once(before: list[str], after: list[str]) -> None:
    changes = between(text(*((key, key) for key in before)), text(*((key, key) for key in after)))
    assert [one.key for one in changes if one.kind != "gone"] == after
    assert sorted(one.key for one in changes if one.kind == "gone") == sorted(set(before) - set(after))
    found = counts(changes)
    assert found["kept"] + found["changed"] + found["moved"] + found["gone"] == len(before)
