"""The rounds of Equal Shares in floats that know how wrong they may be, for one endowment or for a range at once.

Of every number is known a strip that certainly holds the exact one, whatever endowment of the range it is: money of g
lies within `error[g]` of money[g] + slope[g] t, where t is how far the endowment is from the middle of the range,
-reach <= t <= reach (a single endowment has reach 0). A decision is taken only where strips do not overlap, or where
the exact numbers are known for another reason; otherwise the kernel stops and says so. The bounds and why they hold:
docs/decisions/0008-choice-engine.md; the names there are those here.

This file is plain Python over sequences: `compiled.py` gives it to numba, small elections run it as it is.
"""

from ortaq.engines.choice.shares.memory import Arena, Course, State

U = 1.2e-16
"""Above 2**-53, the largest relative error of one operation."""
NEVER = float("inf")
FAR = 1e300
"""Beyond every price."""
DONE, UNSURE = 0, 1
NOBODY, OPEN = -1, -2
"""Instead of a winner: nothing is affordable any more; floats cannot tell."""


def begin(arena: Arena, state: State, course: Course, middle: float, reach: float) -> None:
    """This will set a run up at the endowment in the middle of its range."""
    lowest, purses = course.lowest, course.purses
    amounts, slopes, errors, shares = state.money, state.slope, state.error, arena.shares
    for g in range(len(shares)):
        amounts[g] = middle * shares[g]
        slopes[g] = shares[g]
        errors[g] = (8 * U * middle + reach * 8 * U) * shares[g]
    for p in range(len(arena.costs)):
        state.alive[p] = course.running[p]
        state.low[p] = lowest[p]
        state.tilt[p] = 0.0
        state.key_a[p] = state.key_b[p] = lowest[p] / arena.scales[p] * (1 - 4 * U)
    for i in range(len(purses)):
        state.left[i] = purses[i]


def rounds(arena: Arena, state: State, reach: float, k: int, forced: int, ask: int) -> tuple[int, int, int]:
    """This will run from round k to the end, or to a decision floats cannot take: (DONE or UNSURE, round, leader).

    `forced` names the winner of round k when it has been decided already (its price standing in `state`), else -1.
    With `ask` (1, not 0) every tie is left to the caller. Who may be the winner: `may_win(state, p, leader)`.
    """
    leader = -1
    while True:
        winner = forced
        forced = -1
        if winner < 0:
            leader = look(arena, state, reach)
            winner = settle(arena, state, leader, ask)
            if winner == NOBODY:
                return DONE, k, leader
            if winner == OPEN:
                return UNSURE, k, leader
        pay(arena, state, reach, winner)
        close(arena, state, winner)
        state.out[k] = winner
        k += 1


def crossing(state: State, leader: int) -> float:
    """This will guess how far into the range (0 to 1) whoever is first at its start stays first."""
    first, part = leader, 1.0
    for p in range(len(state.alive)):
        if first >= 0 and may_win(state, p, leader) and state.top_a[p] < state.top_a[first]:
            first = p
    for p in range(len(state.alive)):
        if first >= 0 and p != first and may_win(state, p, leader):
            ahead, behind = state.key_a[p] - state.top_a[first], state.key_b[p] - state.top_b[first]
            if ahead <= 0:
                return 0.0
            if behind < 0:
                part = min(part, ahead / (ahead - behind))
    return part if first >= 0 else 0.0


def may_win(state: State, p: int, leader: int) -> bool:
    """This will tell whether the price of p may be as low as the leader's somewhere in the range."""
    if not state.alive[p]:
        return False
    return leader < 0 or state.key_a[p] <= state.top_a[leader] or state.key_b[p] <= state.top_b[leader]


def look(arena: Arena, state: State, reach: float) -> int:
    """This will price all projects that may be cheapest, and give the one with the least upper bound (-1: none has)."""
    alive, seen, key_a, key_b, top_a, top_b = (
        state.alive, state.seen, state.key_a, state.key_b, state.top_a, state.top_b,
    )  # fmt: skip
    leader, limit_a, limit_b = -1, NEVER, NEVER
    for p in range(len(seen)):
        seen[p] = False
    while True:
        first, nearest = -1, NEVER
        for p in range(len(seen)):
            if alive[p] and not seen[p] and (key_a[p] <= limit_a or key_b[p] <= limit_b):
                key = key_a[p] + key_b[p]
                if key < nearest:
                    first, nearest = p, key
        if first < 0:
            return leader
        seen[first] = True
        price(arena, state, reach, first, leader)
        if alive[first] and top_a[first] + top_b[first] < limit_a + limit_b:
            leader, limit_a, limit_b = first, top_a[first], top_b[first]


