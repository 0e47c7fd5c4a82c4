"""The model behind a calibrated score, and what the scores say about its two unknown spreads.

    score of an entry by a juror = overall mean + entry + juror + rest

entry ~ N(0, τ²), juror (severity) ~ N(0, ν²), rest ~ N(0, s²). Overall mean: the mean of all scores. This is the
model of R. Heyard, M. Ott, G. Salanti, M. Egger, "Rethinking the Funding Line at the Swiss National Science
Foundation: Bayesian Ranking and Lottery", Statistics and Public Policy 9 (2022), 110-121, with its priors: on scores
from 1 to 6 ν = 0.5, and τ, the noise and a juror's own unevenness each uniform from 0 to 2 (the last two always come
together, s² is the sum of their squares). Here spreads are in shares of the range of the rubric: ν = 0.1, uniform
from 0 to 0.4. s is at least 0.01 of the range: a score is a whole number, and jurors who agree to the last point
still round.

Entries are integrated out by hand, so an evaluation costs jurors³ / 3 and not scores³; entries with equally many
scores share one matrix of whole numbers. Nothing here is drawn at random.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from ortaq.engines.choice.jury import arithmetic
from ortaq.engines.choice.jury.panel import Panel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ortaq.engines.choice.jury.arithmetic import Floats

ZOOM: Final = 5
"""Places of the search for the best spreads, in each direction; every step halves the box."""
STEPS: Final = 8
DEPTH: Final = 14.0
"""The integral runs where the logarithm of the density is less than this below its best: e⁻¹⁴ is a millionth."""
HALVINGS: Final = 10
SMALLEST: Final = 1e-5
"""Places with a smaller share of the whole are left out, the others weighted up."""
PANEL: Final = 40
BLOCK: Final = 1 << 18
"""Numbers of a stack of matrices solved at once: as many as a processor's cache holds."""


@dataclass(frozen=True, slots=True)
class Model:
    """The priors in hundredths of the rubric's range, and how finely the spreads are integrated."""

    entry_spread: int = 40
    """The most τ, the noise and a juror's unevenness can be."""
    juror_spread: int = 10
    """ν, how far jurors' severities lie apart."""
    least_noise: int = 1
    points: int = 16
    """Places of the quadrature in each of two directions."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All the likelihood needs of the scores: p entries, a jurors, residuals in shares of the range."""

    present: "Floats"
    """(p, a): 1 where there is a score."""
    counts: "Floats"
    totals: "Floats"
    """Of the residuals, per entry."""
    sizes: tuple[int, ...]
    """The different numbers of scores of an entry, with for each: how many entries, pairs of jurors, sums."""
    entries_of: tuple[int, ...]
    pairs_of: "Floats"
    sums_of: "Floats"
    squares_of: tuple[float, ...]
    juror_totals: "Floats"
    squares: float
    scores: int


def gather(panel: Panel, among: Sequence[int]) -> Facts:
    """This will sum up the scores of the entries named (each has one or more), in exact whole numbers up to the end."""
    import numpy as np

    row = {entry: index for index, entry in enumerate(among)}
    table = [(row[entry], juror, score) for (entry, juror), score in sorted(panel.scores.items()) if entry in row]
    number, whole = len(table), sum(score for _, _, score in table)
    unit = number * (panel.highest - panel.lowest)
    present = np.zeros((len(among), len(panel.jurors)))
    by_entry, by_juror = [0] * len(among), [0] * len(panel.jurors)
    squares = 0
    for entry, juror, score in table:
        residual = number * score - whole
        present[entry, juror] = 1.0
        by_entry[entry] += residual
        by_juror[juror] += residual
        squares += residual * residual
    counts = present.sum(axis=1)
    sizes = sorted({int(count) for count in counts})
    pairs, sums, square_sums = [], [], []
    for size in sizes:
        rows = np.flatnonzero(counts == size)
        pairs.append(present[rows].T @ present[rows])  # zeros and ones: exact in any order
        touched = [0] * len(panel.jurors)
        for index in rows:
            for juror in map(int, np.flatnonzero(present[index])):
                touched[juror] += by_entry[index]
        sums.append([total / unit for total in touched])
        square_sums.append(sum(by_entry[index] ** 2 for index in rows) / unit**2)
    return Facts(
        present=present,
        counts=counts,
        totals=np.array([total / unit for total in by_entry]),
        sizes=tuple(sizes),
        entries_of=tuple(int((counts == size).sum()) for size in sizes),
        pairs_of=np.array(pairs),
        sums_of=np.array(sums),
        squares_of=tuple(square_sums),
        juror_totals=np.array([total / unit for total in by_juror]),
        squares=squares / unit**2,
        scores=number,
    )


