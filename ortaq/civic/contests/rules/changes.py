"""What of a call may still be changed: all of a draft, only in applicants' favour once they are there."""

from collections.abc import Mapping
from typing import Any, Final

from ortaq.civic.contests.rules.eligibility import check_eligibility
from ortaq.core.people.refusal import N_, YES, Answer, no

CHANGEABLE: Final = frozenset(
    "title summary text prize places currency budget cap opens_at closes_at grace_minutes grace_rule supplement_days "
    "objection_days reviews_each eligibility reviews_due_at at_line minimum_mean".split()
)
WORDS: Final = frozenset({"title", "summary", "text", "reviews_due_at", "reviews_each"})
"""May be corrected at any time before the decision."""
ONLY_MORE: Final = frozenset({"closes_at", "budget", "supplement_days", "objection_days", "places"})
"""May only grow once an application exists."""
LANGUAGES_NEEDED: Final = ("kk", "ru")


def may_change(name: str, old: Any, new: Any, *, state: str, has_applications: bool) -> Answer:
    """This will say whether one field of the call may take a new value now."""
    if name not in CHANGEABLE:
        return no("field", N_("This cannot be changed here."))
    if state in ("decided", "appeals", "final"):
        return no("stage", N_("The contest is decided: its terms stay as they are."))
    if old == new or name in WORDS or (state == "draft" and not has_applications):
        return YES
    if not has_applications and state == "open":
        return YES
    if name in ONLY_MORE and new > old and (name != "closes_at" or state == "open"):
        return YES
    return no("frozen", N_("People have applied by these terms: they can only be changed in the applicants' favour."))


def check_terms(terms: Mapping[str, Any]) -> Answer:
    """This will say whether the terms fit together: days, grace with its rule, money, rules of eligibility."""
    if terms["opens_at"] >= terms["closes_at"]:
        return no("days", N_("The contest must open before its deadline."))
    if terms["grace_minutes"] and not all(terms["grace_rule"].get(code) for code in LANGUAGES_NEEDED):
        return no("grace", N_("Grace after the deadline needs a written rule in Kazakh and Russian."))
    if terms["award"] == "grant" and terms["cap"] > terms["budget"]:
        return no("money", N_("One application may not ask for more than the whole contest gives."))
    return check_eligibility(terms["eligibility"])


def can_be_published(terms: Mapping[str, Any], *, has_form: bool, has_criteria: bool) -> Answer:
    """This will say what a call still needs before everyone may see it."""
    for name in ("title", "summary", "text"):
        if not all(terms[name].get(code) for code in LANGUAGES_NEEDED):
            return no("words", N_("Title, summary and text are needed in Kazakh and Russian."))
    if terms["award"] == "grant" and not terms["cap"]:
        return no("money", N_("Say how much the contest gives and how much one application may ask for."))
    if terms["award"] == "prize" and not (terms["places"] and terms["prize"]):
        return no("prize", N_("Say what the prize is and how many there are."))
    if not has_form:
        return no("form", N_("The application form has no questions yet."))
    if not has_criteria:
        return no("no_criteria", N_("Write at least one criterion for the jury."))
    return check_terms(terms)
