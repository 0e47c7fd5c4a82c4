"""Lines become paragraphs and paragraphs lines again, in one language and in three."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ortaq.civic.plans.rules import text
from ortaq.civic.plans.rules.text import Block, Row, read_lines, side_by_side, write_lines
from ortaq.core.people.refusal import Refused


def test_lines_are_paragraphs_and_signs_before_them_headings() -> None:
    typed = "# Бір\r\n\r\n## Екі\n### Үш\n#### төрт\n#бес\n  алты \t жеті \n-\n# -"
    assert read_lines(typed) == [
        Block(1, "Бір"), Block(2, "Екі"), Block(3, "Үш"), Block(0, "#### төрт"), Block(0, "#бес"),
        Block(0, "алты жеті"), Block(0, ""), Block(1, ""),
    ]  # fmt: skip


WORD = st.text("аб#-\\", min_size=1, max_size=5)
ROWS = st.lists(
    st.builds(
        Row, st.integers(0, 3), st.fixed_dictionaries({"kk": st.lists(WORD, min_size=1, max_size=4).map(" ".join)})
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(ROWS)
def test_what_stands_in_the_form_is_read_back_as_it_was(rows: list[Row]) -> None:
    with_words = [row for row in rows if not (row.level and row.text["kk"] == "-")]
    assume(with_words)
    assert side_by_side({"kk": read_lines(write_lines(rows, "kk"))}) == with_words


def test_languages_stand_beside_each_other_with_what_is_missing_left_open() -> None:
    rows = side_by_side({"kk": read_lines("# Бір\nЕкі\nҮш"), "ru": read_lines("# Один\n-\nТри"), "en": []})
    assert [row.level for row in side_by_side({"kk": read_lines("-\n# Екі"), "ru": read_lines("## Один\n-")})] == [2, 1]
    assert [row.text for row in rows] == [{"kk": "Бір", "ru": "Один"}, {"kk": "Екі"}, {"kk": "Үш", "ru": "Три"}]
    assert write_lines(rows, "ru") == "# Один\n\n-\n\nТри"
    assert write_lines(rows, "en") == ""


def test_a_text_has_bounds() -> None:
    side_by_side({"kk": [Block(0, "а")] * text.MOST_PARAGRAPHS})
    for blocks, code in (
        ([Block(0, "а")] * (text.MOST_PARAGRAPHS + 1), "too_many"),
        ([Block(0, "а" * (text.LONGEST + 1))], "too_long"),
    ):
        with pytest.raises(Refused) as caught:
            side_by_side({"kk": blocks})
        assert caught.value.code == code
