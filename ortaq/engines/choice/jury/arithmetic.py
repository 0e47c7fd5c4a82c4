"""Floats that come out the same on every machine.

IEEE 754 rounds + - × ÷ √ of two doubles correctly, so an array of them is the same everywhere; a sum is not (its
order is the library's), nor is BLAS, nor exp, log and erf of the C library. So here: sums run in a written order or
over whole numbers, products of matrices have entries so short that every partial sum is exact, and the functions are
made of the five operations or of tables computed with `decimal`, which rounds correctly. numpy is imported when
something is calculated.
"""

from decimal import Decimal, localcontext
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Whole: TypeAlias = NDArray[np.int64]

LN2: Final = 0.6931471805599453
ROOT_HALF: Final = 0.7071067811865476
CELLS: Final = 128
"""Cells of the table of the normal distribution to a standard deviation: cubics, at most 2e-11 off."""
WIDEST: Final = 9
"""Standard deviations; beyond it a probability is 0 or 1 to sixteen digits."""
QUANTILES: Final = 1 << 16
MANTISSA: Final = 53
DIGITS: Final = 32


def in_order(numbers: "Floats") -> float:
    """This will add up numbers one after another; the built-in sum corrects its rounding from Python 3.12 on."""
    total = 0.0
    for number in numbers.tolist():
        total += number
    return total


def logarithm(x: "Floats") -> "Floats":
    """This will give ln x for x > 0, to about 15 digits: ln of the mantissa by the series of artanh."""
    import numpy as np

    mantissa, exponent = np.frexp(x)
    low = mantissa < ROOT_HALF
    mantissa, exponent = np.where(low, 2.0 * mantissa, mantissa), np.where(low, exponent - 1, exponent)
    z = (mantissa - 1.0) / (mantissa + 1.0)
    square, series = z * z, np.zeros_like(z)
    for power in range(23, 0, -2):
        series = series * square + 1.0 / power
    return exponent * LN2 + 2.0 * z * series


def exponential(x: "Floats") -> "Floats":
    """This will give e to the x for -700 < x < 700, to about 15 digits: Taylor's series after whole powers of two."""
    import numpy as np

    whole = np.rint(x / LN2)
    rest, series = x - whole * LN2, np.ones_like(x)
    for term in range(16, 0, -1):
        series = series * rest / term + 1.0
    return np.ldexp(series, whole.astype(np.int64).astype(np.int32))


def arcsine(x: "Floats") -> "Floats":
    """This will give arcsin x for 0 ≤ x ≤ 1 in radians: the angle halved twice, then the series of arctan."""
    import numpy as np

    half = x / (1.0 + np.sqrt((1.0 - x) * (1.0 + x)))
    quarter = half / (1.0 + np.sqrt(1.0 + half * half))
    square, series = quarter * quarter, np.zeros_like(x)
    for power in range(47, 0, -2):
        series = 1.0 / power - square * series
    return 4.0 * quarter * series


@cache
def _cubics() -> "Floats":
    """Coefficients (4, cells) of the distribution function of the normal law from 0 to WIDEST, Hermite in each cell."""
    import numpy as np

    with localcontext() as context:
        context.prec = DIGITS
        values, slopes = zip(*(_normal(Decimal(k) / CELLS) for k in range(WIDEST * CELLS + 1)), strict=True)
        value = np.array([float(number) for number in values])
        slope = np.array([float(number / CELLS) for number in slopes])
        step = np.array([float(b - a) for a, b in pairwise(values)])
    left, right = slope[:-1], slope[1:]
    return np.stack([value[:-1], left, 3.0 * step - 2.0 * left - right, left + right - 2.0 * step])


def _normal(x: Decimal) -> tuple[Decimal, Decimal]:
    """Distribution function and density at x ≥ 0: density × (x + x³/3 + x⁵/(3·5) + …), all terms positive."""
    density = (-x * x / 2).exp() / (2 * _pi()).sqrt()
    term, total, odd = x, Decimal(0), 1
    while term > Decimal("1e-20"):
        total += term
        odd += 2
        term = term * x * x / odd
    return Decimal("0.5") + density * total, density


