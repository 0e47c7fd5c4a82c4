"""axe finds nothing serious on any kind of page, in three languages, on a phone and on a wide screen; nothing runs off."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tests.browser import PHONE
from tests.journeys import addresses, judge, life
from tests.journeys.stage import Stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

LANGUAGES = ("kk", "ru", "en")
NIGHTLY = bool(os.environ.get("ORTAQ_NIGHTLY"))
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
"""A window of 1280 pixels at 400 %."""

pytestmark = [
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]


@pytest.fixture
def look(stage: Stage, open_window: Any) -> Any:
    """A function that opens a page for somebody, with axe in it."""

    def opened(who: str = "guest", size: dict[str, int] = PHONE) -> "Page":
        window = open_window(client=stage.clients[who], address=stage.address, viewport=size)
        judge.give_eyes(window)
        return window.new_page()

    return opened


def judged(page: "Page", stage: Stage, paths: Iterable[str]) -> dict[str, list[str]]:
    """This will give the faults of each address that has any."""
    found = {}
    for path in paths:
        if not path.endswith("/map/"):  # drawing one map is enough, and takes the longest
            page.route("**/map.js", lambda route: route.abort())
        answer = page.goto(f"{stage.address}/{path}")
        assert answer is not None
        expected = int(path.rstrip("/").rpartition("/")[2]) if "/ui/error/" in path else 200
        assert answer.status == expected, path
        if faults := judge.faults(page):
            found[path] = faults
    return found


@pytest.mark.parametrize("part", range(len(LANGUAGES)))
@pytest.mark.parametrize("turn", range(len(LANGUAGES) if NIGHTLY else 1))
def test_no_page_has_a_serious_fault_on_a_phone(stage: Stage, look: Any, part: int, turn: int) -> None:
    """Every page in one language by day, the neighbours in the others; by night every page in all three."""
    language = LANGUAGES[(part + turn) % len(LANGUAGES)]
    for who, paths in stage.pages.items():
        assert judged(look(who), stage, [f"{language}/{path}" for path in paths[part :: len(LANGUAGES)]]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_of_the_form_has_a_serious_fault(stage: Stage, look: Any, language: str) -> None:
    page = look()
    found = {}

    def go_on(name: str) -> None:
        with page.expect_navigation():
            page.locator("main form.form > .buttons button").first.click()
        if faults := judge.faults(page):
            found[name] = faults

    page.goto(f"{stage.address}/{language}/appeals/new/")
    go_on("words, with an error")
    page.fill("#id_text", "Біздің аулада балалар алаңы ескірген, әткеншек сынып қалды.")
    go_on("topic")
    page.locator("input[name=topic]").first.check()
    go_on("place")
    go_on("place, with an error")
    page.fill("#id_address", "Абай даңғылы, 52")
    go_on("kind")
    go_on("about")
    page.locator("details:has(#id_iin) summary").click()
    page.fill("#id_name", "Айгерім (демо)")
    page.fill("#id_phone", "12")
    page.fill("#id_iin", "880101300120")
    go_on("about, with errors")
    page.fill("#id_phone", "+7 701 123 45 67")
    page.fill("#id_iin", "")
    go_on("check")
    go_on("filed")
    assert "/filed/" in page.url
    assert found == {}


EMPTY = """() => document.querySelectorAll('main form[method=post] :is(textarea, input[type=text])')
.forEach((one) => { one.value = ''; })"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_of_the_desk_has_a_serious_fault_when_it_comes_back(stage: Stage, look: Any, language: str) -> None:
    page = look("officer", WIDE)
    send = page.locator("main form.form[method=post] > .buttons button").first
    pk = factories.lead_of(stage.past.waiting).pk
    found = {}
    for path in [*(f"desk/appeals/{pk}/{deed}/" for deed in addresses.DEEDS), "desk/call/"]:
        page.goto(f"{stage.address}/{language}/{path}")
        page.evaluate(EMPTY)
        if not send.is_visible():
            continue  # this deed is not open to her; the page says why
        with page.expect_navigation():
            send.click()
        if faults := judge.faults(page):
            found[path] = faults
    page.fill("#id_text", "Қоңырау шалған кісі шам жанбайды дейді.")
    with page.expect_navigation():
        send.click()
    assert f"/desk/call/{life.today().year}-" in page.url
    if faults := judge.faults(page):
        found["call taken"] = faults
    assert found == {}


MAIN = {
    "guest": ("", "appeals/", "appeals/map/", "bodies/", f"bodies/{life.BODY}/", "routing/", "account/login/"),
    "officer": ("desk/", "desk/call/", "desk/moderation/"),
}


def test_no_main_page_has_a_serious_fault_on_a_wide_screen(stage: Stage, look: Any) -> None:
    guest = [*MAIN["guest"], f"appeals/{stage.past.fixed.matter.number}/"]
    assert judged(look("guest", WIDE), stage, [f"ru/{path}" for path in guest]) == {}
    officer = [*MAIN["officer"], *stage.pages["officer"][1:5]]
    assert judged(look("officer", WIDE), stage, [f"ru/{path}" for path in officer]) == {}


def test_at_four_hundred_percent_nothing_runs_off_the_side(stage: Stage, look: Any) -> None:
    found = {}
    for who, paths in stage.pages.items():
        page = look(who, NARROW)
        for path in paths:
            page.goto(f"{stage.address}/ru/{path}")  # the longest words
            if wide := judge.runs_off(page):
                found[path] = wide
    assert found == {}
