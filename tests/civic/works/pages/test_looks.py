"""axe finds nothing serious on the pages of works and their desk, nothing runs off a small phone, no sum is torn apart."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tests.browser import faults
from tests.civic.works import stories
from tests.journeys import judge, life

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]
LONG = "Өте-ұзын-сөз-" * 9
LINES = """() => [...document.querySelectorAll('.works-side .facts dd')].map((told) => {
    const words = document.createRange(); words.selectNodeContents(told);
    return new Set([...words.getClientRects()].map((box) => Math.round(box.bottom))).size; })"""
"""In how many lines each fact of a work is written."""


@pytest.fixture
def built(transactional_db: None) -> tuple[factories.City, Any]:
    city = life.city_of_today()
    work = stories.a_built(
        city, amounts=[("pedestrian_street", "m", 8_200)], planned=311_600_000_00, contractor=LONG, title={"kk": LONG}
    )
    stories.a_checked_pair(work, city)
    stories.a_pair(work, city.officer(), days=-4)
    stories.inspected(work, fixed=LONG)
    stories.cleaned()
    return city, work


def test_works_can_be_read_by_everyone_on_a_small_phone(built: Any, live_server: "LiveServer", window: Any) -> None:
    city, work = built
    number, shop = work.matter.number, stories.a_workshop(city, title={"kk": LONG})
    concept = shop.concepts.get(number=1).matter.number
    paths = ["works/", "works/totals/", "works/workshops/", f"works/workshops/{shop.matter.number}/",
             f"works/concepts/{concept}/", "works/grants/", f"works/{number}/", f"works/{number}/acceptance/"]  # fmt: skip
    page = window(live_server.url)
    read = [f"{language}/{path}" for language in ("kk", "ru") for path in paths]
    assert faults(page, live_server.url, read) == {}


def test_the_desk_of_works_can_be_used_by_everyone_on_a_small_phone(
    built: Any, live_server: "LiveServer", window: Any
) -> None:
    city, work = built
    grant, shop = stories.a_grant(city), stories.a_workshop(city)
    one, money = f"desk/works/{work.matter.number}", f"desk/works/{grant.matter.number}"
    paths = ["desk/works/", "desk/works/new/", f"{one}/", f"{one}/edit/", f"{one}/move/", f"{one}/quantities/",
             f"{one}/photos/", f"{one}/photos/2/after/", f"{one}/photos/2/check/", f"{money}/", f"{money}/instalments/",
             f"{money}/result/", "desk/works/workshops/", f"desk/works/workshops/{shop.matter.number}/concept/"]  # fmt: skip
    page = window(live_server.url, life.an_officer(city))
    assert faults(page, live_server.url, [f"kk/{path}" for path in paths]) == {}


def test_a_sum_and_a_day_stand_in_one_line_on_a_small_phone(
    transactional_db: None, live_server: "LiveServer", window: Any
) -> None:
    city = life.city_of_today()
    work = stories.a_built(
        city, amounts=[("pedestrian_street", "m", 8_200)], planned=311_600_000_00, territory=None,
        starts_on=life.today(), ends_on=life.today(),
    )  # fmt: skip
    page = window(live_server.url)
    for language in ("kk", "ru", "en"):
        page.goto(f"{live_server.url}/{language}/works/{work.matter.number}/")
        assert set(page.evaluate(LINES)) == {1}, language
