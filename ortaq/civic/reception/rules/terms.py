"""Which legal term an appeal has. The lengths are dated data (`deadlines.RuleSet`); here are only their names."""

from datetime import date, timedelta
from typing import Final

TERM_OF_KIND: Final[dict[str, str]] = {"complaint": "complaint", "request": "request"}
"""Kinds with a term of their own; every other kind has the term "answer"."""
ANSWER: Final = "answer"
REDIRECT: Final = "redirect"
TELL_EXTENSION: Final = "tell_extension"

REOPEN_WINDOWS: Final[tuple[tuple[date, int], ...]] = ((date(2021, 7, 1), 366),)
"""(answered on or after, calendar days): the desk's own rule, kinder than the law, which knows no reopening."""


def term_of(kind: str) -> str:
    """This will name the rule set's term for a legal kind: complaint, request or answer."""
    return TERM_OF_KIND.get(kind, ANSWER)


def answer_is_owed(*, anonymous: bool) -> bool:
    """This will tell whether an answer is owed: an anonymous appeal is read and forwarded, nobody is answered."""
    return not anonymous


def reopen_until(answered_on: date) -> date:
    """This will give the last day on which the applicant may send an answer back."""
    days = next((days for since, days in reversed(REOPEN_WINDOWS) if since <= answered_on), REOPEN_WINDOWS[0][1])
    return answered_on + timedelta(days=days)
