import pytest

from ortaq.civic.reception import rules


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_empty"),
        (" \n\t ", "text_empty"),
        ("😡😡😡🕳️", "text_wordless"),
        ("!!! 123 ???", "text_wordless"),
        ("я" * 20_001, "text_long"),
        ("а" * 1_000_000, "text_long"),
        ("Жол бұзылған 😡", ""),
        ("яма", ""),
        ("я" * 20_000, ""),
    ],
)
def test_a_text_is_asked_for_words_and_never_judged(text, code):
    assert rules.check_text(text).code == code


def test_the_sentence_about_length_says_how_much_is_too_much():
    answer = rules.check_text("я" * 20_005)
    assert answer.reason % answer.params == (
        "The text has 20005 characters, 20000 at most fit. Please shorten it: nothing you wrote is lost."
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Сәлеметсіз бе! Аулада жарық жоқ. Балалар қорқады.", "Аулада жарық жоқ"),
        ("Добрый день. На Абая яма! Машины бьются.", "На Абая яма!"),
        ("Hello, the lamp is out", "The lamp is out"),
        ("Здравствуйте!", "Здравствуйте!"),
        ("Бірінші жол\nекінші жол", "Бірінші жол"),
        ("Здравствуйте, во дворе яма, помогите. Спасибо", "Во дворе яма, помогите"),
        ("Тек бір сөйлем…", "Тек бір сөйлем…"),
    ],
)
def test_a_title_is_the_first_sentence_after_the_greeting(text, title):
    assert rules.title_of(text) == title


def test_a_long_title_is_cut_at_a_word():
    title = rules.title_of("слово " * 60)
    assert len(title) <= 120
    assert title.endswith("слово…")
    assert len(rules.title_of("ю" * 500)) <= 120


def test_nothing_a_database_refuses_stays_in_a_text():
    assert rules.clean("яма\x00 тут\ud800") == "яма тут?"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_answer_names_the_right_to_complain_once(language):
    said = rules.with_right_to_complain("Done.", language, "City akimat")
    assert "City akimat" in said
    assert rules.with_right_to_complain(said, language, "City akimat") == said


def test_an_answer_that_says_pozhalovatsya_is_not_told_again_how_to_complain():
    said = "Работа выполнена. Если не согласны, можно пожаловаться в акимат города."
    assert rules.with_right_to_complain(said, "ru", "Акимат города") == said
