"""Runs of Equal Shares for one endowment, or for a whole range of endowments at once; and Add1, which goes up them.

A run for a range starts with intervals as wide as the range. If every decision is certain all the same, each endowment
of the range has this very outcome, and Add1 passes over them; if not, the range is halved, down to single endowments,
where exact numbers decide what floats cannot. So thousands of runs cost a few hundred, and no outcome is skipped.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from ortaq.engines.choice.limits import Room
from ortaq.engines.choice.result import TieBreak
from ortaq.engines.choice.shares.arena import Hall, boolean
from ortaq.engines.choice.shares.exact import Ledger
from ortaq.engines.choice.shares.kernel import DONE, NEVER, NOBODY, U, crossing, earlier, may_win
from ortaq.engines.choice.spec import Over, Start, Stop

CAREFUL = 4
"""Ranges up to so many steps are tried twice before longer ones: there outcomes change often."""


@dataclass(slots=True)
class Stride:
    """How many steps to try at once: a choice that costs time when it is bad, and changes no outcome."""

    span: int = 1
    _usual: int = 1
    _good: int = 0
    _needed: int = 1

    def lengthen(self) -> None:
        """This will go on after a range that was certain, doubling the usual length when that has gone well."""
        if self.span >= self._usual:
            self._good += 1
            if self._good >= self._needed:
                self._usual, self._good, self._needed = self._usual * 2, 0, 1
        self.span = self._usual

    def shorten(self, part: float) -> None:
        """This will try less after a range that was not certain, but as it seems for the first `part` of it."""
        self.span, before = int(part * (self.span - 1)), self.span
        if self.span <= 1:
            self._usual = self.span = max(before // 4, 1)
            self._good, self._needed = 0, 2 if self._usual <= CAREFUL else 1


@dataclass(slots=True)
class Search:
    """Everything a count does with the kernel. `runs` counts endowments looked at, `fallbacks` exact decisions."""

    hall: Hall
    runs: int = 0
    fallbacks: int = 0
    attempts: int = 0
    ties: dict[int, TieBreak] = field(default_factory=dict)
    """Ties of the run last made with `ask`, by round."""

    def once(self, endowment: Fraction, *, ask: bool = False) -> tuple[int, ...]:
        """This will give the winners for one endowment, in order. With `ask` every tie is looked at and kept.

        A tie known without counting is no fallback, asked for or not.
        """
        self.ties = {}
        self.start(endowment, 0.0)
        ledger: Ledger | None = None
        k, forced = 0, NOBODY
        while True:
            status, k, leader = self.hall.rounds(self.hall.arena, self.hall.state, 0.0, k, forced, int(ask))
            if status == DONE:
                return self._out(k)
            ledger = ledger or Ledger(self.hall, endowment)
            for winner in self._out(k)[len(ledger.winners) :]:
                ledger.pay(winner)
            forced = self._decide(ledger, k, leader)

    def range(self, first: Fraction, last: Fraction) -> tuple[tuple[int, ...] | None, float]:
        """This will give the winners all endowments from first to last have, if that is certain.

        If not, nothing, and how far into the range it seems to be so (0 to 1): a guess, to choose the next range by.
        """
        reach = float((last - first) / 2) * (1 + 8 * U)
        self.start((first + last) / 2, reach)
        status, k, leader = self.hall.rounds(self.hall.arena, self.hall.state, reach, 0, NOBODY, 0)
        return (self._out(k), 1.0) if status == DONE else (None, crossing(self.hall.state, leader))

    def add1(self) -> tuple[Fraction, tuple[int, ...]]:
        """This will go up the endowments as the rule says; the last endowment and its winners."""
        hall, spec, unit = self.hall, self.hall.spec, self.hall.election.scale
        shared = Fraction(hall.election.budget, hall.voters)
        whole = Fraction(shared // unit * unit)
        start = whole if spec.start is Start.INTEGER else shared
        base = shared if spec.start is Start.FRACTION else whole
        step, done, stride = spec.step * unit, 0, Stride()
        endowment, winners = start, self.once(start)
        self.runs = 1
        while not self.ends(winners):
            self.attempts += 1
            span, part, following = stride.span, 1.0, None
            if span > 1:
                following, part = self.range(base + step * (done + 1), base + step * (done + span))
            else:
                following = self.once(base + step * (done + 1))
            if following is None:
                stride.shorten(part)
                continue
            if self.spent(following) > hall.election.budget:
                self.runs += 1
                break
            passed = 1 if self.ends(following) else span
            winners, done = following, done + passed
            endowment = base + step * done
            self.runs += passed
            stride.lengthen()
        return endowment, winners

    def first(self) -> Fraction:
        """This will give the endowment the rule starts with."""
        shared, unit = Fraction(self.hall.election.budget, self.hall.voters), self.hall.election.scale
        return Fraction(shared // unit * unit) if self.hall.spec.start is Start.INTEGER else shared

    def spent(self, winners: tuple[int, ...]) -> int:
        """This will give the cost of the winners."""
        return sum(self.hall.election.projects[winner].cost for winner in winners)

    def ends(self, winners: tuple[int, ...]) -> bool:
        """This will tell whether Add1 stops with this outcome: nothing can be added, or nothing fits any more."""
        hall, room, chosen = self.hall, Room(self.hall.election), set(winners)
        for winner in winners:
            room.take(winner)
        free = [p for p in hall.field.running if p not in chosen and room.refusal(p) is None]
        if not any(hall.running[p] for p in free):
            return True
        if hall.spec.stop is not Stop.EXHAUSTIVE:
            return False
        if hall.spec.exhaustive_over is Over.ALL:
            unloved = [one.project for one in hall.field.excluded if one.code == "no_votes"]
            free += [p for p in unloved if room.refusal(p) is None]
        left = hall.election.budget - self.spent(winners)
        return all(hall.election.projects[p].cost > left for p in free)

    def start(self, middle: Fraction, reach: float) -> None:
        """This will put the kernel at the beginning of a run."""
        hall = self.hall
        running = boolean(hall.running, hall.lowest)
        hall.begin(hall.arena, hall.state, running, hall.lowest, hall.purses, float(middle), reach)

    def _out(self, k: int) -> tuple[int, ...]:
        """This will give the winners of the first k rounds."""
        return tuple(int(winner) for winner in self.hall.state.out[:k])

    def _decide(self, ledger: Ledger, k: int, leader: int) -> int:
        """This will decide round k exactly and tell the kernel; NOBODY if all in question cannot be paid for."""
        state, scales = self.hall.state, self.hall.arena.scales
        open_ = [p for p in range(len(scales)) if may_win(state, p, leader)]
        known = all(earlier(self.hall.arena, state, p, open_[0]) for p in open_[1:])
        self.fallbacks += not (known and state.high[open_[0]] < NEVER)
        prices: dict[int, Fraction] = {}
        for p in open_:
            price = ledger.price(p)
            if price is None:
                state.alive[p] = False
            else:
                prices[p] = price
        if not prices:
            return NOBODY
        compared = {p: price / int(scales[p]) for p, price in prices.items()}
        least = min(compared.values())
        tied = [p for p, price in compared.items() if price == least]
        winner = tied[0]
        if len(tied) > 1:
            self.ties[k] = self.hall.ties.first(tied)
            winner = self.ties[k].winner
        price = prices[winner]
        state.low[winner] = float(price) * (1 - 2 * U)
        state.high[winner] = float(price) * (1 + 2 * U)
        state.tilt[winner], state.rich[winner] = 0.0, 0.0
        return winner
