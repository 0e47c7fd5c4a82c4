"""A light Kazakh stemmer: endings are taken off in the order Kazakh puts them on, each only where it may stand.

A Kazakh noun is root + plural + possessive + case (+ person), a verb is root + negation + tense + person; each
ending has a back and a front form (vowel harmony) and up to three first letters (after a vowel, a voiced or a
voiceless sound). Paradigms after R. Mukhamedova, Kazakh: A Comprehensive Grammar (Routledge, 2016). All ways of reading
a word are tried; a reading that ends in a known root wins, else the shortest that is still long enough.

Words typed with Russian letters only (кошелеримиздин) are read with the same endings written so.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

from ortaq.engines.language.folding import has_kazakh_letter, skeleton
from ortaq.engines.language.kazakh_words import ROOTS, SHORTENED

# An ending → the letters it may follow, and the harmony it has: "b" back, "f" front, "" either.
Endings: TypeAlias = dict[str, tuple[frozenset[str], str]]
Slot: TypeAlias = tuple[Endings, frozenset[str], int]

_BACK: Final = frozenset("аоұы")
_FRONT: Final = frozenset("әеөүіэ")
_VOWELS: Final = frozenset("аәеиоөуұүыіэюя")

_AFTER_VOWEL: Final = "аәеоөұүыіэюя"
_GLIDE: Final = "уий"
_VOICED: Final = "зж"
_VOICELESS: Final = "кқпстфхцчшщһбвгғд"  # loans end in б, в, г, д but take the endings of п, ф, к, т: завод-тар
_THIRD: Final = "ыі"  # the possessive of the third person, which has case endings of its own
_CLOSED: Final = "бвгғджзйклмнңпрстуфхцчшщһқи"


def _endings(*rows: tuple[str, str, str]) -> Endings:
    """Read rows of (back forms, front forms, letters before)."""
    made: Endings = {}
    for back, front, before in rows:
        both = set(back.split()) & set(front.split())
        for forms, harmony in ((back, "b"), (front, "f")):
            for form in forms.split():
                letters = made[form][0] if form in made else frozenset[str]()
                made[form] = (letters | frozenset(before), "" if form in both else harmony)
    return made


_PLURAL: Final = _endings(
    ("лар", "лер", _AFTER_VOWEL + _GLIDE + "р"),
    ("дар", "дер", "лмнңзж"),
    ("тар", "тер", _VOICELESS),
)
_POSSESSIVE: Final = _endings(
    ("ы ым ымыз ыңыз", "і ім іміз іңіз", _CLOSED),
    ("сы мыз ңыз", "сі міз ңіз", _AFTER_VOWEL + "уи"),
    ("м", "м", "аәеыі"),
)
_CASE: Final = _endings(
    ("ның", "нің", _AFTER_VOWEL + "мнң"),
    ("дың", "дің", "рлзж" + _GLIDE),
    ("тың", "тің", _VOICELESS),
    ("ны", "ні", _AFTER_VOWEL),
    ("ды", "ді", "рлмнңзж" + _GLIDE),
    ("ты", "ті", _VOICELESS),
    ("н на нан нда ндағы", "н не нен нде ндегі", _THIRD),
    ("ға", "ге", _AFTER_VOWEL + _GLIDE + _VOICED + "рлмнң"),
    ("қа", "ке", _VOICELESS),
    ("а", "е", "м"),
    ("да дағы дан", "де дегі ден", _AFTER_VOWEL + _GLIDE + _VOICED + "рл"),
    ("да дағы нан", "де дегі нен", "мнң"),
    ("та тағы тан", "те тегі тен", _VOICELESS),
    ("мен", "мен", _AFTER_VOWEL + _GLIDE + "рлмнң"),
    ("бен", "бен", _VOICED),
    ("пен", "пен", _VOICELESS),
)
# "Without" stands where a person's ending stands: жарықсыз көше, біз тұрғынбыз.
_PERSON: Final = _endings(
    ("сыз мын мыз", "сіз мін міз", _AFTER_VOWEL + _GLIDE + "рлмнңкқпстшзж"),
    ("бын быз", "бін біз", "мнңзж"),
    ("пын пыз", "пін піз", _VOICELESS),
)
_VERB_PERSON: Final = _endings(
    ("мын мыз сыз сыздар", "мін міз сіз сіздер", _AFTER_VOWEL + "нңмптй"),
    ("м ңыз ңыздар", "м ңіз ңіздер", _AFTER_VOWEL),
    ("ыңыз ыңыздар", "іңіз іңіздер", _CLOSED),
    ("пыз пын", "піз пін", "нқктп"),
    ("быз бын", "біз бін", "н"),
    ("ы", "і", "н"),
)
_TENSE: Final = _endings(
    ("ған", "ген", _AFTER_VOWEL + _GLIDE + _VOICED + "рлмнң"),
    ("қан", "кен", _VOICELESS),
    ("ды дық", "ді дік", _AFTER_VOWEL + _GLIDE + _VOICED + "рлмнң"),
    ("ты тық", "ті тік", _VOICELESS),
    ("ады атын адымыз ып са сақ", "еді етін едіміз іп се сек", _CLOSED),
    ("йды йтын й п са", "йді йтін й п се", "аәеыі"),
    ("сын", "сін", _AFTER_VOWEL + _CLOSED),
    ("уда умен уы уын уға уды удың", "уде умен уі уін уге уді удің", _AFTER_VOWEL + _CLOSED),
)
_NEGATION: Final = _endings(
    ("ма", "ме", _AFTER_VOWEL + _GLIDE + "рл"),
    ("ба", "бе", "мнңзж"),
    ("па", "пе", _VOICELESS),
)


def _spelled_plainly(slot: Endings) -> Endings:
    """Add to the endings their forms typed with Russian letters: -дың as -дын, -ға as -га, -нің as -нин."""
    made: Endings = {}
    for form, (letters, harmony) in slot.items():
        wider = letters | frozenset(skeleton("".join(letters)))
        for spelling in (form, skeleton(form)):
            known = made.get(spelling, (frozenset[str](), harmony))
            made[spelling] = (known[0] | wider, harmony if known[1] == harmony else "")
    return made


def _measured(*slots: Endings) -> tuple[Slot, ...]:
    """Put beside each slot the last letters of its endings and the length of the longest: nothing else is looked up."""
    return tuple((slot, frozenset(form[-1] for form in slot), max(map(len, slot))) for slot in slots)


_NOUN_SLOTS: Final = (_PERSON, _CASE, _POSSESSIVE, _PLURAL)
_VERB_SLOTS: Final = (_VERB_PERSON, _TENSE, _NEGATION)
_NOUN: Final = _measured(*_NOUN_SLOTS)
_VERB: Final = _measured(*_VERB_SLOTS)
_PLAIN_NOUN: Final = _measured(*map(_spelled_plainly, _NOUN_SLOTS))
_PLAIN_VERB: Final = _measured(*map(_spelled_plainly, _VERB_SLOTS))
_PLAIN_ROOTS: Final = frozenset(map(skeleton, ROOTS))
_PLAIN_SHORTENED: Final = {skeleton(short): skeleton(root) for short, root in SHORTENED.items()}

# Between vowels п, к, қ become б, г, ғ: мектеп, мектебі. No Kazakh root ends in the latter three.
_FINAL: Final = {"б": "п", "г": "к", "ғ": "қ"}

_SHORTEST_ROOT: Final = 3


def stem_kazakh(word: str) -> str:
    """Give the stem of a folded Kazakh word: көшелеріміздің → көше, мектебіне → мектеп, су → су."""
    plain = not has_kazakh_letter(word)
    roots = _PLAIN_ROOTS if plain else ROOTS
    if word in roots or len(word) < _SHORTEST_ROOT:
        return word
    readings = _readings(word, _PLAIN_NOUN if plain else _NOUN, plain=plain)
    if not any(_root(reading, plain=plain) in roots for reading in readings):
        nouns = list(readings)
        for noun in nouns:
            readings |= _readings(noun, _PLAIN_VERB if plain else _VERB, plain=plain)
        readings |= {reading[:-1] for reading in readings if reading.endswith("у")}
    found = {_root(reading, plain=plain) for reading in readings}
    known = found & roots
    if known:
        return max(known, key=_by_length)
    long_enough = [root for root in found if len(root) >= _SHORTEST_ROOT and not _VOWELS.isdisjoint(root)]
    return min(long_enough, key=_by_length, default=word)


def _by_length(word: str) -> tuple[int, str]:
    return len(word), word


def _readings(word: str, slots: Iterable[Slot], *, plain: bool) -> set[str]:
    """Give the word and whatever is left of it when at most one ending of each slot, in their order, is taken off."""
    found = {word}
    for endings, last_letters, longest in slots:
        for reading in [reading for reading in found if reading[-1] in last_letters]:
            for size in range(1, min(longest, len(reading) - 2) + 1):
                ending = endings.get(reading[-size:])
                if ending is not None and reading[-size - 1] in ending[0]:
                    rest = reading[:-size]
                    if _in_harmony(rest, ending[1], plain=plain):
                        found.add(rest)
    return found


def _in_harmony(rest: str, harmony: str, *, plain: bool) -> bool:
    """Tell whether an ending of this harmony suits what stands before it; и, у, ю, я suit both, as do typed о and у."""
    if not harmony:
        return True
    for letter in reversed(rest):
        if letter in _BACK:
            return harmony == "b" or (plain and letter == "о")
        if letter in _FRONT:
            return harmony == "f"
        if letter in "иуюя":
            return True
    return False


def _root(reading: str, *, plain: bool) -> str:
    shortened = (_PLAIN_SHORTENED if plain else SHORTENED).get(reading)
    if shortened:
        return shortened
    return reading[:-1] + _FINAL.get(reading[-1], reading[-1])
