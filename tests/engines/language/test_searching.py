"""What a resident types finds what another one wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.language import Lang, query_terms, search_terms, search_text, skeleton, stem
from ortaq.engines.language.kazakh_words import ROOTS

WORDS = st.text(alphabet="абвгдежзиклмнопрстуфхцчшыьэюяйәғқңөұүһіabcio19", min_size=1, max_size=14)


def finds(query: str, text: str, lang: Lang | None) -> bool:
    stored = set(search_text(text, lang).split())
    return all(stored.intersection(alternatives) for alternatives in query_terms(query))


@pytest.mark.parametrize(
    ("query", "text", "lang"),
    [
        ("көше", "Көшелеріміздің жарығы жоқ", "kk"),
        ("көшелеріміздің", "Абай көшесі", "kk"),
        ("ДВОР", "Во дворах темно", "ru"),
        ("площадок", "Детская площадка сломана", "ru"),
        ("яма на дороге", "Дорога вся в ямах", "ru"),
        ("potholes", "A pothole near the school", "en"),
        ("мектеп алды", "Мектебіміздің алдында шұңқыр", "kk"),
        ("12а", "Дом 12a", "ru"),
    ],
)
def test_an_inflected_word_finds_the_others_of_its_family(query: str, text: str, lang: Lang) -> None:
    assert finds(query, text, lang)


@pytest.mark.parametrize("guess", ["kk", "ru", "en", None])
def test_a_wrong_guess_of_the_language_hides_nothing(guess: Lang | None) -> None:
    mixed = "Двордағы шұңқырлар, жолдар қараңғы, в подъезде сломаны двери, no street lights"
    for query in ("шұңқыр", "жол", "подъезд", "дверь", "light", "қараңғы"):
        assert finds(query, mixed, guess), query


def test_kazakh_typed_with_russian_letters_finds_and_is_found() -> None:
    assert finds("коше", "Көшелерімізде су", "kk")
    assert finds("көше", "кошелеримизде су", "kk")
    assert finds("кубыр", "Құбыры жарылды", "kk")
    assert finds("шункырлар", "үлкен шұңқыр", "kk")


@pytest.mark.parametrize(
    ("proper", "typed"),
    [
        ("көшелеріміздің", ["кошелеримиздин", "кошелериміздің", "көшелеримиздин", "кошелеримиздің"]),
        ("шұңқыр", ["шункыр", "шұнкыр", "шунқыр"]),
        ("жәшік", ["жашик", "жәшик", "жашік", "жәшиктин"]),
        ("мектебімізде", ["мектебимизде", "мектебимізде"]),
        ("балабақшаның", ["балабакшанын", "балабакшаның"]),
        ("дәретхана", ["даретхана", "дәретханадагы"]),  # in no list of roots
        ("Сәтпаев", ["Сатпаев"]),
    ],
)
def test_kazakh_typed_with_some_of_its_letters_finds_and_is_found(proper: str, typed: list[str]) -> None:
    spellings = [proper, *typed]
    for query in spellings:
        for text in spellings:
            assert finds(query, f"{text} жөнделсін", "kk"), (query, text)


@given(st.sampled_from(sorted(ROOTS)), st.data())
def test_every_known_root_is_found_however_many_of_its_letters_were_at_hand(root: str, data: st.DataObject) -> None:
    typed = "".join(data.draw(st.sampled_from([letter, skeleton(letter)])) for letter in root)
    assert finds(root, typed, "kk")
    assert finds(typed, root, "kk")


def test_a_properly_spelled_word_does_not_meet_another_with_the_same_plain_spelling() -> None:
    assert not finds("көл", "қолымыз", "kk")  # lake, hand
    assert not finds("қол", "көлдің", "kk")
    assert finds("кол", "көлдің", "kk")  # typed plainly it may be either
    assert finds("кол", "қолы", "kk")


@given(WORDS, st.sampled_from(["kk", "ru", "en", None]))
def test_every_word_finds_itself_whatever_was_guessed(word: str, lang: Lang | None) -> None:
    assert finds(word, f"а {word} б", lang)


@given(st.text(max_size=200), st.sampled_from(["kk", "ru", "en", None]))
def test_stored_terms_are_single_words_without_repeats(text: str, lang: Lang | None) -> None:
    terms = search_terms(text, lang)
    assert len(terms) == len(set(terms))
    assert search_text(text, lang).split() == terms


def test_small_words_of_a_query_do_not_narrow_it_unless_it_has_no_others() -> None:
    assert query_terms("яма на дороге") == query_terms("яма дороге")
    assert len(query_terms("the")) == 1
    assert query_terms("🙏 —") == []


def test_a_repeated_word_is_asked_once() -> None:
    assert len(query_terms("яма яма ЯМА")) == 1


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_numbers_and_house_numbers_are_left_alone(lang: Lang) -> None:
    assert stem("1308", lang) == "1308"
    assert stem("12а", lang) == "12а"


@given(st.text(max_size=40), st.sampled_from(["kk", "ru", "en"]))
def test_a_stem_is_never_empty_where_there_was_a_word(text: str, lang: Lang) -> None:
    for word in search_terms(text, lang):
        assert stem(word, lang)
