"""The response matrix of a plan set as PDF: `python bench/matrix.py`.

The rows are the demo's remarks with their answers, said again until there are enough. Told is the processor's time of
setting the paper, the wall time of the same, its weight, and how high the process that sets it stood.
"""

import argparse
import json
import multiprocessing
import os
import resource
import sys
import time
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

from bench.showing import say, table
from bench.stage import load, machine

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "ortaq/doors/terminal/demo/data/remarks.json"
TYPST = ROOT / "ortaq/civic/plans/typst/matrix.typ"
SIZES = (50, 500, 1000, 2000)


def facts(count: int) -> dict[str, Any]:
    """This will put together what the paper says about so many remarks."""
    told = json.loads(DATA.read_text(encoding="utf-8"))
    said = [row for row in told["remarks"] if row[6] in told["answers"]]
    rows = []
    for number, row in enumerate(islice(cycle(said), count), start=1):
        body, fate, reason, *to = told["answers"][row[6]]
        rows.append(
            {
                "number": f"r2026-{number:06}", "part": "§ 5 Многоквартирный дом не выше девяти этажей…",
                "became": "часть изменилась", "title": row[7], "text": row[8], "language": row[1], "about": row[2],
                "fate": fate, "answer": reason["ru"], "forwarded": to[0]["ru"] if to else "", "body": body,
                "when": "2 нояб. 2026 г.",
            }
        )  # fmt: skip
    return {
        "language": "ru", "heading": "Что сказали люди", "plan": "План", "version": "Версия 2", "body": "Центр",
        "made": "", "more": "", "sums": [["принято", str(count)]], "total": ["Всего", str(count)], "rows": rows,
        "nothing": "",
        "columns": ["№", "Часть плана", "Что было сказано", "Ответ", "Кто и когда"],
    }  # fmt: skip


def measure(count: int) -> tuple[float, float, int, int]:
    """This will set one paper: processor's seconds, wall seconds, KB, peak MB of the process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.site.settings")
    os.environ.setdefault("ORTAQ_ENV", "test")
    django.setup()
    from ortaq.core.ui.printing import pdf

    given = facts(count)
    wall, spent = time.perf_counter(), time.process_time()
    made = pdf(TYPST, given, made_at=datetime(2026, 11, 20, tzinfo=UTC))
    spent, wall = time.process_time() - spent, time.perf_counter() - wall
    high = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return spent, wall, len(made) // 1024, high


def main() -> int:
    """This will measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    wanted = parser.parse_args()
    say(f"{machine()}, load {load()}")
    rows = []
    for count in wanted.sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            spent, wall, weight, high = pool.apply(measure, (count,))
        rows.append([str(count), f"{spent:.2f}", f"{wall:.2f}", str(weight), str(high)])
    say(table(["remarks", "s of processor", "s", "KB", "peak MB"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
