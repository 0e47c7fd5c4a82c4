"""A light Russian stemmer for what residents write about: nouns and adjectives first, verbs as far as it is safe.

Endings are the paradigms of A. Zaliznyak's Grammatical Dictionary (1977); the way of taking them off is our own:
known stems first (канал, проблем, акимат look as if they had an ending), then the longest ending that leaves a
stem with a vowel, then the vowels that come and go (площадок, площадка → площадк).
"""

import re
from typing import Final

from ortaq.engines.language.russian_words import FORMS, STEMS, VERBS

# Endings of nouns and adjectives, hard and soft; longest first when they are taken off.
_NAME_ENDINGS: Final = frozenset(
    """
    а я о е ы и у ю ь й
    ам ям ах ях ами ями ов ев ей ой ью ом ем ою ею
    ия ие ий ии ию ием ией иям иях иями иев
    ья ье ьи ьев ьям ьях ьями ьем ьей
    ея еи еям еях еями еем
    ая яя ое ее ые ую юю ый ых их ым им ого его ому ему ыми ими
    """.split()
)
# Endings of verbs that no noun shares often enough to matter.
_VERB_ENDINGS: Final = frozenset(
    """
    ать ять еть ить ыть оть нуть овать евать ывать ивать
    ает яет ует ают яют уют еют аем яем уем аете яете ешь аешь ишь
    ал ала ало али ял яла яло яли ил ила ило или ыл ыла ыло ыли нул нула нуло нули
    овал овала овало овали ывал ывала ывало ывали ивал ивала ивало ивали
    ывает ивает ывают ивают ывание ивание ывания ивания йте ите
    """.split()
)
# Endings that belong to a verb only after a stem known as one: акимат, бюджет and маршрут end like горят, идет, ждут.
_SHY_VERB_ENDINGS: Final = ("ит", "ят", "ат", "ет", "ут", "ют", "ел", "ела", "ело", "ели", "ишь", "им", "ите")
_REFLEXIVE: Final = re.compile(r"(?<=[тьлмвйяех])ся$|(?<=л[аои])сь$|(?<=[юу])сь$|(?<=те)сь$")
_VOWEL: Final = re.compile(r"[аеиоуыэюя]")
_FLEETING: Final = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[кц]$)")
_FLEETING_I: Final = re.compile(r"(?<=[аеиоуыэюя])ек$")
_LONGEST: Final = 5
_SHORTEST_STEM: Final = 2
_SHORTEST_VERB_STEM: Final = 3
_SHORTEST_FLEETING: Final = 5


def stem_russian(word: str) -> str:
    """Give the stem of a folded Russian word: дворами → двор, дорогу → дорог, площадок → площадк."""
    if word in FORMS:
        return FORMS[word]
    if len(word) <= _SHORTEST_STEM:
        return word
    if len(word) > _LONGEST:
        word = _REFLEXIVE.sub("", word)
    return _settled(_known(word) or _verb(word) or _name(word))


def _known(word: str) -> str:
    """Give the listed stem the word is made of, or an empty text; the shortest ending wins."""
    if word in STEMS:
        return word
    for size in range(1, min(_LONGEST, len(word) - _SHORTEST_STEM) + 1):
        if word[-size:] in _NAME_ENDINGS and word[:-size] in STEMS:
            return word[:-size]
    return ""


def _verb(word: str) -> str:
    for ending in _SHY_VERB_ENDINGS:
        if word.endswith(ending) and word[: -len(ending)] in VERBS:
            return word[: -len(ending)]
    for size in range(min(6, len(word) - _SHORTEST_VERB_STEM), 1, -1):
        if word[-size:] in _VERB_ENDINGS and _VOWEL.search(word[:-size]):
            return word[:-size] + ("н" if word[-size:].startswith("ну") else "")
    return ""


def _name(word: str) -> str:
    for size in range(min(_LONGEST, len(word) - _SHORTEST_STEM), 0, -1):
        if word[-size:] in _NAME_ENDINGS and _VOWEL.search(word[:-size]):
            return word[:-size]
    return word


def _settled(stem: str) -> str:
    """Bring what is left to one spelling: no soft sign, one н, no fleeting vowel."""
    stem = stem.removesuffix("ь")
    if stem.endswith("нн"):
        stem = stem[:-1]
    if len(stem) >= _SHORTEST_FLEETING:
        stem = _FLEETING_I.sub("йк", stem)
        stem = _FLEETING.sub("", stem)
    if stem.endswith(("ьц", "ьк")):
        stem = stem[:-2] + stem[-1]
    return stem