def settle(arena: Arena, state: State, leader: int, ask: int) -> int:
    """This will give the project of the lowest price, first in the order of ties; else NOBODY or OPEN."""
    best = NOBODY
    for p in range(len(arena.costs)):
        if not may_win(state, p, leader):
            continue
        if best < 0:
            best = p
            continue
        if ask:
            return OPEN
        before = earlier(arena, state, p, best)
        if before == 0:
            return OPEN
        if before > 0:
            best = p
    if best >= 0 and state.high[best] == NEVER:
        return OPEN
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


def price(arena: Arena, state: State, reach: float, p: int, leader: int) -> None:
    """This will enclose the price of p, or strike p out if its supporters cannot carry the cost.

    high stays infinite where that is open, and where p cannot beat the leader, so that the rest does not matter.
    """
    cost, x = arena.costs[p], state.low[p]
    slack = (arena.pointers[p + 1] - arena.pointers[p] + 24) * U
    before = -1.0
    state.high[p] = state.top_a[p] = state.top_b[p] = NEVER
    state.rich[p] = 0.0
    while True:
        if arena.by_points:
            poor, steep, doubt, rich, least, most = divide_points(arena, state, reach, p, x)
        elif reach == 0:
            poor, steep, doubt, rich, least, most = divide_one(arena, state, p, x)
        else:
            poor, steep, doubt, rich, least, most = divide(arena, state, reach, p, x)
        exact = poor == 0 and doubt == 0
        doubt = 1.01 * (doubt + slack * (poor + steep * reach + cost))
        if rich == 0:
            state.alive[p] = poor + steep * reach + doubt >= cost
            return
        y, tilt = (cost - poor) / rich, -steep / rich
        bottom(arena, state, reach, p, y - doubt / rich, tilt)
        high = max(y + doubt / rich, x * (1 + 4 * U))
        parted = reach == 0 or most <= (x + tilt * reach) * (1 - 8 * U)
        if parted and high - tilt * reach <= least * (1 - 8 * U):
            state.rich[p] = rich if exact else 0.0
            top(arena, state, reach, p, high)
            return
        if not may_win(state, p, leader):
            return
        if rich == before:
            top(arena, state, reach, p, ceiling(arena, state, reach, p, x, high, cost - poor, doubt + slack * x * rich))
            return
        before = rich
        x = max(x, y)


def bottom(arena: Arena, state: State, reach: float, p: int, low: float, tilt: float) -> None:
    """This will keep the lower line of the price of p."""
    state.low[p], state.tilt[p] = low, tilt
    span = tilt * reach
    margin = 4 * U * (abs(low) - span)
    state.key_a[p] = (low - span - margin) / arena.scales[p] * (1 - 4 * U)
    state.key_b[p] = (low + span - margin) / arena.scales[p] * (1 - 4 * U)


def top(arena: Arena, state: State, reach: float, p: int, high: float) -> None:
    """This will keep the upper line of the price of p, as steep as the lower."""
    state.high[p] = high
    span = state.tilt[p] * reach
    margin = 4 * U * (high - span)
    state.top_a[p] = (high - span + margin) / arena.scales[p] * (1 + 4 * U)
    state.top_b[p] = (high + span + margin) / arena.scales[p] * (1 + 4 * U)


def divide_one(arena: Arena, state: State, p: int, x: float) -> tuple[float, float, float, float, float, float]:
    """This will do what `divide` does, for a single endowment."""
    members, weights, amounts, errors = arena.members, arena.weights, state.money, state.error
    poor, doubt, rich, least = 0.0, 0.0, 0.0, NEVER
    for j in range(arena.pointers[p], arena.pointers[p + 1]):
        g = members[j]
        money, error, weight = amounts[g], errors[g], weights[g]
        is_poor = 1.0 * (money < x)  # multiplied, not branched on: nobody can guess who is poor, a processor neither
        part = weight * is_poor
        poor += part * money
        doubt += part * error
        rich += weight - part
        least = min(least, money - error + is_poor * FAR)
    return poor, 0.0, doubt, rich, least, 0.0


