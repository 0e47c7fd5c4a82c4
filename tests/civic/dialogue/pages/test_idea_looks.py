"""Ideas in a real browser: axe finds nothing serious, nothing runs off a phone, a place is drawn by keyboard."""

from pathlib import Path
from typing import Any

import pytest

from ortaq.civic.dialogue.models import Process
from ortaq.civic.dialogue.services import joining, lenses
from ortaq.core.people.models import Person
from tests import factories
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import TEXT, TITLE, a_resident, an_idea, supported
from tests.conftest import NOW
from tests.journeys import judge, life

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]
SMALL = {"width": 360, "height": 740}


class Scene:
    """A dialogue with a shown, a joined and a held idea, and shares of the residents."""

    def __init__(self) -> None:
        city = factories.city()
        goals = [{"code": "100-steps-97", "label": {"kk": "97-қадам", "ru": "Шаг 97", "en": "Step 97"}}]
        self.process, self.officer = stories.a_process(body=city.bodies["centre"], goals=goals)
        self.author = a_resident()
        lon, lat = factories.MEDEU
        line = {"type": "LineString", "coordinates": [[lon - 0.01, lat], [lon, lat + 0.004], [lon + 0.01, lat]]}
        self.root = an_idea(self.process, actor=self.author, shape=line, address="Абай даңғылы", goal="100-steps-97")
        self.part = an_idea(self.process, title="Абайда веложол салу", actor=self.author)
        self.held = an_idea(self.process, title="Саябаққа жарық шамдар", text="Кешке қараңғы.", theme="environment")
        supported(self.root, *(a_resident() for _ in range(3)))
        supported(self.part, a_resident())
        (self.joining,) = joining.join_ideas(
            ideas=[self.part], into=self.root, reason="Екеуі бір веложол туралы", actor=self.officer, now=NOW
        )
        for lens, share in (("elderly", 114), ("wheelchair", 21), ("cyclist", 60)):
            lenses.put_share(
                process=self.process, lens=lens, per_mille=share, year=2021, source="Ұлттық санақ",
                actor=self.officer, now=NOW,
            )  # fmt: skip

    def person(self, actor: Any) -> Person:
        return Person.objects.get(pk=actor.person_id)


def window(browser: Any, address: str, person: Any, *, strong: bool = False, size: Any = None, lang: str = "kk") -> Any:
    context = browser.new_context(viewport=size or SMALL, locale=f"{lang}-KZ", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    if person is not None:
        context.add_cookies(life.cookies_of(life.signed_in(person, strong=strong), address))
    judge.give_eyes(context)
    return context.new_page()


def faults(page: Any, address: str, paths: list[str]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        answer = page.goto(f"{address}/kk/{path}")
        assert answer.status == 200, path
        if seen := judge.faults(page) + judge.runs_off(page):
            found[path] = seen
    return found


def test_residents_and_the_desk_can_read_everything_at_360_px(live_server: Any, browser: Any) -> None:
    scene = Scene()
    home = f"dialogue/{scene.process.code}/ideas/"
    root, part = f"{home}{scene.root.matter.number}/", f"{home}{scene.part.matter.number}/"
    page = window(browser, live_server.url, scene.person(scene.author))
    own = [home, f"{home}?theme=martian", f"{home}map/", f"{home}voices/", f"{home}mine/", f"{home}groups/", root, part,
           f"{part}object/", f"{root}withdraw/", f"{home}new/words/"]  # fmt: skip
    assert faults(page, live_server.url, own) == {}
    desk = f"desk/{home}"
    number = scene.root.matter.number
    work = [desk, f"{desk}?state=shown", f"{desk}{number}/", f"{desk}{number}/hold/", f"{desk}join/?idea={number}",
            f"{desk}joinings/", f"{desk}joinings/{scene.joining.pk}/part/", f"{desk}shares/"]  # fmt: skip
    page = window(browser, live_server.url, scene.person(scene.officer), strong=True)
    assert faults(page, live_server.url, work) == {}


def to_the_map(page: Any, address: str, process: Process) -> None:
    page.goto(f"{address}/kk/dialogue/{process.code}/ideas/new/words/")
    page.fill("#id_title", TITLE)
    page.fill("#id_text", TEXT)
    page.get_by_role("button", name="Жалғастыру").click()
    page.wait_for_selector("ortaq-map[data-ready]")


def test_similar_ideas_appear_while_typing_and_a_line_is_drawn_by_keyboard(live_server: Any, browser: Any) -> None:
    scene = Scene()
    page = window(browser, live_server.url, None)
    page.goto(f"{live_server.url}/kk/dialogue/{scene.process.code}/ideas/new/words/")
    page.locator("#id_title").press_sequentially("велосипед жолы Абайда", delay=5)
    page.get_by_role("link", name=scene.root.matter.title).wait_for()
    to_the_map(page, live_server.url, scene.process)
    page.get_by_label("Сызық бойымен").check()
    canvas = page.locator("ortaq-map canvas")
    canvas.focus()
    canvas.press("Enter")
    for _ in range(2):
        canvas.press("ArrowRight")
        page.wait_for_timeout(600)
        canvas.press("Enter")
    drawn = page.locator("#id_points").input_value().strip().splitlines()
    assert len(set(drawn)) == 3
    canvas.press("Backspace")
    assert len(page.locator("#id_points").input_value().strip().splitlines()) == 2
    page.get_by_role("button", name="Қайта сызу").click()
    assert page.locator("#id_points").input_value() == ""
    page.get_by_role("button", name="Белгі астындағы нүктені қосу").click()
    assert len(page.locator("#id_points").input_value().strip().splitlines()) == 1
    assert judge.faults(page) + judge.runs_off(page) == []


def test_without_javascript_an_idea_is_written_from_the_first_word_to_the_check(live_server: Any, browser: Any) -> None:
    scene = Scene()
    context = browser.new_context(viewport=SMALL, java_script_enabled=False, locale="kk-KZ")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{live_server.url}/kk/dialogue/{scene.process.code}/ideas/new/")
    page.fill("#id_title", TITLE)
    page.fill("#id_text", TEXT)
    page.get_by_role("button", name="Осыған ұқсас идея бар ма?").click()
    assert page.get_by_role("link", name=scene.root.matter.title).is_visible()
    page.get_by_role("button", name="Жалғастыру").click()
    page.get_by_label("Бір жерде").check()
    page.locator("summary").filter(has_text="Координаталары").click()
    page.fill("#id_points", "43.235, 76.960")
    page.get_by_role("button", name="Жалғастыру").click()
    page.get_by_label("Көлік", exact=True).check()
    page.get_by_role("button", name="Жалғастыру").click()
    page.get_by_role("button", name="Жалғастыру").click()
    assert page.get_by_role("link", name="Кіріп, жіберу").is_visible()
    context.close()
