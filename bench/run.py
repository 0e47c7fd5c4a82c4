"""All benches one after another, as `make bench` runs them: starting, deciding together, a million appeals on each
database, peers, kill -9.

`make bench ROWS=20000` is the quick one. PostgreSQL is measured where it answers on 127.0.0.1:5432. Nothing is left
behind but what pabutools answered (var/bench-choice), for it is slow, and red-dwarf and pygeoapi themselves
(var/bench-opinion, var/bench-features).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import records
from bench.showing import say
from bench.stage import POSTGRES, ROOT, SQLITE, load, machine, postgres_answers

MILLION = 1_000_000


def part(title: str, *arguments: str) -> bool:
    """This will run one bench and say how it ended."""
    say(f"\n## {title}\n\n`python {' '.join(arguments)}`\n")
    started = time.monotonic()
    code = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
    say(f"\n({'done' if code == 0 else 'FAILED'} after {time.monotonic() - started:.0f} s, load {load()})")
    return code == 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=int(os.environ.get("ROWS", str(MILLION))))
    parser.add_argument(
        "--rounds", type=int, default=int(os.environ.get("ROUNDS", "0")), help="of kill -9 (default: 50)"
    )
    parser.add_argument("--seconds", type=float, default=0.0, help="for each kind of page (default: 10, quick: 2)")
    given = parser.parse_args(arguments)
    quick = given.rows < MILLION
    seconds, rounds = given.seconds or (2 if quick else 10), given.rounds or (5 if quick else 50)
    say(f"# Benches\n\n{machine()}; load {load()}")
    databases = [SQLITE, *([POSTGRES] if postgres_answers() else [])]
    ended = [part("Starting", "bench/starting.py")]
    ended.append(part("Deciding together", "bench/choice.py", "--limit", "10" if quick else "120"))
    ended.append(part("Juries", "bench/jury.py"))
    people = "10000" if quick else "100000,1000000"
    ended.append(part("Opinion groups", "bench/opinion.py", "--people", people, "--limit", "60" if quick else "900"))
    ended.append(part("Opinion, between two counts", "bench/opinion_online.py", *(["--small"] if quick else [])))
    ended.append(part("Words", "bench/words.py"))
    ended.append(part("Layers for machines", "bench/features.py", "--seconds", str(seconds)))
    ended.append(part("Ideas", "bench/ideas.py", "--ideas", "2000" if quick else "10000"))
    ended.append(part("Measures of villages", "bench/exchange.py", "--measures", "2000" if quick else "10000"))
    ended.append(part("A hundred thousand works", "bench/works.py", "--works", "10000" if quick else "100000"))
    ended.append(part("A night's open data", "bench/exports.py", "--rows", str(given.rows)))
    ended.append(part("Two plans", "bench/plans.py", *(["--zones", "500"] if quick else [])))
    ended.append(part("The first look at a map", "bench/first_paint.py", "--runs", "3" if quick else "9"))
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        file = Path(folder) / "records.csv"
        size = records.write(file, given.rows)
        say(f"{given.rows:,} records, {size / 2**20:,.0f} MB")
        asked = ["--rows", str(given.rows), "--file", str(file), "--seconds", str(seconds), "--peers"]
        ended += [
            part(f"{given.rows:,} appeals, {database}", "bench/serve.py", *asked, "--database", database)
            for database in databases
        ]
    voters = "2000" if quick else "20000"
    ended += [
        part(f"A vote, {database}", "bench/ballots.py", "--voters", voters, "--database", database)
        for database in databases
    ]
    for database in databases:
        times = rounds if database == SQLITE else max(rounds // 5, 2)
        ended.append(part(f"kill -9, {database}", "bench/kill9.py", "--rounds", str(times), "--database", database))
    if len(databases) == 1:
        say("\nNo PostgreSQL on 127.0.0.1:5432: only SQLite was measured.")
    return 0 if all(ended) else 1


if __name__ == "__main__":
    sys.exit(main())
