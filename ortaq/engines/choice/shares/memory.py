"""What the kernel reads and writes: numbers in rows, so that machine code takes them as they are."""

from typing import Any, NamedTuple

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
    """What a run changes. The price of p lies between low[p] + tilt[p] t and high[p] + tilt[p] t.

    `key_*` and `top_*` are the same two lines at t = -reach (a) and t = reach (b), divided by `scales`, which is what
    projects are compared by: a line below another at both ends is below it everywhere between.
    """

    money: Numbers
    slope: Numbers
    error: Numbers
    alive: Numbers
    seen: Numbers
    low: Numbers
    tilt: Numbers
    high: Numbers
    rich: Numbers
    """Above 0: everybody who pays for p pays in full, and this is their utility: the price is cost ÷ rich exactly."""
    key_a: Numbers
    key_b: Numbers
    top_a: Numbers
    top_b: Numbers
    left: Numbers
    """Money left in each purse with a limit (a district's, a category's)."""
    out: Numbers
    """The winners, in order."""


class Course(NamedTuple):
    """What every run of a count begins with, and how Add1 goes up: `base` plus whole `step`s, in minor units."""

    running: Numbers
    """Projects that can be elected at all."""
    lowest: Numbers
    """Below the price of each, whoever has how much."""
    purses: Numbers
    asked: Numbers
    """Projects of which Add1 asks whether they would still fit."""
    base: float
    step: float
    budget: int
    exhaustive: bool
