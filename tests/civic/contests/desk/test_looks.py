"""axe finds nothing serious on the pages of the desk and the jury's room, and nothing runs off the side of a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tests.browser import PHONE
from tests.civic.contests import stories
from tests.civic.contests.services.test_deciding import at_work
from tests.civic.contests.stories import NOW
from tests.journeys import judge, life

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]
RULES = [{"code": "lives", "kind": "resident", "territory": "city", "label": {"kk": "Алматыда тұрамын"}}]


@pytest.fixture
def windows(browser: "Browser") -> Iterator[Any]:
    """A function that opens a page at phone width for a person."""
    opened = []

    def window(address: str, person: Any, *, strong: bool = False) -> "Page":
        context = browser.new_context(viewport=PHONE, locale="kk-KZ", reduced_motion="reduce")
        context.add_cookies(life.cookies_of(life.signed_in(person, strong=strong), address))
        judge.give_eyes(context)
        opened.append(context)
        return context.new_page()

    yield window
    for context in opened:
        context.close()


def faults(page: "Page", address: str, paths: list[str]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        answer = page.goto(f"{address}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        if seen := judge.faults(page) + judge.runs_off(page):
            found[path] = seen
    return found


def test_the_desk_and_the_jurys_room_can_be_read_by_everyone(live_server: "LiveServer", windows: Any) -> None:
    contest, head, entries, seats = at_work(count=2, jurors=2)
    stories.shared_out(contest, head)
    draft, _ = stories.a_contest(eligibility=RULES)
    sent = stories.sent(draft, now=NOW)
    office = factories.an_office(contest.body, "head")
    factories.an_office(draft.body, "head", office.person)
    one, other = f"desk/contests/{contest.code}/", f"desk/contests/{draft.code}/"
    desk = [
        "desk/contests/", "desk/contests/new/", one, other, f"{other}form/", f"{other}form/0/", f"{other}criteria/",
        *(f"{other}edit/{part}/" for part in ("words", "terms", "money")), f"{other}applications/", f"{other}eligibility/",
        f"{other}eligibility/age/1/",
        f"{other}applications/{sent.matter.number}/", f"{other}applications/{sent.matter.number}/more/", f"{one}jury/",
        f"{one}jury/invite/", f"{one}jury/conflict/", f"{one}step/scores/", f"{one}objections/", f"{one}agreements/",
    ]  # fmt: skip
    page = windows(live_server.url, office.person, strong=True)
    assert faults(page, live_server.url, [f"kk/{path}" for path in desk]) == {}
    stories.scored(seats[1].reviews.select_related("juror__person").first(), 5, 5)
    number = entries[0].matter.number
    room = ["jury/", f"jury/{contest.code}/", f"jury/{contest.code}/{number}/", f"jury/{contest.code}/{number}/close/"]
    page = windows(live_server.url, seats[0].person)
    assert faults(page, live_server.url, [f"kk/{path}" for path in room]) == {}
