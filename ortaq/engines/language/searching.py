"""What is stored for search beside a text, and what is looked up for a query.

A stored word is its stem. Three cares are taken:

- The language of a text is a guess, and texts are mixed. A Cyrillic word without Kazakh letters is stored with its
  Russian stem always, and with its Kazakh stem too unless the text is Russian and the word looks so; a query asks for
  all stems that fit.
- Kazakh is often typed with Russian letters. A stem with Kazakh letters is also stored as `q` + its plain spelling
  (көше → qкоше). A plain query (коше) asks for it as well; a properly spelled one (көл, lake) also asks for the plain
  word, but not for another word's `q` form, so it does not meet қол, hand.
- Or with some of the letters (кошелеріміздің, жәшик), and then the endings do not fit. Only a known root proves that a
  word is spelled properly; any other word with Kazakh letters is stored and asked for as if typed plainly, too.
"""

from functools import lru_cache
from itertools import chain
from typing import Final

from ortaq.engines.language.detection import looks_kazakh
from ortaq.engines.language.english import stem_english
from ortaq.engines.language.folding import Lang, fold, folded_words, has_kazakh_letter, skeleton
from ortaq.engines.language.kazakh import stem_kazakh
from ortaq.engines.language.kazakh_words import ROOTS
from ortaq.engines.language.russian import stem_russian

PLAIN_MARK: Final = "q"
_CACHE: Final = 65_536  # words; ≈ 15 MB when full

# Words that say nothing in a query; a query of nothing else keeps them.
_EMPTY_WORDS: Final = frozenset(
    """
    және мен пен бен да де та те ма ме ба бе па пе үшін бойынша туралы осы бұл сол
    и в во на не с со у к ко за из о об от до для при по под над а но или что это как же
    the a an and or of in on at to for is are it this that with by
    """.split()
)


@lru_cache(maxsize=_CACHE)
def stem(word: str, lang: Lang) -> str:
    """Give the stem of one word in a language: көшелеріміздің in "kk" gives көше; numbers stay as they are."""
    word = fold(word)
    if not word.isalpha():
        return word
    if lang == "en" or word.isascii():
        return stem_english(word) if lang == "en" else word
    return stem_kazakh(word) if lang == "kk" else stem_russian(word)


def search_terms(text: str, lang: Lang | None = None) -> list[str]:
    """Give the terms stored for a text, each once, in order; `lang` is a hint and may be wrong."""
    words = dict.fromkeys(folded_words(fold(text)))
    return list(dict.fromkeys(chain.from_iterable(_stored(word, lang) for word in words)))


def search_text(text: str, lang: Lang | None = None) -> str:
    """Give the stored terms in one line, as a full-text index takes them."""
    return " ".join(search_terms(text, lang))


def query_terms(text: str) -> list[list[str]]:
    """Give for each word of a query the stored terms any of which would be this word; all words are wanted."""
    words = list(dict.fromkeys(folded_words(fold(text))))
    telling = [word for word in words if word not in _EMPTY_WORDS]
    return [list(_asked(word)) for word in telling or words]


@lru_cache(maxsize=_CACHE)
def _stored(word: str, lang: Lang | None) -> dict[str, None]:
    if not word.isalpha():
        return {word: None}
    if word.isascii():
        return {stem_english(word): None}
    if has_kazakh_letter(word):
        kazakh = stem_kazakh(word)
        return dict.fromkeys([kazakh, *(_marked(kazakh) if kazakh in ROOTS else [_plainly(word)])])
    if lang == "ru" and not looks_kazakh(word):
        return {stem_russian(word): None}
    return dict.fromkeys([stem_russian(word), stem_kazakh(word)])


@lru_cache(maxsize=_CACHE)
def _asked(word: str) -> dict[str, None]:
    if not word.isalpha() or word.isascii():
        return _stored(word, None)
    kazakh = stem_kazakh(word)
    if has_kazakh_letter(word):
        spelled = dict.fromkeys([kazakh, skeleton(kazakh)])
        return spelled if kazakh in ROOTS else spelled | dict.fromkeys([_plainly(word), PLAIN_MARK + _plainly(word)])
    russian = stem_russian(word)  # Сатпаева is asked for, Сәтпаев көшесі is written
    return dict.fromkeys([russian, kazakh, PLAIN_MARK + kazakh, PLAIN_MARK + russian])


def _plainly(word: str) -> str:
    """Give the stem of a word whose spelling cannot be trusted, as if it were typed with Russian letters only."""
    return stem_kazakh(skeleton(word))


def _marked(stemmed: str) -> list[str]:
    return [PLAIN_MARK + skeleton(stemmed)] if has_kazakh_letter(stemmed) else []
