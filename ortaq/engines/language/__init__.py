"""Languages of the city: which one a text is in, and which words in it mean the same.

`detect` guesses Kazakh, Russian or English; `search_text` gives what is stored beside a text so that
көшелеріміздің is found by көше and дворами by двор; `query_terms` gives what to look for.
"""

from ortaq.engines.language.detection import detect, detect_scores
from ortaq.engines.language.folding import LANGUAGES, Lang, fold, known, skeleton, tokens
from ortaq.engines.language.ordering import alphabetical
from ortaq.engines.language.searching import query_terms, search_terms, search_text, stem

__all__ = [
    "LANGUAGES",
    "Lang",
    "alphabetical",
    "detect",
    "detect_scores",
    "fold",
    "known",
    "query_terms",
    "search_terms",
    "search_text",
    "skeleton",
    "stem",
    "tokens",
]
