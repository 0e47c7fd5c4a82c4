"""Families of words that must meet, and neighbours that must not."""

from itertools import combinations

import pytest

from ortaq.engines.language import Lang, skeleton, stem

# One family a line: the first form is the one a dictionary gives.
KAZAKH = """
көше көшелеріміздің көшесінде көшелер көшеде көшедегі көшеміз көшеден
үй үйлерінің үйге үйде үйіміздің үйлер үйден үйдегі үйлеріне
жол жолдардағы жолдар жолға жолды жолы жолымен жолдың
қала қаланың қаласы қалаға қаламыз қалалар қалада қаласындағы
мектеп мектебіне мектептер мектебіміздің мектепке мектептің мектебінде
құбыр құбыры құбырлар құбырын құбырдың құбырлардан
аула ауласында аулада ауламыз аулалар аулаға ауламызда
бала балалар балаларымыз баланың балаға балалардың баласын
балабақша балабақшаға балабақшасы балабақшалар балабақшада
шұңқыр шұңқырлар шұңқырды шұңқырға шұңқырлары
тұрғын тұрғындар тұрғындарға тұрғындарының тұрғынның
көлік көлігі көліктер көлігіміз көлікке көліктің
жарық жарығы жарықты жарықсыз жарықтың
саябақ саябағы саябақта саябақтар саябағында саябақтағы
ағаш ағаштар ағашты ағаштардың ағаштары
су суы суды суға судың судан суымыз
қоқыс қоқысты қоқыстар қоқысы қоқыстан
аялдама аялдамада аялдамасы аялдамалар аялдамаға
орын орны орында орнына орындар
халық халқы халыққа халқының халықтың
бағдаршам бағдаршамы бағдаршамдар бағдаршамның
алаң алаңы алаңда алаңдар алаңының
әкім әкімнің әкімге әкімі әкімдер
аудан ауданы ауданның ауданында аудандар
өзен өзеннің өзені өзенге өзендер
көпір көпірдің көпірі көпірге көпірлер
лифт лифтіміз лифтті лифттің лифттер
жөндеу жөндеңіз жөндеп жөндеді жөндеуді жөндеген жөндеңіздер
тазалау тазалап тазалады тазалаңыз тазалауды тазаламайды
құдық құдығы құдықтар құдықты құдыққа
терезе терезелер терезені терезесі терезеден
қызметкер қызметкерлері қызметкерге қызметкердің
өтініш өтінішім өтінішті өтініштер өтінішіме
ит иттер иттерді итті иті
"""
RUSSIAN = """
двор дворами двора дворы дворов дворе двором
дорога дороги дорогу дорог дорогой дорогах дорогами
улица улицах улицы улицу улиц улице улицей
яма ямы ям яме ямами ямах яму
площадка площадок площадки площадку площадкой площадках
остановка остановок остановке остановки остановку
фонарь фонари фонарей фонаря фонарями
подъезд подъезда подъезды подъездов подъезде
скамейка скамеек скамейки скамейку скамейками
дом дома домов дому домами домах
вода воды воду водой воде
мусор мусора мусором мусору
канал каналы канала каналов каналами
акимат акимата акимату акиматом акиматы
проблема проблем проблемы проблемой проблемами
здание здания зданий зданию зданиями
дерево деревья деревьев дерева деревьями
дверь двери дверей дверью дверями
участок участка участки участков участку
площадь площади площадей площадью
собака собаки собак собаку собаками
человек люди людей людям человека
ребенок дети детей детям ребёнка
большой большая большие большого большую
детский детская детские детских детскую
сломать сломали сломал сломала сломалась
горит горят гореть горел
окно окна окон окном окнами
труба трубы труб трубу трубами
подвал подвала подвалы подвале подвалов
квартира квартиры квартир квартире квартиру
тротуар тротуара тротуары тротуаров тротуару
музей музея музеи музеев музею
день дня дни дней днями
рынок рынка рынки рынке рынков
"""
ENGLISH = """
street streets
pothole potholes
city cities
light lights lighting
leak leaks leaked leaking
bus buses
park parks parked parking
child children
drip dripping drips
bridge bridges
repair repaired repairs repairing
bench benches
"""
LISTS: dict[Lang, str] = {"kk": KAZAKH, "ru": RUSSIAN, "en": ENGLISH}
FAMILIES: list[tuple[Lang, list[str]]] = [
    (lang, line.split()) for lang, text in LISTS.items() for line in text.strip().splitlines()
]

