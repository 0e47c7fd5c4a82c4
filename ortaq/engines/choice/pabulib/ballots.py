"""The VOTES section of a `.pb` file as groups of identical ballots.

Read in one defined way and listed in `Election.oddities`, with the line:
- `empty_ballot`: nothing chosen (or `none`, where no project has that id). It counts as a ballot handed in.
- `repeated_choice`: a project stands twice on a ballot. It counts once, at its first place, with the points there.
- `empty_choice`: a comma with nothing beside it. It is left out, with its points.
- `outside_limits`: more or fewer choices, points or money than `min_length`, `max_length`, `min_sum_points`,
  `max_sum_points`, `min_points`, `max_points`, `min_sum_cost` or `max_sum_cost` of the meta table allow, or two choices
  under choose-1. The ballot counts as it was cast: the file holds the ballots the city accepted, and it is not for a
  reader to accept fewer.
- `repeated_voter`: a voter_id stands twice. Both ballots count.
- `short_row`: columns after the vote are missing.

Points of an ordinal ballot are not read (ranks give Borda points, see `profile`); those of approval ballots neither.
`default_score` of a scoring election goes to every project the ballot does not name. A column `endowment` (whole, not
below 0) gives unequal endowments; the rest of the columns stays in the table. The idea that makes it fast: equal
ballots are equal strings, so strings are counted first and only distinct ones are read.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, repeat

import numpy as np

from ortaq.engines.choice.columns import Columns
from ortaq.engines.choice.election import LARGEST, BallotKind, ElectionError, Oddity, Project
from ortaq.engines.choice.pabulib.numbers import number, scale_of, whole
from ortaq.engines.choice.pabulib.quick import UNBOUND, Bounds, Packed, Plain, plain_ballots
from ortaq.engines.choice.pabulib.table import Section, blank
from ortaq.engines.choice.pabulib.words import Words, all_differ, coded, cut, marks, told

POINTED = frozenset({BallotKind.CUMULATIVE, BallotKind.SCORING})
Said = bytes
"""The fields of a ballot that matter, as they stand, joined by `_JOINT`: vote, points (if any), endowment (if any)."""
_JOINT = b"\0"
AT_ONCE = 4096
"""Ballots taken together: they stay in the processor's cache from the first look to the last."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the meta table says of ballots. Sums of points in points, of cost in minor units."""

    kind: BallotKind
    length: Bounds = (None, None)
    sum_points: Bounds = (None, None)
    one_points: Bounds = (None, None)
    sum_cost: Bounds = (None, None)
    default_score: Fraction = Fraction()


@dataclass(frozen=True, slots=True)
class Ballots:
    """What the section holds."""

    groups: Columns
    point_scale: int
    oddities: tuple[Oddity, ...]


@dataclass(slots=True)
class _Column:
    """The ballots of the section, one after the other, with the lines they stand on."""

    said: list[Said] = field(default_factory=list)
    lines: list[int] | range = field(default_factory=list)
    voters: list[bytes] = field(default_factory=list)
    """Who handed them in; nobody where that has been seen to be somebody else on every line."""
    oddities: list[Oddity] = field(default_factory=list)
    plain: bool = True
    """Whether a ballot is a vote and points, if any, and nothing more."""


def read_ballots(section: Section, projects: Sequence[Project], rules: Rules) -> Ballots:
    """This will read the section. Raises `ElectionError`: no_votes, unknown_project, broken_row and others."""
    column = _column(section, rules.kind)
    if not column.said:
        raise ElectionError("no_votes", "Section VOTES has no ballot.", line=section.line)
    counted = Counter(column.said)
    distinct = list(counted)
    reader = _Reader(projects, rules, _point_texts(distinct, rules))
    ballots = reader.plain(distinct) if column.plain else repeat(None, len(distinct))
    weights: dict[Packed, int] = {}
    for ballot, (said, count) in zip(ballots, counted.items(), strict=True):
        if ballot is None:
            try:
                ballot = reader.ballot(said)  # noqa: PLW2901 the closer look
            except ElectionError as error:
                line = column.lines[column.said.index(said)]
                raise ElectionError(error.code, error.sentence, line=line) from error
        weights[ballot] = weights.get(ballot, 0) + count
    listed = [*column.oddities, *_repeated_voters(column)]
    if reader.odd:
        pairs = zip(column.said, column.lines, strict=True)
        listed += [Oddity(code, text, line) for said, line in pairs for code, text in reader.odd.get(said, ())]
    groups = _unpacked(weights, pointed=rules.kind in POINTED, endowed=not column.plain)
    return Ballots(groups, reader.scale, tuple(sorted(listed, key=lambda one: one.line or 0)))


