"""Counts a published decision of the rule choice.count@1 again. Needs Python 3.11 or newer and nothing else:

    python verifier.py decision.json            is the outcome what the published ballots give?
    python verifier.py decision.json FILE.pb    and are those the projects and ballots of this Pabulib file?

Ends with 0 if everything holds, 1 if something differs, 3 if it does not know the rule. It knows the rules by votes and
the Method of Equal Shares, written down as one would explain them, in fractions; nothing is rounded.
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any


def digest(value: Any) -> str:
    """The fingerprint of a value: SHA-256 of its JSON with sorted keys and without spaces."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def draw(ids: Sequence[str], seed: str) -> list[str]:
    """The public lot: numbers from SHA-256 of "seed:0", "seed:1" … shuffle the sorted ids from the last place."""
    order, k = sorted(ids), 0
    for last in range(len(order) - 1, 0, -1):
        number = 2**256
        while number >= 2**256 - 2**256 % (last + 1):
            number, k = int(hashlib.sha256(f"{seed}:{k}".encode()).hexdigest(), 16), k + 1
        order[last], order[number % (last + 1)] = order[number % (last + 1)], order[last]
    return order


class Count:
    """One count. Projects go by id, ballots by their place in the list; money is minor units of the currency."""

    def __init__(self, case: dict[str, Any], seed: str) -> None:
        self.case, self.rule, self.budget, self.limits = case, case["rule"], case["budget"], case["limits"]
        self.projects = {project["id"]: project for project in case["projects"]}
        self.cost = {name: project["cost"] for name, project in self.projects.items()}
        self.weight = [ballot["weight"] for ballot in case["ballots"]]
        self.share = [ballot.get("endowment", 1) for ballot in case["ballots"]]
        points: dict[str, dict[int, int]] = {name: {} for name in self.projects}
        for place, ballot in enumerate(case["ballots"]):
            for rank, name in enumerate(ballot["choices"]):
                borda = max(case.get("first_points", rank + 1) - rank, 0) * case["point_scale"]
                points[name][place] = ballot["points"][rank] if "points" in ballot else borda
        if case["kind"] in ("approval", "choose-1"):
            points = {name: dict.fromkeys(given, case["point_scale"]) for name, given in points.items()}
        if case["kind"] in ("cumulative", "scoring"):
            points = {name: {b: p for b, p in given.items() if p} for name, given in points.items()}
        counted, by_cost = self.rule["utility"] == "points", self.rule["utility"] == "cost"
        self.worth = {  # what a project is worth to each supporter; who gives it no point pays nothing for it
            name: {b: p if counted else self.cost[name] if by_cost else 1 for b, p in given.items() if p or not counted}
            for name, given in points.items()
        }
        self.votes = {name: sum(self.weight[b] for b in given) for name, given in points.items()}
        score = {name: sum(self.weight[b] * p for b, p in given.items()) for name, given in points.items()}
        self.support = score if counted else {name: votes * case["point_scale"] for name, votes in self.votes.items()}
        self.by_points, self.lot = counted, self.rule["lot"] or (draw(list(self.projects), seed) if seed else [])
        self.highest = self.budget if self.limits["maximum_cost"] is None else self.limits["maximum_cost"]
        self.allowed = [n for n, p in self.projects.items() if not p["withdrawn"] and 0 < p["cost"] <= self.highest]
        self.running = [name for name in self.allowed if self.may_run(name)]

    def may_run(self, name: str) -> bool:
        """Whether the project costs no more than there is, and has the votes the rule asks for."""
        quota = self.votes[name] * self.budget * self.rule["quota"] >= self.cost[name] * sum(self.weight)
        threshold = self.support[name] >= self.rule["threshold"] * self.case["point_scale"]
        enough = self.votes[name] >= max(self.limits["minimum_votes"], 1) and threshold
        return self.cost[name] <= self.budget and enough and (quota or not self.rule["quota"])

    def fits(self, name: str, winners: Sequence[str]) -> bool:
        """Whether sites, districts and categories leave room for it beside the winners; the budget is not asked."""
        project, chosen = self.projects[name], [self.projects[winner] for winner in winners]
        if any(set(project["groups"]) & set(other["groups"]) for other in chosen):
            return False
        caps = [(self.limits["district"].get(project["district"]), "district", project["district"])]
        caps += [(self.limits["category"].get(category), "categories", category) for category in project["categories"]]
        for cap, field, value in caps:
            same = [o["cost"] for o in chosen if (value in o[field] if field == "categories" else value == o[field])]
            if cap is not None and sum(same) + project["cost"] > cap:
                return False
        return True

    def tie_key(self, name: str) -> list[Any]:
        """Among equals the smallest goes first."""
        steps = {"cheapest": self.cost[name], "costliest": -self.cost[name], "votes": -self.votes[name], "id": name}
        steps |= {"file-order": list(self.cost).index(name), "lot": self.lot.index(name) if self.lot else 0}
        return [steps[step] for step in self.rule["ties"]]

    def by_votes(self, before: Sequence[str]) -> list[str]:
        """Most votes first, as long as the budget lasts; without skipping, the first that is too dear ends it."""
        winners, left = list(before), self.budget - sum(self.cost[name] for name in before)
        for name in sorted(self.running, key=lambda one: (-self.support[one], self.tie_key(one))):
            if name not in before and self.fits(name, winners):
                if self.cost[name] <= left:
                    winners.append(name)
                    left -= self.cost[name]
                elif self.rule["rule"] == "greedy-no-skip":
                    break
        return winners

    def price(self, name: str, purse_of: Sequence[int], purses: Sequence[Fraction]) -> Fraction | None:
        """The price per unit of worth at which the supporters just pay the cost, each at most all she has left."""
        alike: Counter[tuple[int, int]] = Counter()
        for ballot, worth in self.worth[name].items():
            alike[purse_of[ballot], worth] += self.weight[ballot]
        missing, worth_left = Fraction(self.cost[name]), sum(worth * number for (_, worth), number in alike.items())
        while worth_left:  # whoever has less than her part gives all she has, the others share the rest
            price = missing / worth_left
            poor = [(purse, worth) for purse, worth in alike if purses[purse] < price * worth]
            if not poor:
                return price
            for purse, worth in poor:
                number = alike.pop((purse, worth))
                missing, worth_left = missing - number * purses[purse], worth_left - number * worth
        return None

    def equal_shares(self, endowment: Fraction) -> list[str]:
        """One run. Equal voters have one purse; prices only rise, so a project known to be too dear may wait."""
        purses, purse_of, winners = [endowment * n for n in range(max(self.share) + 1)], list(self.share), list[str]()
        known = dict.fromkeys(self.running, Fraction(0))
        while True:
            prices: dict[str, Fraction] = {}
            for name in sorted(known, key=known.__getitem__):
                if prices and known[name] > min(prices.values()):
                    break
                price = self.price(name, purse_of, purses) if self.fits(name, winners) else None
                if price is None:
                    del known[name]
                else:
                    known[name] = prices[name] = price
            if not prices:
                return winners
            winner = min(prices, key=lambda one: (prices[one], self.tie_key(one)))
            lighter: dict[tuple[int, int], int] = {}
            for ballot, worth in self.worth[winner].items():
                if (before := (purse_of[ballot], worth)) not in lighter:
                    purses.append(purses[before[0]] - min(purses[before[0]], prices[winner] * worth))
                    lighter[before] = len(purses) - 1
                purse_of[ballot] = lighter[before]
            winners.append(winner)
            del known[winner]

    def exhausted(self, winners: Sequence[str]) -> bool:
        """Whether raising the endowments ends here: nobody could pay for more, or nothing more fits into the budget."""
        left = self.budget - sum(self.cost[name] for name in winners)
        more = [name for name in self.running if name not in winners and self.fits(name, winners)]
        if not any(self.share[ballot] for name in more for ballot in self.worth[name]):
            return True
        if self.rule["exhaustive_over"] == "all":
            more += [name for name in self.allowed if not self.votes[name] and self.fits(name, winners)]
        return self.rule["stop"] == "exhaustive" and all(self.cost[name] > left for name in more)

    def shares(self) -> list[str]:
        """Equal Shares, with what the rule says about money left over and a comparison with the order of votes."""
        sharing = set(range(len(self.weight)))
        if self.rule["eligibility"] == "non-empty":
            sharing = {ballot for worth in self.worth.values() for ballot in worth}
        fair = Fraction(self.budget, sum(self.weight[ballot] * self.share[ballot] for ballot in sharing))
        whole = Fraction(fair // self.case["scale"] * self.case["scale"])
        winners = self.equal_shares(whole if self.rule["start"] == "integer" else fair)
        endowment = fair if self.rule["start"] == "fraction" else whole
        while self.rule["completion"] in ("add1", "add1u") and not self.exhausted(winners):
            endowment += self.rule["step"] * self.case["scale"]
            following = self.equal_shares(endowment)
            if sum(self.cost[name] for name in following) > self.budget:
                break
            winners = following
        if self.rule["completion"] in ("add1u", "utilitarian"):
            winners = self.by_votes(winners)
        if self.rule["comparison"] == "greedy":
            greedy, gain = self.by_votes([]), [0] * len(self.weight)
            for names, sign in ((greedy, 1), (winners, -1)):
                for ballot, worth in ((b, w) for name in names for b, w in self.worth[name].items()):
                    gain[ballot] += sign * (worth if self.by_points else 1)
            lead = sum(weight * ((more > 0) - (more < 0)) for weight, more in zip(self.weight, gain, strict=True))
            winners = greedy if lead > 0 else winners
        return winners


def differences(record: dict[str, Any]) -> list[str]:
    """What does not hold in a record, one sentence each."""
    case, outcome = record["case"], record["outcome"]
    parts = [part for part in ("case", "outcome") if digest(record[part]) != record[f"{part}_digest"]]
    found = [f"The {part} is not the one whose digest the record states." for part in parts]
    count = Count(case, record["seed"])
    winners = count.by_votes([]) if case["rule"]["rule"].startswith("greedy") else count.shares()
    if winners != outcome["winners"]:
        found.append(f"The ballots give the winners {winners}, the record says {outcome['winners']}.")
    if [one["project"] for one in outcome["rounds"]] != outcome["winners"]:
        found.append("The rounds and the winners of the record are not the same.")
    if [count.votes[name] for name in count.projects] != outcome["votes"]:
        found.append("The votes of the record are not those of its ballots.")
    if sum(count.cost[name] for name in outcome["winners"]) != outcome["spent"]:
        found.append("The sum of the record is not what its winners cost.")
    return found


def said(kind: str, names: Sequence[str], points: Sequence[Fraction]) -> Any:
    """What a ballot says, in one form: ranks in their order, points by project, or a set of projects."""
    if kind in ("cumulative", "scoring"):
        return frozenset((name, one) for name, one in zip(names, points, strict=True) if one)
    return tuple(names) if kind == "ordinal" else frozenset(names)


def file_differences(case: dict[str, Any], text: str) -> list[str]:
    """Where the costs or ballots of a plain Pabulib file differ from the case."""
    sections: dict[str, list[list[str]]] = {}
    for row in csv.reader(text.splitlines(keepends=True), delimiter=";"):
        if len(row) == 1 and row[0].strip() in ("META", "PROJECTS", "VOTES"):
            sections[row[0].strip()] = []
        elif row:
            sections[list(sections)[-1]].append([field.strip() for field in row])
    kind, cast, published, costs = case["kind"], Counter[Any](), Counter[Any](), {}
    for row in sections["PROJECTS"][1:]:
        project = dict(zip(sections["PROJECTS"][0], row, strict=False))
        costs[project["project_id"]] = Fraction(project["cost"].replace(",", ".")) * case["scale"]
    for row in sections["VOTES"][1:]:
        ballot = dict(zip(sections["VOTES"][0], row, strict=False))
        points = [Fraction(one) for one in ballot.get("points", "").split(",") if one.strip()]
        cast[said(kind, [name.strip() for name in ballot["vote"].split(",") if name.strip()], points)] += 1
    for one in case["ballots"]:
        points = [Fraction(point, case["point_scale"]) for point in one.get("points", [])]
        published[said(kind, one["choices"], points)] += one["weight"]
    found = {"costs": costs != {one["id"]: one["cost"] for one in case["projects"]}, "ballots": cast != published}
    return [f"The {what} are not those of the file." for what, differ in found.items() if differ]


def main(arguments: Sequence[str]) -> int:
    """Say whether the record holds."""
    if len(arguments) not in (1, 2):
        sys.stderr.write(__doc__ or "")
        return 2
    record = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    rule = record["case"].get("rule", {}).get("rule", "")
    if (record["rule"], record["version"]) != ("choice.count", 1) or not rule.startswith(("greedy", "equal-shares")):
        sys.stderr.write(
            f"This program cannot count by {record['rule']}@{record['version']} {rule}; ortaq verify can.\n"
        )
        return 3
    found = differences(record)
    if len(arguments) > 1:
        found += file_differences(record["case"], Path(arguments[1]).read_text(encoding="utf-8-sig"))
    sys.stdout.write(
        "\n".join(found or [f"OK: counted again, the winners are {', '.join(record['outcome']['winners'])}."]) + "\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
