"""What a bench shows: a line that moves, tables, and the shares of a list of times."""

import sys
import time
from collections.abc import Iterable, Sequence
from math import ceil

WIDTH = 30


class Bar:
    """`bar(done)` draws one moving line on a terminal, and a line every tenth of the way on a pipe."""

    def __init__(self, title: str, of: int, unit: str = "") -> None:
        self.title, self.of, self.unit = title, max(of, 1), unit
        self.started = self.drawn = time.monotonic()
        self.tenth = -1
        self.live = sys.stderr.isatty()

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        share = min(done / self.of, 1.0)
        if self.live:
            if now - self.drawn < 0.1 and done < self.of:
                return
        elif int(share * 10) == self.tenth:
            return
        self.drawn, self.tenth = now, int(share * 10)
        spent = now - self.started
        left = f"{spent / share - spent:.0f} s left" if 0 < share < 1 else f"{spent:.0f} s"
        filled = "#" * int(share * WIDTH)
        line = f"{self.title} [{filled:.<{WIDTH}}] {done:,}{self.unit} {left}"
        end = "\n" if not self.live or done >= self.of else ""
        print(
            f"{chr(13) if self.live else ''}{line:<100}".rstrip(" " if not self.live else ""), end=end, file=sys.stderr
        )
        sys.stderr.flush()


def say(text: str) -> None:
    print(text, flush=True)


def percentile(values: Sequence[float], percent: float) -> float:
    """This will give the nearest-rank percentile: the smallest value `percent` % do not exceed; 0 for no values."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """This will write a Markdown table whose columns stand straight in a terminal too."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[index]) for row in [list(head), *cells]) for index in range(len(head))]

    def line(row: Sequence[str]) -> str:
        first, *others = (
            f"{cell:<{w}}" if n == 0 else f"{cell:>{w}}" for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        return "| " + " | ".join([first, *others]) + " |"

    rule = "| " + " | ".join(["-" * widths[0], *("-" * (w - 1) + ":" for w in widths[1:])]) + " |"
    return "\n".join([line(head), rule, *map(line, cells)])


def thousands(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


def megabytes(size: float) -> str:
    return f"{thousands(size / 2**20)} MB"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else thousands(seconds * 1000)
