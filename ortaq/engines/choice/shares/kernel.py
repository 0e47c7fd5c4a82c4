"""The rounds of Equal Shares in floats that know how wrong they may be.

Every number is held as an interval that certainly contains the exact one; a decision is taken only where the intervals
do not overlap, or where the exact numbers are known for another reason. Otherwise the kernel stops and says so. The
bounds and why they hold: docs/decisions/0008-choice-engine.md; the names there are those here.

This file is plain Python over sequences: `compiled.py` gives it to numba, small elections run it as it is.
"""

from typing import Any, NamedTuple

U = 1.2e-16
"""Above 2**-53, the largest relative error of one operation."""
NEVER = float("inf")
DONE, UNSURE = 0, 1

Numbers = Any  # an array of numpy, or a list where the kernel is interpreted


class Arena(NamedTuple):
    """What does not change: m projects, G groups of ballots, n pairs (project, supporting group). Costs in minor units.

    `members[pointers[p]:pointers[p + 1]]` are the groups supporting p, `worths` beside them are points (length 0 when
    everybody's utility is the same). `scales` is what the price of p is divided by: its cost, or 1.
    """

    pointers: Numbers
    members: Numbers
    worths: Numbers
    weights: Numbers
    shares: Numbers
    costs: Numbers
    scales: Numbers
    twins: Numbers
    """Projects with the same number have the same supporters and cost, hence always the same price."""
    ranks: Numbers
    """Place in the order of ties; equal where no step of the rule tells two projects apart."""
    rivals: Numbers
    rival_pointers: Numbers
    purses: Numbers
    purse_pointers: Numbers
    by_cost: bool
    by_points: bool
    products: bool
    """Whether cost × utility stays below 2**62, so that prices may be compared by multiplying."""


class State(NamedTuple):
    """What a run changes. Money of group g lies within `error[g]` of `money[g]`, the price of p in [low, high]."""

    money: Numbers
    error: Numbers
    alive: Numbers
    seen: Numbers
    low: Numbers
    high: Numbers
    rich: Numbers
    """Above 0: everybody who pays for p pays in full, and this is their utility: the price is cost ÷ rich exactly."""
    left: Numbers
    """Money left in each purse with a limit (a district's, a category's)."""
    out: Numbers
    """The winners, in order."""


def begin(arena: Arena, state: State, running: Numbers, lowest: Numbers, purses: Numbers, start: Numbers) -> None:
    """This will set a run up; `start` is the endowment and how far from it the exact one may lie."""
    endowment, width = start[0], start[1]
    for g in range(len(arena.weights)):
        state.money[g] = endowment * arena.shares[g]
        state.error[g] = (width + 8 * U * endowment) * arena.shares[g]
    for p in range(len(arena.costs)):
        state.alive[p] = running[p]
        state.low[p] = lowest[p]
    for i in range(len(purses)):
        state.left[i] = purses[i]


def rounds(arena: Arena, state: State, k: int, forced: int, ask: bool) -> tuple[int, int, float]:
    """This will run from round k to the end, or to a decision floats cannot take: (DONE or UNSURE, round, bound).

    `forced` names the winner of round k when it has been decided already (its price standing in `state`), else -1.
    With `ask` every tie is left to the caller. Whoever has a price up to `bound` may be the winner.
    """
    bound = NEVER
    while True:
        winner = forced
        forced = -1
        if winner < 0:
            bound = look(arena, state)
            winner = settle(arena, state, bound, ask)
            if winner == -1:
                return DONE, k, bound
            if winner == -2:
                return UNSURE, k, bound
        pay(arena, state, winner)
        state.out[k] = winner
        k += 1


def look(arena: Arena, state: State) -> float:
    """This will price the projects that may be cheapest, and give the least upper bound found."""
    bound = NEVER
    for p in range(len(arena.costs)):
        state.seen[p] = False
    while True:
        first, least = -1, NEVER
        for p in range(len(arena.costs)):
            if state.alive[p] and not state.seen[p]:
                key = state.low[p] / arena.scales[p]
                if key < least:
                    first, least = p, key
        if first < 0 or least * (1 - 4 * U) > bound:
            return bound
        state.seen[first] = True
        low, high, rich = price(arena, state, first, bound * arena.scales[first] * (1 + 8 * U))
        if low == NEVER:
            state.alive[first] = False
            continue
        state.low[first], state.high[first], state.rich[first] = low, high, rich
        if high / arena.scales[first] * (1 + 4 * U) < bound:
            bound = high / arena.scales[first] * (1 + 4 * U)


def settle(arena: Arena, state: State, bound: float, ask: bool) -> int:
    """This will give the project of the lowest price, first in the order of ties; -1 for none, -2 if not sure."""
    best = -1
    for p in range(len(arena.costs)):
        if not (state.alive[p] and state.seen[p]) or state.low[p] / arena.scales[p] * (1 - 4 * U) > bound:
            continue
        if best < 0:
            best = p
            continue
        if ask:
            return -2
        before = earlier(arena, state, p, best)
        if before == 0:
            return -2
        if before > 0:
            best = p
    if best >= 0 and state.high[best] == NEVER:
        return -2
    return best


