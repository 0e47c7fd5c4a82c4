"""A night's open data of a million appeals: `python bench/exports.py`.

A few thousand records go in through the door every city uses, then the database copies them until there are
`--rows`. Told is what the night's own task costs in a process of its own: by the clock, of the processor, in memory at
most, and how large the files are, all formats of the appeals.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import records
from bench.showing import megabytes, say, table, thousands
from bench.stage import Failed, Stage, load, machine

SECONDS, MEGABYTES = 60, 500
"""What a million appeals may take: of the clock, and of memory and of disk each."""
MILLION = 1_000_000
DRAWN = 20_000
"""Records that are written and imported; all others are copies of them."""
CARD, ROW = "matters_matter", "reception_appeal"


def multiply(file: Path, rows: int) -> None:
    """This will copy cards and appeals in the database until there are so many, each with a number of its own."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{MEGABYTES * 2 << 10}")  # or pages of indexes go out and come back
        cards, appeals = _columns(connection, CARD), _columns(connection, ROW)
        have, first, last = connection.execute(f"SELECT count(*), min(matter_id), max(matter_id) FROM {ROW}").fetchone()
        span, round_ = last - first + 1, 0
        while have < rows:
            round_ += 1
            step, most = span * round_, min(rows - have, span)
            _copy(
                connection, CARD, cards, {"id": f"id + {step}", "number": f"number || '-{round_}'"}, "id", first, most
            )
            own = {"matter_id": f"matter_id + {step}", "source_id": f"source_id || '-{round_}'"}
            _copy(connection, ROW, appeals, own, "matter_id", first, most)
            connection.commit()
            have = connection.execute(f"SELECT count(*) FROM {ROW}").fetchone()[0]


def _columns(connection: sqlite3.Connection, name: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]


def _copy(
    connection: sqlite3.Connection, name: str, columns: list[str], own: dict[str, str], key: str, first: int, most: int
) -> None:
    values = ", ".join(own.get(column, column) for column in columns)
    connection.execute(
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM {name} "
        f"WHERE {key} >= ? AND {key} < ? ORDER BY {key}",
        (first, first + most),
    )


def night() -> None:
    """This will write the appeals as the night does, in this process, and print what it took as JSON."""
    from ortaq.doors.terminal.house import open_house

    open_house()
    from ortaq.core.files.models import OpenFile
    from ortaq.doors.api.jobs import export_dataset

    began, spent = time.monotonic(), time.process_time()
    rows = export_dataset.call(dataset_id="appeals")
    told = {
        "rows": rows,
        "seconds": time.monotonic() - began,
        "processor": time.process_time() - spent,
        "memory": _most(),
        "files": {file.ending: file.size for file in OpenFile.objects.filter(dataset="appeals")},
    }
    print(json.dumps(told))


def _most() -> int:
    """Octets this process has held at most. Not getrusage's: that one is born with what the parent held."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return int(status["VmHWM"].split()[0]) * 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=MILLION)
    parser.add_argument("--times", type=int, default=1, help="how often the night is measured")
    given = parser.parse_args()
    say(f"{machine()}; load {load()}\n")
    try:
        with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder, Stage() as stage:
            stage.run("-m", "bench.city")
            file = Path(folder) / "records.csv"
            records.write(file, min(given.rows, DRAWN))
            stage.ortaq("import", "appeals", str(file))
            multiply(stage.file, given.rows)
            stage.settle()
            found = [
                json.loads(stage.run("-c", "from bench.exports import night; night()").strip().splitlines()[-1])
                for _ in range(given.times)
            ]
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return report(found)


def report(found: list[dict[str, Any]]) -> int:
    """This will show what was measured, and give 1 where a million would take more than it may."""
    head = ["appeals", "seconds", "CPU s", "CPU µs a row", "memory at most", *found[0]["files"]]
    rows = [
        [
            thousands(one["rows"]),
            f"{one['seconds']:.1f}",
            f"{one['processor']:.1f}",
            f"{one['processor'] / one['rows'] * MILLION:.1f}",
            megabytes(one["memory"]),
            *map(megabytes, one["files"].values()),
        ]
        for one in found
    ]
    say(table(head, rows))
    best = min(found, key=lambda one: one["processor"])
    times = MILLION / best["rows"]
    say(
        f"\nA million by this measure: {best['processor'] * times:.0f} s of processor, "
        f"{megabytes(sum(best['files'].values()) * times)} of files."
    )
    return int(
        best["processor"] * times > SECONDS
        or best["memory"] > MEGABYTES << 20
        or sum(best["files"].values()) * times > MEGABYTES << 20
    )


if __name__ == "__main__":
    sys.exit(main())
