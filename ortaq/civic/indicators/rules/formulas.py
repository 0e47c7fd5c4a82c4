"""The rules values are computed by: named, versioned, exact; inputs are whole numbers, so that anyone recomputes them.

A record is {"rule", "version", "figure", "inputs"}; its digest is SHA-256 over canonical JSON (`engines.proof`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from ortaq.civic.indicators.rules.values import millionths
from ortaq.core.people.refusal import N_
from ortaq.engines import proof

Inputs = Mapping[str, Any]
SMALLEST: Final = 5
"""Cases a figure about people's own matters needs: fewer would be a figure about somebody."""


@dataclass(frozen=True, slots=True)
class Formula:
    """How inputs become a value."""

    version: int
    takes: tuple[str, ...]
    says: str
    """A msgid: the formula in words, for everyone."""
    compute: Callable[[Inputs], Fraction | None]
    """None where there is too little to count from."""


def _median(inputs: Inputs) -> Fraction | None:
    """Nearest rank: the smallest number of days within which half were answered."""
    pairs = sorted((int(days), int(count)) for days, count in inputs["days"])
    total = sum(count for _days, count in pairs)
    if total < SMALLEST:
        return None
    rank, seen = -(-total // 2), 0
    for days, count in pairs:
        seen += count
        if seen >= rank:
            return Fraction(days)
    return None


def _share(inputs: Inputs) -> Fraction | None:
    part, whole = int(inputs["part"]), int(inputs["whole"])
    return Fraction(100 * part, whole) if whole >= SMALLEST else None


def _near(inputs: Inputs) -> Fraction | None:
    """Residents of each part are taken to live evenly over its cells."""
    parts = [(int(people), int(cells), int(near)) for people, cells, near in inputs["parts"] if cells]
    everybody = sum(people for people, _cells, _near in parts)
    if not everybody:
        return None
    return 100 * sum((Fraction(people * near, cells) for people, cells, near in parts), Fraction(0)) / everybody


def _per_1000(inputs: Inputs) -> Fraction | None:
    amount, scale, people = int(inputs["amount"]), int(inputs["scale"]), int(inputs["population"])
    return Fraction(1000 * amount, scale * people) if people and scale else None


def _count(inputs: Inputs) -> Fraction | None:
    return Fraction(int(inputs["count"]))


FORMULAS: Final[Mapping[str, Formula]] = {
    "median": Formula(
        1, ("days",), N_("The smallest number of days within which half of the answers were given."), _median
    ),
    "share": Formula(1, ("part", "whole"), N_("part ÷ whole × 100"), _share),
    "near": Formula(
        1, ("parts",), N_("sum of residents × cells near one ÷ cells, over all parts, ÷ residents × 100"), _near
    ),
    "per_1000": Formula(1, ("amount", "scale", "population"), N_("amount ÷ scale ÷ residents × 1 000"), _per_1000),
    "count": Formula(1, ("count",), N_("a plain count"), _count),
}


def compute(rule: str, inputs: Inputs) -> int | None:
    """This will compute a value in millionths by a rule; None where there is too little to count from."""
    found = FORMULAS[rule].compute(inputs)
    return None if found is None else millionths(found)


def record(rule: str, figure: str, inputs: Inputs) -> dict[str, Any]:
    """This will give what a computed value keeps of how it came to be."""
    return {"rule": rule, "version": FORMULAS[rule].version, "figure": figure, "inputs": dict(inputs)}


def digest(record: Mapping[str, Any]) -> str:
    """This will give the digest of such a record."""
    return proof.digest(dict(record))


def holds(record: Mapping[str, Any], *, digest_was: str, amount: int) -> bool:
    """This will say whether a record gives its value again and has not been changed since."""
    rule = FORMULAS.get(record.get("rule", ""))
    if rule is None or record.get("version") != rule.version or digest(record) != digest_was:
        return False
    return compute(record["rule"], record["inputs"]) == amount
