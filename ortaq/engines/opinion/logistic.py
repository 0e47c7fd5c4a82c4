"""The loops of the model of two factors (`factors.py` says what it is), compiled.

The (loading, base) of a statement is a normal law with mean `weights` (m × 3) and covariance `vagueness` (m × 6, the
upper half of the matrix, row by row); a participant's position is one with mean `position` (n × 2) and covariance
`doubt` (n × 3). With η = position · loading + base, the bound of Jaakkola and Jordan puts a parabola under the
logarithm of the logistic curve at ξ² = E[η²]; between parabolas and normal laws everything has a closed form.

Every float is made of + − × ÷ √ in a written order by one thread (e to the x is made of them too), so that two
machines of IEEE 754 find the same digits.
"""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.votes import Longs

Floats: TypeAlias = NDArray[np.float64]

LOOSE: Final = (1.0, 0.5)
"""What is known about 1 ÷ the spread of the bases before any vote: shape and rate of a gamma law."""

LN2_HIGH: Final = 6.93147180369123816490e-01
LN2_LOW: Final = 1.90821492927058770002e-10
"""ln 2 in two parts: whole multiples of the first are exact."""
FARTHEST: Final = 700.0
MODERATE: Final = 0.39269908169872414
"""π/8, with which a logistic curve smeared by a normal law is a flatter logistic curve (MacKay 1992)."""
LEAST: Final = 1e-12
"""A variance, or a share of one, below it is rounding noise."""
SMALL: Final = 1e-8
"""Below this ξ² the curvature is ¼ to eight digits."""


@compiled
def exponential(x: float) -> float:
    """Raise e to x for |x| ≤ 700, to about 15 digits: Taylor's series after whole powers of two are taken out."""
    x = min(max(x, -FARTHEST), FARTHEST)
    whole = np.floor(x / LN2_HIGH + 0.5)
    rest = (x - whole * LN2_HIGH) - whole * LN2_LOW
    series = 1.0
    for term in range(13, 0, -1):
        series = series * rest / term + 1.0
    power, factor = int(abs(whole)), 2.0 if whole > 0 else 0.5
    while power:
        if power & 1:
            series *= factor
        factor *= factor
        power >>= 1
    return series


@compiled
def logistic(x: float) -> float:
    """1 ÷ (1 + e to the −x)."""
    return 1.0 / (1.0 + exponential(-x))


@compiled
def curvature(square: float) -> float:
    """Twice the λ of Jaakkola and Jordan at ξ² = `square`: (σ(ξ) − ½) ÷ ξ."""
    if square < SMALL:
        return 0.25
    root = np.sqrt(square)
    return float((logistic(root) - 0.5) / root)


@compiled
def place_people(
    begins: Longs,
    statement: NDArray[np.int32],
    value: NDArray[np.int8],
    spread: Floats,
    weights: Floats,
    position: Floats,
    doubt: Floats,
) -> None:
    """One step for each person: the normal law of their position, given the statements and the last position."""
    for person in range(len(begins) - 1):
        x, y = position[person]
        xx, xy, yy = x * x + doubt[person, 0], x * y + doubt[person, 1], y * y + doubt[person, 2]
        p11, p12, p22, right1, right2 = 1.0, 0.0, 1.0, 0.0, 0.0
        for cell in range(begins[person], begins[person + 1]):
            side = value[cell]
            if side == 0:
                continue
            w = weights[statement[cell]]
            s = spread[statement[cell]]
            square = xx * s[0] + yy * s[3] + s[5] + 2.0 * (xy * s[1] + x * s[2] + y * s[4])
            steep = curvature(square)
            p11 += steep * s[0]
            p12 += steep * s[1]
            p22 += steep * s[3]
            right1 += 0.5 * side * w[0] - steep * s[2]
            right2 += 0.5 * side * w[1] - steep * s[4]
        size = p11 * p22 - p12 * p12
        doubt[person, 0], doubt[person, 1], doubt[person, 2] = p22 / size, -p12 / size, p11 / size
        position[person, 0] = (p22 * right1 - p12 * right2) / size
        position[person, 1] = (p11 * right2 - p12 * right1) / size


