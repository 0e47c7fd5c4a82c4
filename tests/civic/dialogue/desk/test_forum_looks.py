"""A browser at a forum: nothing serious for axe, nothing off the side of a phone; a door without a connection."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.civic.dialogue import stories as people
from tests.civic.dialogue.desk import forum_scene
from tests.journeys import judge, life

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/door.js").exists()), reason="not built: make build"
    ),
]
NARROW = {"width": 360, "height": 760}


@pytest.fixture
def windows(browser: "Browser", live_server: "LiveServer") -> Iterator[Any]:
    """A function that opens a page at 360 px for a person."""
    opened = []

    def window(person: Any = None, *, strong: bool = False, language: str = "kk") -> "Page":
        context = browser.new_context(viewport=NARROW, locale=f"{language}-KZ", reduced_motion="reduce")
        if person is not None:
            context.add_cookies(life.cookies_of(life.signed_in(person, strong=strong), live_server.url))
        judge.give_eyes(context)
        opened.append(context)
        return context.new_page()

    yield window
    for context in opened:
        context.close()


def test_every_page_of_a_forum_can_be_read_by_everyone(live_server: "LiveServer", windows: Any) -> None:
    hall = forum_scene.a_hall()
    found = {}
    readers = {"sits": hall.sits.person, "waits": hall.waits.person, "newcomer": people.a_person()}
    for who, paths in forum_scene.paths(hall).items():
        page = windows(hall.officer if who == "officer" else readers.get(who), strong=who == "officer")
        for path in paths:
            answer = page.goto(f"{live_server.url}/kk/{path}")
            assert answer is not None
            assert answer.status == 200, path
            if seen := judge.faults(page) + judge.runs_off(page):
                found[who, path] = seen
    assert found == {}


def check_in(page: "Page", code: str, said: str) -> None:
    page.fill("[name=ticket]", code)
    page.press("[name=ticket]", "Enter")
    page.locator("[data-said]").filter(has_text=said).wait_for()


def test_a_door_goes_on_without_a_connection_and_sends_later(live_server: "LiveServer", windows: Any) -> None:
    from ortaq.civic.dialogue.models import Registration

    hall = forum_scene.a_hall()
    page = windows(hall.officer, strong=True, language="en")
    page.goto(f"{live_server.url}/en/desk/forums/{hall.forum.code}/door/")
    page.get_by_text("0 of 2 are in").wait_for()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    check_in(page, hall.sits.code.lower(), "Come in")
    page.get_by_text("1 of 2 are in").wait_for()
    page.get_by_text("No connection. Go on").wait_for()
    check_in(page, hall.sits.code, "In already")
    check_in(page, hall.waits.code, "Not in the list")
    check_in(page, "ABC", "six letters and digits")
    check_in(page, f"http://x/kk/forums/forum-other/#{hall.sits.code}.00", "another forum: forum-other")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert hall.sits.code not in kept
    assert hall.sits.person.name not in kept
    assert Registration.objects.get(pk=hall.sits.pk).checked_in_at is None
    page.context.set_offline(False)
    page.get_by_text("Connected. Everything is sent.").wait_for()
    assert Registration.objects.get(pk=hall.sits.pk).checked_in_at is not None
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('door:'))") == []
    page.reload()
    page.get_by_text("1 of 2 are in").wait_for()
    page.wait_for_load_state("networkidle")
    check_in(page, hall.sits.code, "In already")


def test_what_waited_on_the_device_survives_a_reload(live_server: "LiveServer", windows: Any) -> None:
    from ortaq.civic.dialogue.models import Registration

    hall = forum_scene.a_hall()
    page = windows(hall.officer, strong=True, language="en")
    address = f"{live_server.url}/en/desk/forums/{hall.forum.code}/door/"
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.route("**/door/sync/", lambda route: route.abort())
    check_in(page, hall.sits.code, "Come in")
    page.get_by_text("No connection. Go on").wait_for()
    page.unroute("**/door/sync/")
    page.goto(address)
    page.get_by_text("Connected. Everything is sent.").wait_for()
    assert Registration.objects.get(pk=hall.sits.pk).checked_in_at is not None


def test_the_door_outlives_a_reload_without_a_connection(
    live_server: "LiveServer", windows: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ortaq.civic.dialogue.desk import door
    from ortaq.civic.dialogue.models import Registration

    hall, asked, found = forum_scene.a_hall(), [], door.forum_or_404
    monkeypatch.setattr(
        door, "forum_or_404", lambda request, code: (asked.append(request.path), found(request, code))[1]
    )
    page = windows(hall.officer, strong=True, language="en")
    page.goto(f"{live_server.url}/en/desk/forums/{hall.forum.code}/door/")
    page.locator("#door[data-ready]").wait_for(state="attached")
    page.context.set_offline(True)
    assert asked
    asked.clear()
    page.reload()
    page.get_by_text("0 of 2 are in").wait_for()
    check_in(page, hall.sits.code, "Come in")
    page.get_by_text("No connection. Go on").wait_for()
    assert asked == [], "the server was asked: nothing was proved"
    kept = page.evaluate(
        "caches.open('door:' + document.getElementById('door').dataset.forum).then(async (all) => (await Promise.all("
        "(await all.matchAll()).map((one) => one.clone().text()))).join())"
    )
    assert hall.sits.code not in kept
    assert hall.sits.person.name not in kept
    page.context.set_offline(False)
    page.get_by_text("Connected. Everything is sent.").wait_for()
    assert Registration.objects.get(pk=hall.sits.pk).checked_in_at is not None


def test_questions_come_by_themselves_and_keep_the_focus(live_server: "LiveServer", windows: Any) -> None:
    from ortaq.civic.dialogue.services import questions

    hall = forum_scene.a_hall()
    page = windows(hall.sits.person, language="en")
    page.goto(f"{live_server.url}/en/forums/{hall.forum.code}/questions/")
    page.locator(".questions button[name=want]").first.focus()
    held = page.evaluate("document.activeElement.id")
    asked = questions.ask(
        forum=hall.forum, text="Жаңа сұрақ қашан шығады?", language="kk", form_token="late",
        actor=people.her(people.a_person()), now=life.now(),
    )  # fmt: skip
    page.locator(f"#q{asked.pk}").wait_for()
    assert page.evaluate("document.activeElement.id") == held
    page.keyboard.press("Enter")
    page.locator(f"#{held}[aria-pressed=true]").wait_for()
