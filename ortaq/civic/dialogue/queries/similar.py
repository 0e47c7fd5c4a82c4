"""Ideas of a process that speak of the same thing, found by the stems they share while somebody is typing."""

from collections import defaultdict
from dataclasses import dataclass
from math import log
from typing import Final

from django.db.models import Count

from ortaq.civic.dialogue.models import Idea, IdeaStem, Process
from ortaq.civic.dialogue.rules.ideas import State
from ortaq.engines.language import known, query_terms, search_terms

MOST_STEMS: Final = 80
"""Stems kept of one idea: those of its title first."""
LONGEST_STEM: Final = 40
SHORTEST_STEM: Final = 3
ASKED_WORDS: Final = 24
"""Words of what is typed that are looked at: the title comes first."""
TELLING: Final = 8
"""The rarest of them decide."""
IN_TEXT: Final = 0.4
"""What a word of the text weighs beside one of the title."""
FEW: Final = 2
"""Words an idea must share, unless only one is typed."""
LEAST_SHARE: Final = 0.3
"""The share of what all typed words weigh that an idea must have in common."""


@dataclass(frozen=True, slots=True)
class Alike:
    """An idea that is near, with how near it is, 0 to 1."""

    idea: Idea
    share: float


def stems_of(*, title: str, text: str, language: str) -> list[str]:
    """This will give the stems kept of an idea, each once."""
    found = dict.fromkeys(search_terms(title, known(language)))
    found |= dict.fromkeys(search_terms(text, known(language)))
    return [stem for stem in found if SHORTEST_STEM <= len(stem) <= LONGEST_STEM][:MOST_STEMS]


def find(process: Process, *, title: str, text: str = "", limit: int = 5) -> list[Alike]:
    """This will give the ideas nearest to what is being typed, the nearest first. Three statements at most."""
    asked = _asked(title, text)
    if not asked:
        return []
    rows = IdeaStem.objects.filter(process=process, stem__in=sorted({stem for word in asked for stem in word}))
    counts = dict(rows.values_list("stem").annotate(n=Count("id")).order_by())
    if not counts:
        return []
    total = max(counts.values()) + 1
    often = {word: max(counts.get(stem, 0) for stem in word) for word in asked}
    weight = {word: part * log((total + 1) / max(often[word], 1)) for word, part in asked.items()}
    telling = sorted((word for word in asked if often[word]), key=lambda word: -weight[word])[:TELLING]
    weight_of = {stem: (number, weight[word]) for number, word in enumerate(telling) for stem in word}
    return _nearest(process, weight_of, whole=sum(weight.values()), words=len(asked), limit=limit)


def _asked(title: str, text: str) -> dict[tuple[str, ...], float]:
    """The words that are typed, each as the stems it may be kept by, with what it weighs; the shortest say nothing."""
    found: dict[tuple[str, ...], float] = {}
    for part, weight in ((title, 1.0), (text, IN_TEXT)):
        for word in query_terms(part):
            stems = tuple(stem for stem in word if SHORTEST_STEM <= len(stem) <= LONGEST_STEM)
            if stems and len(found) < ASKED_WORDS:
                found.setdefault(stems, weight)
    return found


def _nearest(
    process: Process, weight_of: dict[str, tuple[int, float]], *, whole: float, words: int, limit: int
) -> list[Alike]:
    shared: dict[int, dict[int, float]] = defaultdict(dict)
    rows = IdeaStem.objects.filter(process=process, stem__in=list(weight_of)).values_list("idea", "stem")
    for idea, stem in rows:
        number, weight = weight_of[stem]
        shared[idea][number] = weight
    scored = {
        idea: sum(found.values()) / whole
        for idea, found in shared.items()
        if len(found) >= min(words, FEW) and sum(found.values()) >= LEAST_SHARE * whole
    }
    nearest = sorted(scored, key=lambda idea: (-scored[idea], -idea))[: 4 * limit]
    shown = Idea.objects.filter(pk__in=nearest, state=State.SHOWN).select_related("matter").defer("text", "shape")
    ideas = {idea.pk: idea for idea in shown}
    return [Alike(ideas[pk], scored[pk]) for pk in nearest if pk in ideas][:limit]
