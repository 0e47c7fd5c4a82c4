"""The last run once more, for its exact prices.

Whoever cannot pay in full gives all she has and holds nothing ever after, so each group is poor with money only once:
one walk over the supporters of the winners tells all that the exact prices depend on. `retell` does it in the kernel's
floats and stops where somebody is neither certainly poor nor certainly rich; then `exact.Ledger` takes over.
"""

from fractions import Fraction
from math import gcd

from ortaq.engines.choice.result import Round
from ortaq.engines.choice.shares.arena import Hall, blank
from ortaq.engines.choice.shares.exact import Ledger
from ortaq.engines.choice.shares.kernel import NEVER, U, pay, price
from ortaq.engines.choice.shares.memory import Arena, Numbers, State
from ortaq.engines.choice.shares.search import Search
from ortaq.engines.choice.spec import Utility


def retell(
    arena: Arena, state: State, winners: Numbers, starts: Numbers, paid: Numbers, counts: Numbers, sums: Numbers
) -> int:
    """This will run the rounds of winners that are known, and give how many were told for certain. Utilities are equal.

    `sums` has a row of len(winners) + 2 for each round: at i, the ballots poor in this round that had paid price i in
    full; then the shares of all poor ballots that hold money; at last the ballots that pay in full.
    `paid[starts[g]:starts[g] + counts[g]]` are the rounds group g paid in full.
    """
    size = len(winners) + 2
    for k in range(len(winners)):
        p = winners[k]
        price(arena, state, 0.0, p, -1)
        if not state.alive[p] or state.high[p] == NEVER:
            return k
        for j in range(arena.pointers[p], arena.pointers[p + 1]):
            g = arena.members[j]
            weight = arena.weights[g]
            if (state.money[g] + state.error[g]) * (1 + 4 * U) < state.low[p]:
                if state.money[g] > 0:
                    sums[k * size + size - 2] += weight * arena.shares[g]
                    for i in range(starts[g], starts[g] + counts[g]):
                        sums[k * size + paid[i]] += weight
            elif state.money[g] - state.error[g] >= state.high[p] * (1 + 8 * U):
                sums[k * size + size - 1] += weight
                paid[starts[g] + counts[g]] = k
                counts[g] += 1
            else:
                return k
        pay(arena, state, 0.0, p)
    return len(winners)


def told(search: Search, endowment: Fraction) -> list[Round]:
    """This will run one endowment and tell every round in exact fractions, with its ties."""
    hall = search.hall
    winners = search.once(endowment, ask=True)
    unit = {Utility.COST: None, Utility.CARDINALITY: 1, Utility.POINTS: hall.election.point_scale}[hall.spec.utility]
    rounds = list[Round]()
    for k, (winner, (x, payment)) in enumerate(zip(winners, _prices(search, endowment, winners), strict=True)):
        cost = hall.election.projects[winner].cost
        rounds.append(
            Round(
                winner=winner,
                phase="shares",
                votes=int(hall.profile.votes[winner]),
                effective_votes=cost / payment,
                price=x / cost if unit is None else x * unit,
                payment=payment,
                tie=search.ties.get(k),
            )
        )
    return rounds


def _prices(search: Search, endowment: Fraction, winners: tuple[int, ...]) -> list[tuple[Fraction, Fraction]]:
    """This will give, for each round, the exact price (per unit of worth) and the most a supporter pays."""
    quick = None if search.hall.arena.by_points else _quick_prices(search, endowment, winners)
    if quick is not None:
        return [(x, x) for x in quick]
    ledger = Ledger(search.hall, endowment)
    return [ledger.pay(winner) for winner in winners]


def _quick_prices(search: Search, endowment: Fraction, winners: tuple[int, ...]) -> list[Fraction] | None:
    """This will give the exact prices, or nothing if floats cannot part the supporters for certain."""
    hall, size = search.hall, len(winners) + 2
    search.start(endowment)
    like = hall.course.lowest
    sums = blank(len(winners) * size, like)
    paid, counts = blank(len(hall.members), like, whole=True), blank(len(hall.weights), like, whole=True)
    starts = hall.profile.starts if not isinstance(like, list) else hall.profile.starts.tolist()
    if hall.retell(hall.arena, hall.state, winners_of(winners, hall), starts, paid, counts, sums) < len(winners):
        return None
    whole, fortune, prices = endowment.denominator, endowment.numerator, list[int]()
    exact = list[Fraction]()
    for k, winner in enumerate(winners):
        *spent, shares, rich = (int(number) for number in sums[k * size : (k + 1) * size])
        numerator = hall.election.projects[winner].cost * whole - shares * fortune
        numerator += sum(number * prices[i] for i, number in enumerate(spent) if number)
        factor = rich // gcd(numerator, rich)
        whole, fortune = whole * factor, fortune * factor
        numerator = numerator * factor // rich
        prices = [number * factor for number in prices]
        prices.append(numerator)
        exact.append(Fraction(numerator, whole))
    return exact


def winners_of(winners: tuple[int, ...], hall: Hall) -> Numbers:
    """This will give the winners as the kernel takes them."""
    room = blank(len(winners), hall.course.lowest, whole=True)
    room[:] = winners
    return room
