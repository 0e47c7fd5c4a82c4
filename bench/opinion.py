"""Opinion groups beside red-dwarf (MPL-2.0), one thread each: the open conversations, then many participants.

    python bench/opinion.py [--limit SECONDS] [--people N,N] [--folder DIR]

red-dwarf is installed into DIR (default: var/bench-opinion) and runs in a process of its own; what it cannot finish in
the limit is said. Both start from a list of votes and end with what groups say; processor time is told, for other work
on the machine is no fault of either. The open conversations need the reference data in ../shared/data; their components
are compared too.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from math import gcd
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from bench.showing import megabytes, say, table, thousands
from bench.stage import ROOT, load, machine
from ortaq.engines.opinion.reading.statements import read_statements
from ortaq.engines.opinion.reading.votes import read_votes

DATA = ROOT.parent / "shared" / "data" / "opinion" / "open"
PACKAGE = "red-dwarf"
ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
STATEMENTS, ANSWERS = 1000, 20
TIMES = 3
CLOSE = 1e-4
"""Components further apart than this differ: beyond 500 rows or columns the peer's are approximated (to about 1e-5)."""
AIM_OPEN, AIM_MANY = 5, 50
Told = dict[str, Any]


class Peer:
    """red-dwarf in a Python of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / PACKAGE
        self.python = self.home / "bin" / "python"
        self.version = ""

    def install(self) -> bool:
        """This will install it where it is not yet; False where that cannot be done."""
        show = f"from importlib.metadata import version; print(version({PACKAGE!r}))"
        try:
            if not self.python.exists():
                venv.create(self.home, with_pip=True)
                quiet = ["-m", "pip", "install", "-q", "--disable-pip-version-check", PACKAGE]
                subprocess.run([self.python, *quiet], check=True, capture_output=True, timeout=600)
            asked = subprocess.run([self.python, "-c", show], check=True, capture_output=True, text=True, timeout=60)
        except (OSError, subprocess.SubprocessError):
            return False
        self.version = asked.stdout.strip()
        return True

    def ask(self, file: Path, times: int, limit: float) -> Told:
        return run([str(self.python), str(ROOT / "bench/opinion_oracle.py"), str(file), str(times)], limit)


def ours(file: Path, times: int, limit: float, *, mode: str = "polis", source: str = "rows") -> Told:
    return run([sys.executable, str(ROOT / "bench/opinion_ours.py"), str(file), str(times), mode, source], limit)


def run(command: Sequence[str], limit: float) -> Told:
    """This will run one side and give what it told; {"over": …} or {"error": …} where it did not."""
    try:
        done = subprocess.run(
            command, env=os.environ | ALONE, capture_output=True, text=True, timeout=limit, check=False, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        return {"over": limit}
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1][:120]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def shown(told: Told) -> str:
    if "over" in told:
        return f"> {told['over']:.0f}"
    return told.get("error") or f"{told['seconds']:.3f}"


def _added(told: Told) -> str:
    return megabytes(float(told["added"])) if "added" in told else "–"


def ratio(theirs: Told, own: Told) -> float:
    """This will give how many times as long the peer took, at least; 0 where either failed."""
    if "seconds" not in own or "error" in theirs:
        return 0.0
    return float(theirs.get("over", theirs.get("seconds", 0.0)) / own["seconds"])


def apart(theirs: Told, own: Told) -> float:
    """This will give the largest difference of a mean or a component up to its sign, over all statements."""
    largest = 0.0
    for name in ("mean", "pc1", "pc2"):
        first = np.array([own[name][key] for key in own[name]])
        second = np.array([theirs[name][key] for key in own[name]])
        signs = (1,) if name == "mean" else (1, -1)
        largest = max(largest, min(float(np.abs(first - sign * second).max()) for sign in signs))
    return largest


def write(folder: Path, name: str, who: Any, what: Any, value: Any, hidden: Any) -> Path:
    file = folder / f"{name}.npz"
    np.savez(file, participant=who, statement=what, value=value, hidden=np.asarray(hidden, dtype=np.int64))
    return file


def open_conversations(peer: Peer | None, folder: Path, limit: float) -> bool:
    """This will measure each open conversation; False where one is not as quick as it should be, or differs."""
    rows, right = [], True
    for place in sorted(one for one in DATA.iterdir() if one.is_dir()):
        statements = read_statements((place / "comments.csv").read_bytes(), "comments.csv")
        votes = read_votes((place / "participants-votes.csv").read_bytes(), place.name, statements=statements).votes
        who, what = (np.array([int(one) for one in names]) for names in (votes.participants, votes.statements))
        file = write(folder, place.name, who[votes.participant], what[votes.statement], votes.value, what[votes.hidden])
        own = ours(file, TIMES, limit)
        default = ours(file, TIMES, limit, mode="ortaq")
        theirs = peer.ask(file, TIMES, limit) if peer else {"error": "–"}
        quicker, off = ratio(theirs, own), apart(theirs, own) if "mean" in theirs and "mean" in own else None
        right = right and (peer is None or (quicker >= AIM_OPEN and (off is None or off < CLOSE)))
        size = " × ".join(map(thousands, votes.shape))
        differs = "–" if off is None else f"{off:.0e}"
        rows.append([place.name, size, shown(theirs), shown(own), f"{quicker:.0f}×", differs, shown(default)])
    head = ["conversation", "size", "red-dwarf, s", "polis, s", "ratio", "components apart", "ortaq, s"]
    say(f"### Open conversations, least of {TIMES}, seconds of processor time\n\n{table(head, rows)}\n")
    return right


def many(peer: Peer | None, folder: Path, sizes: Sequence[int], limit: float) -> bool:
    """This will measure drawn conversations of three camps; False where the aim is missed."""
    rows, right = [], True
    for people in sizes:
        file = write(folder, f"drawn-{people}", *drawn(people), [])
        source = "rows" if people <= 100_000 else "arrays"
        own = ours(file, 1, limit, source=source)
        default = ours(file, 1, limit, mode="ortaq", source=source)
        theirs = peer.ask(file, 1, limit) if peer and people <= 100_000 else {"error": "–"}
        quicker = ratio(theirs, own)
        right = right and "seconds" in own and (quicker >= AIM_MANY or "error" in theirs)
        rows.append(
            [
                f"{thousands(people)} × {STATEMENTS} × {ANSWERS}, from {source}",
                shown(theirs),
                _added(theirs),
                shown(own),
                _added(own),
                f"{'> ' if 'over' in theirs else ''}{quicker:.0f}×" if quicker else "–",
                shown(default),
                _added(default),
            ]
        )
    head = ["drawn", "red-dwarf, s", "added", "polis, s", "added", "ratio", "ortaq, s", "added"]
    say(f"### Many participants, seconds of processor time\n\n{table(head, rows)}\n")
    return right


def drawn(people: int) -> tuple[Any, Any, Any]:
    """This will draw the votes of three camps that lean on each statement, a fifth of them passes.

    Nobody answers twice: each goes through the statements from a drawn place by drawn steps without a common divisor.
    """
    chance = np.random.default_rng(0)
    camp, lean = chance.integers(0, 3, people), chance.choice([-1, -0.4, 0.4, 1], (3, STATEMENTS))
    steps = chance.choice([step for step in range(STATEMENTS) if gcd(step, STATEMENTS) == 1], people)
    start, place = chance.integers(0, STATEMENTS, people), np.arange(ANSWERS)
    who = np.repeat(np.arange(people), ANSWERS)
    what = ((start[:, None] + steps[:, None] * place) % STATEMENTS).ravel()
    agrees = chance.random(len(who)) < 0.5 + 0.4 * lean[camp[who], what]
    return who, what, np.where(chance.random(len(who)) < 0.2, 0, np.where(agrees, 1, -1))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=900.0, help="seconds for each run of each side")
    parser.add_argument("--people", default="100000,1000000", help="sizes of drawn conversations; none for none")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench-opinion")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    peer = Peer(given.folder)
    found = peer if peer.install() else None
    say(f"## Opinion groups\n\n{machine()}; load {load()}; red-dwarf {peer.version or 'cannot be installed'}\n")
    ended = []
    sizes = [int(size) for size in given.people.split(",")] if given.people != "none" else []
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        if DATA.exists():
            ended.append(open_conversations(found, Path(folder), given.limit))
        else:
            say("The open conversations of ../shared/data are not here.\n")
        if sizes:
            ended.append(many(found, Path(folder), sizes, given.limit))
    say(f"(load at the end {load()})")
    return 0 if all(ended) else 1


if __name__ == "__main__":
    sys.exit(main())
