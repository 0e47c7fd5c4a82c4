"""An appeal is answered in its own language, so the guess had better be right."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.language import Lang, detect, detect_scores, fold, skeleton

COMPLAINTS = Path(__file__).parents[3].parent / "shared/data/appeals/kzgov_complaints.csv"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Көшедегі шам екі аптадан бері жанбайды", "kk"),
        ("Балабақша алдындағы жол ойылып қалды, көмектесіңіздерші", "kk"),
        ("Су жоқ", "kk"),
        ("Салеметсиз бе! Коше шамы жанбайды", "kk"),
        ("колдеу керек", "kk"),
        ("жарык жок уйде", "kk"),
        ("ЖОЛДЫ ЖӨНДЕҢІЗДЕР", "kk"),
        ("Біздің подъездте лифт істемейді, диспетчер трубка алмайды", "kk"),
        ("Двор кірлеп кетті, уборщица келмейді", "kk"),
        ("Яма на дороге возле дома 12", "ru"),
        ("Нет воды второй день", "ru"),
        ("Яма", "ru"),
        ("Разбит люк", "ru"),
        ("Не работает светофор на углу улиц Төле би и Қабанбай батыра", "ru"),
        ("Здравствуйте, акимат Әуезов района не отвечает", "ru"),
        ("ПРОШУ УБРАТЬ МУСОР", "ru"),
        ("На остановке сломана скамейка, рядом wi-fi не работает", "ru"),
        ("There is a pothole near the school", "en"),
        ("Street light broken", "en"),
        ("Pothole on Abay avenue, Алматы", "en"),
    ],
)
def test_short_appeals_are_told_apart(text: str, lang: Lang) -> None:
    assert detect(text, fallback="en" if lang != "en" else "kk") == lang


@pytest.mark.parametrize("text", ["", "   ", "🙏🙏🙏", "12/5 — 1308", "…!?", "\u200b"])
@pytest.mark.parametrize("fallback", ["kk", "ru", "en"])
def test_a_text_without_words_is_in_the_language_of_its_page(text: str, fallback: Lang) -> None:
    assert detect(text, fallback) == fallback
    assert detect_scores(text) == {"kk": 0, "ru": 0, "en": 0}


def test_a_mixed_text_has_points_for_both_languages() -> None:
    scores = detect_scores("Сәлеметсіз бе! Пожалуйста, уберите снег во дворе")
    assert scores["kk"] > 0
    assert scores["ru"] > 0


def test_latin_look_alikes_do_not_make_a_text_english() -> None:
    assert detect("Жoл бoйындa шaм жoқ", "ru") == "kk"  # every о and а is Latin


@given(st.text(max_size=200), st.sampled_from(["kk", "ru", "en"]))
def test_any_text_has_a_language_and_whole_points(text: str, fallback: Lang) -> None:
    assert detect(text, fallback) in {"kk", "ru", "en"}
    assert all(type(points) is int and points >= 0 for points in detect_scores(text).values())


def test_a_megabyte_has_a_language_too() -> None:
    assert detect("Көше қараңғы. " * 70_000) == "kk"


def sentences(column: str) -> list[str]:
    if not COMPLAINTS.exists():
        pytest.skip("The complaints of ../shared/data are not on this machine.")
    with COMPLAINTS.open(encoding="utf-8") as file:
        texts = {row[column] for row in csv.DictReader(file)}
    return sorted(part.strip() for text in texts for part in re.split(r"[.!?]", text) if len(part.strip()) > 12)


@pytest.mark.parametrize(("column", "lang"), [("text_kz", "kk"), ("text_ru", "ru")])
def test_sentences_of_real_complaints_are_recognised(column: str, lang: Lang) -> None:
    parts = sentences(column)
    wrong = [part for part in parts if detect(part, "en") != lang]
    assert len(wrong) <= len(parts) * 0.002, wrong


def test_sentences_typed_without_kazakh_letters_are_mostly_recognised() -> None:
    parts = [skeleton(fold(part)) for part in sentences("text_kz")]
    wrong = [part for part in parts if detect(part, "en") != "kk"]
    assert len(wrong) <= len(parts) * 0.04, wrong
