"""A clean `.pb` file out of an election: what a city publishes. Nothing about voters but a running number.

Groups of identical ballots come one after the other in the order of the election, so a file written from groups in a
neutral order tells nothing of when a ballot came. Limits, exclusion groups, withdrawals and endowments, which Pabulib
has no words for, go to the keys and columns named in `reading`.
"""

import csv
import io
import json
from collections.abc import Mapping

from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Project
from ortaq.engines.choice.pabulib.ballots import POINTED
from ortaq.engines.choice.pabulib.numbers import decimal, number, scale_of
from ortaq.engines.choice.pabulib.reading import OWN_KEYS
from ortaq.engines.choice.profile import profile_of


def exported(election: Election) -> str:
    """This will give the text of the file. `ElectionError` `unwritable` when an id or a name cannot stand in one."""
    _check(election)
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\n")
    for row in [["META"], ["key", "value"], *_meta(election).items(), ["PROJECTS"], *_projects(election)]:
        writer.writerow([field.replace("\r\n", "\n").replace("\r", " ") for field in row])
    writer.writerow(["VOTES"])
    unequal = any(group.endowment != 1 for group in election.groups)
    pointed = election.kind in POINTED
    writer.writerow(["voter_id", "vote", *(["points"] if pointed else []), *(["endowment"] if unequal else [])])
    voter = 0
    for group in election.groups:
        said = _ballot(election, group, pointed=pointed, unequal=unequal)
        for voter in range(voter + 1, voter + 1 + group.weight):  # noqa: B020 the running number goes on
            writer.writerow([voter, *said])
    return sheet.getvalue()


def _meta(election: Election) -> dict[str, str]:
    """This will give the meta table: what it was, with the counts and the money as they are."""
    meta = dict(election.meta)
    for key, value in (("num_projects", len(election.projects)), ("num_votes", election.voters)):
        meta[key] = str(value)
    meta["budget"] = _same_money(meta.get("budget", ""), election)
    meta["vote_type"] = election.kind.value if meta.get("vote_type", "").lower() != election.kind else meta["vote_type"]
    meta.update(_own(election))
    return meta


def _same_money(said: str, election: Election) -> str:
    """This will keep the budget as it was written if it says the same."""
    try:
        if number(said, "budget", None) == election.money(election.budget):
            return said
    except ElectionError:
        pass
    return decimal(election.budget, election.scale)


def _own(election: Election) -> dict[str, str]:
    """This will give the keys Pabulib has no words for, those that say something."""
    limits, scale = election.limits, election.scale
    money = [election.budget, *(project.cost for project in election.projects), limits.maximum_cost or 0]
    money += [*limits.district.values(), *limits.category.values()]
    points = [point for group in election.groups for point in group.points]
    own = dict.fromkeys(OWN_KEYS, "")
    if limits.minimum_votes:
        own["limit_minimum_votes"] = str(limits.minimum_votes)
    if limits.maximum_cost is not None:
        own["limit_maximum_cost"] = decimal(limits.maximum_cost, scale)
    own["limit_district"] = _named_money(limits.district, scale)
    own["limit_category"] = _named_money(limits.category, scale)
    if scale_of(election.money(amount) for amount in money) != scale:
        own["money_scale"] = str(scale)
    if (
        scale_of(number(decimal(point, election.point_scale), "", None) for point in set(points))
        != election.point_scale
    ):
        own["point_scale"] = str(election.point_scale)
    return {key: value for key, value in own.items() if value}


def _named_money(amounts: Mapping[str, int], scale: int) -> str:
    """This will write money by name as JSON."""
    written = {name: decimal(money, scale) for name, money in amounts.items()}
    return json.dumps(written, ensure_ascii=False) if written else ""


def _projects(election: Election) -> list[list[str]]:
    """This will give the header and the rows of projects, without columns in which nothing stands."""
    profile = profile_of(election)
    votes, scores = profile.votes.tolist(), profile.scores.tolist()
    scored = election.kind not in {BallotKind.APPROVAL, BallotKind.CHOOSE_1}
    rows: list[dict[str, str]] = []
    for number_, project in enumerate(election.projects):
        score = decimal(scores[number_], election.point_scale) if scored else ""
        known = _known(project, decimal(project.cost, election.scale), str(votes[number_]), score)
        rows.append(known | dict(project.columns))
    own = [
        name for name in rows[0] if any(row[name] for row in rows) and name not in dict(election.projects[0].columns)
    ]
    others = list(dict.fromkeys(name for project in election.projects for name, _ in project.columns))
    header = own + others
    return [header, *([row.get(name, "") for name in header] for row in rows)]


def _known(project: Project, cost: str, votes: str, score: str) -> dict[str, str]:
    """This will give the known columns of a project."""
    return {
        "project_id": project.id,
        "cost": cost,
        "votes": votes,
        "score": score,
        "name": project.name,
        "category": ",".join(project.categories),
        "target": ",".join(project.targets),
        "district": project.district,
        "exclusion_groups": ",".join(project.groups),
        "withdrawn": "1" if project.withdrawn else "",
        "selected": "" if project.official is None else str(project.official),
    }


def _ballot(election: Election, group: Group, *, pointed: bool, unequal: bool) -> list[str]:
    """This will give the fields of a ballot after its number."""
    said = [",".join(election.projects[choice].id for choice in group.choices)]
    if pointed:
        said.append(",".join(decimal(point, election.point_scale) for point in group.points))
    return said + ([str(group.endowment)] if unequal else [])


def _check(election: Election) -> None:
    """This will refuse what a `.pb` file cannot hold."""
    for what, scale in (("money", election.scale), ("points", election.point_scale)):
        if str(scale).strip("0") != "1":
            raise ElectionError("unwritable", f"The scale of {what} is {scale}; only powers of ten can be written.")
    for project in election.projects:
        if not project.id or project.id != project.id.strip() or set(project.id) & set(",\n\r"):
            raise ElectionError("unwritable", f"The id “{project.id}” cannot stand in a file: no commas, no lines.")
        for name in (*project.categories, *project.targets, *project.groups):
            if not name or name != name.strip() or "," in name:
                raise ElectionError("unwritable", f"The name “{name}” cannot stand in a list parted by commas.")
