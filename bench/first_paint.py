"""How soon a map shows what it is for: `python bench/first_paint.py`.

A Chromium with an empty cache and a processor slowed down four times opens the map of the demo's General Plan, and the
map of the reception, on a wide screen and on a phone's. Told is the time from the navigation to the first content
(FCP), to the largest one (LCP) and to the first frame of the map with zones, or with hexagons or pins, on it: the
median and the slowest of so many openings. Data of a demo that stands already is used with `--state var/demo`; without
it one is made.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.showing import say, table, thousands
from bench.stage import ROOT, free_port, load, machine

CHROMIUM = "/usr/bin/chromium"
AIM = 2000
"""Milliseconds to the first frame with zones."""
PATIENCE = 60
SCREENS = {"wide": (1280, 900), "phone": (390, 844)}
LAYERS = {"zones": ["zones"], "appeals": ["pins", "hexagons"]}
WATCH = """layers => {
  const told = { fcp: 0, lcp: 0, map: 0 };
  window.told = told;
  const watch = (type, tell) => {
    new PerformanceObserver((list) => list.getEntries().forEach(tell)).observe({ type, buffered: true });
  };
  watch("paint", (entry) => { if (entry.name === "first-contentful-paint") told.fcp = entry.startTime; });
  watch("largest-contentful-paint", (entry) => { told.lcp = entry.startTime; });
  const look = (map) => {
    const drawn = () => {
      const there = layers.filter((name) => map.getLayer(name));
      if (!there.length || !map.queryRenderedFeatures({ layers: there }).length) return;
      map.off("render", drawn);
      told.map = performance.now();
    };
    map.on("render", drawn);
  };
  const wait = () => {
    const map = document.querySelector("ortaq-map")?.map;
    if (map) look(map);
    else requestAnimationFrame(wait);
  };
  requestAnimationFrame(wait);
}"""


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening, in milliseconds from the navigation."""

    fcp: float
    lcp: float
    map: float


@contextmanager
def demo(state: Path | None) -> Iterator[str]:
    """This will run the demo on a port of its own and give its address."""
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        port = free_port()
        command = [str(Path(sys.executable).with_name("ortaq")), "demo", "--port", str(port)]
        log = Path(folder) / "demo.log"
        with log.open("w") as out:
            run = subprocess.Popen(
                [*command, "--state", str(state or Path(folder) / "demo")], cwd=ROOT, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        try:
            yield _answering(f"http://localhost:{port}", run, log)
        finally:
            run.terminate()
            run.wait(30)


def _answering(origin: str, run: "subprocess.Popen[bytes]", log: Path) -> str:
    for _ in range(600):
        if run.poll() is not None:
            raise SystemExit(log.read_text()[-2000:])
        try:
            urllib.request.urlopen(f"{origin}/kk/", timeout=5).close()
        except OSError:
            time.sleep(1)
        else:
            return origin
    raise SystemExit("The demo does not answer.")


def opened(browser: Any, address: str, kind: str, screen: str, rate: int) -> Opened:
    """This will open a page once, with nothing kept from before."""
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=screen == "phone")
    try:
        page = context.new_page()
        page.add_init_script(f"({WATCH})({LAYERS[kind]})")
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
        page.goto(address)
        until = time.monotonic() + PATIENCE
        while not (told := page.evaluate("window.told"))["map"]:  # the page allows no eval, so it is asked from outside
            if time.monotonic() > until:
                raise SystemExit(f"Nothing was drawn on the map of {address}.")
            page.wait_for_timeout(200)
        return Opened(told["fcp"], told["lcp"], told["map"])
    finally:
        context.close()


def measured(browser: Any, origin: str, plan: str, given: argparse.Namespace) -> list[tuple[str, str, list[Opened]]]:
    """This will open every page as often as asked, in turns, after one opening that warms the server."""
    pages = {"zones": f"{origin}/ru/plans/{plan}/map/", "appeals": f"{origin}/ru/appeals/map/"}
    found: dict[tuple[str, str], list[Opened]] = {(kind, screen): [] for kind in pages for screen in SCREENS}
    for kind, screen in found:
        opened(browser, pages[kind], kind, screen, 1)
    for _ in range(given.runs):
        for (kind, screen), times in found.items():
            times.append(opened(browser, pages[kind], kind, screen, given.cpu))
    return [(kind, screen, times) for (kind, screen), times in found.items()]


def report(found: list[tuple[str, str, list[Opened]]]) -> str:
    """This will write the medians."""

    def line(kind: str, screen: str, times: list[Opened]) -> list[str]:
        medians = [statistics.median(getattr(one, name) for one in times) for name in ("fcp", "lcp", "map")]
        return [kind, screen, *map(thousands, medians), thousands(max(one.map for one in times))]

    head = ["map of", "screen", "FCP ms", "LCP ms", "first map paint ms", "slowest"]
    return table(head, [line(*one) for one in found])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, help="folder of a demo that stands already")
    parser.add_argument("--origin", default="", help="a demo that runs already, http://localhost:8000")
    parser.add_argument("--plan", default="", help="address of the version, default: the newest of the demo")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--cpu", type=int, default=4, help="how many times slower the processor is")
    given = parser.parse_args(arguments)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        say("Playwright is not installed: nothing is measured.")
        return 0
    if not os.path.exists(CHROMIUM):  # noqa: PTH110
        say(f"There is no {CHROMIUM}: nothing is measured.")
        return 0
    with _somewhere(given) as origin, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        say(f"{machine()}; load {load()}; Chromium {browser.version}, {given.cpu}× slower, {given.runs} times each")
        found = measured(browser, origin, given.plan or "almaty/2", given)
        browser.close()
    say(f"\n{report(found)}\n\nload {load()}")
    late = [kind for kind, _, times in found if kind == "zones" and statistics.median(t.map for t in times) > AIM]
    return 1 if late else 0


@contextmanager
def _somewhere(given: argparse.Namespace) -> Iterator[str]:
    if given.origin:
        yield given.origin
    else:
        with demo(given.state) as origin:
            yield origin


if __name__ == "__main__":
    raise SystemExit(main())
