"""The home-made functions against the libraries they stand in for: there they may differ in the last digits only."""

import math
import os
import subprocess
import sys
from statistics import NormalDist

import numpy as np
import pytest

from ortaq.engines.choice.jury import arithmetic

FIGURES = """
import random
from ortaq.engines.choice.jury.panel import assemble
from ortaq.engines.choice.jury.ranking import calibrate
from ortaq.engines.choice.jury import ranking
chance = random.Random(7)
entries, jurors = [str(n) for n in range(40)], [str(n) for n in range(9)]
scores = [(e, j, chance.randrange(101)) for e in entries for j in chance.sample(jurors, 4)]
seen, real = [], ranking._expected_ranks
ranking._expected_ranks = lambda beliefs: seen.append(real(beliefs).tobytes()) or real(beliefs)
print(calibrate(assemble(entries=entries, jurors=jurors, scores=scores, lowest=0, highest=100)))
print(b"".join(seen).hex())
"""
MACHINES = (
    {},
    {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1"},
    {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"},
)


def test_functions_are_as_good_as_those_of_the_library() -> None:
    x = np.geomspace(1e-12, 1e9, 20_001)
    assert np.abs(arithmetic.logarithm(x) - np.log(x)).max() < 1e-14
    y = np.linspace(-600, 600, 20_001)
    assert np.abs(arithmetic.exponential(y) / np.exp(y) - 1).max() < 1e-12
    z = np.linspace(0, 1, 20_001)
    assert np.abs(arithmetic.arcsine(z) - np.arcsin(z)).max() < 1e-14
    w = np.linspace(-40, 40, 200_001)
    assert np.abs(arithmetic.cumulative(w) - np.array([NormalDist().cdf(x) for x in w])).max() < 2e-11


def test_quadrature_has_the_known_places_and_weights() -> None:
    for points in (2, 5, 16, 33):
        places, weights = arithmetic.legendre(points)
        wanted, shares = np.polynomial.legendre.leggauss(points)
        assert np.abs(places - (wanted + 1) / 2).max() < 1e-15
        assert np.abs(weights - shares / 2).max() < 1e-15


def test_drawn_numbers_are_normal() -> None:
    numbers = arithmetic.quantiles()
    assert (np.diff(numbers) > 0).all()
    assert (numbers == -numbers[::-1]).all()
    drawn = arithmetic.normals(np.random.PCG64(1), 100_001)
    assert len(drawn) == 100_001
    assert abs(drawn.mean()) < 0.02
    assert abs(drawn.std() - 1) < 0.02


def test_a_product_is_the_same_in_any_order_of_its_sums() -> None:
    chance = np.random.default_rng(1)
    left, right = chance.normal(size=(40, 150)), chance.normal(size=(150, 30))
    made, mixed = arithmetic.product(left, right), chance.permutation(150)
    assert (made == arithmetic.product(left[:, mixed], right[mixed])).all()
    assert np.abs(made - left @ right).max() < 1e-4
    assert (arithmetic.product(np.zeros((2, 3)), np.zeros((3, 2))) == 0).all()


def test_sums_run_in_order() -> None:
    assert arithmetic.in_order(np.array([1e16, 1.0, -1e16])) == math.fsum([1e16, 1.0, -1e16]) - 1


@pytest.mark.slow
def test_other_processors_find_the_same_to_the_last_bit() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", FIGURES], env=os.environ | machine, capture_output=True, text=True, check=True
        ).stdout
        for machine in MACHINES
    }
    assert len(found) == 1
