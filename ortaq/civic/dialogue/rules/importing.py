"""What a dialogue of another system brings along: words, days and answers, and nobody's name. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

IMPORTED: Final = "import:"
"""How the names of what was imported begin."""
NO_WORDS: Final = {
    "kk": "Жауап мәтіні бастапқы жүйеден алынбады.",
    "ru": "Текст ответа не передан исходной системой.",
    "en": "The source system did not hand over the text of the answer.",
}
"""Said where a contribution was answered and the words of the answer were left behind."""


@dataclass(frozen=True, slots=True)
class OldProcess:
    """A dialogue there. `key` is its name in the address there; texts are Localized."""

    key: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OldIdea:
    """A contribution there: `line` is where it stands in the file, `supporters` how many people it had there."""

    line: int
    id: str
    title: str
    text: str
    language: str
    posted_at: datetime
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    supporters: int = 0
    fate: str = ""
    """Of `core.discussion.rules.fates`; "" where nobody has answered."""
    answer: Mapping[str, str] = field(default_factory=dict)
    answered_at: datetime | None = None
    categories: str = ""


@dataclass(frozen=True, slots=True)
class OldComment:
    """A word under a contribution there, or under a word under it."""

    line: int
    id: str
    idea: str
    text: str
    language: str
    written_at: datetime
    reply_to: str = ""


def token(kind: str, source: str, known_as: str) -> str:
    """This will give the name under which something from there is known here: the same one every time."""
    return IMPORTED + sha256(f"{kind}\n{source}\n{known_as}".encode()).hexdigest()[:40]


def check(*, words: str, at: datetime, now: datetime) -> Answer:
    """This will say whether something from there can stand here: it says something, and not tomorrow."""
    if not any(sign.isalnum() for sign in words):
        return no("text", N_("There is no text."))
    if at > now:
        return no("future", N_("The date lies in the future: %(value)s."), value=at.date().isoformat())
    return YES