@compiled
def place_statements(
    begins: Longs,
    participant: NDArray[np.int32],
    value: NDArray[np.int8],
    position: Floats,
    doubt: Floats,
    strictness: Floats,
    centre: float,
    weights: Floats,
    vagueness: Floats,
) -> None:
    """One step for each statement: the normal law of its loading and base, given the people."""
    for thing in range(len(begins) - 1):
        a, b, c = weights[thing]
        s = vagueness[thing]
        aa, ab, ac = a * a + s[0], a * b + s[1], a * c + s[2]
        bb, bc, cc = b * b + s[3], b * c + s[4], c * c + s[5]
        p11, p12, p13 = strictness[0], 0.0, 0.0
        p22, p23, p33 = strictness[1], 0.0, strictness[2]
        right1, right2, right3 = 0.0, 0.0, strictness[2] * centre
        for cell in range(begins[thing], begins[thing + 1]):
            side = value[cell]
            if side == 0:
                continue
            person = participant[cell]
            x, y = position[person]
            xx, xy, yy = x * x + doubt[person, 0], x * y + doubt[person, 1], y * y + doubt[person, 2]
            steep = curvature(xx * aa + yy * bb + cc + 2.0 * (xy * ab + x * ac + y * bc))
            p11 += steep * xx
            p12 += steep * xy
            p13 += steep * x
            p22 += steep * yy
            p23 += steep * y
            p33 += steep
            right1 += 0.5 * side * x
            right2 += 0.5 * side * y
            right3 += 0.5 * side
        c11, c12, c13 = p22 * p33 - p23 * p23, p13 * p23 - p12 * p33, p12 * p23 - p13 * p22
        c22, c23, c33 = p11 * p33 - p13 * p13, p12 * p13 - p11 * p23, p11 * p22 - p12 * p12
        size = p11 * c11 + p12 * c12 + p13 * c13
        s[0], s[1], s[2], s[3], s[4], s[5] = c11 / size, c12 / size, c13 / size, c22 / size, c23 / size, c33 / size
        weights[thing, 0] = s[0] * right1 + s[1] * right2 + s[2] * right3
        weights[thing, 1] = s[1] * right1 + s[3] * right2 + s[4] * right3
        weights[thing, 2] = s[2] * right1 + s[4] * right2 + s[5] * right3


@compiled
def standardise(
    position: Floats, doubt: Floats, present: NDArray[np.bool_], weights: Floats, vagueness: Floats
) -> None:
    """Say the same with people of mean 0 and variance 1, and axes along which loadings do not go together: the stronger
    first, each turned so that the sum of its loadings' cubes is positive.
    """
    x, y, xx, xy, yy = spread_of_people(position, doubt, present)
    # The variance is G·Gᵀ with G lower triangular: people become G⁻¹·(x − mean), loadings Gᵀ·l, and both are turned.
    g11 = np.sqrt(xx)
    g21 = xy / g11
    g22 = np.sqrt(max(yy - g21 * g21, LEAST))
    cosine, sine = turn(weights, g11, g21, g22)
    t11, t12 = cosine * g11, cosine * g21 + sine * g22
    t21, t22 = -sine * g11, cosine * g22 - sine * g21
    first, second = 0.0, 0.0
    for thing in range(len(weights)):
        left = t11 * weights[thing, 0] + t12 * weights[thing, 1]
        right = t21 * weights[thing, 0] + t22 * weights[thing, 1]
        first += left * left * left
        second += right * right * right
    if first < 0.0:
        t11, t12 = -t11, -t12
    if second < 0.0:
        t21, t22 = -t21, -t22
    move_statements(weights, vagueness, x, y, t11, t12, t21, t22)
    move_people(position, doubt, x, y, t11, t12, t21, t22)


@compiled
def spread_of_people(
    position: Floats, doubt: Floats, present: NDArray[np.bool_]
) -> tuple[float, float, float, float, float]:
    """The mean on both axes and the covariance [xx, xy, yy] around it, doubt included; 0, 0, 1, 0, 1 of nobody."""
    count, x, y, xx, xy, yy = 0, 0.0, 0.0, 0.0, 0.0, 0.0
    for person in range(len(position)):
        if present[person]:
            count += 1
            x += position[person, 0]
            y += position[person, 1]
    if count == 0:
        return 0.0, 0.0, 1.0, 0.0, 1.0
    x, y = x / count, y / count
    for person in range(len(position)):
        if present[person]:
            right, up = position[person, 0] - x, position[person, 1] - y
            xx += right * right + doubt[person, 0]
            xy += right * up + doubt[person, 1]
            yy += up * up + doubt[person, 2]
    return x, y, xx / count, xy / count, yy / count


@compiled
def turn(weights: Floats, g11: float, g21: float, g22: float) -> tuple[float, float]:
    """The cosine and sine that make the longest direction of the loadings Gᵀ·l the first axis."""
    aa, ab, bb = 0.0, 0.0, 0.0
    for thing in range(len(weights)):
        left = g11 * weights[thing, 0] + g21 * weights[thing, 1]
        right = g22 * weights[thing, 1]
        aa += left * left
        ab += left * right
        bb += right * right
    half = 0.5 * (aa - bb)
    long = np.sqrt(half * half + ab * ab)
    if long <= LEAST * (aa + bb):
        return 1.0, 0.0
    cosine = np.sqrt(max(0.5 * (1.0 + half / long), 0.0))
    sine = np.sqrt(max(1.0 - cosine * cosine, 0.0))
    return cosine, sine if ab >= 0.0 else -sine


