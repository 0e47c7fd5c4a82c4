"""axe finds nothing serious on the pages and the desk of a dialogue, and nothing runs off the side of a small phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import faults
from tests.civic.dialogue import stories, texts
from tests.conftest import NOW
from tests.journeys import judge

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]


def test_a_dialogue_can_be_read_and_run_by_everyone_on_a_small_phone(live_server: "LiveServer", window: Any) -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.people.queries import person_by_id

    process, officer = stories.a_process(question=texts.TITLE, summary=texts.TEXT)
    texts.shown(process, officer, states={"ru": "machine"})
    texts.shown(process, officer, "partner", link="https://partner.example/")
    texts.shown(process, officer, "material", material="recording", link="https://video.example/1")
    news = texts.shown(process, officer, "news")
    words = {"title": texts.NEWS, "text": {"kk": "Ертең.", "ru": "Завтра."}}
    contents.save_version(content=news, words=words, based_on=1, actor=officer, now=NOW)
    one = f"dialogue/{process.code}/"
    guest = window(live_server.url)
    public = ["dialogue/", one, f"{one}timeline/", f"{one}read/", f"{one}read/explainer-1/"]
    read = [f"{language}/{path}" for language in ("kk", "ru") for path in public]
    assert faults(guest, live_server.url, read) == {}
    text = f"{one}texts/news-1/"
    desk = ["dialogue/", "dialogue/new/", "dialogue/new/workshops/", one, f"{one}edit/words/", f"{one}edit/settings/",
            f"{one}phases/0/", f"{one}goals/", text, f"{text}edit/", f"{text}versions/2/", f"{text}later/"]  # fmt: skip
    officers = window(live_server.url, person_by_id(officer.person_id))
    assert faults(officers, live_server.url, [f"kk/desk/{path}" for path in desk]) == {}
