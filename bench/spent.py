"""What an answer costs in processor time, whoever else uses the machine: `python bench/spent.py --rows 20000`.

One process asks itself for pages and files appeals through the whole application, without a server and without other
clients. The clock of the processor is read before and after each; medians are told.
"""

import argparse
import statistics
import sys
import tempfile
import time
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import load, pages, records
from bench.showing import say, table
from bench.stage import POSTGRES, SQLITE, Failed, Stage, machine

KINDS = ("home", "list", "list by topic", "appeal", "map page", "body", "search: frequent word", "filing")
WARM = 10


def environ(request: bytes) -> dict[str, Any]:
    """This will give a request as a server hands it to the application."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, address, _ = first.split(" ")
    path, _, query = address.partition("?")
    found = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    for line in lines:
        name, _, value = line.partition(": ")
        name = name.upper().replace("-", "_")
        found[name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"] = value
    return found


def spent(application: Any, requests: list[bytes]) -> float:
    """This will give the median of a request's processor time in seconds; the first few only warm up."""
    times = []
    for request in requests:
        statuses: list[str] = []
        began = time.process_time()
        answer = application(environ(request), lambda status, *_, kept=statuses: kept.append(status))
        b"".join(answer)
        answer.close()
        times.append(time.process_time() - began)
        if statuses[0][0] not in "23":
            raise Failed(f"{request[:80]!r} was answered with {statuses[0]}")
    return statistics.median(times[WARM:])


def play(stage: Stage, count: int) -> str:
    """This will measure on a loaded stage."""
    import random

    stage.open()
    from ortaq.doors.terminal.verbs.demo import collect_static
    from ortaq.site.wsgi import application

    collect_static()
    known = pages.look(random.Random(1))
    asked = pages.readers(known, 80) | {"filing": pages.forms(WARM + count, 80, known.topics, "spent")}
    rows = []
    for kind in KINDS:
        median = spent(application, list(islice(cycle(asked[kind]), WARM + count)))
        rows.append([kind, f"{median * 1000:.1f}"])
    return table(["what is asked", "CPU ms"], rows)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--database", default=SQLITE, help=f"sqlite (default) or {POSTGRES}")
    parser.add_argument("--count", type=int, default=100, help="requests of each kind")
    given = parser.parse_args(arguments)
    say(machine())
    try:
        with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder, Stage(given.database) as stage:
            file = Path(folder) / "records.csv"
            records.write(file, given.rows)
            loaded = load.fill(stage, file, given.rows)
            say(f"\n{load.report({stage.name: loaded})}\n\n{play(stage, given.count)}")
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
