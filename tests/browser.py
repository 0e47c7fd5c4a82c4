"""A real Chromium, driven by Playwright: the fixtures `browser`, `context` and `page`.

Debian's chromium, or the one named by ORTAQ_CHROMIUM. Without one the tests are skipped with a reason; with
ORTAQ_REQUIRE_BROWSER=1 (set by .ci/run) they fail instead.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PHONE = {"width": 390, "height": 844}


def chromium() -> str | None:
    """This will give the path of a Chromium on this machine, or None."""
    named = os.environ.get("ORTAQ_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses a browser is marked so, by itself: `-m "not browser"` leaves it out."""
    for item in items:
        if {"browser", "context", "page"} & set(getattr(item, "fixturenames", ())):
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
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: "BrowserContext") -> "Page":
    return context.new_page()
