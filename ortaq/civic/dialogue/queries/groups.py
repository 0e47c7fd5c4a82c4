"""What the newest count of votes says: groups, what they share, what divides them, and where one person stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortaq.civic.dialogue.models import OpinionCount, OpinionSeat, Process, Statement
from ortaq.civic.dialogue.queries import statements
from ortaq.engines.opinion import picture, receipts
from ortaq.engines.opinion.online import Position, position
from ortaq.engines.opinion.receipts import Finding, Receipt

GROUPS, CLOUD = "groups", "one_cloud"
LISTED, FOUND = 8, 6
"""Statements of one list, and findings of one group, that a page names."""
MANY = 26
"""Groups are called by letters."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement a group answers differently from the rest. share, others: thousandths who agree."""

    statement: Statement
    agrees: bool
    share: int
    others: int


@dataclass(frozen=True, slots=True)
class Group:
    """One group of opinion, called by a letter. size: people; centre: thousandths on the map."""

    letter: str
    size: int
    centre: tuple[int, int]
    findings: list[Telling]


@dataclass(frozen=True, slots=True)
class Shared:
    """How every group answers one statement: agrees of all who answered, thousandths, in the order of the groups."""

    statement: Statement
    shares: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Rated:
    """One statement with all answers, and the share who would agree had everyone been asked, in millionths."""

    statement: Statement
    agree: int
    disagree: int
    passed: int
    corrected: int | None
    error: int | None

    @property
    def answers(self) -> int:
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True)
class Result:
    """The newest count as a page shows it."""

    count: OpinionCount
    verdict: str
    counts: Mapping[str, int]
    groups: list[Group]
    common: list[Shared]
    divisive: list[Shared]
    rated: list[Rated]
    spots: Sequence[Sequence[int]]

    @property
    def grouped(self) -> int:
        """People in a group."""
        return sum(group.size for group in self.groups)


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person sees of themselves. group: the letter she was counted in, or the nearest now; "" without groups."""

    receipt: Receipt
    place: Position | None
    """On the drawn map, in thousandths; None before the first count."""
    group: str
    counted: bool
    """The newest count put her into it."""
    votes: list[tuple[Statement, int]]
    findings: list[tuple[Finding, str, Statement]]


def result(process: Process) -> Result | None:
    """This will give the newest count of a process; None before the first. Two statements, whatever its size."""
    count = statements.newest_count(process)
    if count is None:
        return None
    told = count.summary
    texts = {str(one.number): one for one in statements.shown(process)}
    groups = [_group(place, one, texts) for place, one in enumerate(told["groups"])]
    letters = [group.letter for group in groups]
    return Result(
        count=count,
        verdict=told["verdict"],
        counts=told["counts"],
        groups=groups,
        common=_shared(told["common_ground"], letters, texts)[:LISTED],
        divisive=_shared(told["divisive"], letters, texts)[:LISTED],
        rated=[
            _rated(texts[name], cast, count.rates.get(name, {}))
            for name, cast in told["statements"].items()
            if name in texts
        ],
        spots=told["spots"],
    )


def letter(group: int) -> str:
    """This will call a group: A, B, C …; "" for none."""
    return chr(ord("A") + group) if 0 <= group < MANY else ""


def mine(process: Process, person_id: int) -> Mine:
    """This will give a person's receipt. Four statements."""
    count = statements.newest_count(process)
    votes = statements.own_votes(process, person_id)
    texts = {str(one.number): one for one in statements.shown(process)}
    items = statements.items_of(count)
    place = _place(count, position(items, votes)) if count else None
    seat = OpinionSeat.objects.filter(count=count, person_id=person_id).first() if count else None
    group = _own_group(count, seat, place)
    receipt = receipts.of(items, _findings(count, group, texts), votes)
    return Mine(
        receipt=receipt,
        place=place,
        group=group,
        counted=seat is not None and seat.group >= 0,
        votes=[(texts[name], value) for name, value in receipt.votes if name in texts],
        findings=[(finding, part.value, texts[finding.statement]) for finding, part in receipt.findings],
    )


def _place(count: OpinionCount, live: Position) -> Position | None:
    if not live.votes:
        return None
    by = [[part / picture.THOUSAND for part in row] for row in count.summary["turn"]]
    return picture.turned(live, by)


def _own_group(count: OpinionCount | None, seat: OpinionSeat | None, place: Position | None) -> str:
    if count is None:
        return ""
    if seat is not None and seat.group >= 0:
        return letter(seat.group)
    if place is None:
        return ""
    centres = [(int(x), int(y)) for x, y in (group["centre"] for group in count.summary["groups"])]
    return letter(picture.nearest(place.x, place.y, centres))


def _findings(count: OpinionCount | None, group: str, texts: Mapping[str, Statement]) -> list[Finding]:
    """What the count found about statements that stand: common ground, what divides, and what else her group says."""
    if count is None:
        return []
    told = count.summary
    found = [Finding("common", one["statement"], 1) for one in told["common_ground"]]
    found += [Finding("divisive", one["statement"], 0) for one in told["divisive"]]
    named = {finding.statement for finding in found}
    own = next((one for place, one in enumerate(told["groups"]) if letter(place) == group), None)
    for one in own["findings"] if own else []:
        if one["statement"] not in named:
            found.append(Finding(group, one["statement"], 1 if one["direction"] == "agree" else -1))
    return [finding for finding in found if finding.statement in texts]


def _group(place: int, told: Mapping[str, Any], texts: Mapping[str, Statement]) -> Group:
    return Group(
        letter=letter(place),
        size=told["size"],
        centre=(told["centre"][0], told["centre"][1]),
        findings=[
            Telling(texts[one["statement"]], one["direction"] == "agree", one["share"], one["others"])
            for one in told["findings"]
            if one["statement"] in texts
        ][:FOUND],
    )


def _shared(told: Sequence[Mapping[str, Any]], letters: list[str], texts: Mapping[str, Statement]) -> list[Shared]:
    return [
        Shared(texts[one["statement"]], list(zip(letters or [""], one["shares"], strict=True)))
        for one in told
        if one["statement"] in texts
    ]


def _rated(statement: Statement, cast: Sequence[int], rate: Mapping[str, Any]) -> Rated:
    agree, disagree, passed = cast
    return Rated(statement, agree, disagree, passed, rate.get("corrected"), rate.get("error"))
