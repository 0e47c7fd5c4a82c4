"""Pages talk to nobody but the city: no other host, nothing the content policy refuses, no error, and little to load."""

import gzip
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.journeys import addresses
from tests.journeys.stage import Stage

LIMIT = 60 * 1024
"""Octets of script and style, compressed, a reading page may ask for."""

BUILT = Path(__file__).resolve().parents[2] / "assets" / "built"

pytestmark = pytest.mark.skipif(not (BUILT / "site.css").exists(), reason="not built: make build")


def watched(page: Any) -> tuple[set[str], list[str], set[str]]:
    """This will note the hosts a page asks, what its browser complains of, and the scripts and styles it loads."""
    hosts: set[str] = set()
    complaints: list[str] = []
    loaded: set[str] = set()

    def ask(request: Any) -> None:
        if not request.url.startswith(("data:", "blob:")):
            hosts.add(urlsplit(request.url).netloc)
        if request.resource_type in ("script", "stylesheet"):
            loaded.add(urlsplit(request.url).path)

    page.on("request", ask)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return hosts, complaints, loaded


def is_ours(complaint: str) -> bool:
    """Chromium grumbles about drawing maps without a graphics card, and about pages that answer 4xx or 5xx on purpose."""
    return not any(words in complaint for words in ("GL Driver", "WebGL", "the server responded with a status of"))


def test_no_page_calls_another_host_or_trips_over_its_own_policy(stage: Stage, open_window: Any) -> None:
    found: dict[str, list[str]] = {}
    for who, paths in stage.pages.items():
        page = open_window(client=stage.clients[who], address=stage.address).new_page()
        hosts, complaints, _loaded = watched(page)
        for path in paths:
            page.goto(f"{stage.address}/ru/{path}")
            if page.locator("ortaq-map").count() and path.endswith("map/"):
                page.locator("ortaq-map[data-ready]").first.wait_for(timeout=30_000)
            if faults := [complaint for complaint in complaints if is_ours(complaint)]:
                found[path] = faults
            complaints.clear()
        assert hosts == {urlsplit(stage.address).netloc}
    assert found == {}


def test_reading_pages_load_little_script_and_style(stage: Stage, open_window: Any) -> None:
    for path in addresses.READING:
        page = open_window().new_page()
        _hosts, _complaints, loaded = watched(page)
        page.goto(f"{stage.address}/kk/{path}", wait_until="networkidle")
        assert "/static/site.css" in loaded
        weight = sum(len(gzip.compress((BUILT / name.removeprefix("/static/")).read_bytes(), 6)) for name in loaded)
        assert weight <= LIMIT, f"{path}: {weight} octets of {sorted(loaded)}"
        page.context.close()
