"""What a machine reads in an applicant's words before anybody does: language, personal data, a title. Pure and
picklable.
"""

from typing import NamedTuple

from ortaq.civic.reception.rules.words import LONGEST_TITLE, title_of
from ortaq.engines import language as languages
from ortaq.engines import personal


class Reading(NamedTuple):
    """`public_text` and `title` are masked; `masked` tells how many pieces of personal data were covered."""

    language: str
    public_text: str
    title: str
    masked: int


def read_words(text: str, language: str | None = None, title: str = "") -> Reading:
    """This will read a text: its language where nobody said it, what may be public, a title from its beginning."""
    code = languages.known(language or "") or languages.detect(text)
    public, masked = mask(text)
    own = mask(title.strip())[0] if title.strip() else title_of(public)
    return Reading(code, public, own[:LONGEST_TITLE], masked)


def mask(text: str) -> tuple[str, int]:
    """This will cover personal data in a text and tell how many pieces there were."""
    found = personal.find(text)
    return (personal.mask(text), len(found)) if found else (text, 0)
