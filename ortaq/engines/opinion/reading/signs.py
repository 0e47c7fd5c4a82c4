"""Which sign means "agree": the server of Polis stores −1, its exports of open data write 1, and newer exports differ.

Files that count agreeing votes decide: wide tables do themselves (n-agree, n-disagree), long ones with the table of
statements beside them (agrees, disagrees). The reading with the smaller sum of |plus − agrees| + |minus − disagrees|
holds. All 12 open conversations have 1 = agree in both forms; so has the JSON of Polis' public address, though the
server's own tables have −1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Signs: TypeAlias = Literal["export", "server"]
"""export: 1 agrees. server: −1 agrees."""
Tally: TypeAlias = Mapping[str, tuple[int, int]]
"""Who or what → how many pluses (agreed) and minuses (disagreed)."""


@dataclass(frozen=True)
class Verdict:
    """signs: what was used. why: told | counted | assumed. off: votes that differ from what the file counts."""

    signs: Signs
    why: Literal["told", "counted", "assumed"]
    off: int = 0


def decide(cast: Tally, counted: Tally | None) -> Verdict:
    """This will compare votes as written with a count of agreeing and disagreeing ones."""
    if counted is None:
        return Verdict("export", "assumed")
    straight = turned = 0
    for name, (agreed, disagreed) in counted.items():
        plus, minus = cast.get(name, (0, 0))
        straight += abs(plus - agreed) + abs(minus - disagreed)
        turned += abs(minus - agreed) + abs(plus - disagreed)
    if straight == turned:
        return Verdict("export", "assumed", straight)
    return Verdict("export", "counted", straight) if straight < turned else Verdict("server", "counted", turned)
