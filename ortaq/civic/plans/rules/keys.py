"""How a paragraph keeps its key from version to version, so that what was said about it finds it again. Plain Python.

Three passes, each over what the one before left:
1. the same words in the same order (longest matching runs of digests);
2. the same words elsewhere: a paragraph that moved;
3. like words: at least half of all words shared (Dice over words, each language by itself), the most alike first; of
   equals the one nearer to its old place.
What is left is new and gets the next free number. Candidates of the third pass come from an index of words, so that
thousands of rewritten paragraphs are not compared each with each.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from ortaq.civic.plans.rules.text import Row

ALIKE: Final = 0.5
"""The least share of words two paragraphs have in common to be one that was changed."""
COMMON: Final = 200
"""A word that stands in more old paragraphs than this finds none of them."""
CANDIDATES: Final = 8
"""Old paragraphs a new one is compared with: those sharing most words."""

Words = dict[str, Counter[str]]


class Kept(NamedTuple):
    """A paragraph of before, with its key."""

    key: str
    row: Row


def match(old: Sequence[Kept], new: Sequence[Row]) -> list[int | None]:
    """This will give for each new paragraph the place of the old one it continues, or None."""
    found: dict[int, int] = {}
    before, after = [kept.row.digest for kept in old], [row.digest for row in new]
    for run in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        found.update(zip(range(run.b, run.b + run.size), range(run.a, run.a + run.size), strict=True))
    _same_elsewhere(before, after, found)
    _alike(old, new, found)
    return [found.get(at) for at in range(len(new))]


def _same_elsewhere(before: Sequence[str], after: Sequence[str], found: dict[int, int]) -> None:
    taken, places = set(found.values()), defaultdict[str, list[int]](list)
    for at, digest in enumerate(before):
        if at not in taken:
            places[digest].append(at)
    for at, digest in enumerate(after):
        if at not in found and places[digest]:
            found[at] = places[digest].pop(0)


def _alike(old: Sequence[Kept], new: Sequence[Row], found: dict[int, int]) -> None:
    taken = set(found.values())
    free = {at: _words(kept.row) for at, kept in enumerate(old) if at not in taken}
    index = defaultdict[tuple[str, str], list[int]](list)
    for at, said in free.items():
        for language, words in said.items():
            for word in words:
                index[language, word].append(at)
    pairs = []
    for at, row in enumerate(new):
        if at in found:
            continue
        said, shared = _words(row), Counter[int]()
        for language, words in said.items():
            for word in words:
                places = index.get((language, word), [])
                shared.update(places if len(places) <= COMMON else ())
        for other, _count in shared.most_common(CANDIDATES):
            likeness = _likeness(said, free[other])
            if likeness >= ALIKE and bool(row.level) == bool(old[other].row.level):
                pairs.append((-likeness, abs(at - other), at, other))
    for _likeness_of, _distance, at, other in sorted(pairs):
        if at not in found and other not in taken:
            found[at] = other
            taken.add(other)


def _words(row: Row) -> Words:
    return {language: Counter(words.casefold().split()) for language, words in row.text.items()}


def _likeness(one: Words, two: Words) -> float:
    """The greatest share of common words in a language both have: a new translation of a kept sentence is no other."""
    shares = [
        2 * (one[code] & two[code]).total() / (one[code].total() + two[code].total())
        for code in one.keys() & two.keys()
    ]
    return max(shares, default=0.0)


def keys_of(old: Sequence[Kept], new: Sequence[Row], *, free: int) -> list[str]:
    """This will give each new paragraph its key: that of the one it continues, else the next number from `free` on."""
    keys = []
    for at in match(old, new):
        if at is not None:
            keys.append(old[at].key)
        else:
            keys.append(str(free))
            free += 1
    return keys
