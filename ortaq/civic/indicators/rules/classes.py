"""Classes of a choropleth: equal counts, so that every colour is met. Plain Python."""

from collections.abc import Sequence
from typing import Final

MOST: Final = 5
COLOURS: Final = ("#e8f4f5", "#b3dbe0", "#6db6c0", "#2d8796", "#00515f")
PATTERNS: Final = ("", "M0 16L16 0", "M0 16L16 0M0 8L8 0M8 16L16 8", "M0 16L16 0M0 0L16 16", "M0 8H16M8 0V16M0 16L16 0")
"""Strokes over the colour, denser with the value: a class is told by more than its hue."""


def bounds(amounts: Sequence[int]) -> list[int]:
    """This will give the lowest value of each class, at most five, by equal counts; equal values stay together."""
    known = sorted(amounts)
    if not known:
        return []
    count = min(MOST, len(set(known)))
    return sorted({known[index * len(known) // count] for index in range(count)})


def class_of(amount: int, lows: Sequence[int]) -> int:
    """This will give the number of the class a value lies in."""
    return max(index for index, low in enumerate(lows) if amount >= low or index == 0)
