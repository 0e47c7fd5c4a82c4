"""Rules as plain JSON: what a decision record keeps and a city publishes.

The form is canonical: every field stands there, by its name, in the words of `choice.spec`; equal rules, equal JSON.
Reading is strict: a key or a word that is not known is refused by name, because a misspelt option silently left out
would count by another rule.
"""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from ortaq.engines.choice.election import BallotKind, ElectionError
from ortaq.engines.choice.spec import (
    Comparison,
    Completion,
    Eligibility,
    Over,
    RuleName,
    RuleSpec,
    Start,
    Stop,
    Tie,
    Utility,
)

WORDS: Mapping[str, type[StrEnum]] = {
    "rule": RuleName,
    "utility": Utility,
    "completion": Completion,
    "stop": Stop,
    "exhaustive_over": Over,
    "start": Start,
    "eligibility": Eligibility,
    "comparison": Comparison,
}
"""The fields that hold one word, and the words each knows."""
LEAST = {"step": 1, "threshold": 0, "quota": 0}
"""The fields that hold a whole number, and its least value."""


def to_json(spec: RuleSpec) -> dict[str, Any]:
    """This will give the rule as a plain dict of texts, whole numbers and lists of texts."""
    plain: dict[str, Any] = {name: str(getattr(spec, name)) for name in WORDS}
    plain |= {name: getattr(spec, name) for name in LEAST}
    return plain | {"ties": [step.value for step in spec.ties], "lot": list(spec.lot)}


def from_json(plain: Mapping[str, Any]) -> RuleSpec:
    """This will read a rule. A field left out has its default; `ElectionError` for whatever is not known."""
    known = [field.name for field in fields(RuleSpec)]
    for name in plain:
        if name not in known:
            raise ElectionError("unknown_option", f"A rule has no option {name}; it has {', '.join(known)}.")
    read = {name: word(name, plain[name]) for name in plain.keys() & WORDS}
    read_numbers = {name: _number(name, plain[name]) for name in plain.keys() & LEAST}
    lists: dict[str, tuple[Any, ...]] = {}
    if "ties" in plain:
        lists["ties"] = tuple(_word(Tie, "ties", one) for one in _texts("ties", plain["ties"]))
    if "lot" in plain:
        lists["lot"] = _texts("lot", plain["lot"])
    for name, those in lists.items():
        if len(set(those)) != len(those):
            raise ElectionError("bad_option", f"The option {name} names something twice.")
    values: dict[str, Any] = {**read, **read_numbers, **lists}
    return RuleSpec(**values)


def word(name: str, said: object) -> StrEnum:
    """This will read one word of an option, as `word("utility", "cost")` does."""
    return _word(WORDS[name], name, said)


def natural_utility(kind: BallotKind) -> Utility:
    """This will give the utility to count by where nobody says one: points where ballots give points or ranks."""
    return Utility.COST if kind in {BallotKind.APPROVAL, BallotKind.CHOOSE_1} else Utility.POINTS


def _word(words: type[StrEnum], name: str, said: object) -> StrEnum:
    """This will read a word, or name those there are."""
    if not isinstance(said, str) or said not in {one.value for one in words}:
        raise ElectionError("bad_option", f"The option {name} is {said!r}; it must be one of {', '.join(words)}.")
    return words(said)


def _number(name: str, said: object) -> int:
    """This will read a whole number. True and False are none."""
    if not isinstance(said, int) or isinstance(said, bool) or said < LEAST[name]:
        raise ElectionError("bad_option", f"The option {name} is {said!r}; it must be a whole number ≥ {LEAST[name]}.")
    return said


def _texts(name: str, said: object) -> tuple[str, ...]:
    """This will read a list of texts."""
    if not isinstance(said, list | tuple) or not all(isinstance(one, str) for one in said):
        raise ElectionError("bad_option", f"The option {name} must be a list of texts.")
    return tuple(said)
