"""An election out of the table of a `.pb` file: the meta table and the projects.

Needed: `budget` and `vote_type` in META; `project_id` and `cost` in PROJECTS; `voter_id` and `vote` in VOTES. Costs may
have fractions: the election's `scale` is the smallest power of ten that makes all money whole. Columns of projects are
name, category, target (parted by commas), district, selected, and our own `exclusion_groups` and `withdrawn`; the
rest goes to `Project.columns`, but for votes and score, which are counted anew. Our own keys of META are
`limit_minimum_votes`, `limit_maximum_cost`, `limit_district` and `limit_category` (JSON: name to money as text),
`money_scale` and `point_scale`. Other keys stay in `Election.meta` as they stand; `min_project_score_threshold` is no
limit of the election but of the city's rule: see `official_rule`.

Listed as oddities: `count_differs` (num_projects, num_votes), `votes_differ` and `score_differ` (the file says another
number than its ballots; often paper ballots are not in the file), `long_meta` (a semicolon in a value, read as part of
it), `unreadable_limit` (a limit for ballots that is no number; not checked), `ambiguous_comma` ("12,500" is read as
12.5; it may have been meant as 12 500).
"""

import json
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from ortaq.engines.choice.columns import columns_of
from ortaq.engines.choice.election import LARGEST, BallotKind, Election, ElectionError, Limits, Oddity, Project
from ortaq.engines.choice.pabulib.ballots import POINTED, Rules, read_ballots
from ortaq.engines.choice.pabulib.numbers import number, scale_of, whole
from ortaq.engines.choice.pabulib.table import Row, Table
from ortaq.engines.choice.profile import profile_of
from ortaq.engines.choice.spec import RuleName, RuleSpec, Tie, Utility

