"""The legal terms as pages tell them: from the dated rule set, never from the page."""

from datetime import date
from typing import Any

from ortaq.core.deadlines import queries as deadlines
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.dates import write_days, write_working_days

NAMES = ("answer", "complaint", "request", "redirect")


def legal_terms(on: date) -> dict[str, str]:
    """This will give the lengths in force on a day, {"answer": "15 working days", …}; {} when no law is known."""
    try:
        terms = deadlines.rule_set_on(on).terms
    except Refused:
        return {}
    return {name: length(terms[name]) for name in NAMES if name in terms}


def length(term: dict[str, Any]) -> str:
    """This will write one length: working days or calendar days."""
    return write_working_days(term["n"]) if term["unit"] == "working" else write_days(term["n"])
