"""A real Chromium, driven by Playwright: the fixtures `browser`, `context` and `page`; `axe` judges a page, `window` and
`faults` many pages on a small phone.

Debian's chromium, or the one named by ORTAQ_CHROMIUM. Without one the tests are skipped with a reason; with
ORTAQ_REQUIRE_BROWSER=1 (set by .ci/run) they fail instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    Judge = Callable[[str], list[str]]
    Window = Callable[..., Page]

PHONE = {"width": 390, "height": 844}
SMALL = {"width": 360, "height": 740}
AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
WORST = {"serious", "critical"}


def chromium() -> str | None:
    """This will give the path of a Chromium on this machine, or None."""
    named = os.environ.get("ORTAQ_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses a browser is marked so, by itself: `-m "not browser"` leaves it out."""
    for item in items:
        if {"browser", "context", "page", "axe", "window"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    path = chromium()
    if path is None:
        reason = "no chromium on this machine: apt install chromium, or name one in ORTAQ_CHROMIUM"
        if os.environ.get("ORTAQ_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread; Django would refuse its database there although nothing is async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """A fresh profile at phone width, without motion."""
    opened = browser.new_context(viewport=PHONE, locale="kk-KZ", timezone_id="Asia/Almaty", reduced_motion="reduce")
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: "BrowserContext") -> "Page":
    return context.new_page()


@pytest.fixture
def axe(browser: "Browser") -> Iterator["Judge"]:
    """A function that opens an address and gives what axe finds serious there, as lines to read; [] is good.

    It has a context of its own: our strict CSP would not let axe's script in, every other test runs under it.
    """
    opened = browser.new_context(viewport=PHONE, bypass_csp=True, reduced_motion="reduce")

    def judge(address: str) -> list[str]:
        page = opened.new_page()
        page.goto(address)
        page.add_script_tag(path=AXE)
        found = page.evaluate("() => axe.run()")
        page.close()
        return [
            f"{fault['id']}: {fault['help']}: {node['html'][:120]}"
            for fault in found["violations"]
            if fault["impact"] in WORST
            for node in fault["nodes"]
        ]

    judge.context = opened  # type: ignore[attr-defined]  # for cookies of somebody signed in
    yield judge
    opened.close()


@pytest.fixture
def window(browser: "Browser") -> Iterator["Window"]:
    """A function that opens a small phone, for a person with a second factor or for a guest; see `faults`."""
    from tests.journeys import judge, life

    opened = []

    def open_it(address: str, person: Any = None) -> "Page":
        context = browser.new_context(viewport=SMALL, locale="kk-KZ", reduced_motion="reduce")
        if person is not None:
            context.add_cookies(life.cookies_of(life.signed_in(person, strong=True), address))
        judge.give_eyes(context)
        opened.append(context)
        return context.new_page()

    yield open_it
    for context in opened:
        context.close()


def faults(page: "Page", address: str, paths: list[str]) -> dict[str, list[str]]:
    """This will open each path in a window and give what is serious or runs off its side, by path; {} is good."""
    from tests.journeys import judge

    found = {}
    for path in paths:
        answer = page.goto(f"{address}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        if seen := judge.faults(page) + judge.runs_off(page):
            found[path] = seen
    return found
