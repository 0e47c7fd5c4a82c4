"""Words: how fast a text is made ready to be found, its language told, personal data masked, its body named.

python bench/words.py
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.showing import say, table
from bench.stage import load, machine
from ortaq.engines.language import detect, search_text
from ortaq.engines.personal import find
from ortaq.engines.routing import Row, Table

APPEAL = (
    "Құрметті әкім! Біздің көшелеріміздің жарығы екі аптадан бері жанбайды, балаларымыз мектептен қараңғыда қайтады. "
    "Бостандық ауданы, Тимирязев көшесі 42 үйдің алдындағы бағананы жөндеп беруіңізді сұраймыз. Сондай-ақ аулада "
    "шұңқырлар көбейіп кетті, көлікпен жүру мүмкін емес, су жиналып тұрады."
)
HOSTILE = ("8 7", "1", "a@", "1 ", "8-", "K", "+7", "кв 12 ", "\u200b1")
"""Rows of what looks like the beginning of a number: a careless pattern would go back over them for ever."""


def best(work: Callable[[], object], times: int) -> float:
    """This will give the least seconds of one call, of five rounds of so many."""
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(times):
            work()
        rounds.append((time.perf_counter() - began) / times)
    return min(rounds)


def main() -> int:
    """This will time each and print the table."""
    say(f"{machine()}; load {load()}\n")
    rows = [Row(n, f"topic{n % 75}.kind{n}", f"almaty.d{n % 8}", "*", f"body{n}") for n in range(1, 2000)]
    routing = Table([*rows, Row(2000, "*", "*", "*", "reception")])
    questions = [(f"topic{n % 75}.kind{n}", f"almaty.d{n % 8}", None) for n in range(1, 1000)]
    lines = [
        ["an appeal made ready for search", f"{best(lambda: search_text(APPEAL, 'kk'), 200) * 1e6:.0f} µs"],
        ["the language of an appeal", f"{best(lambda: detect(APPEAL), 200) * 1e6:.0f} µs"],
        ["the language of a megabyte", f"{best(lambda: detect('Көше қараңғы. ' * 70_000), 1):.2f} s"],
        ["personal data in an appeal", f"{best(lambda: find(APPEAL), 200) * 1e6:.0f} µs"],
        ["200 000 signs like numbers, the worst", f"{max(_hostile(unit) for unit in HOSTILE):.2f} s"],
        ["routing by 2 000 rows", f"{best(lambda: [routing.first_match(*q) for q in questions], 20) / 1e-3:.2f} µs"],
    ]
    say(table(["what", "the least"], lines))
    return 0


def _hostile(unit: str) -> float:
    return best(lambda: find(unit * (200_000 // len(unit))), 1)


if __name__ == "__main__":
    sys.exit(main())
