"""The decision record of a count: the rule choice.count@1.

The case holds the election as it is counted: projects in their order, grouped ballots in an order of their own (the
order of voting is not seen, nor who voted), limits, and the rule. Money is minor units, `scale` to a unit of currency.

    {"kind": "approval", "budget": 1000000, "scale": 1, "point_scale": 1,
     "projects": [{"id": "24", "name": "…", "cost": 5000, "district": "", "categories": [], "groups": [],
                   "withdrawn": false}],
     "ballots": [{"choices": ["24", "41"], "weight": 3}],      with "points" and "endowment" where there are any
     "first_points": 5,                                        of rankings: Borda points of a first rank
     "limits": {"district": {}, "category": {}, "minimum_votes": 0, "maximum_cost": null},
     "rule": {"rule": "equal-shares", "utility": "cost", …}}   every field of RuleSpec

Where the rule names no lot, the seed draws one for all projects by lot.order@1 (`ortaq.engines.lot`). The outcome:

    {"winners": ["24", …], "spent": 995000, "votes": [720, …],   in the order of election; votes in that of projects
     "rounds": [{"project": "24", "phase": "shares", "votes": 720, "price": "1/720", "payment": "125/18",
                 "tie": {"projects": ["24", "7"], "by": "lot"}}],    fractions as n/d; what does not apply is left out
     "exclusions": [{"project": "9", "code": "same_site", "because": ["24"]}],
     "endowment": "1525/2", "comparison": "", "lot": ["7", "24", …]}

How many runs and exact recounts it took is not part of it: a faster program finds the same outcome in fewer.
"""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ortaq.engines import lot
from ortaq.engines.choice import specs
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Limits, Project
from ortaq.engines.choice.result import Exclusion, Result, Round
from ortaq.engines.choice.spec import RuleSpec
from ortaq.engines.proof import Case, CaseError, Outcome, rule

RULE = "choice.count"
VERSION = 1
LONGEST_WRITTEN = 10**4000
"""Python writes no longer number in one piece."""
POINTED = {BallotKind.CUMULATIVE, BallotKind.SCORING}
CASE_FIELDS = {"kind", "budget", "scale", "point_scale", "projects", "ballots", "limits", "rule"}
PROJECT_FIELDS = {"id", "name", "cost", "district", "categories", "groups", "withdrawn"}
LIMIT_FIELDS = {"district", "category", "minimum_votes", "maximum_cost"}


@rule(RULE, version=VERSION)
def decide(case: Case, seed: str) -> Outcome:
    """Count the election of a case; the seed draws the lot where the rule names none. Raises CaseError."""
    from ortaq.engines.choice.counting import count

    election, spec = read_case(case)
    if spec.lot and seed:
        raise CaseError("The rule names its lot already, so a seed would decide nothing.")
    drawn = tuple(lot.shuffled([project.id for project in election.projects], seed)) if seed else ()
    try:
        return outcome_of(election, count(election, replace(spec, lot=spec.lot or drawn)))
    except ElectionError as error:
        raise CaseError(str(error)) from error


# ── the case ─────────────────────────────────────────────────────────────────────────────────────────────────────


def case_of(election: Election, spec: RuleSpec) -> dict[str, Any]:
    """This will give the case of a count as plain JSON, the same for the same election however its ballots came in."""
    ids = [project.id for project in election.projects]
    case: dict[str, Any] = {
        "kind": str(election.kind),
        "budget": election.budget,
        "scale": election.scale,
        "point_scale": election.point_scale,
        "projects": [
            {
                "id": project.id,
                "name": project.name,
                "cost": project.cost,
                "district": project.district,
                "categories": list(project.categories),
                "groups": list(project.groups),
                "withdrawn": project.withdrawn,
            }
            for project in election.projects
        ],
        "ballots": [_ballot(ids, group) for group in _sorted(election)],
        "limits": {
            "district": dict(election.limits.district),
            "category": dict(election.limits.category),
            "minimum_votes": election.limits.minimum_votes,
            "maximum_cost": election.limits.maximum_cost,
        },
        "rule": specs.to_json(spec),
    }
    if election.kind is BallotKind.ORDINAL:
        from ortaq.engines.choice.profile import borda_length

        longest = max((len(group.choices) for group in election.groups), default=0)
        case["first_points"] = borda_length(election, longest)
    return case


def _sorted(election: Election) -> list[Group]:
    """This will put equal ballots together and all in an order that only what they say decides."""
    pointed = election.kind in POINTED
    cast: Counter[tuple[tuple[int, ...], tuple[int, ...], int]] = Counter()
    for group in election.groups:
        choices, points = group.choices, group.points if pointed else ()
        if pointed:
            both = sorted(zip(choices, points, strict=True))
            choices, points = tuple(choice for choice, _ in both), tuple(point for _, point in both)
        cast[choices, points, group.endowment] += group.weight
    return [Group(cast[key], *key) for key in sorted(cast)]


def _ballot(ids: list[str], group: Group) -> dict[str, Any]:
    made: dict[str, Any] = {"choices": [ids[choice] for choice in group.choices], "weight": group.weight}
    if group.points:
        made["points"] = list(group.points)
    if group.endowment != 1:
        made["endowment"] = group.endowment
    return made


