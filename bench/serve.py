"""A city of a million appeals under readers and writers: `python bench/serve.py --rows 1000000 --database sqlite`.

Imports the records, starts Granian as a city does (as many processes as cores), and asks for every kind of page:
first one client after the other's answer, which is what an answer costs; then 32 clients at once, which is what the
machine can bear. Last, residents file. Times are of the clients; "inside" is what the application itself needed
(bench/wsgi.py writes it).
"""

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import load, pages, peers, records
from bench.clients import Measure, measure
from bench.showing import megabytes, milliseconds, say, table, thousands
from bench.stage import POSTGRES, SQLITE, Failed, Server, Stage, machine, serving, timed_command
from bench.stage import load as machine_load

ALONE = 4.0
WARM = 1.0
FORMS = 9_000
FILING = "filing"


@dataclass(frozen=True)
class Served:
    """One kind of page: by one client, and by many."""

    name: str
    alone: Measure
    many: Measure


def read(server: Server, known: pages.Known, *, clients: int, seconds: float, only: str) -> list[Served]:
    """This will ask for every kind of page."""
    found = []
    asked = {name: made for name, made in pages.readers(known, server.port).items() if only in name}
    many_head = f"{clients} clients: req/s   p50 p95 p99 ms"
    say(f"\n{'page':<28}{'one client, inside: p50 p95 p99 ms':>36}{many_head:>40}  inside p95")
    for name, requests in asked.items():
        measure(server.port, cycle(requests), clients=clients, seconds=WARM)
        alone = measure(server.port, cycle(requests), clients=1, seconds=min(ALONE, seconds))
        many = measure(server.port, cycle(requests), clients=clients, seconds=seconds)
        served = Served(name, alone, many)
        if faults := alone.faults + many.faults:
            raise Failed(f"{name}: {faults} answers were no pages: {dict(many.statuses)}, {many.broken} broken")
        found.append(served)
        say(_line(served))
    return found


def _line(one: Served) -> str:
    alone = "  ".join(f"{milliseconds(one.alone.served(p)):>6}" for p in (50, 95, 99))
    many = "  ".join(f"{milliseconds(one.many.seen(p)):>6}" for p in (50, 95, 99))
    return f"{one.name:<28}{alone:>36}{one.many.rate:>14.0f}    {many}  {milliseconds(one.many.served(95)):>9}"


def file_appeals(server: Server, known: pages.Known, *, clients: int, seconds: float, mark: str) -> Measure:
    """This will let residents file as fast as they are answered, and count in the books what they were told."""
    from django.db import connections

    from ortaq.civic.reception.models import Appeal

    ready = pages.forms(FORMS, server.port, known.topics, mark)
    before = Appeal.objects.count()
    connections.close_all()
    found = measure(server.port, iter(ready), clients=clients, seconds=seconds, warm=WARM)
    kept = Appeal.objects.count() - before
    connections.close_all()
    if found.faults or kept < len(found.times):
        raise Failed(
            f"filing: {dict(found.statuses)}, {found.broken} broken, {kept} appeals for {len(found.times)} answers"
        )
    return found


def report(found: list[Served], clients: int) -> str:
    """This will write the table of pages."""
    head = ["page", "p50", "p95", "p99", f"{clients} clients: req/s", "p50", "p95", "p99", "inside p95", "KB"]
    rows = []
    for one in found:
        size = one.many.bytes / max(len(one.many.times), 1) / 1024
        times = [milliseconds(one.alone.served(p)) for p in (50, 95, 99)]
        rows.append([
            one.name, *times, thousands(one.many.rate), *(milliseconds(one.many.seen(p)) for p in (50, 95, 99)),
            milliseconds(one.many.served(95)), f"{size:.0f}",
        ])  # fmt: skip
    return table(head, rows)


def play(stage: Stage, given: argparse.Namespace) -> None:
    """This will measure on a loaded stage and print what goes into docs/benchmarks.md."""
    from ortaq.doors.terminal.verbs.demo import collect_static

    stage.open()
    collect_static()
    known = pages.look(random.Random(1))
    say(f"load {machine_load()} before reading")
    with serving(stage, command=timed_command(stage)) as server:
        found = read(server, known, clients=given.clients, seconds=given.seconds, only=given.only)
        resident, once = server.memory()
        many = len(server.family())
    if found:
        say(f"\n### Pages on {stage.name}\n\n{report(found, given.clients)}")
        memory = f"{megabytes(once)} (shared pages once), {megabytes(resident)} (RSS summed)"
        say(f"\nMemory of {many} processes after reading: {memory}.")
    if given.only in FILING:
        filings(stage, known, given)
    if given.peers and not stage.is_postgres:
        say(f"\n### Peers on the same file\n\n{peers.compare(stage, clients=given.clients, seconds=given.seconds)}")


def filings(stage: Stage, known: pages.Known, given: argparse.Namespace) -> None:
    """This will measure filing; on SQLite with both ways of telling the disk."""
    rows = []
    ways = ("FULL", "NORMAL") if not stage.is_postgres else ("",)
    for way in ways:
        if way:
            stage.settings["ORTAQ_SQLITE_SYNCHRONOUS"] = way
        with serving(stage, command=timed_command(stage)) as server:
            found = file_appeals(server, known, clients=given.clients, seconds=given.seconds, mark=way or "pg")
            once = server.memory()[1]
        rows.append([
            f"filing{', synchronous=' + way if way else ''}", thousands(found.rate),
            *(milliseconds(found.seen(p)) for p in (50, 95, 99)), milliseconds(found.served(95)), megabytes(once),
        ])  # fmt: skip
    head = [f"{given.clients} residents at once", "appeals/s", "p50", "p95", "p99", "inside p95", "memory"]
    say(f"\n### Filing on {stage.name}\n\n{table(head, rows)}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", default=SQLITE, help=f"sqlite (default) or {POSTGRES}")
    parser.add_argument("--file", type=Path, help="records written before (default: written anew)")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=10.0, help="for each kind of page")
    parser.add_argument("--only", default="", help='only pages whose name has this in it, or "filing"')
    parser.add_argument("--peers", action="store_true", help="ask the peers on the same file too")
    parser.add_argument("--nice", type=int, default=0, help="of the import")
    given = parser.parse_args(arguments)
    say(f"{machine()}; load {machine_load()}")
    try:
        with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder, Stage(given.database) as stage:
            file = given.file or Path(folder) / "records.csv"
            if not given.file:
                records.write(file, given.rows)
            loaded = load.fill(stage, file, given.rows, niceness=given.nice)
            say(f"\n### Import into {stage.name}\n\n{load.report({stage.name: loaded})}")
            play(stage, given)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