def earlier(arena: Arena, state: State, p: int, q: int) -> int:
    """This will tell whether p comes before q for certain (1), after it (-1), or neither is certain (0)."""
    if arena.twins[p] != arena.twins[q]:
        if state.rich[p] <= 0 or state.rich[q] <= 0:
            return 0
        if arena.by_cost:
            if state.rich[p] != state.rich[q]:
                return 1 if state.rich[p] > state.rich[q] else -1
        else:
            if not arena.products:
                return 0
            one, other = int(arena.costs[p]) * int(state.rich[q]), int(arena.costs[q]) * int(state.rich[p])
            if one != other:
                return 1 if one < other else -1
    if arena.ranks[p] == arena.ranks[q]:
        return 0
    return 1 if arena.ranks[p] < arena.ranks[q] else -1


def price(arena: Arena, state: State, p: int, stop: float) -> tuple[float, float, float]:
    """This will give (low, high, rich) of project p: its price for certain lies between low and high.

    low is infinite if the supporters cannot carry the cost; high is infinite if that is open, or if low is above `stop`
    and the rest does not matter. `rich` above 0 says that the price is cost ÷ rich exactly.
    """
    cost, x = arena.costs[p], state.low[p]
    low = x
    slack = (arena.pointers[p + 1] - arena.pointers[p] + 16) * U
    before = -1.0
    while True:
        poor, doubt, rich, least = divide(arena, state, p, x)
        if rich == 0:
            if poor + 1.01 * (doubt + slack * (poor + cost)) < cost:
                return NEVER, NEVER, 0.0
            return low, NEVER, 0.0
        y = (cost - poor) / rich
        width = 1.01 * (doubt + slack * (poor + cost)) / rich
        low = max(low, y - width)
        high = max(y + width, x * (1 + 4 * U))
        if high <= least * (1 - 4 * U):
            return low, high, rich if poor == 0 and doubt == 0 else 0.0
        if low > stop:
            return low, NEVER, 0.0
        if rich == before:
            return low, ceiling(arena, state, p, x, high, cost - poor, doubt + slack * (poor + cost + x * rich)), 0.0
        before = rich
        x = max(x, y)


def divide(arena: Arena, state: State, p: int, x: float) -> tuple[float, float, float, float]:
    """This will part the supporters at price x: money of the poor, how wrong that may be, utility of the rich.

    The fourth is the least price at which one of the rich would be poor.
    """
    poor, doubt, rich, least = 0.0, 0.0, 0.0, NEVER
    if arena.by_points:
        for j in range(arena.pointers[p], arena.pointers[p + 1]):
            g = arena.members[j]
            if state.money[g] < x * arena.worths[j]:
                poor += arena.weights[g] * state.money[g]
                doubt += arena.weights[g] * state.error[g]
            else:
                rich += arena.weights[g] * arena.worths[j]
                least = min(least, (state.money[g] - state.error[g]) / arena.worths[j])
        return poor, doubt, rich, least
    for j in range(arena.pointers[p], arena.pointers[p + 1]):
        g = arena.members[j]
        if state.money[g] < x:
            poor += arena.weights[g] * state.money[g]
            doubt += arena.weights[g] * state.error[g]
        else:
            rich += arena.weights[g]
            least = min(least, state.money[g] - state.error[g])
    return poor, doubt, rich, least


def ceiling(arena: Arena, state: State, p: int, x: float, high: float, rest: float, doubt: float) -> float:
    """This will give an upper bound of the price when some are neither certainly poor nor certainly rich."""
    for _ in range(8):
        safe, open_, more = 0.0, 0.0, 0.0
        for j in range(arena.pointers[p], arena.pointers[p + 1]):
            g = arena.members[j]
            worth = arena.worths[j] if arena.by_points else 1.0
            if state.money[g] < x * worth:
                continue
            if state.money[g] - state.error[g] >= high * worth * (1 + 4 * U):
                safe += arena.weights[g] * worth
            else:
                open_ += arena.weights[g] * worth
                more += arena.weights[g] * state.error[g]
        if safe == 0:
            return NEVER
        need = x + max(rest - x * (safe + open_) + 1.01 * (doubt + more), 0.0) / safe * (1 + 8 * U)
        if need * (1 + 4 * U) <= high:
            return high
        high = need + (need - x)
    return NEVER


def pay(arena: Arena, state: State, p: int) -> None:
    """This will let the supporters pay, and shut out whom the winner shuts out."""
    low, high = state.low[p], state.high[p]
    x = low + (high - low) / 2
    if state.rich[p] > 0:
        x = arena.costs[p] / state.rich[p]
        low, high = x * (1 - 2 * U), x * (1 + 2 * U)
    width = max(x - low, high - x) * (1 + 4 * U)
    for j in range(arena.pointers[p], arena.pointers[p + 1]):
        g = arena.members[j]
        worth = arena.worths[j] if arena.by_points else 1.0
        money, error = state.money[g], state.error[g]
        if (money + error) * (1 + 4 * U) < low * worth:
            state.money[g], state.error[g] = 0.0, 0.0
        else:
            state.money[g] = max(money - x * worth, 0.0)
            state.error[g] = (error + width * worth + 4 * U * (money + x * worth)) * (1 + 8 * U)
    state.alive[p] = False
    for j in range(arena.rival_pointers[p], arena.rival_pointers[p + 1]):
        state.alive[arena.rivals[j]] = False
    first, last = arena.purse_pointers[p], arena.purse_pointers[p + 1]
    if first == last:
        return
    for j in range(first, last):
        state.left[arena.purses[j]] -= int(arena.costs[p])
    for q in range(len(arena.costs)):
        for j in range(arena.purse_pointers[q], arena.purse_pointers[q + 1]):
            if state.left[arena.purses[j]] < arena.costs[q]:
                state.alive[q] = False
