"""Statements as a full count might have found them, for the tests of what happens between two counts."""

import numpy as np

from ortaq.engines.opinion.online import Items


def items(*rows: tuple[str, float, float, float], error: float = 0.1, answered: int = 200, passed: int = 20) -> Items:
    """Each row: a statement, its intercept and its two loadings."""
    count = len(rows)
    return Items(
        tuple(name for name, *_ in rows),
        np.array([intercept for _, intercept, _, _ in rows], dtype=float),
        np.array([[first, second] for _, _, first, second in rows], dtype=float).reshape(count, 2),
        np.tile(np.array([1.0, 0.0, 0.0, 1.0, 0.0, 1.0]) * error**2, (count, 1)),
        np.full(count, answered, dtype=np.int64),
        np.full(count, passed, dtype=np.int64),
    )


def drawn_items(count: int, seed: int = 7) -> Items:
    """So many statements named 1, 2, 3 … with intercepts and loadings drawn at random."""
    random = np.random.default_rng(seed)
    return items(*((str(n + 1), *random.normal(0, 1.3, 3).tolist()) for n in range(count)))
