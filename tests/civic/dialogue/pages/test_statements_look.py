"""Statements in a real browser on a narrow phone: by keyboard alone, readable to everyone, nothing runs off the side."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.civic.dialogue import stories, voices
from tests.civic.dialogue.services.test_groups import count, filled
from tests.journeys import judge, life

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]
NARROW = {"width": 360, "height": 740}


def opened(browser: "Browser", address: str, person: Any, *, scripts: bool = True, strong: bool = False) -> Any:
    context = browser.new_context(viewport=NARROW, locale="kk-KZ", reduced_motion="reduce", java_script_enabled=scripts)
    context.add_cookies(life.cookies_of(life.signed_in(person, strong=strong), address))
    if scripts:
        judge.give_eyes(context)
    return context.new_page()


def test_three_statements_are_answered_by_keyboard_without_scripts(
    live_server: "LiveServer", browser: "Browser"
) -> None:
    from ortaq.civic.dialogue.models import StatementVote

    process, officer = stories.a_process()
    voices.seeded(process, officer)
    person, _ = voices.a_voice()
    page = opened(browser, live_server.url, person, scripts=False)
    page.goto(f"{live_server.url}/en/dialogue/{process.code}/statements/")
    page.get_by_role("button", name="Show me a statement").press("Enter")
    for name in ("Agree", "Disagree", "Pass"):
        asked = page.locator(".voice-text")
        asked.wait_for()
        before = asked.inner_text()
        assert asked.evaluate("one => one === document.activeElement"), "who reads by ear hears the statement first"
        for _ in range(("Agree", "Disagree", "Pass").index(name) + 1):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText").startswith(name)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert asked.inner_text() != before
    page.context.close()
    assert sorted(StatementVote.objects.filter(person=person).values_list("value", flat=True)) == [-1, 0, 1]


def test_every_page_of_statements_can_be_read_by_everyone(live_server: "LiveServer", browser: "Browser") -> None:
    process, officer = stories.a_process()
    people = filled(process, officer)
    count(process)
    address, found = f"{live_server.url}/kk/dialogue/{process.code}", {}
    page = opened(browser, live_server.url, people[0][0])
    for path in ("statements/", "statements/new/", "statements/mine/", "statements/mine/forget/", "groups/"):
        assert page.goto(f"{address}/{path}").status == 200
        if seen := judge.faults(page) + judge.runs_off(page):
            found[path] = seen
    page.context.close()
    from ortaq.core.people.models import Person

    page = opened(browser, live_server.url, Person.objects.get(pk=officer.person_id), strong=True)
    for path in ("statements/", "statements/new/", "statements/1/reject/", "statements/?show=shown"):
        assert page.goto(f"{live_server.url}/kk/desk/dialogue/{process.code}/{path}").status == 200
        if seen := judge.faults(page) + judge.runs_off(page):
            found[f"desk {path}"] = seen
    page.context.close()
    assert found == {}
