"""Who may apply, as data: a list of rules, each looked at by the program or by a person. Plain Python.

    {"code": "age", "kind": "age", "least": 18, "most": 35}                  from the IIN the desk has seen
    {"code": "lives", "kind": "resident", "territory": "kz.almaty"}          declared, a person confirms
    {"code": "who", "kind": "organisation", "kinds": ["ngo", "school"]}      from the application
    {"code": "tags", "kind": "hashtags", "field": "post", "tags": ["#…"]}    all of them in the answer
    {"code": "posted", "kind": "posted_by", "field": "posted_on", "at": "2017-11-28"}   the day answered, or earlier
    {"code": "came", "kind": "attended", "event": Localized}                 a person marks who was there
    {"code": "came", "kind": "attended", "forum": "forum-2"}                 the door of that forum knows it

Each may carry "label": Localized, the sentence residents read. What is unknown refuses nobody: it waits for a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ortaq.core.people.refusal import N_, YES, Answer, no

MET: Final = "met"
NOT_MET: Final = "not_met"
UNKNOWN: Final = "unknown"

AGE: Final = "age"
RESIDENT: Final = "resident"
ORGANISATION: Final = "organisation"
HASHTAGS: Final = "hashtags"
POSTED_BY: Final = "posted_by"
ATTENDED: Final = "attended"
NEEDS: Final[dict[str, tuple[str, ...]]] = {
    AGE: (),
    RESIDENT: ("territory",),
    ORGANISATION: ("kinds",),
    HASHTAGS: ("field", "tags"),
    POSTED_BY: ("field", "at"),
    ATTENDED: (),
}
"""What a rule of each kind must say."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. `birth_on` only where an official has seen the identity number."""

    birth_on: date | None = None
    organisation_kind: str = "none"
    answers: Mapping[str, Any] = field(default_factory=dict)


def check_eligibility(rules: Sequence[Mapping[str, Any]]) -> Answer:
    """This will say whether a list of rules can be applied: codes once, known kinds, nothing left out."""
    codes = [rule.get("code") for rule in rules]
    if not all(codes) or len(set(codes)) != len(codes):
        return no("rule_code", N_("Every rule of eligibility needs a short name of its own."))
    for rule in rules:
        kind = rule.get("kind", "")
        if kind not in NEEDS or not all(rule.get(name) for name in NEEDS[kind]):
            return no("rule_kind", N_("The rule “%(code)s” is not said completely."), code=rule["code"])
        if kind == AGE and not any(isinstance(rule.get(name), int) for name in ("least", "most")):
            return no("rule_kind", N_("The rule “%(code)s” is not said completely."), code=rule["code"])
    return YES


def look(rule: Mapping[str, Any], facts: Facts, *, on: date) -> str:
    """This will give "met", "not_met" or "unknown" for one rule on a day (the day of the deadline)."""
    kind = rule["kind"]
    if kind == AGE:
        return _age(rule, facts.birth_on, on)
    if kind == ORGANISATION:
        return MET if facts.organisation_kind in rule["kinds"] else NOT_MET
    if kind == HASHTAGS:
        text = str(facts.answers.get(rule["field"], "")).casefold()
        words = set(text.replace(",", " ").replace("#", " #").split())
        return MET if all(_tag(tag) in words for tag in rule["tags"]) else NOT_MET
    if kind == POSTED_BY:
        return _posted(rule, facts.answers.get(rule["field"]))
    return UNKNOWN


def _tag(tag: str) -> str:
    return "#" + tag.lstrip("#").casefold()


def _age(rule: Mapping[str, Any], birth_on: date | None, on: date) -> str:
    if birth_on is None:
        return UNKNOWN
    age = on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))
    return MET if rule.get("least", 0) <= age <= rule.get("most", 200) else NOT_MET


def _posted(rule: Mapping[str, Any], answered: Any) -> str:
    try:
        return MET if date.fromisoformat(answered) <= date.fromisoformat(rule["at"]) else NOT_MET
    except (TypeError, ValueError):
        return UNKNOWN


def verdict(states: Sequence[str]) -> str:
    """This will give one word for all rules: not met beats unknown beats met; no rules are met."""
    if NOT_MET in states:
        return NOT_MET
    return UNKNOWN if UNKNOWN in states else MET


def can_be_eligible(states: Sequence[str]) -> Answer:
    """This will allow it once every rule was looked at and met."""
    found = verdict(states)
    if found == NOT_MET:
        return no("not_met", N_("A rule of the contest is not met: say “not eligible” and why."))
    if found == UNKNOWN:
        return no("unknown", N_("Not every rule of the contest has been looked at yet."))
    return YES
