"""Lists of names stand as a reader looks for them."""

import random

from ortaq.engines.language.ordering import LETTERS, alphabetical

KAZAKH = ["Ақбұлақ", "Алатау", "Алмалы", "«Алматы Су»", "Әуезов", "Жетісу", "Қарасай", "Қонаев", "Өзен", "Іле"]
OTHERS = ["№ 7 мектеп", "Akimat", "Ёлкино", "Жулдыз", "Ясная"]


def test_kazakh_letters_stand_beside_their_neighbours_and_marks_do_not_count() -> None:
    for names in (KAZAKH, OTHERS):
        mixed = random.Random(1).sample(names, len(names))
        assert sorted(mixed, key=alphabetical) == names


def test_a_word_goes_before_a_longer_one_and_case_does_not_matter() -> None:
    assert sorted(["су құбыры", "Су", "сулы"], key=alphabetical) == ["Су", "су құбыры", "сулы"]
    assert alphabetical("ҚАЛА") == alphabetical("қала")


def test_all_forty_two_letters_are_there() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 42
