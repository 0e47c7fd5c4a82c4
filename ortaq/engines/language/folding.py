"""One shape for every spelling: case, Unicode forms, look-alike letters, and the words of a text.

Folding is for search and detection only; what a resident wrote is kept and shown as she wrote it.
"""

import re
import unicodedata
from typing import Final, Literal, TypeAlias, get_args

Lang: TypeAlias = Literal["kk", "ru", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)

_MOST_PASSES: Final = 4  # folding one exotic sign may uncover another; two passes are usual

LONGEST_WORD: Final = 64  # letters; longer "words" are pasted noise and are cut, so that no cache can be flooded

KAZAKH_LETTERS: Final = frozenset("әғқңөұүһі")  # the nine letters Kazakh has and Russian has not (1940 alphabet)

# How the nine letters look when only a Russian keyboard is at hand.
_SKELETON: Final = str.maketrans("әғқңөұүһі", "агкноуухи")

# Latin (and Greek) letters that look like Cyrillic ones. H is Н, but h is һ. Source: Unicode confusables (UTS 39),
# reduced to the letters of the Kazakh and Russian alphabets.
_TO_CYRILLIC: Final = str.maketrans(
    "ABCEHIKMOPTXYaceikmoptxyhƏəƟɵΘθ",
    "АВСЕНІКМОРТХУасеікмортхуһӘәӨөӨө",
)
_TO_LATIN: Final = str.maketrans("АВСЕНІКМОРТХУасеікмортхуһ", "ABCEHIKMOPTXYaceikmoptxyh")
_CYRILLIC_ALIKE: Final = frozenset("АВСЕНІКМОРТХУасеікмортхуһ")
_LATIN_ALIKE: Final = frozenset("ABCEHIKMOPTXYaceikmoptxyhƏəƟɵΘθ")

_LATIN_SIGNS: Final = "A-Za-zƏəƟɵΘθ"
_LATIN: Final = re.compile(f"[{_LATIN_SIGNS}]")
_TWO_SCRIPTS: Final = re.compile(rf"[{_LATIN_SIGNS}][\u0400-\u04ff0-9]|[\u0400-\u04ff0-9][{_LATIN_SIGNS}]")
_WORD: Final = re.compile(r"[^\W_]+")
# Zero-width signs, soft hyphen, variation selectors, stress marks left over after NFKC, the dot of a Turkish İ;
# an apostrophe inside a word (don't, об'езд).
_UNSEEN: Final = re.compile(r"[\u00ad\u0300\u0301\u0307\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
# The sign stands first in the pattern: it is rarer than letters, and found sooner.
_APOSTROPHE: Final = re.compile(r"['’ʼ`](?<=[^\W\d_].)(?=[^\W\d_])")
# Anything but ASCII, the Cyrillic letters in use, « » – — … “ ” ₸ and emoji; such a text takes the long way.
_UNUSUAL: Final = re.compile(
    r"[\u00a0-\u00aa\u00ac-\u00ba\u00bc-\u0400\u040d\u0450\u045d\u0500-\u200f\u2028-\u20b7\u20b9-\U0001f2ff\U0001fb00-\U0010ffff]"
)


def known(code: str) -> Lang | None:
    """Give a code as one of the languages, None for any other: functions here then look for themselves."""
    return next((language for language in LANGUAGES if language == code), None)


def _plain_latin() -> dict[int, str]:
    """Map ä, ğ, ş, ñ, ū, é… (and the dotless ı) to their base letters, as Kazakh in Latin script needs them."""
    table = {ord("ı"): "i", ord("ѐ"): "е", ord("ѝ"): "и"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    return table


_PLAIN_LATIN: Final = _plain_latin()


def fold(text: str) -> str:
    """Bring a text to the one shape in which words are compared.

    NFKC, case folded, ё as е, unseen signs and stress marks gone, Latin diacritics dropped, and no word in two
    scripts: Latin i, a, o… inside a Cyrillic word become Cyrillic and the other way round. Folding twice changes
    nothing.
    """
    if not _UNUSUAL.search(text) and not _has_two_scripts(text):
        plain = _APOSTROPHE.sub("", text.casefold().replace("ё", "е"))
        if len(plain) == len(text) or not _has_two_scripts(plain):  # an apostrophe may have kept two scripts apart
            return plain
    for _ in range(_MOST_PASSES):
        folded = _folded_once(text)
        if folded == text:
            break
        text = folded
    return text


def _folded_once(text: str) -> str:
    text = _UNSEEN.sub("", text.replace("№", " "))
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_PLAIN_LATIN)
    text = _APOSTROPHE.sub("", text)
    if _has_two_scripts(text):
        text = _WORD.sub(_in_one_script, text)
    return text.casefold().replace("ё", "е")


def _has_two_scripts(text: str) -> bool:
    """Tell whether Latin letters stand beside Cyrillic ones or digits; most texts have no Latin letter at all."""
    return _LATIN.search(text) is not None and _TWO_SCRIPTS.search(text) is not None


def _in_one_script(found: re.Match[str]) -> str:
    word = found[0]
    if word.isascii() and word.isalpha():
        return word
    latin = [sign for sign in word if sign.isalpha() and (sign < "\u0250" or sign in _LATIN_ALIKE)]
    if not latin:
        return word
    cyrillic = [sign for sign in word if "\u0400" <= sign <= "\u04ff"]
    if any(sign not in _CYRILLIC_ALIKE for sign in cyrillic) or all(sign in _LATIN_ALIKE for sign in latin):
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN)


def tokens(text: str) -> list[str]:
    """Give the words and numbers of a text, folded, in their order; signs and emoji are no words."""
    return folded_words(fold(text))


def folded_words(folded: str) -> list[str]:
    """Give the words of a text that is folded already."""
    words = _WORD.findall(folded)
    if len(max(words, key=len, default="")) > LONGEST_WORD:
        return [word[:LONGEST_WORD] for word in words]
    return words


def skeleton(word: str) -> str:
    """Write a folded word with Russian letters only: көше → коше, as it is often typed on a phone."""
    return word.translate(_SKELETON)


def has_kazakh_letter(word: str) -> bool:
    """Tell whether a folded word has one of the nine letters that only Kazakh has."""
    return not KAZAKH_LETTERS.isdisjoint(word)