def read_case(case: Case) -> tuple[Election, RuleSpec]:
    """This will give the election and the rule of a case; CaseError with what is wrong with it."""
    try:
        election, spec = _election(case), specs.from_json(case["rule"])
    except ElectionError as error:
        raise CaseError(str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, CaseError):
            raise
        raise CaseError(f"The case of a count has another shape: {type(error).__name__} {error}.") from error
    if specs.to_json(spec) != case["rule"]:
        raise CaseError("The rule of a case names every option once, with nothing left open.")
    return election, spec


def _election(case: Case) -> Election:
    ranked = case.get("kind") == BallotKind.ORDINAL
    _require_fields(case, CASE_FIELDS | ({"first_points"} if ranked else set()), "The case")
    for project in case["projects"]:
        _require_fields(project, PROJECT_FIELDS, "A project")
    _require_fields(case["limits"], LIMIT_FIELDS, "The limits")
    place = {project["id"]: number for number, project in enumerate(case["projects"])}
    limits = case["limits"]
    return Election(
        projects=tuple(_project(project) for project in case["projects"]),
        kind=BallotKind(case["kind"]),
        groups=tuple(_group(ballot, place) for ballot in case["ballots"]),
        budget=_number(case["budget"]),
        scale=_number(case["scale"]),
        point_scale=_number(case["point_scale"]),
        limits=Limits(
            district={str(name): _number(money) for name, money in limits["district"].items()},
            category={str(name): _number(money) for name, money in limits["category"].items()},
            minimum_votes=_number(limits["minimum_votes"]),
            maximum_cost=None if limits["maximum_cost"] is None else _number(limits["maximum_cost"]),
        ),
        meta={"max_length": str(_number(case["first_points"]))} if ranked else {},
    )


def _project(said: dict[str, Any]) -> Project:
    texts = [said["id"], said["name"], said["district"], *said["categories"], *said["groups"]]
    if not all(isinstance(text, str) for text in texts) or not isinstance(said["withdrawn"], bool) or not said["id"]:
        raise CaseError(f"The project {said['id']!r} has a field of another kind.")
    return Project(
        id=said["id"],
        name=said["name"],
        cost=_number(said["cost"]),
        district=said["district"],
        categories=tuple(said["categories"]),
        groups=tuple(said["groups"]),
        withdrawn=said["withdrawn"],
    )


def _group(said: dict[str, Any], place: dict[str, int]) -> Group:
    _require_fields(said, {"choices", "weight"} | (said.keys() & {"points", "endowment"}), "A ballot")
    unknown = [name for name in said["choices"] if name not in place]
    if unknown:
        raise CaseError(f"A ballot names {unknown[0]!r}, which is not a project.")
    return Group(
        weight=_number(said["weight"]),
        choices=tuple(place[name] for name in said["choices"]),
        points=tuple(_number(point) for point in said.get("points", [])),
        endowment=_number(said.get("endowment", 1)),
    )


def _require_fields(said: dict[str, Any], fields: set[str], what: str) -> None:
    if set(said) != fields:
        missing, more = sorted(fields - set(said)), sorted(set(said) - fields)
        raise CaseError(f"{what} must have the fields {sorted(fields)}; missing {missing}, not known {more}.")


def _number(value: Any) -> int:
    if type(value) is not int:
        raise CaseError(f"{value!r} must be a whole number.")
    return value


# ── the outcome ──────────────────────────────────────────────────────────────────────────────────────────────────


def outcome_of(election: Election, result: Result) -> dict[str, Any]:
    """This will write down a result as plain JSON: only what is the same on every machine."""
    ids = [project.id for project in election.projects]
    outcome: dict[str, Any] = {
        "winners": [ids[winner] for winner in result.winners],
        "spent": result.spent,
        "votes": [int(votes) for votes in result.votes],
        "rounds": [round_of(ids, one) for one in result.rounds],
        "exclusions": [exclusion_of(ids, one) for one in result.exclusions],
        "comparison": result.comparison,
        "lot": list(result.spec.lot),
    }
    if result.endowment is not None:
        outcome["endowment"] = ratio(result.endowment)
    return outcome


def round_of(ids: list[str], one: Round) -> dict[str, Any]:
    """This will write down one round; the effective votes are the cost ÷ the payment."""
    made: dict[str, Any] = {"project": ids[one.winner], "phase": one.phase, "votes": int(one.votes)}
    for name, value in (("price", one.price), ("payment", one.payment)):
        if value is not None:
            made[name] = ratio(value)
    if one.tie is not None:
        made["tie"] = {"projects": [ids[project] for project in one.tie.projects], "by": one.tie.by}
    return made


def exclusion_of(ids: list[str], one: Exclusion) -> dict[str, Any]:
    """This will write down one exclusion; behind `same_site` stand projects, behind others numbers or names."""
    because = [ids[cause] if one.code == "same_site" and isinstance(cause, int) else cause for cause in one.because]
    return {"project": ids[one.project], "code": one.code, "because": because}


def ratio(value: Fraction) -> str:
    """This will write a fraction as n/d, however long."""
    return f"{_digits(value.numerator)}/{_digits(value.denominator)}"


def _digits(number: int) -> str:
    if number < LONGEST_WRITTEN:
        return str(number)
    upper, lower = divmod(number, LONGEST_WRITTEN)
    return _digits(upper) + str(lower).rjust(4000, "0")


def differences(case: Case, election: Election) -> list[str]:
    """This will name what differs between a case and an election, the rule aside: projects, ballots, budget …"""
    same = case_of(election, RuleSpec())
    return [name for name in sorted(set(same) | set(case)) if name != "rule" and same.get(name) != case.get(name)]
