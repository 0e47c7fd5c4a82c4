"""A forum with everything on its pages, around the hour of the run: for a browser, whose clock nobody tells."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests import factories
from tests.civic.dialogue import forum_stories as stories
from tests.journeys import life

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum, Registration
    from ortaq.core.people.models import Person

HOUR = timedelta(hours=1)
SUMMARY = {
    "kk": "Жасыл дәліздің екінші кезеңін бірге талқылаймыз: қай жерде көлеңке, қай жерде орындық керек.",
    "ru": "Вместе обсудим вторую очередь зелёного коридора: где нужна тень, где скамейки.",
    "en": "We discuss the second stage of the green corridor together: where shade and benches are needed.",
}
SAID = (
    "Жағалаудағы жолды түнде қашан жарықтандырасыз? Балалар мектептен кеш қайтады.",
    "Когда появится пандус у перехода через Сайран?",
    "Велосипед жолы Рысқұлов даңғылына дейін жете ме?",
)


@dataclass
class Hall:
    """The forum an hour before its start, its officer, who sits, who waits."""

    forum: "Forum"
    officer: "Person"
    sits: "Registration"
    waits: "Registration"


def a_hall() -> Hall:
    from ortaq.civic.dialogue.models import Forum
    from ortaq.civic.dialogue.services import forums, questions

    now = life.now()
    starts = (now + HOUR).replace(second=0, microsecond=0)
    draft, officer = stories.a_draft(starts_at=stories.STARTS, capacity=2, summary=SUMMARY, hashtags=["#WeAlmaty"])
    forum = forums.publish(forum=draft, actor=officer, now=stories.NOW)
    Forum.objects.filter(pk=forum.pk).update(
        starts_at=starts, ends_at=starts + 4 * HOUR, registration_opens_at=now - timedelta(days=3),
        registration_closes_at=starts,
    )  # fmt: skip
    forum = Forum.objects.select_related("process__body", "matter").get(pk=forum.pk)
    for n, title in enumerate((SUMMARY, stories.TITLE)):
        forums.save_item(
            forum=forum, starts_at=starts + n * HOUR, minutes=45, title=title, speaker="Сәуле Омарова (demo)",
            post={"kk": "бас сәулетші", "ru": "главный архитектор", "en": "chief architect"},
            body=forum.process.body, actor=officer, now=now,
        )  # fmt: skip
    sits = stories.registered(forum, needs=["ramp", "childcare"], note_text="Арбамен келемін", now=now)
    stories.registered(forum, now=now)
    waits = stories.registered(forum, now=now)
    for n, text in enumerate(SAID):
        asked = questions.ask(
            forum=forum,
            text=text,
            language="ru" if n == 1 else "kk",
            form_token=str(n),
            actor=stories.someone(),
            now=now,
        )
        for _ in range(n):
            questions.want(question=asked, actor=stories.someone(), now=now)
    office = factories.an_office(forum.process.body, "officer")
    return Hall(forum, office.person, stories.fresh(sits), stories.fresh(waits))


def paths(hall: Hall) -> dict[str, list[str]]:
    """Who reads what."""
    one = f"forums/{hall.forum.code}/"
    parts = [f"edit/{part}/" for part in ("words", "place", "times", "more")]
    desk: Any = [
        "", *parts, "programme/new/", "step/cancel/", "people/", "door/", "questions/", "minutes/", "minutes/new/",
        "photos/",
    ]  # fmt: skip
    return {
        "guest": ["forums/", one, f"{one}questions/", f"{one}screen/", "forums/certificate/"],
        "sits": ["forums/", f"{one}mine/", f"{one}mine/cancel/", f"{one}questions/"],
        "waits": [f"{one}mine/"],
        "newcomer": [f"{one}register/"],
        "officer": ["desk/forums/", "desk/forums/new/", *(f"desk/{one}{path}" for path in desk)],
    }
