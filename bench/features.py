"""OGC API – Features beside pygeoapi (MIT): one page with the 224 districts of Kazakhstan, same file, same server.

    python bench/features.py [--seconds SECONDS] [--clients N] [--folder DIR]

pygeoapi is installed into DIR (default: var/bench-features) and reads the GeoJSON file by its own provider; ours has
imported it. Both run under Granian with as many workers and threads. The file is in ../shared/data.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.clients import Measure, get, measure
from bench.showing import milliseconds, say, table, thousands
from bench.stage import ROOT, Failed, Stage, load, machine, serving, timed_command

FILE = ROOT.parent / "shared" / "data" / "kz" / "kz_kaz_adm2_sf.geojson"
PACKAGE, SERVER = "pygeoapi", "granian"
FEATURES = 224
AIM = 2.0
OURS = f"/api/features/collections/territories/items?limit={FEATURES}"
THEIRS = f"/collections/territories/items?f=json&limit={FEATURES}"
BOX = "&bbox=70,42,80,46"
"""Almaty and the south-east: a few dozen districts."""
CONFIG = {
    "server": {
        "bind": {"host": "127.0.0.1", "port": 5000},
        "url": "http://127.0.0.1:5000",
        "mimetype": "application/json; charset=UTF-8",
        "encoding": "utf-8",
        "languages": ["en-US"],
        "pretty_print": False,
        "limits": {"default_items": 10, "max_items": 1000},
        "map": {"url": "http://127.0.0.1/{z}/{x}/{y}", "attribution": "none"},
    },
    "logging": {"level": "ERROR"},
    "metadata": {
        "identification": {
            "title": "bench", "description": "bench", "keywords": ["bench"], "keywords_type": "theme",
            "terms_of_service": "none", "url": "http://127.0.0.1",
        },
        "license": {"name": "none", "url": "http://127.0.0.1"},
        "provider": {"name": "bench", "url": "http://127.0.0.1"},
        "contact": {"name": "bench"},
    },
    "resources": {
        "territories": {
            "type": "collection",
            "title": "Territories",
            "description": "Districts of Kazakhstan",
            "keywords": ["districts"],
            "links": [],
            "extents": {"spatial": {"bbox": [46, 40, 88, 56], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}},
            "providers": [{"type": "feature", "name": "GeoJSON", "data": str(FILE), "id_field": "ADM2_PCODE"}],
        }
    },
}  # fmt: skip


class Peer:
    """pygeoapi in a Python of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / PACKAGE
        self.python = self.home / "bin" / "python"
        self.version = ""

    def install(self) -> bool:
        """This will install it where it is not yet, and write what it serves; False where that cannot be done."""
        show = f"from importlib.metadata import version; print(version({PACKAGE!r}), version({SERVER!r}))"
        try:
            if not self.python.exists():
                venv.create(self.home, with_pip=True)
                quiet = ["-m", "pip", "install", "-q", "--disable-pip-version-check", PACKAGE, SERVER]
                subprocess.run([self.python, *quiet], check=True, capture_output=True, timeout=600)
            asked = subprocess.run([self.python, "-c", show], check=True, capture_output=True, text=True, timeout=60)
            config = self.folder / "config.yml"
            config.write_text(json.dumps(CONFIG), encoding="utf-8")  # JSON is YAML
            os.environ |= {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(self.folder / "openapi.yml")}
            told = subprocess.run(
                [self.home / "bin" / "pygeoapi", "openapi", "generate", config],
                check=True, capture_output=True, text=True, timeout=120,
            )  # fmt: skip
            (self.folder / "openapi.yml").write_text(told.stdout, encoding="utf-8")
        except (OSError, subprocess.SubprocessError):
            return False
        self.version = asked.stdout.split()[0]
        return True

    def command(self, stage: Stage) -> list[str]:
        """This will give our own server's command with its application in place of ours."""
        _python, *options = timed_command(stage)
        return [
            str(self.python),
            *(part.replace("bench.wsgi:application", "pygeoapi.flask_app:APP") for part in options),
        ]


def told(port: int, path: str) -> tuple[int, int]:
    """This will ask once and give how many features came, and in how many bytes."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
    octets = connection.getresponse().read()
    connection.close()
    return len(json.loads(octets)["features"]), len(octets)


def asked(port: int, path: str, *, clients: int, seconds: float) -> tuple[Measure, Measure]:
    requests = [get(path, port)]
    alone = measure(port, cycle(requests), clients=1, seconds=seconds, warm=1)
    many = measure(port, cycle(requests), clients=clients, seconds=seconds, warm=1)
    if alone.faults or many.faults:
        raise Failed(f"{path}: {dict(alone.statuses)} {dict(many.statuses)}, {many.broken} broken")
    return alone, many


def times(own: tuple[Measure, Measure], theirs: tuple[Measure, Measure]) -> tuple[float, float]:
    """This will give how many times as long the peer's answer takes, and how many times as many answers we give."""
    return theirs[0].seen(50) / own[0].seen(50), own[1].rate / theirs[1].rate


def compare(stage: Stage, peer: Peer | None, *, clients: int, seconds: float) -> bool:
    """This will serve the file with each and show the table; False where they do not tell the same features."""
    sides = {"Ortaq": (timed_command(stage), OURS)}
    if peer:
        sides[f"pygeoapi {peer.version}"] = (peer.command(stage), THEIRS)
    rows, found, counts = [], [], []
    for name, (command, path) in sides.items():
        with serving(stage, command=command) as server:
            for page, query in {"all": "", "a box": BOX}.items():
                count, size = told(server.port, path + query)
                alone, many = asked(server.port, path + query, clients=clients, seconds=seconds)
                counts.append(count)
                found.append((alone, many))
                rows.append([
                    name, page, count, f"{size / 1024:.0f}", milliseconds(alone.seen(50)), milliseconds(alone.seen(95)),
                    thousands(many.rate) if many.rate >= 10 else f"{many.rate:.1f}", milliseconds(many.seen(95)),
                ])  # fmt: skip
    say(table(["program", "page", "features", "KB", "p50 ms", "p95 ms", f"{clients} clients: req/s", "p95 ms"], rows))
    if not peer:
        return counts[0] == FEATURES
    ratio, share = times(found[0], found[2])
    say(f"\nThe whole page: {ratio:.1f} times as fast for one client, {share:.1f} times as many answers for {clients}.")
    say(f"The aim, {AIM:.0f} times, is {'met' if min(ratio, share) >= AIM else 'missed'}.")
    say(f"The box: {times(found[1], found[3])[0]:.1f} times as fast for one client.")
    return counts[0] == counts[2] == FEATURES and counts[1] == counts[3]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10.0, help="for each kind of page")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench-features")
    given = parser.parse_args(arguments)
    if not FILE.exists():
        say(f"{FILE} is not here: the districts of Kazakhstan cannot be served.")
        return 0
    say(f"{machine()}; load {load()}\n")
    given.folder.mkdir(parents=True, exist_ok=True)
    peer = Peer(given.folder)
    if not (there := peer.install()):
        say("pygeoapi could not be installed: only ours was measured.")
    with Stage() as stage:
        stage.ortaq("migrate")
        stage.ortaq(
            "import", "boundaries", str(FILE), "--code", "kz-2024", "--valid-from", "2024-01-01", "--source", "bench"
        )
        return 0 if compare(stage, peer if there else None, clients=given.clients, seconds=given.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
