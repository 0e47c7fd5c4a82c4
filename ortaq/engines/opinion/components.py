"""Principal components of sparse votes with missing answers taken as the statement's mean, without a dense matrix.

Put in the mean of a statement wherever nobody answered and centre: every gap becomes 0. So the centred matrix of Polis
(math/src/polismath/math/conversation.clj, `mat`, and pca.clj) is the sparse matrix of residuals

    C[i, j] = v[i, j] − mean(v[·, j])   where i answered j,   0 elsewhere,

and its principal components are the right singular vectors of C. They are taken from CᵀC (statements × statements):
whole for few statements; by Lanczos iteration with full reorthogonalisation for many, with CᵀC written out or not,
whichever takes fewer steps.
Participants who answered little would sit in the middle, so positions are stretched as Polis does
(pca.clj, `sparsity-aware-project-ptpts`):

    position[i] = C[i, ·] · axesᵀ · √(m / votes[i]).

Statements moderated out: "zero" is the rule of Polis, their column is 0 for everybody and counts as answered by all;
"drop" leaves them out of votes and of m.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.votes import Flags, Ints, Longs, Votes

Floats: TypeAlias = NDArray[np.float64]
Hidden: TypeAlias = Literal["zero", "drop"]

WHOLE: Final = 256
"""Up to so many statements all eigenvectors of CᵀC are found at once."""
SQUARE: Final = 4096
"""Up to so many statements CᵀC may be written out (128 MB)."""
LIKELY: Final = 40
"""Steps Lanczos usually takes: decides whether CᵀC is worth writing out."""
STEPS: Final = 400
"""Most steps of Lanczos: a basis of so many vectors is kept."""
CLOSE: Final = 1e-13
"""Lanczos ends when ‖CᵀC·x − λx‖ ≤ this × the largest λ for each axis."""
EVERY: Final = 8
"""Steps of Lanczos between looks at how close it is."""
NOTHING: Final = 1e-12
"""An axis with a smaller share of the largest variance is rounding noise and becomes 0."""
EQUAL: Final = 1e-9
"""Entries of an axis this near the largest count as largest when its sign is chosen."""


@dataclass(frozen=True, eq=False)
class Components:
    """What spreads people: mean answer and axes by statement, positions by participant.

    centre: m means. axes: count × m, unit length or 0; the first entry of largest size is positive. variance: of
    each axis, largest first. positions: n × count, 0 for who answered nothing.
    """

    centre: Floats
    axes: Floats
    variance: Floats
    positions: Floats


def components(votes: Votes, *, hidden: Hidden = "zero", count: int = 2) -> Components:
    """This will find the `count` axes along which centred answers spread most, and everybody's place on them."""
    n, m = votes.shape
    shown = ~votes.hidden
    residual, centre = centred(votes, shown)
    axes = np.zeros((count, m))
    variance = np.zeros(count)
    top, vectors = _largest(votes, residual, count)
    kept = top > NOTHING * max(top.max(initial=0.0), NOTHING)
    for place in np.flatnonzero(kept):
        axes[place] = _signed(vectors[place])
        variance[place] = top[place] / max(n - 1, 1)
    answered = np.bincount(votes.participant[shown[votes.statement]], minlength=n)
    width = int(shown.sum())
    if hidden == "zero":
        answered, width = answered + (m - width), m
    positions = np.zeros((n, count))
    project(votes.rows, votes.statement, residual, np.ascontiguousarray(axes.T), positions)
    positions *= np.sqrt(width / np.maximum(answered, 1))[:, None]
    return Components(centre, axes, variance, positions)


def centred(votes: Votes, shown: Flags) -> tuple[Floats, Floats]:
    """This will give each cell's answer less the mean of its statement, and the means; 0 where it is not shown."""
    m = len(votes.statements)
    value = np.where(shown[votes.statement], votes.value, np.int8(0))
    counts = np.bincount(votes.statement, minlength=m)
    centre = np.bincount(votes.statement, weights=value, minlength=m) / np.maximum(counts, 1)
    return value - centre[votes.statement], centre


