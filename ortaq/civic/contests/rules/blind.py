"""What a juror reads instead of the applicant's name: the same mark everywhere. Plain Python."""

import re
from collections.abc import Iterable
from typing import Final

from ortaq.engines.personal import MARK, mask

SHORTEST: Final = 4
"""A part of a name shorter than this is an ordinary word too often to be masked alone."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ENDING: Final = r"[^\W\d_]{0,6}"
"""Kazakh and Russian names take endings: Айгерімнің, Сериковой."""
_QUOTED: Final = re.compile(r"[«“„\"]([^»”“\"]{2,})[»”“\"]")


def blind(text: str, people: Iterable[str], organisations: Iterable[str] = ()) -> str:
    """This will mask contacts, numbers, people's names (their longer parts too, with endings) and organisations'.

    Of an organisation only the whole name and its quoted part in quotes: its words are ordinary ones. It helps, it
    does not promise: who describes herself in other words can be known by them.
    """
    for name in _longest_first(organisations):
        text = _whole(name, text)
        for quoted in _QUOTED.findall(name):
            text = re.sub(rf"([«“„\"])\s*{re.escape(quoted)}\s*([»”“\"])", rf"\1{MARK}\2", text, flags=re.IGNORECASE)
    wanted = _longest_first(people)
    for name in wanted:
        text = _whole(name, text)
    for part in _longest_first(part for name in wanted for part in _WORD.findall(name) if len(part) >= SHORTEST):
        stem = part[:-1] if len(part) > SHORTEST and part[-1] in "аяьй" else part
        text = re.sub(rf"(?<!\w){re.escape(stem)}{_ENDING}(?!\w)", MARK, text, flags=re.IGNORECASE)
    return mask(text)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted({name.strip() for name in names if name.strip()}, key=lambda name: (-len(name), name))


def _whole(name: str, text: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", MARK, text, flags=re.IGNORECASE)
