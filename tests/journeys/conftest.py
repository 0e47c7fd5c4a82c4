"""The stage of the journeys: a small city in the test's database and a live server before it. Nothing is frozen."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests import factories
from tests.journeys import life
from tests.journeys.stage import Stage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from pytest_django.live_server_helper import LiveServer

    Open = Callable[..., "BrowserContext"]


@pytest.fixture
def city(transactional_db: None) -> factories.City:
    """The city of the tests with a calendar that covers today, whenever today is."""
    return life.city_of_today()


@pytest.fixture
def stage(city: factories.City, live_server: "LiveServer") -> Stage:
    """A city with a past, its server, and people to look at it."""
    return Stage(city, live_server.url)


@pytest.fixture
def open_window(browser: "Browser") -> Iterator["Open"]:
    """A function that opens a window of its own for one person; all are closed at the end."""
    opened = []

    def window(*, client: object = None, address: str = "", **options: object) -> "BrowserContext":
        given = {"viewport": {"width": 1280, "height": 900}, "locale": "kk-KZ", "timezone_id": "Asia/Almaty",
                 "reduced_motion": "reduce", **options}  # fmt: skip
        context = browser.new_context(**given)
        context.set_default_timeout(60_000)
        if client is not None:
            context.add_cookies(life.cookies_of(client, address))
        opened.append(context)
        return context

    yield window
    for context in opened:
        context.close()
