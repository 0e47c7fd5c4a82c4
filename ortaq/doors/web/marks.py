"""Where the words somebody looked for stand in a text, in whatever form they are written."""

import re
from itertools import pairwise

from ortaq.engines.language import query_terms, search_terms

_WORD = re.compile(r"\w+")
AROUND = 90
"""Signs of text shown on either side of the first find."""
Span = tuple[int, int]


def spans(text: str, asked: str) -> list[Span]:
    """This will give (start, end) of every word of the text that is a form of a word asked for."""
    groups = query_terms(asked)
    if not groups:
        return []
    wanted = {term for group in groups for term in group}
    beginnings = tuple(groups[-1])
    found = []
    for word in _WORD.finditer(text):
        terms = set(search_terms(word.group()))
        if terms & wanted or any(term.startswith(beginnings) for term in terms):
            found.append(word.span())
    return found


def excerpt(text: str, asked: str) -> tuple[str, list[Span]]:
    """This will cut a text around the first find, with the spans inside it; its beginning if there is none."""
    flat = " ".join(text.split())
    first = next(iter(spans(flat, asked)), None)
    start = max(0, first[0] - AROUND) if first else 0
    end = min(len(flat), (first[1] if first else 0) + 2 * AROUND)
    start = flat.rfind(" ", 0, start) + 1 if start else 0
    if end < len(flat) and " " in flat[start:end]:
        end = flat.rfind(" ", start, end)
    cut = f"{'… ' if start else ''}{flat[start:end]}{' …' if end < len(flat) else ''}"
    return cut, spans(cut, asked)


def in_order(found: list[Span]) -> bool:
    """This will say whether spans follow each other without overlapping."""
    return all(before[1] <= after[0] for before, after in pairwise(found))