@dataclass(frozen=True, slots=True)
class Solved:
    """For b pairs of spreads: density, the triangular root of the jurors' precision (times s²), juror effects."""

    density: "Floats"
    """(b), logarithm, without the prior."""
    root: "Floats"
    """(b, a, a), lower triangle."""
    severity: "Floats"
    """(b, a), the expected juror effects in shares of the range."""


def solve(facts: Facts, model: Model, noise: "Floats", spread: "Floats") -> Solved:
    """This will solve the model for pairs of s and τ, both arrays of b in shares of the range."""
    import numpy as np

    seats = facts.present.shape[1]
    s2, t2 = noise * noise, spread * spread
    severity_spread = model.juror_spread / 100
    matrix = np.zeros((len(noise), seats, seats))
    right = np.repeat(facts.juror_totals[None, :], len(noise), axis=0)
    square = np.full(len(noise), facts.squares)
    density = (facts.scores - len(facts.totals) - seats) * arithmetic.logarithm(s2)
    of_juror = facts.present.sum(axis=0)
    matrix[:, np.arange(seats), np.arange(seats)] = of_juror + (s2 / (severity_spread * severity_spread))[:, None]
    for k, size in enumerate(facts.sizes):
        pooled = s2 + size * t2
        share = t2 / pooled
        matrix -= share[:, None, None] * facts.pairs_of[k]
        right -= share[:, None] * facts.sums_of[k]
        square -= share * facts.squares_of[k]
        density += facts.entries_of[k] * arithmetic.logarithm(pooled)
    root, severity, reached = _cholesky(matrix, right)
    of_pivots = arithmetic.logarithm(np.diagonal(root, axis1=1, axis2=2))
    for j in range(seats):
        density += 2.0 * of_pivots[:, j]
    return Solved(-0.5 * (density + (square - reached) / s2), root, severity)


def _cholesky(matrix: "Floats", right: "Floats") -> tuple["Floats", "Floats", "Floats"]:
    """Root L, x of L Lᵀ x = right, and rightᵀ x for a stack of matrices; every sum in the order written."""
    import numpy as np

    left, seats = matrix.copy(), matrix.shape[1]
    half = right.copy()
    for j in range(seats):
        pivot = np.sqrt(left[:, j, j])
        left[:, j:, j] /= pivot[:, None]
        half[:, j] /= pivot
        column = left[:, j + 1 :, j]
        half[:, j + 1 :] -= column * half[:, j, None]
        for top in range(0, seats - j - 1, PANEL):  # the lower triangle, in steps
            end = top + PANEL
            left[:, j + 1 + top : j + 1 + end, j + 1 : j + 1 + end] -= column[:, top:end, None] * column[:, None, :end]
    left = np.tril(left)
    reached = np.zeros(len(matrix))
    for j in range(seats):
        reached += half[:, j] * half[:, j]
    for j in range(seats - 1, -1, -1):
        half[:, j] /= left[:, j, j]
        half[:, :j] -= left[:, j, :j] * half[:, j, None]
    return left, half, reached


def inverse(root: "Floats") -> "Floats":
    """This will invert one lower triangle."""
    import numpy as np

    size = len(root)
    found = np.eye(size)
    for j in range(size):
        found[j] /= root[j, j]
        found[j + 1 :] -= root[j + 1 :, j, None] * found[j]
    return found


