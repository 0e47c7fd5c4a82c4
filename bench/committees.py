"""Committees are elections of projects that all cost 1: 480 of them, with the outcomes another library published.

The files are those of abcvoting (Lackner, Regner and Krenn, "abcvoting: A Python package for approval-based
multi-winner voting rules", JOSS 2023). They list every committee that some order of ties gives; trying orders, the same
set must come out. Where fewer candidates are approved than there are seats, the files fill the seats with unapproved
ones; Ortaq elects nobody whom nobody supports. Two rules there go on where Ortaq's Equal Shares ends, and are compared
up to that point: "equal-shares" gives the seats left by Phragmén's rule, and "increment" cuts an overfull committee to
its first members.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, Group, Project
from ortaq.engines.choice.spec import Completion, RuleName, RuleSpec, Tie, Utility

Committee = frozenset[int]
COMPUTED = re.compile(r"- rule_id: (\S+)\s+result: (\[.*?\])\s+resolute: (true|false)", re.DOTALL)
SHARES = RuleSpec(completion=Completion.NONE, utility=Utility.CARDINALITY)
RULES = {
    "av": RuleSpec(rule=RuleName.GREEDY),
    "seqphragmen": RuleSpec(rule=RuleName.PHRAGMEN),
    "maximin-support": RuleSpec(rule=RuleName.MAXIMIN_SUPPORT),
    "equal-shares-with-av-completion": replace(SHARES, completion=Completion.UTILITARIAN),
}
BEGUN, GROWN = "equal-shares", "equal-shares-with-increment-completion"
NAMES = (*RULES, BEGUN, GROWN)


@dataclass(frozen=True)
class Instance:
    """One file: ballots, seats, and by rule all committees; `resolute` are those of a library that breaks ties."""

    name: str
    ballots: tuple[tuple[int, ...], ...]
    candidates: int
    seats: int
    committees: dict[str, set[Committee]]
    resolute: dict[str, set[Committee]]

    def election(self, *, cost: int = 1, seats: int = 0) -> Election:
        return Election(
            projects=tuple(Project(str(number), cost) for number in range(self.candidates)),
            kind=BallotKind.APPROVAL,
            groups=tuple(Group(1, tuple(sorted(ballot))) for ballot in self.ballots),
            budget=(seats or self.seats) * cost,
        )

    @property
    def approved(self) -> Committee:
        return Committee(one for ballot in self.ballots for one in ballot)


def read(path: Path) -> Instance:
    """This will read one file; every value in it is JSON."""
    text = path.read_text("utf-8")

    def field(name: str) -> str:
        found = re.search(rf"^{name}: (.*?)(?=^\w)", text, re.MULTILINE | re.DOTALL)
        if not found:
            raise ValueError(f"{path.name} has no {name}")
        return found[1]

    by_ties: dict[str, dict[str, set[Committee]]] = {"false": {}, "true": {}}
    for rule, result, resolute in COMPUTED.findall(text):
        by_ties[resolute][rule] = {Committee(one) for one in json.loads(result)}
    ballots = tuple(tuple(ballot) for ballot in json.loads(field("profile")))
    candidates, seats = int(field("num_cand")), int(field("committeesize"))
    return Instance(path.name, ballots, candidates, seats, by_ties["false"], by_ties["true"])


def outcomes(election: Election, spec: RuleSpec) -> set[Committee]:
    """This will count with every order of ties that matters and give the sets of winners.

    A lot that names the winners wanted so far first, in their order, decides every tie up to there as wanted. Of the
    turns that elect the same winners up to a tie one is followed, but for Phragmén's rule, which needs them all here.
    """
    found: set[Committee] = set()
    wanted: list[tuple[int, ...]] = [()]
    state = tuple if spec.rule is RuleName.PHRAGMEN else Committee
    seen: set[Committee | tuple[int, ...]] = set()
    everyone = range(len(election.projects))
    while wanted:
        first = wanted.pop()
        lot = tuple(str(one) for one in (*first, *(one for one in everyone if one not in first)))
        result = count(election, replace(spec, ties=(Tie.LOT,), lot=lot))
        if result.winners[: len(first)] != first:
            raise ValueError(f"The lot {lot} did not decide as wanted: {result.winners}.")
        found.add(Committee(result.winners))
        for number, one in enumerate(result.rounds[len(first) :], start=len(first)):
            before = result.winners[:number]
            seen.add(state((*before, one.winner)))
            for other in one.tie.projects if one.tie else ():
                if state((*before, other)) not in seen:
                    seen.add(state((*before, other)))
                    wanted.append((*before, other))
    return found


def agrees(instance: Instance, rule: str) -> bool:
    """This will tell whether the count of one file by one rule, in all orders of ties, is what was published."""
    if rule == GROWN:
        return first_full(instance) in {committee & instance.approved for committee in instance.resolute[rule]}
    theirs = {committee & instance.approved for committee in instance.committees[rule]}
    if rule == BEGUN:
        ours = outcomes(instance.election(), SHARES)
        return all(any(one <= other for other in theirs) for one in ours) and all(
            any(one <= other for one in ours) for other in theirs
        )
    return outcomes(instance.election(), RULES[rule]) == theirs


def first_full(instance: Instance) -> Committee:
    """This will give everyone 1 more per voter until Equal Shares fills all seats: the first that do."""
    voters, seats = len(instance.ballots), min(instance.seats, len(instance.approved))
    spec = replace(SHARES, ties=(Tie.FILE_ORDER,))
    for endowment in range(instance.seats, instance.seats * voters + 1):
        winners = count(instance.election(cost=voters, seats=endowment), spec).winners
        if len(winners) >= seats:
            return Committee(winners[:seats])
    raise ValueError(f"{instance.name}: nobody could ever pay.")


def differing(files: list[Path], rules: tuple[str, ...] = NAMES) -> Iterator[tuple[str, str]]:
    """This will name the file and the rule of every count that differs from what was published."""
    for path in files:
        instance = read(path)
        for rule in rules:
            if not agrees(instance, rule):
                yield instance.name, rule