def divide(
    arena: Arena, state: State, reach: float, p: int, x: float
) -> tuple[float, float, float, float, float, float]:
    """This will part the supporters at the price x in the middle of the range; everybody's utility is the same.

    Of the poor: their money, its slope, how wrong it may be; then the utility of the rich. At last the price at which
    the first of the rich would be poor somewhere, and that up to which all the poor are poor everywhere.
    """
    members, weights, amounts, slopes, errors = arena.members, arena.weights, state.money, state.slope, state.error
    poor, steep, doubt, rich, least, most = 0.0, 0.0, 0.0, 0.0, NEVER, 0.0
    for j in range(arena.pointers[p], arena.pointers[p + 1]):
        g = members[j]
        money, slope, error, weight = amounts[g], slopes[g], errors[g], weights[g]
        is_poor = 1.0 * (money < x)
        part, rise = weight * is_poor, slope * reach
        poor += part * money
        steep += part * slope
        doubt += part * error
        rich += weight - part
        least = min(least, money - error - rise + is_poor * FAR)
        most = max(most, (money + rise) * is_poor)
    return poor, steep, doubt, rich, least, most


def divide_points(
    arena: Arena, state: State, reach: float, p: int, x: float
) -> tuple[float, float, float, float, float, float]:
    """This will do what `divide` does where utility is points."""
    members, worths, weights = arena.members, arena.worths, arena.weights
    amounts, slopes, errors = state.money, state.slope, state.error
    poor, steep, doubt, rich, least, most = 0.0, 0.0, 0.0, 0.0, NEVER, 0.0
    for j in range(arena.pointers[p], arena.pointers[p + 1]):
        g, worth = members[j], worths[j]
        money, slope, error, weight = amounts[g], slopes[g], errors[g], weights[g]
        is_poor = 1.0 * (money < x * worth)
        part, rise = weight * is_poor, slope * reach
        poor += part * money
        steep += part * slope
        doubt += part * error
        rich += (weight - part) * worth
        least = min(least, (money - error - rise) / worth + is_poor * FAR)
        most = max(most, (money + rise) / worth * is_poor)
    return poor, steep, doubt, rich, least, most


def ceiling(
    arena: Arena, state: State, reach: float, p: int, x: float, high: float, rest: float, doubt: float
) -> float:
    """This will give the upper line where some supporters are neither certainly poor nor certainly rich."""
    members, worths, by_points, weights = arena.members, arena.worths, arena.by_points, arena.weights
    amounts, slopes, errors, tilt = state.money, state.slope, state.error, state.tilt[p]
    ranged = 1.0 * (reach > 0)
    for _ in range(8):
        safe, torn, more = 0.0, 0.0, 0.0
        for j in range(arena.pointers[p], arena.pointers[p + 1]):
            g = members[j]
            worth = worths[j] if by_points else 1.0
            money, rise, weight = amounts[g], slopes[g] * reach, weights[g]
            is_poor = 1.0 * (money < x * worth)
            is_safe = (1 - is_poor) * (money - errors[g] - rise >= (high - tilt * reach) * worth * (1 + 8 * U))
            is_torn = 1 - is_poor - is_safe
            over = money + rise - (x + tilt * reach) * worth + 8 * U * (money + rise + x * worth)
            safe += weight * worth * is_safe
            torn += weight * worth * is_torn
            more += weight * is_torn * (errors[g] + rise - tilt * reach * worth)
            more += weight * is_poor * ranged * max(over, 0.0)
        if safe == 0:
            return NEVER
        need = x + max(rest - x * (safe + torn) + 1.01 * (doubt + more), 0.0) / safe * (1 + 8 * U)
        if need * (1 + 4 * U) <= high:
            return high
        high = need * (1 + 8 * U) + (need - x)
    return NEVER


def pay(arena: Arena, state: State, reach: float, p: int) -> None:
    """This will let the supporters pay."""
    low, high, tilt = state.low[p], state.high[p], state.tilt[p]
    x = low + (high - low) / 2
    if state.rich[p] > 0:
        x, tilt = arena.costs[p] / state.rich[p], 0.0
        low, high = x * (1 - 2 * U), x * (1 + 2 * U)
    width = max(x - low, high - x) * (1 + 4 * U)
    members, worths, by_points = arena.members, arena.worths, arena.by_points
    amounts, slopes, errors = state.money, state.slope, state.error
    for j in range(arena.pointers[p], arena.pointers[p + 1]):
        g = members[j]
        worth = worths[j] if by_points else 1.0
        money = amounts[g] - x * worth
        slope = slopes[g] - tilt * worth
        error = errors[g] + width * worth + 8 * U * (amounts[g] + x * worth + slope * reach)
        error *= 1 + 8 * U
        most = money + slope * reach + error
        if most < 0:
            money, slope, error = 0.0, 0.0, 0.0
        elif money - slope * reach - error < 0:
            money, slope, error = most / 2, 0.0, most / 2 * (1 + 16 * U)
        amounts[g], slopes[g], errors[g] = money, slope, error


def close(arena: Arena, state: State, p: int) -> None:
    """This will take a winner out, and with it whom its limits shut out."""
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