def _largest(votes: Votes, residual: Floats, count: int) -> tuple[Floats, Floats]:
    """This will give the `count` largest eigenvalues of CᵀC and their vectors as rows; fewer when there are fewer."""
    m = len(votes.statements)
    if m == 0 or len(residual) == 0:
        return np.zeros(0), np.zeros((0, m))
    if m > WHOLE and not _square_pays(votes):

        def times(vector: Floats) -> Floats:
            out = np.zeros(m)
            there_and_back(votes.rows, votes.statement, residual, vector, out)
            return out

        return lanczos(times, m, count)
    square = np.zeros((m, m))
    gram(votes.rows, votes.statement, residual, square)
    square += np.triu(square, 1).T
    if m > WHOLE:
        return lanczos(lambda vector: square @ vector, m, count)
    values, vectors = np.linalg.eigh(square)
    return values[::-1][:count], vectors.T[::-1][:count]


def _square_pays(votes: Votes) -> bool:
    """This will say whether writing CᵀC out and multiplying by it takes fewer steps than going through the votes."""
    m, cast = len(votes.statements), np.diff(votes.rows)
    written = int((cast * (cast + 1)).sum()) // 2
    return m <= SQUARE and written + LIKELY * m * m < LIKELY * 2 * len(votes.value)


def lanczos(times: Callable[[Floats], Floats], size: int, count: int) -> tuple[Floats, Floats]:
    """This will find the `count` largest eigenvalues of a symmetric operator, and their vectors as rows.

    The start is one fixed vector, so that the same operator gives the same answer.
    """
    steps = min(STEPS, size)
    basis = np.zeros((steps, size))
    diagonal, beside = np.zeros(steps), np.zeros(steps)
    vector = np.cos(np.arange(1, size + 1, dtype=np.float64) ** 2)  # in no statement's favour, and never drawn
    vector /= np.linalg.norm(vector)
    for step in range(steps):
        basis[step] = vector
        image = times(vector)
        diagonal[step] = vector @ image
        for _ in range(2):  # twice is enough to keep the basis square to rounding
            image -= basis[: step + 1].T @ (basis[: step + 1] @ image)
        beside[step] = np.linalg.norm(image)
        scale = max(float(np.abs(diagonal).max()), 1e-300)
        ended = step + 1 == steps or beside[step] <= CLOSE * scale
        if ended or (step + 1) % EVERY == 0:
            values, small = np.linalg.eigh(_tridiagonal(diagonal, beside, step + 1))
            left = beside[step] * np.abs(small[-1, ::-1][:count])
            if ended or (len(left) == count and (left <= CLOSE * scale).all()):
                return values[::-1][:count], (small.T[::-1][:count] @ basis[: step + 1])
        vector = image / beside[step]
    raise AssertionError  # the last step always returns


def _tridiagonal(diagonal: Floats, beside: Floats, size: int) -> Floats:
    return np.diag(diagonal[:size]) + np.diag(beside[: size - 1], 1) + np.diag(beside[: size - 1], -1)


def _signed(axis: Floats) -> Floats:
    """This will turn an axis so that the first entry of largest size is positive."""
    size = np.abs(axis)
    first = int(np.argmax(size >= size.max() * (1 - EQUAL)))
    return axis if axis[first] > 0 else -axis


@compiled
def gram(rows: Longs, statement: Ints, residual: Floats, square: Floats) -> None:
    """This will add the upper half of CᵀC to `square`."""
    for person in range(len(rows) - 1):
        begin, end = rows[person], rows[person + 1]
        for left in range(begin, end):
            held = residual[left]
            row = square[statement[left]]
            for right in range(left, end):
                row[statement[right]] += held * residual[right]


@compiled
def there_and_back(rows: Longs, statement: Ints, residual: Floats, vector: Floats, out: Floats) -> None:
    """This will add CᵀC·vector to `out`."""
    for person in range(len(rows) - 1):
        held = 0.0
        for cell in range(rows[person], rows[person + 1]):
            held += residual[cell] * vector[statement[cell]]
        for cell in range(rows[person], rows[person + 1]):
            out[statement[cell]] += residual[cell] * held


@compiled
def project(rows: Longs, statement: Ints, residual: Floats, axes: Floats, out: Floats) -> None:
    """This will add C·axes to `out`; axes: m × count."""
    for person in range(len(rows) - 1):
        for cell in range(rows[person], rows[person + 1]):
            for axis in range(axes.shape[1]):
                out[person, axis] += residual[cell] * axes[statement[cell], axis]
