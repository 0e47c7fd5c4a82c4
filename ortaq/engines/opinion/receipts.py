"""What a participant sees of themselves: their votes, their place with its uncertainty, the findings they are part of.

A receipt names nobody. Its digest is over the votes alone, so a participant can tell whether what is held is still what
they answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ortaq.engines.opinion.online import Items, OwnVotes, Position, position
from ortaq.engines.opinion.votes import PASS, canonical
from ortaq.engines.proof import digest


class Part(StrEnum):
    """What one vote is to a finding."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    COUNTED = "counted"


@dataclass(frozen=True)
class Finding:
    """One thing a count found about a statement.

    name: how the finding is told apart. side: +1 "people agree", −1 "people disagree", 0 "people are divided", which
    every opinion is counted in and none supports.
    """

    name: str
    statement: str
    side: int


@dataclass(frozen=True)
class Receipt:
    """votes: statement and answer, in canonical order. findings: those the votes are part of, in the order given, with
    what they are to each; a pass is part of none. digest: SHA-256 of the votes as canonical JSON.
    """

    votes: tuple[tuple[str, int], ...]
    position: Position
    findings: tuple[tuple[Finding, Part], ...]
    digest: str


def of(items: Items, findings: Iterable[Finding], votes: OwnVotes) -> Receipt:
    """This will write the receipt of one participant. Raises ValueError for a vote that is not −1, 0, +1."""
    cast = tuple((name, int(votes[name])) for name in canonical(votes))
    return Receipt(
        cast,
        position(items, votes),
        tuple(
            (finding, _part(finding.side, votes[finding.statement]))
            for finding in findings
            if votes.get(finding.statement, PASS) != PASS
        ),
        digest([[name, sign] for name, sign in cast]),
    )


def _part(side: int, sign: int) -> Part:
    if side == PASS:
        return Part.COUNTED
    return Part.SUPPORTS if side == sign else Part.OPPOSES
