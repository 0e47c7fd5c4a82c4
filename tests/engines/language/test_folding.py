"""However a word was typed, it is compared in one shape."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.language import fold, skeleton, tokens


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ҚАЛАЛЫҚ ӘКІМДІК", "қалалық әкімдік"),
        ("Ёлка и ЩЁТКА", "елка и щетка"),
        ("дoрoга", "дорога"),  # Latin o
        ("AЛМАТЫ", "алматы"),  # Latin A
        ("iске", "іске"),  # Latin i in a Kazakh word
        ("Iшкi", "ішкі"),
        ("hаm", "һам"),  # Latin h and m: һ is not н
        ("HОВЫЙ", "новый"),  # Latin H is Н
        ("əкім", "әкім"),  # Latin schwa
        ("Ɵзен", "өзен"),
        ("wі-fі", "wi-fi"),  # Cyrillic і in an English word
        ("12a", "12а"),
        ("12а", "12а"),
        ("A4", "а4"),
        ("iPhone8", "iphone8"),
        ("и\u0306", "й"),
        ("доро\u0301га", "дорога"),
        ("до\u00adро\u200bга\ufeff", "дорога"),
        ("İstanbul ISPARTA ıslak", "istanbul isparta islak"),
        ("straße", "strasse"),
        ("Şañyraq köşe", "sanyraq kose"),
        ("№5-үй", " 5-үй"),
        ("１３０８", "1308"),
        ("don't об'езд", "dont обезд"),
        ("hot cop", "hot cop"),  # all letters look Cyrillic, but nothing says they are
        ("", ""),
    ],
)
def test_a_word_has_one_shape(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text() | st.text(alphabet="aеіoABНhəөұ1'’ё\u0301\u0307İı\u00ad №-", max_size=12))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="әғқңөұүһіабвёйaoie ", max_size=30))
def test_case_and_unicode_form_make_no_difference(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) or "h" in text.lower()
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_words_are_letters_and_digits_not_signs_or_emoji() -> None:
    assert tokens("Көшеде 3-үйдің жанында 🕳️ шұңқыр!!! (д. 12/5)") == [
        "көшеде",
        "3",
        "үйдің",
        "жанында",
        "шұңқыр",
        "д",
        "12",
        "5",
    ]
    assert tokens("🙏🙏🙏 … —") == []


def test_a_pasted_megabyte_without_spaces_is_one_short_word() -> None:
    assert tokens("ы" * 1_000_000) == ["ы" * 64]


def test_skeleton_is_how_a_russian_keyboard_writes_kazakh() -> None:
    assert skeleton("әғқңөұүһі жөндеу") == "агкноуухи жондеу"
