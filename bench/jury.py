"""Juries: who reads what for 1 000 entries and 150 jurors, expected ranks in several sizes, and how near they are.

    python bench/jury.py

The published example of the SNSF and the textbook's agreement need the reference data in ../shared/data.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.showing import say, table
from bench.stage import ROOT, load, machine
from ortaq.engines.choice.jury.agreement import Level, alpha
from ortaq.engines.choice.jury.assignment import assign
from ortaq.engines.choice.jury.panel import Panel, assemble
from ortaq.engines.choice.jury.ranking import calibrate

DATA = ROOT.parent / "shared/data/jury"
TIMES = 3
SEATS = ((137, 7, 3, 0.05), (1000, 150, 3, 0.0), (1000, 150, 3, 0.05), (1000, 150, 3, 0.5), (1000, 150, 5, 0.05))
TABLES = ((15, 5, 5), (137, 7, 7), (137, 7, 3), (1000, 150, 3), (1000, 150, 5))


def fastest(work: Callable[[], Any], times: int = TIMES) -> tuple[str, str, Any]:
    """This will give the least seconds of some runs, by the clock and of processor time, and what the work gave."""
    spent, busy, made = [], [], None
    for _ in range(times):
        started, begun = time.perf_counter(), time.process_time()
        made = work()
        spent.append(time.perf_counter() - started)
        busy.append(time.process_time() - begun)
    return f"{min(spent):.2f}", f"{min(busy):.2f}", made


def names(letter: str, number: int) -> list[str]:
    return [f"{letter}{one}" for one in range(number)]


def assignments() -> None:
    rows = []
    for entries, jurors, each, share in SEATS:
        chance = random.Random(5)
        pairs = [(entry, juror) for entry in names("e", entries) for juror in names("j", jurors)]
        conflicts = [pair for pair in pairs if chance.random() < share]
        costs = {pair: chance.randrange(4) for pair in pairs}

        def work(
            entries: int = entries,
            jurors: int = jurors,
            each: int = each,
            conflicts: Any = conflicts,
            costs: Any = costs,
        ) -> Any:
            return assign(
                names("e", entries), names("j", jurors), seed="s", each=each, conflicts=conflicts, costs=costs
            )

        spent, busy, made = fastest(work)
        loads = f"{min(made.loads)}–{max(made.loads)}"
        rows.append([f"{entries} × {jurors}", each, f"{share:.0%}", spent, busy, loads, len(made.missing)])
    head = ["entries × jurors", "each", "conflicts", "seconds", "CPU", "loads", "short of jurors"]
    say(f"### Who reads what, fastest of {TIMES}\n\n{table(head, rows)}\n")


def scored(entries: int, jurors: int, each: int) -> Panel:
    chance = random.Random(1)
    worth = [chance.gauss(60, 12) for _ in range(entries)]
    severity = [chance.gauss(0, 8) for _ in range(jurors)]
    rows = [
        (f"e{entry}", f"j{juror}", min(100, max(0, round(worth[entry] + severity[juror] + chance.gauss(0, 12)))))
        for entry in range(entries)
        for juror in chance.sample(range(jurors), each)
    ]
    return assemble(entries=names("e", entries), jurors=names("j", jurors), scores=rows, lowest=0, highest=100)


def ranks() -> None:
    rows = []
    for entries, jurors, each in TABLES:
        panel = scored(entries, jurors, each)
        spent, busy, made = fastest(lambda panel=panel: calibrate(panel), TIMES if entries < 1000 else 1)
        rows.append([f"{entries} × {jurors}", each, made.places, spent, busy])
    say(f"### Expected ranks\n\n{table(['entries × jurors', 'scores each', 'places', 'seconds', 'CPU'], rows)}\n")


def known() -> bool:
    """This will compare with the published figures; False when one is out of bounds."""
    if not DATA.exists():
        say("The reference data is not here: nothing compared.")
        return True
    given = json.loads((DATA / "snsf_vignette.json").read_text())
    rows = [(f"e{e}", f"j{j}", 7 - code) for e, row in enumerate(given["codes"]) for j, code in enumerate(row)]
    entries, jurors = names("e", len(given["codes"])), names("j", len(given["codes"][0]))
    found = calibrate(assemble(entries=entries, jurors=jurors, scores=rows, lowest=1, highest=6)).standings
    wanted = given["expected_rank"].values()
    furthest = max(abs(one.expected_rank / 100 - rank) for one, rank in zip(found, wanted, strict=True) if one)
    say(f"SNSF example: at most {furthest:.2f} of a place off (bound 0.1).")
    given = json.loads((DATA / "krippendorff.json").read_text())
    units = [[score for score in unit if score is not None] for unit in zip(*given["data"], strict=True)]
    alphas = {level: alpha(units, level).thousandths for level in Level}
    say("Krippendorff's alpha: " + ", ".join(f"{level} 0.{value}" for level, value in alphas.items()) + ".")
    right = all(alphas[Level(name)] == round(value * 1000) for name, value in given["alpha"].items())
    return right and furthest < 0.1


def main() -> int:
    say(f"## Juries\n\n{machine()}; load {load()}\n")
    assignments()
    ranks()
    return 0 if known() else 1


if __name__ == "__main__":
    sys.exit(main())
