"""A light English stemmer: plurals, -ing, -ed and the final e; enough for a street name or a broken lamp.

Plurals follow the S-stemmer (D. Harman, How effective is suffixing?, JASIS 42, 1991); the rest is our own.
"""

import re
from typing import Final

_VOWEL: Final = re.compile(r"[aeiouy]")
_DOUBLED: Final = re.compile(r"([bdfgmnprt])\1$")
_IRREGULAR: Final = {
    "children": "child",
    "people": "person",
    "persons": "person",
    "feet": "foot",
    "men": "man",
    "women": "woman",
    "broken": "break",
    "broke": "break",
    "bus": "bus",
    "buses": "bus",
    "gas": "gas",
    "news": "news",
}
_KEPT: Final = frozenset(
    "building ceiling evening morning nothing something spring string thing bring king ring wing feed need seed "
    "speed weed bed red shed".split()
)


def stem_english(word: str) -> str:
    """Give the stem of a folded English word: potholes → pothol, as pothole."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3:  # the, its, bus: nothing to take away
        return word
    word = _singular(word)
    if word not in _KEPT:
        word = _without_verb_ending(word)
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 2 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    if word.endswith("ied"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            return _DOUBLED.sub(r"\1", rest)
    return word