OWN_KEYS = (
    "limit_minimum_votes",
    "limit_maximum_cost",
    "limit_district",
    "limit_category",
    "money_scale",
    "point_scale",
)
KNOWN_COLUMNS = frozenset(
    "project_id cost votes score name category target district selected exclusion_groups withdrawn".split()
)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}(,\d{3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Meta:
    """The meta table: values by key in their order, and the line of each."""

    values: Mapping[str, str]
    lines: Mapping[str, int]
    oddities: tuple[Oddity, ...]

    def number(self, key: str) -> Fraction | None:
        """This will read a number the meta table may leave out."""
        text = self.values.get(key, "")
        return number(text, f"The value of {key}", self.lines[key]) if text else None


def election_of(table: Table) -> Election:
    """This will read the election of a table. Raises `ElectionError` with the line."""
    meta = _meta(table)
    kind, budget = _kind(meta), _budget(meta)
    rows = list(_project_rows(table))
    costs = {line: _cost(fields, line) for line, fields in rows}
    caps = _caps(meta)
    money = [budget, *costs.values(), *caps.district.values(), *caps.category.values(), caps.highest or Fraction()]
    scale = max(scale_of(money), _scale(meta, "money_scale"))
    projects = _projects(rows, costs, scale)
    oddities = [*meta.oddities, *_ambiguous(meta, rows)]
    ballots = read_ballots(table.section("VOTES"), projects, _ballot_rules(meta, kind, scale, oddities))
    election = Election(
        projects=projects,
        kind=kind,
        groups=ballots.groups,
        budget=int(budget * scale),
        scale=scale,
        point_scale=ballots.point_scale,
        limits=caps.scaled(scale),
        meta={key: value for key, value in meta.values.items() if key not in OWN_KEYS},
    )
    election = _rescaled(election, max(ballots.point_scale, _scale(meta, "point_scale")))
    oddities += [*_declared(election, meta, rows), *ballots.oddities]
    return replace(election, oddities=tuple(oddities))


def official_rule(election: Election) -> RuleSpec | None:
    """This will give the greedy rule the file names as the city's own, or None if it names no plain greedy rule.

    Points count where ballots give points or ranks; the threshold is `min_project_score_threshold`. Equal projects go
    in the order of the file: Pabulib lists projects by their official rank.
    """
    name = election.meta.get("rule", "").strip().lower()
    if name not in {"greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive"}:
        return None
    approving = election.kind in {BallotKind.APPROVAL, BallotKind.CHOOSE_1}
    least = election.meta.get("min_project_score_threshold", "").strip()
    return RuleSpec(
        rule=RuleName(name),
        utility=Utility.COST if approving else Utility.POINTS,
        ties=(Tie.FILE_ORDER,),
        threshold=whole(least, "The value of min_project_score_threshold", None) if least else 0,
    )


def _meta(table: Table) -> Meta:
    """This will read the section META."""
    section = table.section("META")
    key_at, value_at = section.column("key"), section.column("value")
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    oddities: list[Oddity] = []
    for row in section.rows():
        if len(row.fields) <= key_at or not row.fields[key_at]:
            raise ElectionError("broken_row", "The row of the meta table has no key.", line=row.line)
        key = row.fields[key_at]
        if key in values:
            raise ElectionError("repeated_meta", f"The meta table says {key} twice.", line=row.line)
        rest = ";".join(row.fields[value_at:]).rstrip("; ")
        if ";" in rest:
            oddities.append(Oddity("long_meta", f"The value of {key} has semicolons, read as part of it.", row.line))
        values[key], lines[key] = rest, row.line
    return Meta(values, lines, tuple(oddities))


def _kind(meta: Meta) -> BallotKind:
    """This will give the kind of ballots."""
    said = meta.values.get("vote_type", "").lower()
    if not said:
        raise ElectionError("no_vote_type", "The meta table does not say vote_type.")
    if said not in set(BallotKind):
        sentence = f"The vote_type {said} is none of {', '.join(BallotKind)}."
        raise ElectionError("unknown_vote_type", sentence, line=meta.lines["vote_type"])
    return BallotKind(said)


def _budget(meta: Meta) -> Fraction:
    """This will give the budget in units of currency."""
    budget = meta.number("budget")
    if budget is None:
        raise ElectionError("no_budget", "The meta table does not say budget.", line=meta.lines.get("budget"))
    if budget <= 0:
        sentence = f"The budget is {meta.values['budget']}; it must be above 0."
        raise ElectionError("no_budget", sentence, line=meta.lines["budget"])
    return budget


def _project_rows(table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    """This will give the rows of projects by name of column, and refuse ids that are missing or stand twice."""
    section = table.section("PROJECTS")
    header = section.header().fields
    place = section.column("project_id")
    section.column("cost")
    seen: dict[str, int] = {}
    rows = section.rows()
    if not rows:
        raise ElectionError("no_projects", "Section PROJECTS has no project.", line=section.line)
    for row in rows:
        _check_width(row, len(header))
        name = row.fields[place] if place < len(row.fields) else ""
        if not name:
            raise ElectionError("broken_row", "The project has no project_id.", line=row.line)
        if set(name) & set(",\n\r"):
            sentence = f"The project_id “{name[:60]}” has a comma or a line in it: no ballot could name it."
            raise ElectionError("broken_row", sentence, line=row.line)
        if name in seen:
            sentence = f"Project {name} stands twice, first on line {seen[name]}."
            raise ElectionError("repeated_project", sentence, line=row.line)
        seen[name] = row.line
        yield row.line, dict(zip(header, row.fields + ("",) * (len(header) - len(row.fields)), strict=False))


def _check_width(row: Row, width: int) -> None:
    """This will refuse a row with more fields than columns: one of them was cut in two."""
    if any(row.fields[width:]):
        raise ElectionError("broken_row", f"The row has {len(row.fields)} fields, the header {width}.", line=row.line)


def _cost(fields: Mapping[str, str], line: int) -> Fraction:
    """This will give the cost of a project in units of currency."""
    name = fields["project_id"]
    cost = number(fields["cost"], f"The cost of project {name}", line)
    if cost < 0:
        raise ElectionError("negative_cost", f"Project {name} costs {fields['cost']}; below 0 is no cost.", line=line)
    if cost > LARGEST:
        raise ElectionError("too_large", f"Project {name} costs {fields['cost']}: no engine needs that.", line=line)
    return cost


def _projects(rows: list[tuple[int, dict[str, str]]], costs: Mapping[int, Fraction], scale: int) -> tuple[Project, ...]:
    """This will give the projects in the order of the file."""
    projects: list[Project] = []
    for line, fields in rows:
        selected, withdrawn = fields.get("selected", ""), fields.get("withdrawn", "")
        what = f"project {fields['project_id']}"
        projects.append(
            Project(
                id=fields["project_id"],
                cost=int(costs[line] * scale),
                name=fields.get("name", ""),
                district=fields.get("district", ""),
                categories=_listed(fields.get("category", "")),
                groups=_listed(fields.get("exclusion_groups", "")),
                withdrawn=bool(whole(withdrawn, f"The column withdrawn of {what}", line)) if withdrawn else False,
                targets=_listed(fields.get("target", "")),
                official=whole(selected, f"The column selected of {what}", line) if selected else None,
                columns=tuple((name, text) for name, text in fields.items() if name and name not in KNOWN_COLUMNS),
            )
        )
    return tuple(projects)


def _listed(text: str) -> tuple[str, ...]:
    """This will part a list at its commas, each name once."""
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


@dataclass(frozen=True, slots=True)
class _Caps:
    """The limits in units of currency, before the scale is known."""

    district: dict[str, Fraction]
    category: dict[str, Fraction]
    votes: int
    highest: Fraction | None

    def scaled(self, scale: int) -> Limits:
        """This will give the limits in minor units."""
        return Limits(
            district={name: int(money * scale) for name, money in self.district.items()},
            category={name: int(money * scale) for name, money in self.category.items()},
            minimum_votes=self.votes,
            maximum_cost=None if self.highest is None else int(self.highest * scale),
        )


def _caps(meta: Meta) -> _Caps:
    """This will read our own limits."""
    least = meta.values.get("limit_minimum_votes", "")
    return _Caps(
        district=_named_money(meta, "limit_district"),
        category=_named_money(meta, "limit_category"),
        votes=whole(least, "The value of limit_minimum_votes", meta.lines["limit_minimum_votes"]) if least else 0,
        highest=meta.number("limit_maximum_cost"),
    )


def _named_money(meta: Meta, key: str) -> dict[str, Fraction]:
    """This will read a JSON object of money by name."""
    text = meta.values.get(key, "")
    if not text:
        return {}
    line = meta.lines[key]
    try:
        said = json.loads(text)
    except ValueError as error:
        raise ElectionError("broken_limit", f"The value of {key} is not JSON.", line=line) from error
    if not isinstance(said, dict) or not all(isinstance(money, str) for money in said.values()):
        raise ElectionError("broken_limit", f"The value of {key} must give names and money as text.", line=line)
    return {name: number(money, f"The limit of {name}", line) for name, money in said.items()}


def _scale(meta: Meta, key: str) -> int:
    """This will give a scale the file asks for: a power of ten, 1 if it does not."""
    text = meta.values.get(key, "1")
    if re.fullmatch("10{0,15}", text) is None:
        raise ElectionError("not_a_number", f"The value of {key} is not a power of ten.", line=meta.lines[key])
    return int(text)


def _rescaled(election: Election, point_scale: int) -> Election:
    """This will give the election with points in a finer scale."""
    if point_scale == election.point_scale or election.kind not in POINTED:
        return election
    times, groups = point_scale // election.point_scale, columns_of(election.groups)
    if times * int(groups.points.max(initial=0)) > LARGEST:
        raise ElectionError("too_large", f"A point is {point_scale} of the least part of one: no engine needs that.")
    return replace(election, groups=replace(groups, points=groups.points * times), point_scale=point_scale)


def _ballot_rules(meta: Meta, kind: BallotKind, scale: int, oddities: list[Oddity]) -> Rules:
    """This will read what the meta table says of ballots; a limit that is no number is listed and not checked."""

    def limit(key: str) -> Fraction | None:
        try:
            return meta.number(key)
        except ElectionError as error:
            oddities.append(Oddity("unreadable_limit", f"{error.sentence} It is not checked.", error.line))
            return None

    def pair(what: str, times: int = 1) -> tuple[Fraction | None, Fraction | None]:
        least, most = limit(f"min_{what}"), limit(f"max_{what}")
        return (None if least is None else least * times, None if most is None else most * times)

    score = meta.number("default_score") if kind is BallotKind.SCORING else None
    if score is not None and score < 0:
        raise ElectionError("negative_points", "The default_score is below 0.", line=meta.lines["default_score"])
    return Rules(
        kind=kind,
        length=pair("length"),
        sum_points=pair("sum_points"),
        one_points=pair("points"),
        sum_cost=pair("sum_cost", scale),
        default_score=score or Fraction(),
    )


def _ambiguous(meta: Meta, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Oddity]:
    """This will list money whose comma may have been meant to part thousands."""
    places = [(meta.lines["budget"], meta.values["budget"]), *((line, fields["cost"]) for line, fields in rows)]
    for line, text in places:
        if _AMBIGUOUS.fullmatch(text):
            yield Oddity("ambiguous_comma", f"{text} is read as {text.replace(',', '.')}.", line)


def _found(election: Election, names: AbstractSet[str]) -> dict[str, list[Fraction]]:
    """This will count votes and scores for comparison with columns of the file, and only if they stand there."""
    if names == {"votes"} and election.kind not in POINTED:
        groups = columns_of(election.groups)
        weights = np.repeat(groups.weights.astype(np.float64), groups.sizes)
        votes = np.bincount(
            groups.choices, weights=weights, minlength=len(election.projects)
        )  # whole below 2^53: exact
        return {"votes": [Fraction(int(one)) for one in votes.tolist()]}
    profile = profile_of(election) if names else None
    found: dict[str, list[Fraction]] = {}
    if profile is not None and "votes" in names:
        found["votes"] = [Fraction(one) for one in profile.votes.tolist()]
    if profile is not None and "score" in names:
        found["score"] = [Fraction(one, election.point_scale) for one in profile.scores.tolist()]
    return found


def _declared(election: Election, meta: Meta, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Oddity]:
    """This will list where the file says another number than its own rows give."""
    for key, found in (("num_projects", len(election.projects)), ("num_votes", election.voters)):
        said = meta.values.get(key, "")
        if said and said != str(found):
            yield Oddity("count_differs", f"The meta table says {key} {said}; there are {found}.", meta.lines[key])
    for name, amounts in _found(election, rows[0][1].keys() & {"votes", "score"}).items():
        for (line, fields), amount in zip(rows, amounts, strict=True):
            said = fields.get(name, "")
            try:
                same = not said or number(said, name, line) == amount
            except ElectionError:
                same = False
            if not same:
                yield Oddity(f"{name}_differ", f"The file says {name} {said[:60]}; its ballots give {amount}.", line)