class Surface:
    """The density of the two spreads over x = ln s and τ, prior included; logarithms."""

    def __init__(self, facts: Facts, model: Model) -> None:
        self.facts, self.model = facts, model
        self.most = model.entry_spread / 100
        self.box = (
            (_logarithm(model.least_noise / 100), _logarithm(self.most * sqrt(2.0))),
            (0.0, self.most),
        )
        self.stack = max(1, BLOCK // facts.present.shape[1] ** 2)

    def __call__(self, x: "Floats", spread: "Floats") -> "Floats":
        """This will give the logarithm of the density at b places."""
        import numpy as np

        noise = arithmetic.exponential(x)
        parts = [
            solve(self.facts, self.model, noise[at : at + self.stack], spread[at : at + self.stack]).density
            for at in range(0, len(noise), self.stack)
        ]
        return np.concatenate(parts) + self._prior(noise)

    def _prior(self, noise: "Floats") -> "Floats":
        """Of ln s when s² = u² + v², both uniform up to `most`: s² times the angle of the arc inside the square."""
        import numpy as np

        ratio = np.minimum(self.most / noise, 1.0)
        angle = 2.0 * arithmetic.arcsine(ratio) - 1.5707963267948966
        return arithmetic.logarithm(noise * noise * np.maximum(angle, 1e-300))

    def peak(self) -> tuple[float, float, float]:
        """This will find where the density is highest: x, τ and its logarithm."""
        import numpy as np

        (left, right), (low, high) = self.box
        best = (0.0, 0.0, 0.0)
        for _ in range(STEPS):
            xs = left + (right - left) * np.arange(ZOOM) / (ZOOM - 1)
            ts = low + (high - low) * np.arange(ZOOM) / (ZOOM - 1)
            found = self(np.repeat(xs, ZOOM), np.tile(ts, ZOOM))
            at = int(np.argmax(found))
            best = (float(xs[at // ZOOM]), float(ts[at % ZOOM]), float(found[at]))
            if float(best[2] - found.min()) < 1.0:
                break
            step, rise = (right - left) / (ZOOM - 1), (high - low) / (ZOOM - 1)
            left, right = max(left, best[0] - step), min(right, best[0] + step)
            low, high = max(low, best[1] - rise), min(high, best[1] + rise)
        return best

    def reach(self, best: tuple[float, float, float]) -> "Floats":
        """This will give how far the density matters from its peak: (4) left and right in x, down and up in τ."""
        import numpy as np

        x, spread, top = best
        (left, right), (low, high) = self.box
        far = np.array([left, right, low, high])
        near = np.array([x, x, spread, spread])
        sideways = np.array([True, True, False, False])

        def deep(at: "Floats") -> "NDArray[np.bool_]":
            return self(np.where(sideways, at, x), np.where(sideways, spread, at)) < top - DEPTH

        outside = deep(far)
        for _ in range(HALVINGS):
            middle = (near + far) / 2.0
            lower = deep(middle)
            near, far = np.where(outside & ~lower, middle, near), np.where(outside & lower, middle, far)
        return far


def _logarithm(x: float) -> float:
    import numpy as np

    return float(arithmetic.logarithm(np.array([x]))[0])


def places(facts: Facts, model: Model) -> tuple["Floats", "Floats", "Floats"]:
    """This will give the places that carry the integral over the spreads: s and τ in shares of the range, weights."""
    import numpy as np

    surface = Surface(facts, model)
    left, right, low, high = surface.reach(surface.peak())
    nodes, shares = arithmetic.legendre(model.points)
    x = np.repeat(left + (right - left) * nodes, model.points)
    spread = np.tile(low + (high - low) * nodes, model.points)
    density = surface(x, spread)
    weight = np.repeat(shares, model.points) * np.tile(shares, model.points)
    weight *= arithmetic.exponential(np.maximum(density - density.max(), -600.0))
    kept = weight > SMALLEST * arithmetic.in_order(weight)
    weight = weight[kept]
    return arithmetic.exponential(x[kept]), spread[kept], weight / arithmetic.in_order(weight)
