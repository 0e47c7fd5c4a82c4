"""Which language a short text is in: Kazakh, Russian or English, also when two are mixed or letters are missing.

Points are counted word by word: a letter that only one language has, a frequent word, a telling ending. The weights
were set by hand on short appeals; whole numbers, so that the same text gets the same answer everywhere.
"""

import re
from functools import lru_cache
from operator import itemgetter
from typing import Final

from ortaq.engines.language.folding import KAZAKH_LETTERS, Lang, fold, folded_words, has_kazakh_letter, skeleton

SURE: Final = 4  # a letter only Kazakh has
NAME: Final = 1  # the same in a capitalised word inside a sentence: a Kazakh name in a Russian text
FREQUENT: Final = 3
ENDING: Final = 2
HINT: Final = 1

KAZAKH_WORDS: Final = frozenset(
    """
    мен және бұл бул үшін ушин керек бар жоқ жок емес бір бир біз биз сіз сиз сіздер ол осы сол қай қандай кандай неге
    қашан кашан қайда туралы туралі дейін дейин кейін кейин бойынша жақын жатыр тұр тур отыр жүр болып болды болса
    болады болар бола еді еди екен өте оте жаңа жана көп коп аз ең барлық барлык бүгін бугин кеше ертең қазір казир
    өтінемін отинемин өтініш отиниш сұраймын сураймын сұраймыз сураймыз рақмет рахмет сәлем салем сәлеметсіз салеметсиз
    салеметсізбе бе ма ме ба па пе да де та те ғой гой енді енди тағы таги біздің биздин сіздің сиздин менің менин
    оның онын қалай калай деп дейді дейди жол жолда көше коше үй уй аула ауласы су суы жарық жарык қоқыс кокыс
    бала балалар мектеп мектепте балабақша қала кала қаласы каласы ауыл аудан ит иттер кірді шықты адам адамдар
    халық халык тұрғын тургын жөндеу жондеу колдеу қолдау колдау болмайды жоқпа арық арык саябақ саябак аялдама
    """.split()
)
RUSSIAN_WORDS: Final = frozenset(
    """
    и в во на не что это как по с со у к ко за из изо о об от до для при про под над через без около возле между
    мы вы он она они я ты нас нам вас вам их его её ее мне меня наш наша наше наши нашей нашем нашего ваш который
    которая которые где когда почему куда кто чей так же уже еще ещё очень только нет есть был была было были будет
    быть можно нельзя нужно надо пожалуйста прошу просим здравствуйте спасибо добрый день год года лет месяц неделю
    или но а если чтобы то все всё весь вся этот эта эти этой этом том там тут здесь дома доме дом дома двор дворе
    улица улице улицы дорога дороге дороги яма ямы вода воды воду свет мусор лифт район города город города городе
    опять снова никто ничего каждый день ночью утром вечером после
    """.split()
)
ENGLISH_WORDS: Final = frozenset(
    """
    the a an and or of in on at to for is are was were be been it this that there here we you i our my your not no
    with from by please street road water light lights hole pothole house near has have had when where why how who
    """.split()
)
# A word of both lists says nothing.
_BOTH: Final = KAZAKH_WORDS & RUSSIAN_WORDS

