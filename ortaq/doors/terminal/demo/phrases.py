"""Sentences of residents and officials: plain text files of sections, one sentence a line, and their slots."""

import random
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from string import Formatter

from ortaq.doors.terminal.demo import atlas

LANGUAGES = ("kk", "ru", "en")
Sentences = dict[str, dict[str, list[str]]]

_AFTER_STOP = re.compile(r"([.!?] )(\w)")


def parse(text: str) -> Sentences:
    """Read `[section]` headers and lines `kk …`, `ru …`, `en …` into section → language → sentences."""
    found: Sentences = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("["):
            section = line.strip("[]")
            found[section] = {language: [] for language in LANGUAGES}
            continue
        language, _, sentence = line.partition(" ")
        if language not in LANGUAGES or not sentence or not section:
            raise ValueError(f"line {number} is neither a section nor a sentence: {line!r}")
        found[section][language].append(sentence)
    return found


@lru_cache(maxsize=1)
def patterns() -> Sentences:
    """Return topic code → language → what residents write about it."""
    groups = dict.fromkeys(row["parent"] for row in atlas.rows("topics", "topics") if row["parent"])
    merged: Sentences = {}
    for group in groups:
        merged.update(parse(atlas.read_text(f"texts/{group}.txt")))
    return merged


@lru_cache(maxsize=2)
def phrases(speaker: str) -> Sentences:
    """Return the small talk of a speaker, `resident` or `official`: section → language → sentences."""
    return parse(atlas.read_text(f"phrases/{speaker}.txt"))


@cache
def slots_of(pattern: str) -> frozenset[str]:
    """Return the names of the slots a pattern has."""
    return frozenset(name for _, name, _, _ in Formatter().parse(pattern) if name)


def fill(pattern: str, slots: Mapping[str, str]) -> str:
    """Put the words into the slots and let every sentence that began with a slot begin with a capital."""
    filled = pattern.format_map(slots)
    if pattern.startswith("{"):
        filled = filled[0].upper() + filled[1:]
    if "{" not in pattern:
        return filled
    return _AFTER_STOP.sub(lambda match: match[1] + match[2].upper(), filled)


def pick(rng: random.Random, speaker: str, section: str, language: str) -> str:
    """Draw one sentence of a section."""
    return rng.choice(phrases(speaker)[section][language])
