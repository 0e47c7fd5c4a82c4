"""The Method of Equal Shares as one reads it, in fractions. Slow; the fast engine must give the very same result.

Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021), and
equalshares.net for the completions and the comparison step. One run:

Every voter holds the same endowment. A project is affordable when its supporters together hold its cost. Its price is
the smallest x such that everybody paying x per unit of her utility, or all she has left if that is less, covers the
cost. The affordable project of the lowest price wins, its supporters pay, and so on until nothing is affordable.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from ortaq.engines.choice.election import Election, ElectionError
from ortaq.engines.choice.limits import Room, field_of
from ortaq.engines.choice.profile import Profile, profile_of
from ortaq.engines.choice.result import Exclusion, Result, Round, TieBreak
from ortaq.engines.choice.spec import Comparison, Completion, Eligibility, Over, RuleSpec, Start, Stop, Utility
from ortaq.engines.choice.ties import Ties


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one endowment leads to."""

    endowment: Fraction
    rounds: tuple[Round, ...]

    @property
    def winners(self) -> tuple[int, ...]:
        """This will give the winners in the order of election."""
        return tuple(one.winner for one in self.rounds)


def run(election: Election, spec: RuleSpec) -> Result:
    """This will count the election by Equal Shares, with the completion and the comparison the rule asks for."""
    return _Count(election, spec).result()


def supporters_of(election: Election, spec: RuleSpec, profile: Profile) -> list[list[tuple[int, Fraction]]]:
    """This will give, for every project, the groups supporting it and what it is worth to a voter of each."""
    pairs: list[list[tuple[int, Fraction]]] = []
    for project, what in enumerate(election.projects):
        groups = profile.supporters(project).tolist()
        points = profile.points[profile.pointers[project] : profile.pointers[project + 1]].tolist()
        if spec.utility is Utility.POINTS:
            worths = [Fraction(number, election.point_scale) for number in points]
        else:
            worths = [Fraction(what.cost if spec.utility is Utility.COST else 1)] * len(groups)
        pairs.append([(group, worth) for group, worth in zip(groups, worths, strict=True) if worth > 0])
    return pairs