KAZAKH_ENDINGS: Final = frozenset(
    """
    лар лер дар дер тар тер нің нин нын ның дын дың дін тын тың тін ған ган ген кен қан мыз миз сыз сиз нда нде
    дағ дың ады еді йды йды йді йди еди ыңы уға уге уды уді уди ымы ім ңіз ңыз гін ғын іне ына ғы ғі тағ тег дег лық
    дагы деги нагы неги арга ерге ырга ирге аган еген кен тен тан мен сынд ийди ейди айди иси асы мады меди
    лды лди рды рди лык лік лик сын сін мын мін мен пен бен
    """.split()
)
RUSSIAN_ENDINGS: Final = frozenset(
    """
    ого его ому ему ыми ими ать ять ить еть ией ния ние ний нию ции ция цию ами ями ется тся ться ный ная ное ные ных
    ной ном ную кий кая кое кие ких кой ской ость ают уют яют ает ует ите йте али или ыло ыла ала ила ела ели ест
    вка вки вку вке овы ово ова чка чки шка шки ска ску ске ск щий щие щая лся сь ых их ую юю ие ой ей ом ем ах ях
    ый ий ее нут еля
    """.split()
)
# In Kazakh only in borrowed words: these letters, two consonants at the beginning, о after the first
# syllable, я or ю after a consonant.
_BORROWED: Final = re.compile(r"[вфцчщъьэ]|^[бвгджзклмнпрстфхцчшщ]{2}|[аеиоуыэюя][^аеиоуыэюя]+о|[бвгджзклмнпрстфх][юя]")


_KAZAKH_LETTER: Final = re.compile(f"[{''.join(sorted(KAZAKH_LETTERS))}]")
_FIRST, _SECOND, _THIRD = map(itemgetter, range(3))


def detect(text: str, fallback: Lang = "kk") -> Lang:
    """Guess the language of a text; the caller's fallback when no word says anything (emoji, numbers, empty)."""
    scores = detect_scores(text)
    best = max(scores.values())
    if best == 0:
        return fallback
    leaders: list[Lang] = [lang for lang, score in scores.items() if score == best]
    return fallback if fallback in leaders else leaders[0]


def detect_scores(text: str) -> dict[Lang, int]:
    """Give the points of each language; a word of two languages gives points to both."""
    folded = fold(text)
    words = folded_words(folded)
    scores = list(map(word_scores, words))
    kazakh = sum(map(_FIRST, scores))
    if _KAZAKH_LETTER.search(folded) and any(map(has_kazakh_letter, words)) and (names := _names(text)):
        kazakh -= sum(max(score[0] - NAME, 0) for word, score in zip(words, scores, strict=True) if word in names)
    return {"kk": kazakh, "ru": sum(map(_SECOND, scores)), "en": sum(map(_THIRD, scores))}


def _names(text: str) -> frozenset[str]:
    """Give, folded, the words that begin with a capital inside a sentence that is not all capitals."""
    if text.isupper():
        return frozenset()
    found = set()
    inside = False
    for part in text.split():
        if inside and part.lstrip("«\"'(„“")[:1].isupper():
            found.update(folded_words(fold(part)))
        inside = not part.endswith((".", "!", "?", "…"))
    return frozenset(found)


@lru_cache(maxsize=32_768)
def word_scores(word: str) -> tuple[int, int, int]:
    """Give what one folded word says for Kazakh, Russian and English."""
    if word.isdigit():
        return 0, 0, 0
    if word.isascii():
        return 0, 0, FREQUENT if word in ENGLISH_WORDS else HINT
    kazakh = _points(word, KAZAKH_WORDS, KAZAKH_ENDINGS)
    if has_kazakh_letter(word):
        return max(kazakh, SURE), 0, 0
    russian = _points(word, RUSSIAN_WORDS, RUSSIAN_ENDINGS)
    if _BORROWED.search(word):
        russian += HINT
        kazakh = min(kazakh, HINT) if word not in KAZAKH_WORDS else kazakh
    return kazakh, russian, 0


def _points(word: str, frequent: frozenset[str], endings: frozenset[str]) -> int:
    if word in frequent:
        return HINT if word in _BOTH else FREQUENT
    if len(word) > 4 and not endings.isdisjoint((word[-2:], word[-3:], word[-4:])):
        return ENDING
    return 0


def looks_kazakh(word: str) -> bool:
    """Tell whether a folded word without Kazakh letters is more likely Kazakh than Russian."""
    kazakh, russian, _ = word_scores(skeleton(word))
    return kazakh > russian
