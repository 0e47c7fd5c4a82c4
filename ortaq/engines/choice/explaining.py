"""Why each project won or did not: `explain(election, result)`.

A count is explained from its result, without counting again. For Equal Shares the last run is replayed payment
by payment (`replaying`), and how near each loser came is found in that run (`nearness`); for the rules by votes it
follows from the order of the rounds. Phragmén, maximin support and majority judgment are explained by votes, rivals and
exclusions.
"""

from fractions import Fraction

import numpy as np

from ortaq.engines.choice.election import BallotKind, Election
from ortaq.engines.choice.explanation import Explanation, Fate, Nearest, Question, Reason, Rival
from ortaq.engines.choice.limits import Room
from ortaq.engines.choice.nearness import Nearness
from ortaq.engines.choice.profile import Profile, profile_of
from ortaq.engines.choice.replaying import Replay
from ortaq.engines.choice.result import Exclusion, Result, Round
from ortaq.engines.choice.spec import Completion, RuleName, Utility
from ortaq.engines.choice.ties import Ties

MOST_RIVALS = 5
GREEDY = {RuleName.GREEDY, RuleName.GREEDY_NO_SKIP, RuleName.GREEDY_THRESHOLD, RuleName.GREEDY_EXCLUSIVE}


def explain(election: Election, result: Result) -> Explanation:
    """This will say of every project what became of it and why, with the smallest change that would have elected it."""
    fates = _Explaining(election, result).fates()
    return Explanation(
        rule=str(result.spec.rule),
        completion=str(result.spec.completion) if result.spec.rule is RuleName.EQUAL_SHARES else "",
        comparison=result.comparison,
        currency=election.meta.get("currency", "").strip(),
        scale=election.scale,
        budget=election.budget,
        spent=result.spent,
        voters=election.voters,
        equal=len(set(profile_of(election).endowments.tolist())) == 1,
        endowment=result.endowment,
        winners=result.winners,
        fates=fates,
    )


class _Explaining:
    """One result, seen project by project."""

    def __init__(self, election: Election, result: Result) -> None:
        self.election, self.result, self.spec = election, result, result.spec
        self.profile: Profile = profile_of(election)
        self.exclusions = {exclusion.project: exclusion for exclusion in result.exclusions}
        self.rounds = {one.winner: (number, one) for number, one in enumerate(result.rounds, 1)}
        losers = [p for p in range(len(election.projects)) if p not in self.rounds]
        self.running = [p for p in losers if p not in self.exclusions or self.exclusions[p].code in LIMITS]
        shares = self.spec.rule is RuleName.EQUAL_SHARES and result.comparison != "replaced"
        self.replay = Replay(election, result) if shares and result.endowment is not None else None
        phases = {"completion"} if shares else {"greedy"}
        completed = shares and self.spec.completion in {Completion.ADD1U, Completion.UTILITARIAN}
        by_votes = self.spec.rule in GREEDY or completed or result.comparison == "replaced"
        self.order = Order(election, result, phases) if by_votes else None
        self.near = Nearness(self.replay, self.running).answers() if self.replay else {}

    def fates(self) -> tuple[Fate, ...]:
        """This will go through the projects in the order of the election."""
        return tuple(
            self._winner(project) if project in self.rounds else self._loser(project)
            for project in range(len(self.election.projects))
        )

    def _winner(self, project: int) -> Fate:
        place, one = self.rounds[project]
        tied = () if one.tie is None else tuple(other for other in one.tie.projects if other != project)
        what = self.election.projects[project]
        return Fate(
            project,
            what.id,
            what.name,
            what.cost,
            self.result.votes[project],
            Reason.WON,
            place=place,
            phase=one.phase,
            effective_votes=one.effective_votes,
            payment=one.payment,
            tied_with=tied,
            tie_by="" if one.tie is None else one.tie.by,
        )

    def _loser(self, project: int) -> Fate:
        what, exclusion = self.election.projects[project], self.exclusions.get(project)
        left, first, weight = self._money(project)
        tie = next((one.tie for one in reversed(self.result.rounds) if one.tie and project in one.tie.projects), None)
        because, limit = _behind(exclusion)
        return Fate(
            project,
            what.id,
            what.name,
            what.cost,
            self.result.votes[project],
            exclusion.code if exclusion else self._reason(project),
            because=because,
            limit=limit,
            tied_with=(tie.winner,) if tie else (),
            tie_by=tie.by if tie else "",
            money_left=left,
            money_at_first=first,
            effective_support=weight,
            rivals=self._rivals(project),
            nearest=self._nearest(project),
        )

    def _reason(self, project: int) -> Reason:
        if self.replay:
            return Reason.SUPPORT_SPENT
        if self.order:
            return Reason.STOPPED if self.order.after_the_end(project) else Reason.OUTVOTED
        return Reason.NOT_REACHED

    def _money(self, project: int) -> tuple[int | None, int | None, Fraction | None]:
        """This will give the money left (below the cost if it lost by that), the money at first, effective support."""
        if self.replay is None:
            running = self.order is not None and project in self.running
            return (self.order.money_at_turn(project) if self.order and running else None), None, None
        endless = self.replay.purses[0].max(initial=0)
        left = self.replay.collected_by(project, self.replay.stages - 1, endless)
        first = self.replay.collected_by(project, 0, endless)
        rounded = int(left + 1e-6)
        if project not in self.exclusions:
            rounded = min(rounded, self.election.projects[project].cost - 1)
        weight = Fraction(round(1000 * left / float(self.replay.endowment)), 1000) if self.replay.endowment else None
        return rounded, round(first), weight

    def _rivals(self, project: int) -> tuple[Rival, ...]:
        """This will give the winners that took most from the same voters, or share most voters where nobody pays."""
        if self.replay:
            found = [
                Rival(one.winner, int(crossing.voters[project]), round(crossing.money[project]))
                for one, crossing in zip(self.replay.rounds, self.replay.crossings, strict=True)
                if crossing.money[project] > 0
            ]
            return tuple(sorted(found, key=lambda rival: -(rival.money or 0))[:MOST_RIVALS])
        if self.order:
            return ()
        found = [Rival(winner, self._common(project, winner)) for winner in self.result.winners]
        return tuple(sorted((one for one in found if one.voters), key=lambda rival: -rival.voters)[:MOST_RIVALS])

    def _common(self, project: int, winner: int) -> int:
        both = np.intersect1d(self.profile.supporters(project), self.profile.supporters(winner), assume_unique=True)
        return int(self.profile.weights[both].sum())

    def _nearest(self, project: int) -> Nearest | None:
        if project not in self.running:
            return None
        shares = self.near.get(project)
        order = self.order.nearest(project) if self.order else None
        if shares is None or order is None:
            return shares or order
        votes = [near for near in (shares, order) if near.more_votes is not None]
        fewest = min(votes, key=lambda near: near.more_votes or 0, default=shares)
        cost = max(shares.cost or 0, order.cost or 0) or None
        return Nearest(fewest.question, fewest.more_votes, cost)


