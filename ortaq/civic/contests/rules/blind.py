"""What a juror reads instead of the applicant's name: the same mark everywhere. Plain Python."""

import re
from collections.abc import Iterable

from ortaq.engines.personal import MARK, mask

SHORTEST = 4
"""A part of a name shorter than this is an ordinary word too often to be masked alone."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ENDING = r"[^\W\d_]{0,6}"
"""Kazakh and Russian names take endings: Айгерімнің, Сериковой."""


def blind(text: str, names: Iterable[str]) -> str:
    """This will mask contacts, numbers and the given names (whole, and their longer parts with endings) in a text.

    It helps, it does not promise: who describes herself in other words can be known by them.
    """
    wanted = {name.strip() for name in names if name.strip()}
    parts = {part for name in wanted for part in _WORD.findall(name) if len(part) >= SHORTEST}
    for name in sorted(wanted, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", MARK, text, flags=re.IGNORECASE)
    for part in sorted(parts, key=len, reverse=True):
        stem = part[:-1] if len(part) > SHORTEST and part[-1] in "аяaьй" else part
        text = re.sub(rf"(?<!\w){re.escape(stem)}{_ENDING}(?!\w)", MARK, text, flags=re.IGNORECASE)
    return mask(text)
