"""Add1: up the endowments, over as many at once as floats can answer for.

A run for a range of endowments starts with strips as wide as the range. If every decision is certain all the same, each
endowment of the range has this very outcome, and it is passed over; if not, the range is made shorter, down to single
endowments, where exact numbers decide what floats cannot (`search`). So thousands of runs cost a few hundred, and no
outcome is skipped. How long the next range is, is a guess that costs time when it is bad and changes no outcome.

Plain Python over sequences, as `kernel` is: `compiled` gives it to numba.
"""

from ortaq.engines.choice.shares.kernel import DONE, NOBODY, UNSURE, U, begin, crossing, rounds
from ortaq.engines.choice.shares.memory import Arena, Course, Numbers, State

SPAN, USUAL, GOOD, NEEDED, WAIT, TRIED = 0, 1, 2, 3, 4, 5
"""Places in a stride: steps to try at once; the usual number of them; how often in a row that went well; how often it
must before they are doubled; how often, when the next range fails down to a few steps; ranges tried in all."""
FIRST_STRIDE = (1, 1, 0, 1, 2, 0)
MOST_WAIT = 32
CAREFUL = 4
"""Ranges up to so many steps are tried often before longer ones, each time a failure twice as often: there outcomes
change with nearly every step."""
OVERSPENT = 2
"""Instead of DONE: the next step would spend more than there is."""


def climb(arena: Arena, state: State, course: Course, stride: Numbers, done: int) -> tuple[int, int, int, int]:
    """This will go up from the endowment of `done` steps: (DONE, OVERSPENT or UNSURE, steps done, round, leader).

    UNSURE is the next single step, which stands in `state` as `rounds` left it, for exact numbers to go on with.
    """
    while True:
        span = stride[SPAN]
        stride[TRIED] += 1
        reach = course.step * (span - 1) / 2 * (1 + 8 * U)
        begin(arena, state, course, course.base + course.step * (done + (span + 1) / 2), reach)
        status, k, leader = rounds(arena, state, reach, 0, NOBODY, 0)
        if status == UNSURE:
            if span == 1:
                return UNSURE, done, k, leader
            shorten(stride, crossing(state, leader))
            continue
        status = outcome(arena, state, course, k)
        if status == OVERSPENT:
            return OVERSPENT, done, k, leader
        if status == DONE:
            return DONE, done + 1, k, leader
        done += span
        lengthen(stride)


def outcome(arena: Arena, state: State, course: Course, k: int) -> int:
    """This will tell whether Add1 stops with the first k of `state.out`: DONE, OVERSPENT, or UNSURE to go on.

    It stops where nothing can be added, or (if the rule says so) where nothing that is asked about fits any more.
    """
    left, taken = course.budget, state.seen
    for p in range(len(taken)):
        taken[p] = False
    for i in range(k):
        winner = state.out[i]
        left -= int(arena.costs[winner])
        taken[winner] = True
        for j in range(arena.rival_pointers[winner], arena.rival_pointers[winner + 1]):
            taken[arena.rivals[j]] = True
    if left < 0:
        return OVERSPENT
    addable, fitting = False, False
    for p in range(len(taken)):
        if taken[p] or not course.asked[p]:
            continue
        shut = False
        for j in range(arena.purse_pointers[p], arena.purse_pointers[p + 1]):
            shut = shut or state.left[arena.purses[j]] < arena.costs[p]
        if not shut:
            addable = addable or course.running[p]
            fitting = fitting or arena.costs[p] <= left
    return UNSURE if addable and (fitting or not course.exhaustive) else DONE


def lengthen(stride: Numbers) -> None:
    """This will go on after a range that was certain, doubling the usual length when that has gone well."""
    if stride[SPAN] > 1:
        stride[WAIT] = 2
    if stride[SPAN] >= stride[USUAL]:
        stride[GOOD] += 1
        if stride[GOOD] >= stride[NEEDED]:
            stride[USUAL] *= 2
            stride[GOOD], stride[NEEDED] = 0, 1
    stride[SPAN] = stride[USUAL]


def shorten(stride: Numbers, part: float) -> None:
    """This will try less after a range that was not certain, but as it seems for the first `part` of it."""
    before = stride[SPAN]
    stride[SPAN] = int(part * (before - 1))
    if stride[SPAN] <= 1:
        stride[USUAL] = stride[SPAN] = max(before // 2, 1)
        stride[GOOD], stride[NEEDED] = 0, 1
        if stride[USUAL] <= CAREFUL:
            stride[NEEDED] = stride[WAIT]
            stride[WAIT] = min(2 * stride[WAIT], MOST_WAIT)