class _Count:
    """One election, one rule."""

    def __init__(self, election: Election, spec: RuleSpec) -> None:
        self.election, self.spec = election, spec
        self.profile = profile_of(election)
        self.field = field_of(election, spec, self.profile)
        self.votes: list[int] = self.profile.votes.tolist()
        self.ties = Ties(election, spec, self.votes)
        self.supporters = supporters_of(election, spec, self.profile)
        self.costs = [project.cost for project in election.projects]
        backing = [0] * len(election.groups)
        for pairs in self.supporters:
            for group, _ in pairs:
                backing[group] += 1
        everybody = spec.eligibility is Eligibility.ALL
        self.shares = sum(
            group.weight * group.endowment
            for group, number in zip(election.groups, backing, strict=True)
            if everybody or number
        )

    def result(self) -> Result:
        """This will run what the rule asks for, in its order."""
        if self.shares == 0:
            raise ElectionError("no_endowment", "Nobody who shares the budget has an endowment.")
        outcome, runs = self.increased()
        rounds = list(outcome.rounds)
        if self.spec.completion in {Completion.ADD1U, Completion.UTILITARIAN}:
            rounds += self.by_votes(outcome.winners, "completion")
        comparison = ""
        if self.spec.comparison is Comparison.GREEDY:
            greedy = self.by_votes((), "greedy")
            comparison = "replaced" if self.greedy_is_better(rounds, greedy) else "kept"
            rounds = greedy if comparison == "replaced" else rounds
        winners = tuple(one.winner for one in rounds)
        return Result(
            spec=self.spec,
            winners=winners,
            rounds=tuple(rounds),
            exclusions=self.exclusions(winners),
            votes=tuple(self.votes),
            spent=sum(self.costs[project] for project in winners),
            endowment=outcome.endowment,
            runs=runs,
            comparison=comparison,
        )

    def increased(self) -> tuple[Outcome, int]:
        """This will give the outcome Add1 ends with (or that of the first endowment), and how many runs it took."""
        unit, shared = self.election.scale, Fraction(self.election.budget, self.shares)
        whole = Fraction(shared // unit * unit)
        start = whole if self.spec.start is Start.INTEGER else shared
        outcome, runs = self.once(start), 1
        if self.spec.completion not in {Completion.ADD1, Completion.ADD1U}:
            return outcome, runs
        onwards = whole if self.spec.start is Start.FRACTION_FIRST else start
        while not self.ends(outcome.winners):
            following = self.once(onwards + self.spec.step * unit * runs)
            runs += 1
            if sum(self.costs[project] for project in following.winners) > self.election.budget:
                break
            outcome = following
        return outcome, runs

    def ends(self, winners: tuple[int, ...]) -> bool:
        """This will tell whether Add1 stops with this outcome: nothing can be added, or nothing fits any more."""
        room = self.room(winners)
        left = self.election.budget - sum(self.costs[project] for project in winners)
        addable = [p for p in self.field.running if p not in winners and room.refusal(p) is None]
        if not any(self.election.groups[group].endowment for p in addable for group, _ in self.supporters[p]):
            return True
        if self.spec.exhaustive_over is Over.ALL:
            addable += [one.project for one in self.field.excluded if one.code == "no_votes"]
            addable = [project for project in addable if room.refusal(project) is None]
        return self.spec.stop is Stop.EXHAUSTIVE and all(self.costs[project] > left for project in addable)

    def once(self, endowment: Fraction) -> Outcome:
        """This will run Equal Shares with one endowment."""
        money = [endowment * group.endowment for group in self.election.groups]
        room, rounds, left = self.room(()), list[Round](), set(self.field.running)
        while True:
            left = {project for project in left if room.refusal(project) is None}
            prices = {project: self.price(project, money) for project in left}
            affordable = {project: price for project, price in prices.items() if price is not None}
            if not affordable:
                return Outcome(endowment, tuple(rounds))
            price = min(affordable.values())
            tied = sorted(project for project in affordable if affordable[project] == price)
            tie = self.ties.first(tied) if len(tied) > 1 else None
            winner = tie.winner if tie else tied[0]
            rounds.append(self.elect(winner, price, money, tie))
            room.take(winner)
            left = set(affordable) - {winner}

    def price(self, project: int, money: list[Fraction]) -> Fraction | None:
        """This will give the price per unit of utility, or nothing if the supporters cannot carry the cost."""
        rest = Fraction(self.costs[project])
        rich = sorted(self.supporters[project], key=lambda pair: money[pair[0]] / pair[1])
        utility = sum((self.election.groups[group].weight * worth for group, worth in rich), Fraction(0))
        for group, worth in rich:
            price = rest / utility
            if price * worth <= money[group]:
                return price
            rest -= self.election.groups[group].weight * money[group]
            utility -= self.election.groups[group].weight * worth
        return None

    def elect(self, winner: int, price: Fraction, money: list[Fraction], tie: TieBreak | None) -> Round:
        """This will let the supporters pay."""
        most = Fraction(0)
        for group, worth in self.supporters[winner]:
            payment = min(money[group], price * worth)
            money[group] -= payment
            most = max(most, payment)
        return Round(
            winner=winner,
            phase="shares",
            votes=self.votes[winner],
            effective_votes=self.costs[winner] / most,
            price=price,
            payment=most,
            tie=tie,
        )

    def by_votes(self, winners: tuple[int, ...], phase: str) -> list[Round]:
        """This will take what fits beside the winners, by votes (by points where utility is points)."""
        points = self.spec.utility is Utility.POINTS
        support = self.profile.scores.tolist() if points else self.votes
        room, taken, rounds = self.room(winners), set(winners), list[Round]()
        left = self.election.budget - sum(self.costs[project] for project in winners)
        while True:
            fitting = [
                project
                for project in self.field.running
                if project not in taken and self.costs[project] <= left and room.refusal(project) is None
            ]
            if not fitting:
                return rounds
            most = max(support[project] for project in fitting)
            level = [project for project in fitting if support[project] == most]
            tie = self.ties.first(level) if len(level) > 1 and self.contested(level, left, room) else None
            winner = tie.winner if tie else min(level, key=lambda project: (self.ties.rank[project], project))
            rounds.append(Round(winner=winner, phase=phase, votes=self.votes[winner], tie=tie))
            taken.add(winner)
            room.take(winner)
            left -= self.costs[winner]

    def contested(self, level: list[int], left: int, room: Room) -> bool:
        """This will tell whether projects of equal support stand in each other's way."""
        return room.bound or sum(self.costs[project] for project in level) > left

    def greedy_is_better(self, rounds: list[Round], greedy: list[Round]) -> bool:
        """This will tell whether more voters have more of what they support among greedy's winners."""
        points = self.spec.utility is Utility.POINTS
        gain = [Fraction(0)] * len(self.election.groups)
        for outcome, sign in ((greedy, 1), (rounds, -1)):
            for one in outcome:
                for group, worth in self.supporters[one.winner]:
                    gain[group] += sign * (worth if points else 1)
        weights = [group.weight for group in self.election.groups]
        better = sum(weight for weight, more in zip(weights, gain, strict=True) if more > 0)
        worse = sum(weight for weight, more in zip(weights, gain, strict=True) if more < 0)
        return better > worse

    def room(self, winners: tuple[int, ...]) -> Room:
        """This will give what the limits still allow beside the winners."""
        room = Room(self.election)
        for winner in winners:
            room.take(winner)
        return room

    def exclusions(self, winners: tuple[int, ...]) -> tuple[Exclusion, ...]:
        """This will give all exclusions, in the order of the projects."""
        shut = self.room(winners).shut_out([project for project in self.field.running if project not in winners])
        return tuple(sorted((*self.field.excluded, *shut), key=lambda exclusion: exclusion.project))


def without_fallbacks(result: Result) -> Result:
    """This will forget how the result was found, to compare two engines."""
    return replace(result, fallbacks=0)
