"""Peers on the same file, in the same run, under the same clients.

What a city could have for less work, and what runs here without anything but PyPI: Django's own admin on the same
table (bench/usual.py: a change list of 20 rows, search by `icontains`), under the same Granian, as a guest who sees
everything; and Datasette, which shows any SQLite file. Neither shows a resident anything of the desk; they are a
measure of speed only.
"""

import subprocess
import sys
import venv
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from bench.clients import Measure, get, measure
from bench.showing import milliseconds, say, table, thousands
from bench.stage import Failed, Stage, serving, timed_command

WORD = "шұңқыр"
DATASETTE = "/ortaq/reception_appeal?_size=20&_nocount=1&_nosuggest=1&_sort_desc=received_at"
"""Without the counts and suggestions it would add: what is compared is a page of rows."""
SHORTEST = 10.0
"""Seconds: a peer's answer may take as long as that."""


def compare(stage: Stage, *, clients: int, seconds: float) -> str:
    """This will ask ours and the peers for a list and a search, and give the table with the ratios to ours."""
    word = quote(WORD)
    asked: dict[str, tuple[list[str] | None, dict[str, str]]] = {
        "Ortaq": (timed_command(stage), {"list": "/kk/appeals/", "search": f"/kk/search/?q={word}"}),
        "Django admin": (
            [part.replace("bench.wsgi:", "bench.usual:") for part in timed_command(stage)],
            {"list": "/admin/usual/record/", "search": f"/admin/usual/record/?q={word}"},
        ),
        "Datasette": (
            datasette(stage),
            {
                "list": f"{DATASETTE}&listed=1",
                "search": f"{DATASETTE}&public_text__contains={word}",
            },
        ),
    }
    rows, ours = [], {}
    for name, (program, pages) in asked.items():
        if program is None:
            say(f"{name} could not be installed and is left out.")
            continue
        with serving(stage, command=program) as server:
            for page, path in pages.items():
                found = _ask(server.port, path, clients=clients, seconds=seconds)
                ours.setdefault(page, found)
                rows.append(_row(name, page, found, ours[page]))
    head = [
        "program",
        "page",
        "one client p50 ms",
        "times ours",
        f"{clients} clients: req/s",
        "share of ours",
        "p95 ms",
    ]
    return table(head, rows)


def _ask(port: int, path: str, *, clients: int, seconds: float) -> tuple[Measure, Measure]:
    requests, seconds = [get(path, port)], max(seconds, SHORTEST)
    alone = measure(port, cycle(requests), clients=1, seconds=seconds, warm=1)
    many = measure(port, cycle(requests), clients=clients, seconds=seconds, warm=1)
    if alone.faults or many.faults:
        raise Failed(f"{path}: {dict(alone.statuses)} {dict(many.statuses)}, {many.broken} broken")
    return alone, many


def _row(name: str, page: str, found: tuple[Measure, Measure], ours: tuple[Measure, Measure]) -> list[str]:
    """What took longer than the whole time has no figure."""
    alone, many = found
    none = f"> {milliseconds(alone.seconds)}"
    times = alone.seen(50) / ours[0].seen(50) if alone.times else 0
    return [
        name, page, milliseconds(alone.seen(50)) if alone.times else none, f"{times:.1f}" if times else "–",
        thousands(many.rate) if many.rate >= 10 else f"{many.rate:.1f}", f"{many.rate / ours[1].rate:.2f}",
        milliseconds(many.seen(95)) if many.times else none,
    ]  # fmt: skip


def datasette(stage: Stage) -> list[str] | None:
    """This will install Datasette beside the stage and give its command; None where that cannot be done."""
    home = stage.folder / "datasette"
    try:
        venv.create(home, with_pip=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "datasette"]
        subprocess.run(pip, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return None
    program = str(home / "bin" / "datasette")
    return [
        program,
        "serve",
        str(stage.file),
        "--host",
        "127.0.0.1",
        "--port",
        "{port}",
        "--setting",
        "sql_time_limit_ms",
        "60000",
    ]


def version(program: Path) -> str:
    return subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit("Run through bench/serve.py --peers: the peers need its million appeals.")
