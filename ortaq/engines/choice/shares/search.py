"""Runs of Equal Shares for one endowment, and Add1: floats go as far as they can, exact numbers decide the rest."""

from dataclasses import dataclass, field
from fractions import Fraction

from ortaq.engines.choice.result import TieBreak
from ortaq.engines.choice.shares.arena import Hall, blank
from ortaq.engines.choice.shares.climbing import FIRST_STRIDE, OVERSPENT, TRIED
from ortaq.engines.choice.shares.exact import Ledger
from ortaq.engines.choice.shares.kernel import DONE, NEVER, NOBODY, UNSURE, U, earlier, may_win


@dataclass(slots=True)
class Search:
    """Everything a count does with the kernel. `runs` counts endowments looked at, `fallbacks` exact decisions.

    `attempts` are the runs of the kernel, for one endowment or many, with which Add1 did it.
    """

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
        self.start(endowment)
        status, k, leader = self.hall.rounds(self.hall.arena, self.hall.state, 0.0, 0, NOBODY, int(ask))
        return self._out(k if status == DONE else self._finish(endowment, k, leader, ask=ask))

    def add1(self) -> Fraction:
        """This will go up the endowments as the rule says, and give the last."""
        hall, step = self.hall, self.hall.spec.step * self.hall.election.scale
        stride = blank(len(FIRST_STRIDE), hall.course.lowest, whole=True)
        stride[:] = FIRST_STRIDE
        done, status = 0, self._outcome(len(self.once(hall.first)))
        while status == UNSURE:
            status, done, k, leader = hall.climb(hall.arena, hall.state, hall.course, stride, done)
            if status == UNSURE:
                status = self._outcome(self._finish(hall.base + step * (done + 1), k, leader, ask=False))
                done += status != OVERSPENT
        self.attempts = int(stride[TRIED])
        self.runs = 1 + done + (status == OVERSPENT)
        return hall.base + step * done if done else hall.first

    def spent(self, winners: tuple[int, ...]) -> int:
        """This will give the cost of the winners."""
        return sum(self.hall.election.projects[winner].cost for winner in winners)

    def start(self, endowment: Fraction) -> None:
        """This will put the kernel at the beginning of a run."""
        hall = self.hall
        hall.begin(hall.arena, hall.state, hall.course, float(endowment), 0.0)

    def _out(self, k: int) -> tuple[int, ...]:
        """This will give the winners of the first k rounds."""
        return tuple(int(winner) for winner in self.hall.state.out[:k])

    def _outcome(self, k: int) -> int:
        """This will tell whether Add1 stops with the winners of the first k rounds: see `climbing.outcome`."""
        return self.hall.outcome(self.hall.arena, self.hall.state, self.hall.course, k)

    def _finish(self, endowment: Fraction, k: int, leader: int, *, ask: bool) -> int:
        """This will go on with a run that floats left at round k, and give the number of its rounds."""
        hall, ledger, status = self.hall, Ledger(self.hall, endowment), UNSURE
        while status == UNSURE:
            for winner in self._out(k)[len(ledger.winners) :]:
                ledger.pay(winner)
            forced = self._decide(ledger, k, leader)
            status, k, leader = hall.rounds(hall.arena, hall.state, 0.0, k, forced, int(ask))
        return k

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
