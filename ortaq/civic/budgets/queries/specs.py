"""The rules a call counts by: canonical JSON in the database, a `RuleSpec` for the engine."""

from collections.abc import Mapping
from typing import Any

from ortaq.civic.budgets.rules.ballots import BallotKind
from ortaq.core.people.refusal import N_, Refused
from ortaq.engines.choice import specs
from ortaq.engines.choice.election import BallotKind as Profile
from ortaq.engines.choice.election import ElectionError
from ortaq.engines.choice.spec import RuleName, RuleSpec

PROFILES = {
    BallotKind.APPROVAL: Profile.APPROVAL,
    BallotKind.RANKING: Profile.ORDINAL,
    BallotKind.POINTS: Profile.CUMULATIVE,
}
"""Kinds of ballots in the words of the engine."""


def elects(kind: str) -> dict[str, Any]:
    """This will give the rule that elects unless a call says otherwise: Equal Shares with Add1.

    What a project is worth to a supporter is its cost; where ballots hold ranks or points, those.
    """
    return specs.to_json(RuleSpec(utility=specs.natural_utility(PROFILES[BallotKind(kind)])))


def stands_beside(kind: str) -> dict[str, Any]:
    """This will give the rule shown beside it: greedy by votes (by points where ballots hold them)."""
    utility = specs.natural_utility(PROFILES[BallotKind(kind)])
    return specs.to_json(RuleSpec(rule=RuleName.GREEDY, utility=utility))


def checked(spec: Mapping[str, Any]) -> dict[str, Any]:
    """This will give a rule in canonical form; raises Refused for one that is none."""
    try:
        return specs.to_json(specs.from_json(spec))
    except ElectionError as error:
        raise Refused("rule", N_("This is no rule to count by: %(why)s"), why=error.sentence) from error


def spec_of(spec: Mapping[str, Any]) -> RuleSpec:
    """This will read a rule; raises ElectionError."""
    return specs.from_json(spec)