@compiled
def move_statements(
    weights: Floats, vagueness: Floats, x: float, y: float, t11: float, t12: float, t21: float, t22: float
) -> None:
    """Give every statement the base of the middle (x, y) and the loading T·l; its covariance goes along."""
    for thing in range(len(weights)):
        a, b = weights[thing, 0], weights[thing, 1]
        s = vagueness[thing]
        s11, s12, s13, s22, s23 = s[0], s[1], s[2], s[3], s[4]
        along1, along2 = s11 * x + s12 * y, s12 * x + s22 * y
        weights[thing, 0], weights[thing, 1] = t11 * a + t12 * b, t21 * a + t22 * b
        weights[thing, 2] += a * x + b * y
        s[0] = t11 * t11 * s11 + 2.0 * t11 * t12 * s12 + t12 * t12 * s22
        s[1] = t11 * t21 * s11 + (t11 * t22 + t12 * t21) * s12 + t12 * t22 * s22
        s[2] = t11 * (s13 + along1) + t12 * (s23 + along2)
        s[3] = t21 * t21 * s11 + 2.0 * t21 * t22 * s12 + t22 * t22 * s22
        s[4] = t21 * (s13 + along1) + t22 * (s23 + along2)
        s[5] += 2.0 * (s13 * x + s23 * y) + x * along1 + y * along2


@compiled
def move_people(
    position: Floats, doubt: Floats, x: float, y: float, t11: float, t12: float, t21: float, t22: float
) -> None:
    """Move people from the middle (x, y) by the inverse of Tᵀ, so that position · loading stays what it was."""
    size = t11 * t22 - t12 * t21
    u11, u12, u21, u22 = t22 / size, -t21 / size, -t12 / size, t11 / size
    for person in range(len(position)):
        right, up = position[person, 0] - x, position[person, 1] - y
        d = doubt[person]
        d11, d12, d22 = d[0], d[1], d[2]
        position[person, 0], position[person, 1] = u11 * right + u12 * up, u21 * right + u22 * up
        d[0] = u11 * u11 * d11 + 2.0 * u11 * u12 * d12 + u12 * u12 * d22
        d[1] = u11 * u21 * d11 + (u11 * u22 + u12 * u21) * d12 + u12 * u22 * d22
        d[2] = u21 * u21 * d11 + 2.0 * u21 * u22 * d12 + u22 * u22 * d22


@compiled
def believe(weights: Floats, vagueness: Floats, strictness: Floats) -> float:
    """Learn how widely the bases spread (strictness[2] is 1 ÷ their variance) and give their centre."""
    shape, rate = LOOSE
    count = len(weights)
    centre, squares = 0.0, 0.0
    for thing in range(count):
        centre += weights[thing, 2]
    centre /= count + 1.0
    for thing in range(count):
        away = weights[thing, 2] - centre
        squares += away * away + vagueness[thing, 5]
    strictness[2] = (count + 2.0 * shape) / (squares + 2.0 * rate)
    return centre


@compiled
def moved(before: Floats, after: Floats) -> float:
    """Root mean square of what changed."""
    total = 0.0
    for thing in range(len(before)):
        for axis in range(3):
            change = after[thing, axis] - before[thing, axis]
            total += change * change
    return float(np.sqrt(total / max(3.0 * len(before), 1.0)))


@compiled
def scatter(weights: Floats) -> None:
    """Fill the first loadings with fixed numbers around 0 in no statement's favour (Weyl's sequence)."""
    for thing in range(len(weights)):
        for axis in range(2):
            part = (thing + 1.0) * (0.7548776662466927 if axis == 0 else 0.5698402909980532)
            weights[thing, axis] = part - np.floor(part) - 0.5


@compiled
def surplus(begins: Longs, value: NDArray[np.int8], out: Floats) -> None:
    """Twice (agrees − disagrees) ÷ (both + 2) for each statement."""
    for thing in range(len(begins) - 1):
        balance, sides = 0.0, 2.0
        for cell in range(begins[thing], begins[thing + 1]):
            balance += value[cell]
            sides += abs(value[cell])
        out[thing] = 2.0 * balance / sides


@compiled
def foresee(
    participant: NDArray[np.int32],
    statement: NDArray[np.int32],
    position: Floats,
    doubt: Floats,
    weights: Floats,
    vagueness: Floats,
    out: Floats,
) -> None:
    """The probability of agreeing, with the doubt about both sides taken in."""
    for cell in range(len(participant)):
        x, y = position[participant[cell]]
        d = doubt[participant[cell]]
        a, b, c = weights[statement[cell]]
        s = vagueness[statement[cell]]
        variance = a * a * d[0] + 2.0 * a * b * d[1] + b * b * d[2]
        variance += x * x * s[0] + y * y * s[3] + s[5] + 2.0 * (x * y * s[1] + x * s[2] + y * s[4])
        variance += d[0] * s[0] + 2.0 * d[1] * s[1] + d[2] * s[3]
        out[cell] = logistic((a * x + b * y + c) / np.sqrt(1.0 + MODERATE * variance))