STRANGERS: list[tuple[Lang, str, str]] = [
    ("kk", "қала", "қалдық"),
    ("kk", "көл", "көлік"),
    ("kk", "көше", "көшет"),
    ("kk", "жол", "жолаушы"),
    ("kk", "ауа", "аула"),
    ("kk", "аула", "ауыл"),
    ("kk", "орын", "орман"),
    ("kk", "ит", "иіс"),
    ("kk", "бала", "бас"),
    ("kk", "су", "сурет"),
    ("kk", "әкім", "әке"),
    ("kk", "білім", "бір"),
    ("kk", "бақ", "баға"),
    ("kk", "тұрақ", "тұрғын"),
    ("kk", "жарық", "жар"),
    ("kk", "мектеп", "мекеме"),
    ("kk", "қар", "қарт"),
    ("kk", "балабақша", "бала"),
    ("ru", "площадь", "площадка"),
    ("ru", "аким", "акимат"),
    ("ru", "вода", "водитель"),
    ("ru", "двор", "дворец"),
    ("ru", "дом", "домофон"),
    ("ru", "мост", "место"),
    ("ru", "свет", "светофор"),
    ("ru", "сад", "садик"),
    ("ru", "парк", "парковка"),
    ("ru", "школа", "школьник"),
    ("ru", "труба", "труд"),
    ("ru", "яма", "январь"),
    ("ru", "проблема", "проба"),
    ("ru", "квартал", "квартира"),
    ("ru", "канал", "канава"),
    ("ru", "подвал", "подача"),
    ("ru", "мать", "матрас"),
    ("ru", "музей", "музыка"),
    ("ru", "район", "рай"),
    ("en", "street", "stress"),
    ("en", "building", "build"),
    ("en", "bus", "business"),
]


def pairs(lang: Lang) -> list[tuple[str, str]]:
    """Each form beside the first of its family."""
    return [(family[0], form) for of, family in FAMILIES if of == lang for form in family[1:]]


@pytest.mark.parametrize(("lang", "family"), FAMILIES, ids=[f"{lang} {family[0]}" for lang, family in FAMILIES])
def test_forms_of_one_word_meet(lang: Lang, family: list[str]) -> None:
    assert {stem(form, lang) for form in family} == {stem(family[0], lang)}


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(pairs("kk")) >= 120
    assert len(pairs("ru")) >= 120


@pytest.mark.parametrize(("lang", "one", "other"), STRANGERS)
def test_words_that_only_look_alike_do_not_meet(lang: Lang, one: str, other: str) -> None:
    assert stem(one, lang) != stem(other, lang)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_no_two_families_of_the_list_fall_together(lang: Lang) -> None:
    firsts = [family[0] for of, family in FAMILIES if of == lang]
    assert [(a, b) for a, b in combinations(firsts, 2) if stem(a, lang) == stem(b, lang)] == []


def test_kazakh_typed_with_russian_letters_meets_too() -> None:
    families = [[skeleton(form) for form in family] for lang, family in FAMILIES if lang == "kk"]
    met = [stem(family[0], "kk") == stem(form, "kk") for family in families for form in family[1:]]
    assert sum(met) / len(met) >= 0.97


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("көшелеріміздің", "көше"),
        ("үйлерінің", "үй"),
        ("жолдардағы", "жол"),
        ("қаланың", "қала"),
        ("мектебіне", "мектеп"),
        ("құбыры", "құбыр"),
        ("халқының", "халық"),
        ("жұмыссыз", "жұмыс"),
        ("тұрғынбыз", "тұрғын"),
    ],
)
def test_a_kazakh_stem_is_the_word_of_the_dictionary(word: str, root: str) -> None:
    assert stem(word, "kk") == root


@pytest.mark.parametrize(
    ("word", "root"),
    [("паркингтің", "паркинг"), ("траншеяға", "траншея"), ("кондиционерлер", "кондиционер"), ("виадуктен", "виадук")],
)
def test_a_word_nobody_listed_loses_its_endings_by_the_rules(word: str, root: str) -> None:
    assert stem(word, "kk") in {root, root[:-1] + "к" if root.endswith("г") else root}


@pytest.mark.parametrize("word", ["балалер", "үйлар", "көшедағы", "мектепқа"])
def test_an_ending_against_vowel_harmony_is_not_an_ending(word: str) -> None:
    assert stem(word, "kk") not in {"бала", "үй", "көше", "мектеп"}


def test_long_words_and_single_letters_do_no_harm() -> None:
    assert stem("а", "ru") == "а"
    assert stem("і", "kk") == "і"
    assert stem("лар" * 20, "kk")
    assert stem("ами" * 20, "ru")
