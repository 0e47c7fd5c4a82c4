"""The rules a call counts by: canonical JSON in the database, a `RuleSpec` for the engine."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from ortaq.civic.budgets.rules.ballots import BallotKind
from ortaq.core.people.refusal import N_, Refused
from ortaq.engines.choice.election import ElectionError
from ortaq.engines.choice.spec import RuleName, RuleSpec, Utility


def elects(kind: str) -> dict[str, Any]:
    """This will give the rule that elects unless a call says otherwise: Equal Shares, Add1, cost utilities.

    Where ballots hold ranks or points, those are the utilities.
    """
    return written(RuleSpec(utility=_utility(kind)))


def stands_beside(kind: str) -> dict[str, Any]:
    """This will give the rule shown beside it: greedy by votes (by points where ballots hold them)."""
    return written(RuleSpec(rule=RuleName.GREEDY, utility=_utility(kind)))


def _utility(kind: str) -> Utility:
    return Utility.COST if kind == BallotKind.APPROVAL else Utility.POINTS


def checked(spec: Mapping[str, Any]) -> dict[str, Any]:
    """This will give a rule in canonical form; raises Refused for one that is none."""
    try:
        return written(spec_of(spec))
    except ElectionError as error:
        raise Refused("rule", N_("This is no rule to count by: %(why)s"), why=error.sentence) from error


def spec_of(spec: Mapping[str, Any]) -> RuleSpec:
    """This will read a rule; raises ElectionError."""
    kinds = {one.name: type(getattr(RuleSpec(), one.name)) for one in fields(RuleSpec)}
    try:
        given = {name: _read(kinds[name], value) for name, value in spec.items()}
        return RuleSpec(**given)
    except (KeyError, ValueError) as error:
        raise ElectionError("spec", str(error)) from error


def _read(kind: type, value: Any) -> Any:
    return tuple(value) if kind is tuple else kind(value)


def written(spec: RuleSpec) -> dict[str, Any]:
    """This will write a rule as canonical JSON."""
    return {
        name: list(map(str, value)) if isinstance(value, tuple) else value if type(value) is int else str(value)
        for name, value in asdict(spec).items()
    }
