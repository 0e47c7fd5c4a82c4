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

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ortaq.engines.choice.election import BallotKind, ElectionError, Group, Oddity, Project
from ortaq.engines.choice.pabulib.numbers import number, scale_of, whole
from ortaq.engines.choice.pabulib.table import Section, blank

POINTED = frozenset({BallotKind.CUMULATIVE, BallotKind.SCORING})
Said = tuple[str, ...]
"""The fields of a ballot that matter: vote, points (if any), endowment (if any), as they stand."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the meta table says of ballots. Sums of points in points, of cost in minor units."""

    kind: BallotKind
    length: tuple[Fraction | None, Fraction | None] = (None, None)
    sum_points: tuple[Fraction | None, Fraction | None] = (None, None)
    one_points: tuple[Fraction | None, Fraction | None] = (None, None)
    sum_cost: tuple[Fraction | None, Fraction | None] = (None, None)
    default_score: Fraction = Fraction()


@dataclass(frozen=True, slots=True)
class Ballots:
    """What the section holds."""

    groups: tuple[Group, ...]
    point_scale: int
    oddities: tuple[Oddity, ...]


@dataclass(slots=True)
class _Column:
    """The ballots of the section, one after the other, with the lines they stand on."""

    said: list[Said] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    voters: list[str] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ballot:
    """One distinct ballot, read; `odd` are codes and sentences."""

    choices: tuple[int, ...]
    points: tuple[Fraction, ...]
    endowment: int
    odd: tuple[tuple[str, str], ...]


def read_ballots(section: Section, projects: Sequence[Project], rules: Rules) -> Ballots:
    """This will read the section. Raises `ElectionError`: no_votes, unknown_project, broken_row and others."""
    column = _column(section, rules.kind)
    if not column.said:
        raise ElectionError("no_votes", "Section VOTES has no ballot.", line=section.line)
    counted = Counter(column.said)
    reader = _Reader(projects, rules)
    ballots: dict[Said, _Ballot] = {}
    for said in counted:
        try:
            ballots[said] = reader.ballot(said)
        except ElectionError as error:
            line = column.lines[column.said.index(said)]
            raise ElectionError(error.code, error.sentence, line=line) from error
    odd = {said: ballot.odd for said, ballot in ballots.items() if ballot.odd}
    listed = [*column.oddities, *_repeated_voters(column)]
    if odd:
        pairs = zip(column.said, column.lines, strict=True)
        listed += [Oddity(code, text, line) for said, line in pairs if said in odd for code, text in odd[said]]
    scale = scale_of({point for ballot in ballots.values() for point in ballot.points})
    return Ballots(_groups(counted, ballots, scale), scale, tuple(sorted(listed, key=lambda one: one.line or 0)))


def _groups(counted: Mapping[Said, int], ballots: Mapping[Said, _Ballot], scale: int) -> tuple[Group, ...]:
    """This will put ballots that say the same into one group, in the order of their first appearance."""
    weights: dict[tuple[tuple[int, ...], tuple[Fraction, ...], int], int] = {}
    for said, ballot in ballots.items():
        key = (ballot.choices, ballot.points, ballot.endowment)
        weights[key] = weights.get(key, 0) + counted[said]
    return tuple(
        Group(weight, choices, tuple(int(point * scale) for point in points) if points else (), endowment)
        for (choices, points, endowment), weight in weights.items()
    )


def _column(section: Section, kind: BallotKind) -> _Column:
    """This will take the fields that matter out of every row."""
    names = ["vote", *(["points"] if kind in POINTED else [])]
    wanted = [section.column(name) for name in names]
    header = section.header().fields
    if "endowment" in header:
        wanted.append(header.index("endowment"))
    voter = section.column("voter_id")
    first, lines = section.body()
    column = _Column()
    if any('"' in line for line in lines):
        for row in section.rows():
            _add(column, row.line, row.fields, wanted, len(header), voter)
        return column
    separators, last, lone = len(header) - 1, max(*wanted, voter) + 1, wanted[0]
    for line_number, line in enumerate(lines, start=first):
        if line.count(";") == separators and line[0] != ";":
            fields = line.split(";", last)
            said = (fields[lone],) if len(wanted) == 1 else tuple([fields[place] for place in wanted])
            column.said.append(said)
            column.lines.append(line_number)
            column.voters.append(fields[voter])
        elif not blank(line):
            _add(column, line_number, [one.strip() for one in line.split(";")], wanted, len(header), voter)
    return column


def _add(column: _Column, line: int, fields: Sequence[str], wanted: list[int], width: int, voter: int) -> None:
    """This will take a row whose width is not yet known to be right."""
    if len(fields) <= max(*wanted, voter) or any(fields[width:]):
        raise ElectionError("broken_row", f"The row has {len(fields)} fields, the header {width}.", line=line)
    if len(fields) < width:
        column.oddities.append(Oddity("short_row", f"The row has {len(fields)} fields, the header {width}.", line))
    column.said.append(tuple(fields[place] for place in wanted))
    column.lines.append(line)
    column.voters.append(fields[voter])


def _repeated_voters(column: _Column) -> list[Oddity]:
    """This will list the lines whose voter has stood on a line before. An empty voter_id names nobody."""
    if len(set(column.voters)) == len(column.voters):
        return []
    seen: set[str] = set()
    oddities: list[Oddity] = []
    for voter, line in zip(column.voters, column.lines, strict=True):
        if voter and voter in seen:
            oddities.append(Oddity("repeated_voter", "The voter of this line has voted before; both count.", line))
        seen.add(voter)
    return oddities


class _Reader:
    """Reads distinct ballots one by one."""

    def __init__(self, projects: Sequence[Project], rules: Rules) -> None:
        self._index = {project.id: number for number, project in enumerate(projects)}
        self._costs = [project.cost for project in projects]
        self._rules = rules
        self._pointed = rules.kind in POINTED
        self._ranked = rules.kind is BallotKind.ORDINAL
        self._known: dict[str, Fraction] = {}

    def ballot(self, said: Said) -> _Ballot:
        """This will read one ballot; an `ElectionError` without a line when it cannot be."""
        odd: list[tuple[str, str]] = []
        vote = said[0].strip()
        if vote.lower() == "none" and vote not in self._index:
            vote = ""
        ids = vote.split(",") if vote else []
        points = self._points(said[1], ids) if self._pointed else ()
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
        endowment = whole(said[-1], "The endowment", None) if len(said) > 1 + self._pointed else 1
        return _Ballot(tuple(known), points, endowment, tuple(odd))

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
            _compare(Fraction(sum(self._costs[one] for one in choices)), rules.sum_cost, "minor units of cost", odd)
        if points:
            if rules.sum_points != (None, None):
                _compare(sum(points, Fraction()), rules.sum_points, "points in all", odd)
            if rules.one_points != (None, None):
                _compare(min(points), (rules.one_points[0], None), "points for a project", odd)
                _compare(max(points), (None, rules.one_points[1]), "points for a project", odd)


def _compare(
    amount: Fraction | int,
    allowed: tuple[Fraction | int | None, Fraction | int | None],
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
