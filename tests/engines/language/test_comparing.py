"""Two texts laid over each other tell every word that went, came and stayed."""

from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.language.comparing import Piece, compare

WORDS = st.lists(st.sampled_from(["су", "жол", "саябақ", "көше"]), max_size=12).map(" ".join)


def test_a_changed_word_stands_between_those_that_stayed() -> None:
    assert compare("биіктігі төрт қабат", "биіктігі үш қабат") == [
        Piece("same", "биіктігі"), Piece("out", "төрт"), Piece("new", "үш"), Piece("same", "қабат"),
    ]  # fmt: skip


def test_from_nothing_everything_is_new() -> None:
    assert compare("", "жаңа жол") == [Piece("new", "жаңа жол")]
    assert compare("", "") == []


@given(WORDS, WORDS)
def test_both_texts_can_be_read_off_the_pieces(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert " ".join(one.text for one in pieces if one.kind != "new") == before
    assert " ".join(one.text for one in pieces if one.kind != "out") == after
