"""A resident votes on a phone, by keyboard alone and without a script; and with scripts every tick is kept at once."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests import factories
from tests.browser import PHONE
from tests.civic.budgets.ballot_box import a_neighbour
from tests.journeys import life, votes
from tests.journeys.hands import Hands

pytestmark = pytest.mark.skipif(not Path("assets/built/site.css").exists(), reason="not built: make build")


def box(project: Any) -> str:
    return f"input[name=project][value='{project.pk}']"


def test_a_resident_votes_without_a_mouse_and_without_scripts(
    city: factories.City, live_server: Any, open_window: Any
) -> None:
    from ortaq.civic.budgets.models import Ballot, BallotDraft

    vote = votes.a_vote_today(city)
    client = life.signed_in(a_neighbour())
    window = open_window(client=client, address=live_server.url, viewport=PHONE, java_script_enabled=False)
    page = window.new_page()
    her = Keys(page)
    page.goto(f"{live_server.url}/kk/budgets/{vote.call.code}/")
    her.open("a.button[href$='/vote/']")
    her.open("a[href$='/vote/in/bostandyk/']")
    her.tick(box(vote.projects[0]))
    her.tick(box(vote.projects[2]))
    her.open("button[name=go][value=districts]")
    assert "2 / 3" in page.inner_text("#mine")
    her.open("a[href$='/vote/in/medeu/']")
    her.tick(box(vote.projects[4]))
    her.open("button[name=go][value=check]")
    assert "Гүлзар" in page.inner_text("main")
    assert not Ballot.objects.exists()
    her.open("main form button.large")
    code = re.search(r"(?:[A-Z2-9]{4}-){4}[A-Z2-9]{4}", page.inner_text("main"))
    assert code, page.inner_text("main")
    assert sorted(Ballot.objects.get().projects) == sorted(vote.projects[n].pk for n in (0, 2, 4))
    assert not BallotDraft.objects.exists()
    her.open("a[href*='/receipt/?code=']")
    assert page.locator(".notice.good").count() == 1
    page.goto(f"{live_server.url}/kk/budgets/{vote.call.code}/vote/")
    assert code.group() not in page.content()


class Keys:
    """Tab, space and Enter where no script can be asked what has the focus: the browser's own selector says it."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def reach(self, selector: str, *, back: bool = False) -> None:
        for _step in range(160):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if self.page.locator(f"{selector}:focus").count():
                return
        raise AssertionError(f"Tab never reaches {selector}")

    def tick(self, selector: str) -> None:
        self.seek(selector)
        self.page.keyboard.press("Space")

    def seek(self, selector: str) -> None:
        """Look forward, then back: the lot decides which of two projects stands first."""
        try:
            self.reach(selector)
        except AssertionError:
            self.reach(selector, back=True)

    def open(self, selector: str) -> None:
        self.seek(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_with_scripts_every_tick_is_kept_and_counted_aloud(
    city: factories.City, live_server: Any, open_window: Any
) -> None:
    from ortaq.civic.budgets.models import BallotDraft

    vote = votes.a_vote_today(city)
    window = open_window(client=life.signed_in(a_neighbour()), address=live_server.url, viewport=PHONE)
    page = window.new_page()
    page.goto(f"{live_server.url}/ru/budgets/{vote.call.code}/vote/in/bostandyk/")
    her = Hands(page)
    her.tick(box(min(vote.projects[:3], key=lambda project: project.ballot_number)))
    page.locator("#chosen").get_by_text("1 из 3").first.wait_for()
    assert len(BallotDraft.objects.get().projects) == 1
    page.locator("#said").get_by_text("1 из 3").wait_for(state="attached")
    assert page.evaluate("document.activeElement.name") == "project", "the focus stays where the hand is"