def _unpacked(weights: Mapping[Packed, int], *, pointed: bool, endowed: bool) -> Columns:
    """This will lay the ballots out as groups."""
    numbers = np.frombuffer(b"".join(weights), dtype=np.int64)
    sizes = np.fromiter(map(len, weights), dtype=np.int64, count=len(weights)) // numbers.itemsize
    endowments = np.ones(len(weights), dtype=np.int64)
    if endowed:
        starts = np.cumsum(sizes) - sizes
        endowments, numbers, sizes = numbers[starts], np.delete(numbers, starts), sizes - 1
    pairs = numbers.reshape(-1, 2 if pointed else 1)
    return Columns(
        weights=np.fromiter(weights.values(), dtype=np.int64, count=len(weights)),
        endowments=endowments,
        starts=np.concatenate(([0], np.cumsum(sizes // pairs.shape[1]))),
        choices=np.ascontiguousarray(pairs[:, 0]),
        points=np.ascontiguousarray(pairs[:, 1]) if pointed else numbers[:0],
    )


def _point_texts(distinct: Sequence[Said], rules: Rules) -> dict[str, Fraction]:
    """This will read every different text that stands for points; those that are none are left for a closer look."""
    known: dict[str, Fraction] = {}
    if rules.kind not in POINTED:
        return known
    for text in map(told, set(b",".join(said.split(_JOINT)[1] for said in distinct).split(b","))):
        try:
            points = number(text, "", None)
        except ElectionError:
            continue
        if points >= 0:
            known[text] = points
    return known


def _column(section: Section, kind: BallotKind) -> _Column:
    """This will take the fields that matter out of every row."""
    names = ["vote", *(["points"] if kind in POINTED else [])]
    wanted = [section.column(name) for name in names]
    header = section.header().fields
    if "endowment" in header:
        wanted.append(header.index("endowment"))
    voter = section.column("voter_id")
    first, lines = section.body()
    lines = lines[: len(lines) - next((number for number, line in enumerate(reversed(lines)) if not blank(line)), 0)]
    quick = _quick(lines, len(header), wanted, voter)
    if quick is not None:
        said, voters = quick
        return _Column(said, range(first, first + len(lines)), voters, plain="endowment" not in header)
    rows, numbers, column = section.rows(), [], _Column(plain="endowment" not in header)
    for row in rows:
        if len(row.fields) <= max(*wanted, voter) or any(row.fields[len(header) :]):
            sentence = f"The row has {len(row.fields)} fields, the header {len(header)}."
            raise ElectionError("broken_row", sentence, line=row.line)
        if len(row.fields) < len(header):
            sentence = f"The row has {len(row.fields)} fields, the header {len(header)}."
            column.oddities.append(Oddity("short_row", sentence, row.line))
        column.said.append(_JOINT.join(coded(row.fields[place]) for place in wanted))
        column.voters.append(coded(row.fields[voter]))
        numbers.append(row.line)
    column.lines = numbers
    return column


def _quick(
    lines: Sequence[str], width: int, wanted: Sequence[int], voter: int
) -> tuple[list[Said], list[bytes]] | None:
    """This will take ballots and voters out of lines if all are rows with all their fields and none is quoted."""
    text = coded("\n".join([*lines, ""]))
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
    data, stops = marks(text, b";", b"\n")
    if b'"' in text or b"\r" in text or len(stops) != width * len(lines):
        return None
    table = stops.reshape(len(lines), width)
    heads = np.concatenate(([0], table[:-1, -1] + 1))
    if bool((data[table[:, -1]] != ord("\n")).any()) or bool((heads == table[:, 0]).any()):
        return None
    spans = [(table[:, place - 1] + 1 if place else heads, table[:, place]) for place in (*wanted, voter)]
    columns = [cut(text, *span) for span in spans[:-1]]
    said = columns[0] if len(columns) == 1 else [_JOINT.join(one) for one in zip(*columns, strict=True)]
    return said, [] if all_differ(text, *spans[-1]) else cut(text, *spans[-1])


def _repeated_voters(column: _Column) -> list[Oddity]:
    """This will list the lines whose voter has stood on a line before. An empty voter_id names nobody."""
    if len(set(column.voters)) == len(column.voters):
        return []
    seen: set[bytes] = set()
    oddities: list[Oddity] = []
    for voter, line in zip(column.voters, column.lines, strict=True):
        if voter and voter in seen:
            oddities.append(Oddity("repeated_voter", "The voter of this line has voted before; both count.", line))
        seen.add(voter)
    return oddities


class _Reader:
    """Reads distinct ballots."""

    def __init__(self, projects: Sequence[Project], rules: Rules, points: dict[str, Fraction]) -> None:
        self._index = {project.id: number for number, project in enumerate(projects)}
        self._costs = [project.cost for project in projects]
        self._rules = rules
        self._pointed = rules.kind in POINTED
        self._ranked = rules.kind is BallotKind.ORDINAL
        self._known = points
        self.scale = scale_of({*points.values(), rules.default_score})
        self.odd: dict[Said, list[tuple[str, str]]] = {}
        """Codes and sentences of the ballots that are odd."""

    def plain(self, distinct: Sequence[Said]) -> Iterator[Packed | None]:
        """This will read the ballots that are plain, some thousands at once; None for the others."""
        rules, scale = self._rules, self.scale
        if rules.default_score or max(self._costs) * len(self._costs) > UNBOUND:
            yield from repeat(None, len(distinct))
            return
        most = Fraction(1) if rules.kind is BallotKind.CHOOSE_1 else rules.length[1]
        plain = Plain(
            projects=Words(self._index),
            costs=np.array(self._costs, dtype=np.int64),
            ranked=self._ranked,
            length=(rules.length[0], most),
            sum_cost=rules.sum_cost,
            points=Words(self._scaled_points()) if self._pointed else None,
            one_points=_times(rules.one_points, scale),
            sum_points=_times(rules.sum_points, scale),
        )
        for start in range(0, len(distinct), AT_ONCE):
            some = distinct[start : start + AT_ONCE]
            parts = [said.split(_JOINT) for said in some] if self._pointed else []
            yield from plain_ballots([part[0] for part in parts] or some, [part[1] for part in parts], plain)

    def _scaled_points(self) -> dict[str, int]:
        """This will give the points by their text; those no engine needs are left for the closer look."""
        scaled = ((text, int(points * self.scale)) for text, points in self._known.items())
        return {text: points for text, points in scaled if points <= LARGEST}

    def ballot(self, said: Said) -> Packed:
        """This will read one ballot (its endowment first, if any) and note what is odd; an error names no line."""
        odd: list[tuple[str, str]] = []
        fields = told(said).split(told(_JOINT))
        vote = fields[0].strip()
        if vote.lower() == "none" and vote not in self._index:
            vote = ""
        ids = vote.split(",") if vote else []
        points = self._points(fields[1], ids) if self._pointed else ()
        choices = [self._choice(one) for one in ids]
        if None in choices or len(set(choices)) < len(choices):
            choices, points = _once(ids, choices, points, odd)
        known = [choice for choice in choices if choice is not None]
        if not known:
            odd.append(("empty_ballot", "Nothing is chosen; the ballot counts as handed in."))
        self._check_limits(known, points, odd)
        if self._rules.default_score:
            missing = [project for project in range(len(self._costs)) if project not in set(known)]
            known, points = known + missing, (*points, *(self._rules.default_score for _ in missing))
        if not self._ranked:
            order = sorted(range(len(known)), key=known.__getitem__) if points else []
            points = tuple(points[place] for place in order)
            known.sort()
        if odd:
            self.odd[said] = odd
        endowments = [whole(text, "The endowment", None) for text in fields[1 + self._pointed :]]
        scaled = [int(point * self.scale) for point in points]
        if max((*endowments, *scaled), default=0) > LARGEST:
            raise ElectionError("too_large", "The ballot has a number no engine needs.")
        return array("q", [*endowments, *(chain(*zip(known, scaled, strict=True)) if points else known)]).tobytes()

    def _choice(self, text: str) -> int | None:
        """This will find a project by its id; None for nothing between two commas."""
        found = self._index.get(text)
        if found is None:
            text = text.strip()
            found = self._index.get(text)
            if found is None and text:
                raise ElectionError("unknown_project", f"The ballot names {text[:60]}, which is not a project.")
        return found

    def _points(self, text: str, ids: Sequence[str]) -> tuple[Fraction, ...]:
        """This will read the points beside the choices."""
        fields = text.split(",") if text.strip() else []
        if len(fields) != len(ids):
            sentence = f"The ballot names {len(ids)} projects and gives points {len(fields)} times."
            raise ElectionError("points_differ", sentence)
        return tuple([self._point(one) for one in fields])

    def _point(self, text: str) -> Fraction:
        """This will read one number of points, once per different text."""
        known = self._known.get(text)
        if known is None:
            known = number(text, "A number of points", None)
            if known < 0:
                raise ElectionError("negative_points", f"The ballot gives {text.strip()} points; below 0 is not read.")
            self._known[text] = known
        return known

    def _check_limits(self, choices: Sequence[int], points: Sequence[Fraction], odd: list[tuple[str, str]]) -> None:
        """This will list what is above or below a limit of the meta table."""
        rules, count = self._rules, len(choices)
        if rules.kind is BallotKind.CHOOSE_1 and count > 1:
            odd.append(("outside_limits", f"{count} choices where one is allowed; all count."))
        if not count:
            return
        _compare(count, rules.length, "choices", odd)
        if rules.sum_cost != (None, None):
            _compare(sum([self._costs[one] for one in choices]), rules.sum_cost, "minor units of cost", odd)
        if points:
            if rules.sum_points != (None, None):
                _compare(sum(points, Fraction()), rules.sum_points, "points in all", odd)
            if rules.one_points != (None, None):
                _compare(min(points), (rules.one_points[0], None), "points for a project", odd)
                _compare(max(points), (None, rules.one_points[1]), "points for a project", odd)


def _times(bounds: Bounds, scale: int) -> Bounds:
    """This will give bounds in scaled points."""
    least, most = bounds
    return None if least is None else least * scale, None if most is None else most * scale


def _compare(
    amount: Fraction | int,
    allowed: Bounds,
    what: str,
    odd: list[tuple[str, str]],
) -> None:
    """This will list an amount outside what is allowed."""
    least, most = allowed
    if most is not None and amount > most:
        odd.append(("outside_limits", f"{amount} {what} where {most} are allowed; the ballot counts as cast."))
    if least is not None and amount < least:
        odd.append(("outside_limits", f"{amount} {what} where {least} are the least; the ballot counts as cast."))


def _once(
    ids: Sequence[str], choices: Sequence[int | None], points: Sequence[Fraction], odd: list[tuple[str, str]]
) -> tuple[list[int | None], tuple[Fraction, ...]]:
    """This will keep the first mention of every project, and list the others."""
    kept: dict[int, int] = {}
    for place, choice in enumerate(choices):
        if choice is None:
            odd.append(("empty_choice", "A comma with nothing beside it is left out."))
        elif choice in kept:
            odd.append(("repeated_choice", f"{ids[place].strip()} stands twice on the ballot and counts once."))
        else:
            kept[choice] = place
    return list(kept), tuple(points[place] for place in kept.values()) if points else ()