@cache
def _pi() -> Decimal:
    """Machin's formula, 16 arctan 1/5 - 4 arctan 1/239."""
    with localcontext() as context:
        context.prec = DIGITS

        def arctan(of: int) -> Decimal:
            return sum(((-1) ** k / (Decimal(2 * k + 1) * Decimal(of) ** (2 * k + 1)) for k in range(28)), Decimal(0))

        return 16 * arctan(5) - 4 * arctan(239)


def cumulative(x: "Floats") -> "Floats":
    """This will give the probability that a standard normal number is below x."""
    import numpy as np

    table = _cubics()
    place = np.minimum(np.abs(x) * CELLS, WIDEST * CELLS - 1e-9)
    cell = place.astype(np.int64)
    part = place - cell
    upper: Floats = table[3][cell]
    for row in (2, 1, 0):
        upper = upper * part + table[row][cell]
    return np.where(x < 0.0, 1.0 - upper, upper)


@cache
def quantiles() -> "Floats":
    """This will give QUANTILES numbers that a standard normal number hits equally often, in rising order."""
    import numpy as np

    half = QUANTILES // 2
    aim = 0.5 + (np.arange(half) + 0.5) / QUANTILES
    low, high = np.zeros(half), np.full(half, float(WIDEST))
    for _ in range(48):
        middle = (low + high) / 2.0
        below = cumulative(middle) < aim
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.concatenate([-high[::-1], high])


def normals(stream: Any, count: int) -> "Floats":
    """This will draw standard normal numbers from the raw bits of a numpy bit generator, four to a word of 64 bits."""
    import numpy as np

    words = stream.random_raw((count + 3) // 4)
    parts = np.stack([(words >> np.uint64(shift)) & np.uint64(QUANTILES - 1) for shift in (0, 16, 32, 48)], axis=1)
    return quantiles()[parts.reshape(-1)[:count].astype(np.int64)]


@cache
def legendre(points: int) -> tuple["Floats", "Floats"]:
    """This will give the places in (0, 1) and weights (sum 1) of Gauss–Legendre quadrature, by Newton's method."""
    import math

    import numpy as np

    places, weights = [], []
    with localcontext() as context:
        context.prec = DIGITS
        for k in range(points):
            x = Decimal(
                math.cos(math.pi * (k + 0.75) / (points + 0.5))
            )  # near enough to start; its digits leave no trace
            slope = Decimal(1)
            for _ in range(8):
                value, slope = _legendre(points, x)
                x -= value / slope
            value, slope = _legendre(points, x)
            places.append(float((1 - x) / 2))
            weights.append(float(1 / ((1 - x * x) * slope * slope)))
    return np.array(places), np.array(weights)


def _legendre(degree: int, x: Decimal) -> tuple[Decimal, Decimal]:
    """The Legendre polynomial and its slope, by Bonnet's recursion."""
    before, here = Decimal(1), x
    for n in range(1, degree):
        before, here = here, ((2 * n + 1) * x * here - n * before) / (n + 1)
    return here, degree * (x * here - before) / (x * x - 1)


def product(left: "Floats", right: "Floats") -> "Floats":
    """This will give the matrix product of both, their entries first cut to so few bits that every sum is exact.

    With n terms to a sum each entry keeps (53 - log2 n) / 2 bits of its matrix' largest: 22 bits for 150 terms. Whole
    numbers below 2⁵³ add up to the same in any order, so BLAS may take the one it likes.
    """
    import numpy as np

    bits = (MANTISSA - 1 - max(left.shape[-1], 1).bit_length()) // 2
    cut = []
    units = 0
    for matrix in (left, right):
        _, exponent = np.frexp(np.max(np.abs(matrix), initial=0.0))
        unit = int(exponent) - bits
        cut.append(np.rint(np.ldexp(matrix, -unit)))
        units += unit
    found: Floats = np.ldexp(cut[0] @ cut[1], units)
    return found
