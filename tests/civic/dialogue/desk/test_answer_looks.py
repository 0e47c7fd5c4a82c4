"""Answers, talk and moderation in a real browser: axe finds nothing serious, nothing runs off a phone of 360 px."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from ortaq.civic.dialogue.services import fates, talk
from ortaq.core.discussion import services as discussion
from ortaq.core.matters import services as matters
from ortaq.core.people.models import Person
from tests import factories
from tests.civic.dialogue import fate_stories, stories, voices
from tests.conftest import NOW
from tests.journeys import judge, life

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]
SMALL = {"width": 360, "height": 740}
TO = {"kk": "Көлік министрлігі", "ru": "Министерство транспорта", "en": "Ministry of Transport"}


class Scene:
    """A dialogue with an answer that was corrected, one that waits, talk in two columns, and a moderator's work."""

    def __init__(self) -> None:
        city = factories.city()
        self.process, self.officer = stories.a_process(body=city.bodies["centre"], columns=True, code="green")
        self.moderator = city.officer("centre", "moderator")
        self.tree = fate_stories.an_idea(self.process)
        self.bus = fate_stories.an_idea(self.process, "Автобус аялдамасына жабын", "Жаңбырда күтетін орын жоқ.")
        fate_stories.an_idea(self.process, "Ағаштар көбірек болсын", "Көлеңкелі ағаш отырғызыңыздар.")
        said = fate_stories.a_statement(self.process)
        first = fate_stories.a_cluster(self.process, self.officer, self.tree, statements=[said.pk])
        fate_stories.answered(first, self.officer)
        fates.correct_fate(
            cluster=first, fate="outside", reason=fate_stories.REASON, forwarded_to=TO, why="Жол — республикалық",
            actor=self.officer, now=NOW,
        )  # fmt: skip
        fate_stories.a_cluster(
            self.process, self.officer, self.bus, title={"kk": "Жабық аялдамалар", "ru": "Крытые остановки"}
        )
        self._talk()
        matters.put_wording(
            matter=self.tree.matter, language="ru", title="Посадить деревья на аллее", text="Тени нет, летом жарко.",
            machine=True, actor=self.officer, now=NOW,
        )  # fmt: skip

    def _talk(self) -> None:
        self.author, actor = voices.a_voice()
        said = {"process": self.process, "matter": self.tree.matter, "now": NOW}
        pro = talk.comment(text="Жазда көлеңке қажет.", side="for", actor=actor, **said)
        talk.comment(text="Иә, балаларға да.", reply_to=pro, actor=voices.a_voice()[1], **said)
        talk.comment(text="Суды қайдан аламыз?", side="against", actor=voices.a_voice()[1], **said)
        self.hidden = talk.comment(text="Дөрекі сөз", side="against", actor=actor, **said)
        now = timezone.now()
        reader = voices.a_voice()[1]
        discussion.report(matter=self.tree.matter, comment=pro, why="other", actor=reader, now=now)
        colleague = factories.actor_for(factories.an_office(self.process.body, "moderator"))
        discussion.hide(comment=self.hidden, reason="Балағат", actor=colleague, now=now)
        self.objection = discussion.object_to_hiding(comment=self.hidden, text="Балағат емес", actor=actor, now=now)

    def person(self, actor: Any) -> Person:
        return Person.objects.get(pk=actor.person_id)


def window(browser: Any, address: str, person: Any, *, strong: bool = False, size: Any = None, lang: str = "kk") -> Any:
    context = browser.new_context(viewport=size or SMALL, locale=f"{lang}-KZ", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    if person is not None:
        context.add_cookies(life.cookies_of(life.signed_in(person, strong=strong), address))
    judge.give_eyes(context)
    return context.new_page()


def faults(page: Any, address: str, paths: list[str], lang: str = "kk") -> dict[str, list[str]]:
    found = {}
    for path in paths:
        answer = page.goto(f"{address}/{lang}/{path}")
        assert answer.status == 200, path
        if seen := judge.faults(page) + judge.runs_off(page):
            found[path] = seen
    return found


def own_pages(scene: Scene) -> list[str]:
    home, card = "dialogue/green/", scene.tree.matter.number
    comment = scene.tree.matter.comments.first().pk
    return [
        f"{home}answers/", f"{home}answers/1/", f"{home}answers/2/", "answers/", "answers/centre/",
        f"{home}talk/{card}/", f"{home}talk/{card}/?reply={comment}", f"{home}talk/{scene.bus.matter.number}/report/",
        f"{home}talk/{card}/languages/", f"moderation/comment/{scene.hidden.pk}/", "moderation/",
    ]  # fmt: skip


def desk_pages(scene: Scene) -> list[str]:
    base = "desk/dialogue/green/answers/"
    return [
        base, f"{base}loose/idea/", f"{base}new/", f"{base}1/", f"{base}2/", f"{base}2/answer/", f"{base}1/correct/",
        f"{base}2/hand-over/", "desk/answers/", f"desk/dialogue/green/words/{scene.tree.matter.number}/ru/",
    ]  # fmt: skip


def test_everything_is_read_at_360_px(live_server: Any, browser: Any) -> None:
    scene = Scene()
    page = window(browser, live_server.url, scene.author)
    assert faults(page, live_server.url, own_pages(scene)) == {}
    page = window(browser, live_server.url, scene.person(scene.officer), strong=True)
    assert faults(page, live_server.url, desk_pages(scene)) == {}
    page = window(browser, live_server.url, scene.person(scene.moderator), strong=True)
    work = ["desk/moderation/", f"desk/moderation/objections/{scene.objection.pk}/"]
    assert faults(page, live_server.url, work) == {}


def test_a_comment_is_written_by_keyboard(live_server: Any, browser: Any) -> None:
    scene = Scene()
    page = window(browser, live_server.url, scene.author)
    page.goto(f"{live_server.url}/kk/dialogue/green/talk/{scene.tree.matter.number}/")
    page.locator("#id_side_0").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Ағаш отырғызуға көмектесеміз.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Ағаш отырғызуға көмектесеміз.").wait_for()
    assert page.locator("section", has=page.locator("#talk-for")).get_by_text("көмектесеміз").count() == 1
