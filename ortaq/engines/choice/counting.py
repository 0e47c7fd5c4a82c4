"""One door to every rule: `count(election, spec)`.

Options a rule has no use for are ignored: a completion says nothing to a greedy rule. They stay in `Result.spec`, as
asked. What every rule keeps: `ties`, `lot`, `threshold`, the limits of the election and its exclusion groups.
"""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from ortaq.engines.choice.election import Election, ElectionError
from ortaq.engines.choice.result import Result
from ortaq.engines.choice.spec import RuleName, RuleSpec

_ROOMS = {
    RuleName.GREEDY: "greedy",
    RuleName.GREEDY_NO_SKIP: "greedy",
    RuleName.GREEDY_THRESHOLD: "greedy",
    RuleName.GREEDY_EXCLUSIVE: "greedy",
    RuleName.EQUAL_SHARES: "shares",
    RuleName.PHRAGMEN: "phragmen",
    RuleName.MAXIMIN_SUPPORT: "maximin",
    RuleName.MAJORITY_JUDGMENT: "judgment",
}
"""The module of each rule, loaded when it is first asked for: numba takes its time."""


def count(election: Election, spec: RuleSpec) -> Result:
    """This will count the election by the rule: the same result every time, exact.

    Raises `ElectionError` when the election or the rule contradicts itself, or a tie cannot be broken.
    """
    check_spec(election, spec)
    module = import_module(f"ortaq.engines.choice.{_ROOMS[spec.rule]}")
    return cast("Callable[[Election, RuleSpec], Result]", module.run)(election, spec)


def check_spec(election: Election, spec: RuleSpec) -> None:
    """This will refuse a rule that cannot be applied to this election."""
    if spec.step < 1:
        raise ElectionError("step", f"The step is {spec.step}; it must be 1 or more units of currency.")
    if spec.threshold < 0:
        raise ElectionError("threshold", f"The threshold is {spec.threshold}; it must be 0 or more.")
    if len(set(spec.lot)) != len(spec.lot):
        raise ElectionError("lot", "The lot names a project twice.")
    strangers = set(spec.lot) - {project.id for project in election.projects}
    if strangers:
        raise ElectionError("lot", f"The lot names {min(strangers)}, which is not a project of the election.")
    if spec.lot and len(spec.lot) != len(election.projects):
        raise ElectionError("lot", f"The lot names {len(spec.lot)} of {len(election.projects)} projects; name all.")
