"""A million appeals through the door every city uses: `python bench/load.py --rows 1000000 --database sqlite`.

Writes the records (bench/records.py), runs `ortaq import appeals FILE` on an empty city and tells rows a second,
the memory of all its processes together at the worst moment, and the size of the database. Nothing is left behind.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import records
from bench.showing import megabytes, say, table, thousands
from bench.stage import POSTGRES, ROOT, SQLITE, Failed, Server, Stage, load, machine


@dataclass(frozen=True)
class Loaded:
    """What an import took. Bytes and seconds; `processor` is of all its processes together."""

    rows: int
    seconds: float
    processor: float
    memory: int
    size: int
    settled: float

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


def fill(stage: Stage, file: Path, rows: int, *, niceness: int = 0) -> Loaded:
    """This will build the city on a stage, import the file and let the database come to rest."""
    stage.run("-m", "bench.city")
    verb = ["import", "appeals", str(file)]
    before, spent_before = count(stage), _processor()
    started = time.monotonic()
    process = subprocess.Popen(
        ["nice", "-n", str(niceness), sys.executable, "-m", "ortaq.doors.terminal.main", *verb],
        cwd=ROOT,
        env=stage.environment(),
        stdout=sys.stderr,
        start_new_session=True,
    )
    watched = Server(stage, 0, process, stage.folder / "import.log")
    worst = 0
    try:
        while process.poll() is None:
            time.sleep(0.5)
            worst = max(worst, watched.memory()[1])
    except BaseException:
        watched.kill9()
        raise
    seconds, spent = time.monotonic() - started, _processor() - spent_before
    if process.returncode:
        raise Failed(f"ortaq {' '.join(verb)} ended with {process.returncode}")
    added = count(stage) - before
    if added != rows:
        raise Failed(f"{added:,} appeals are in the books, {rows:,} were in the file.")
    started = time.monotonic()
    stage.settle()
    return Loaded(rows, seconds, spent, worst, stage.size(), time.monotonic() - started)


def _processor() -> float:
    """Seconds of all children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def count(stage: Stage) -> int:
    return int(stage.run("-c", COUNT).strip().splitlines()[-1])


COUNT = """
from ortaq.doors.terminal.house import open_house
open_house()
from ortaq.civic.reception.models import Appeal
print(Appeal.objects.count())
"""


def report(found: dict[str, Loaded]) -> str:
    """This will write the table of one or more databases."""
    head = ["import", "rows", "seconds", "rows/s", "CPU ms a row", "memory at most", "database"]
    rows = [
        [
            name,
            thousands(one.rows),
            thousands(one.seconds),
            thousands(one.rate),
            f"{one.processor / one.rows * 1000:.2f}",
            megabytes(one.memory),
            megabytes(one.size),
        ]
        for name, one in found.items()
    ]
    return table(head, rows)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", default=SQLITE, help=f"sqlite (default) or {POSTGRES}")
    parser.add_argument("--file", type=Path, help="records written before (default: written anew)")
    parser.add_argument("--nice", type=int, default=0)
    given = parser.parse_args(arguments)
    say(f"{machine()}; load {load()}")
    try:
        with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder, Stage(given.database) as stage:
            file = given.file or Path(folder) / "records.csv"
            if not given.file:
                records.write(file, given.rows)
            found = fill(stage, file, given.rows, niceness=given.nice)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    say(report({stage.name: found}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
