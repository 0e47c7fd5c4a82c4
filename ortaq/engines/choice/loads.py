"""Balanced loads: how evenly can the cost of a set of projects be laid on the voters who support them?

Every project's cost is shared out among its supporters in any proportions; the load of a voter is all she carries,
and what is sought is the least largest load. By the duality of flow and cut it is the largest cost(S) ÷ supporters(S)
over the subsets S of the projects, found here exactly: Newton's method on the ratio, each step one maximum flow in
whole numbers (Dinkelbach, "On nonlinear fractional programming", Management Science 13, 1967; Dinic's blocking flows,
Soviet Mathematics Doklady 11, 1970). Voters who support the same of these projects are one class.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ortaq.engines.choice.election import ElectionError
from ortaq.engines.choice.profile import Profile

Ints = npt.NDArray[np.int64]
Kernel = Callable[..., Any]
SAFE = 2**62
"""Whole numbers below it fit the machine's; larger ones are counted by the same code in Python's own."""


def voices(profile: Profile) -> Ints:
    """This will give the voters of each group times their endowment: what they earn, or carry, beside the others.

    Raises `ElectionError` `too_large` where all together no machine number holds them.
    """
    if float((profile.weights.astype(np.float64) * profile.endowments).sum()) >= SAFE:
        raise ElectionError("too_large", "The ballots times their endowments are too many to count.")
    return profile.weights * profile.endowments


@dataclass(frozen=True, slots=True)
class Network:
    """Who may carry what: edge k joins the project `owner[k]` to the class `to[k]` of voters supporting it.

    `costs` in minor units, one for each project; `weights` are the voters of each class (times their endowment). Edges
    are sorted by project, those of project j from `starts[j]` on; `back` has them by class, from `back_starts` on.
    """

    costs: Ints
    weights: Ints
    owner: Ints
    to: Ints
    starts: Ints
    back: Ints
    back_starts: Ints

    @classmethod
    def of(cls, costs: Ints, weights: Ints, owner: Ints, to: Ints) -> "Network":
        """This will lay out a network from its edges in any order."""
        order = np.argsort(owner, kind="stable")
        owner, to = owner[order], to[order]
        back = np.argsort(to, kind="stable")
        return cls(costs, weights, owner, to, _begins(owner, len(costs)), back, _begins(to, len(weights)))

    def supporters(self, chosen: Sequence[int]) -> int:
        """This will count the voters who support at least one of the chosen projects."""
        hit = np.zeros(len(self.weights), dtype=bool)
        for project in chosen:
            hit[self.to[self.starts[project] : self.starts[project + 1]]] = True
        return int(self.weights[hit].sum())


def _begins(rows: Ints, count: int) -> Ints:
    begins = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=count), out=begins[1:])
    return begins


@dataclass(frozen=True, slots=True)
class Tight:
    """A set of projects (positions in the network) and its cost ÷ its supporters: nobody can load them less."""

    projects: tuple[int, ...]
    load: Fraction


def balanced(network: Network, floor: Fraction, ceiling: Fraction | None = None) -> tuple[Fraction, Tight | None]:
    """This will give the least largest load, in minor units a voter, and the set that forces it.

    `floor` must not exceed it (0 will do); None stands for the set where the floor is the answer. With a `ceiling` the
    search ends as soon as it is clear that the load lies above it: then what is given is some load above the ceiling.
    """
    if ceiling is not None and ceiling > floor:
        above = heavier(network, ceiling)
        if above is not None:
            return above.load, above
    load, tight = floor, None
    while (above := heavier(network, load)) is not None:
        load, tight = above.load, above
        if ceiling is not None and load > ceiling:
            break
    return load, tight


def heavier(network: Network, load: Fraction) -> Tight | None:
    """This will give a set of projects that needs a larger load than this one; None when this one suffices for all."""
    over, under = load.numerator, load.denominator
    largest = max(int(network.costs.sum()) * under, int(network.weights.sum()) * over)
    kernel, counted = (_fast(), _machine) if largest < SAFE else ((levels, push), _python)
    supply, spare = counted(network.costs, under), counted(network.weights, over)
    chosen = _cut(network, supply, spare, kernel, counted)
    if not chosen:
        return None
    return Tight(chosen, Fraction(int(network.costs[list(chosen)].sum()), network.supporters(chosen)))


def _machine(values: Ints, times: int) -> Any:
    return values * times


def _python(values: Ints, times: int) -> Any:
    return [int(value) * times for value in values]


def _cut(
    network: Network, supply: Any, spare: Any, kernel: tuple[Kernel, Kernel], counted: Callable[[Ints, int], Any]
) -> tuple[int, ...]:
    """This will send what can be sent and give the projects on the side of the rest; none when all was sent."""
    find_levels, push_blocking = kernel
    projects = len(network.costs)
    flow = counted(np.zeros(len(network.to), dtype=np.int64), 1)
    level = np.empty(projects + len(network.weights), dtype=np.int64)
    graph = (network.starts, network.to, network.back_starts, network.back, network.owner)
    while find_levels(*graph, supply, spare, flow, level):
        push_blocking(*graph, supply, spare, flow, level)
    return tuple(np.flatnonzero(level[:projects] >= 0).tolist())


def levels(
    starts: Any, to: Any, back_starts: Any, back: Any, owner: Any, supply: Any, spare: Any, flow: Any, level: Any
) -> bool:
    """This will number all nodes reached from projects with supply left; True if a class with room is among them."""
    projects = len(starts) - 1
    queue = np.empty(len(level), dtype=np.int64)
    level[:] = -1
    head, tail = 0, 0
    for project in range(projects):
        if supply[project] > 0:
            level[project] = 0
            queue[tail] = project
            tail += 1
    found = False
    while head < tail:
        node = queue[head]
        head += 1
        if node < projects:
            for edge in range(starts[node], starts[node + 1]):
                other = projects + to[edge]
                if level[other] < 0:
                    level[other] = level[node] + 1
                    queue[tail] = other
                    tail += 1
            continue
        if spare[node - projects] > 0:
            found = True
            continue
        for position in range(back_starts[node - projects], back_starts[node - projects + 1]):
            edge = back[position]
            if flow[edge] > 0 and level[owner[edge]] < 0:
                level[owner[edge]] = level[node] + 1
                queue[tail] = owner[edge]
                tail += 1
    return found


def push(
    starts: Any, to: Any, back_starts: Any, back: Any, owner: Any, supply: Any, spare: Any, flow: Any, level: Any
) -> None:
    """This will send along the levels until every way is blocked. `arc` remembers how far each node has been tried."""
    projects = len(starts) - 1
    arc = np.empty(len(level), dtype=np.int64)
    arc[:projects] = starts[:projects]
    arc[projects:] = back_starts[: len(level) - projects]
    nodes, edges = np.empty(len(level), dtype=np.int64), np.empty(len(level), dtype=np.int64)
    for root in range(projects):
        nodes[0], depth = root, 0
        while supply[root] > 0 and depth >= 0:
            node = nodes[depth]
            is_class = node >= projects
            if is_class and spare[node - projects] > 0:
                amount = min(supply[root], spare[node - projects])
                for step in range(1, depth, 2):  # the edges from a class back to a project undo what was sent
                    amount = min(amount, flow[edges[step]])
                for step in range(depth):
                    flow[edges[step]] += amount if step % 2 == 0 else -amount
                supply[root] -= amount
                spare[node - projects] -= amount
                depth = 0
                continue
            end = back_starts[node - projects + 1] if is_class else starts[node + 1]
            advanced = False
            while arc[node] < end and not advanced:
                edge = back[arc[node]] if is_class else arc[node]
                other = owner[edge] if is_class else projects + to[edge]
                advanced = level[other] == level[node] + 1 and (not is_class or flow[edge] > 0)
                if not advanced:
                    arc[node] += 1
            if advanced:
                edges[depth] = edge
                depth += 1
                nodes[depth] = other
            else:
                depth -= 1
                if depth >= 0:
                    arc[nodes[depth]] += 1


@lru_cache(maxsize=1)
def _fast() -> tuple[Kernel, Kernel]:
    """This will give both halves compiled; numba is loaded the first time loads are balanced."""
    import numba

    compiled = numba.njit(cache=True)
    return compiled(levels), compiled(push)