LIMITS = {"same_site", "district_limit", "category_limit"}


def _behind(exclusion: Exclusion | None) -> tuple[tuple[int | str, ...], int | None]:
    """This will part what stands behind an exclusion into projects and places, and a number it had to keep."""
    if exclusion is None or exclusion.code in LIMITS:
        return (exclusion.because if exclusion else ()), None
    number = next((one for one in exclusion.because if isinstance(one, int)), None)
    return tuple(one for one in exclusion.because if isinstance(one, str)), number


class Order:
    """A count by votes seen from a loser: how much money was left at its turn, and whom it had to overtake.

    A stage is the moment before a round of that phase; the last stage is the end.
    """

    def __init__(self, election: Election, result: Result, phases: set[str]) -> None:
        self.election, self.spec = election, result.spec
        profile = profile_of(election)
        points = self.spec.utility is Utility.POINTS
        self.support: list[int] = (profile.scores if points else profile.votes).tolist()
        self.counts_votes = not points or election.kind in {BallotKind.APPROVAL, BallotKind.CHOOSE_1}
        self.ties = Ties(election, self.spec, result.votes)
        self.rounds: list[Round] = [one for one in result.rounds if one.phase in phases]
        self.left = [election.budget]
        self.rooms = [Room(election)]
        for one in result.rounds:
            if one.phase not in phases:
                self.rooms[0].take(one.winner)
                self.left[0] -= election.projects[one.winner].cost
        for one in self.rounds:
            self.left.append(self.left[-1] - election.projects[one.winner].cost)
        self.ended_at = self._end(result)

    def _end(self, result: Result) -> int | None:
        """This will give the project that ended a count without skipping: the first in the order that did not fit."""
        if self.spec.rule is not RuleName.GREEDY_NO_SKIP:
            return None
        out = {exclusion.project for exclusion in result.exclusions} | set(result.winners)
        rest = [project for project in range(len(self.support)) if project not in out]
        return min(rest, key=self._key, default=None)

    def _key(self, project: int) -> tuple[int, int, int]:
        return -self.support[project], self.ties.rank[project], project

    def after_the_end(self, project: int) -> bool:
        return self.ended_at is not None and self.ended_at != project

    def _waits_for_another(self, project: int) -> bool:
        """This will tell whether, without skipping, another project of as many votes could end the count before it."""
        if self.ended_at is None:
            return False
        return self.after_the_end(project) or self.support.count(self.support[project]) > 1

    def _turn(self, project: int) -> int:
        """This will give the stage in which the project was looked at."""
        key = self._key(project)
        return sum(self._key(one.winner) < key for one in self.rounds)

    def money_at_turn(self, project: int) -> int:
        return self.left[self._turn(project)]

    def nearest(self, project: int) -> Nearest | None:
        """This will give the votes to overtake the last round that left money enough, and what it might have cost."""
        what, votes = self.election.projects[project], None
        target = self._target(project)
        if target is not None and self.counts_votes:
            unit = self.election.point_scale if self.spec.utility is Utility.POINTS else 1
            votes = (self.support[target] - self.support[project]) // unit + 1
        ahead = sum(self.support[one.winner] >= self.support[project] for one in self.rounds)
        cost = self.left[ahead] // self.election.scale * self.election.scale
        free = self._refusal(project, ahead) is None and not self._waits_for_another(project)
        limited = what.district in self.election.limits.district or any(
            name in self.election.limits.category for name in what.categories
        )
        cost_found = cost if free and not limited and 0 < cost < what.cost else None
        if votes is None and cost_found is None:
            return None
        return Nearest(Question.ORDER, votes, cost_found)

    def _target(self, project: int) -> int | None:
        """This will give whom the project must have more votes than: the last one before which it still fitted."""
        cost, rounds = self.election.projects[project].cost, self.rounds
        if self.after_the_end(project) and cost <= self.left[-1] and self._refusal(project, len(rounds)) is None:
            return self.ended_at
        for stage in reversed(range(min(self._turn(project), len(rounds)))):
            if cost <= self.left[stage] and self._refusal(project, stage) is None:
                return rounds[stage].winner
        return None

    def _refusal(self, project: int, stage: int) -> Exclusion | None:
        while len(self.rooms) <= stage:
            room = Room(self.election)
            for one in self.rounds[: len(self.rooms)]:
                room.take(one.winner)
            self.rooms.append(room)
        return self.rooms[stage].refusal(project)
