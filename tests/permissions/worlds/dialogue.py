"""A public dialogue of Bostandyk's akimat with one of everything; who owns a part of it adds its values here.

One code serves the process and its forum, so that every address finds what it asks for.
"""

from typing import TYPE_CHECKING, Any

from tests import factories
from tests.civic.dialogue import stories
from tests.conftest import NOW
from tests.permissions.worlds import fates, forums, ideas, statements

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

NAMESPACES = ("dialogue_desk", "dialogue")
SCENES = False
CODE = "talk"
WORDS = {"kk": "Саябақ қандай болсын?", "ru": "Каким быть парку?"}
FORM = {
    "title_kk": "Басқа атау", "title_ru": "Другое название", "asked_kk": "Не керек?", "asked_ru": "Что нужно?",
    "opens_at": "2027-03-02T09:00", "closes_at": "2027-03-20T18:00", "meets_at": "2027-03-15T10:00", "seats": "50",
    "answers_due_on": "2027-05-01", "text_kk": "Мәтін", "text_ru": "Текст", "source_language": "kk", "based_on": "1",
    "publish_at": "2027-03-05T09:00", "phase": "collect", "goal_code": "step-97",
} | forums.FORM | ideas.FORM | statements.FORM | fates.FORM  # fmt: skip


PK = 4711
"""The id of everything an address names by its id: one number serves them all."""


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    body, officer = city.bodies["akimat-bostandyk"], city.officer("akimat-bostandyk", "head")
    process, _colleague = stories.a_process(body=body, code=CODE, question=WORDS)
    return (
        {"code": CODE, "recipe": "forum", "part": "words", "position": 0}
        | _texts(process, officer)
        | forums.build(process, officer, owner, pk=PK)
        | ideas.build(process, officer, owner, pk=PK)
        | statements.build(process, officer, owner)
        | fates.build(process, officer, owner)
    )


def _texts(process: Any, officer: "Actor") -> dict[str, Any]:
    """News everybody reads."""
    from ortaq.civic.dialogue.services import contents

    said = {"title": WORDS, "text": WORDS, "source_language": "kk"}
    news = contents.add_content(process=process, kind="news", words=said, actor=officer, now=NOW)
    contents.publish_content(content=news, actor=officer, now=NOW)
    return {"content": news.code, "text": "news", "version": 1}


def written() -> tuple[int, ...]:
    from ortaq.civic.dialogue.models import Content, ContentVersion, Phase, Process

    own = tuple(model.objects.count() for model in (Content, ContentVersion, Phase, Process))
    own += (Content.objects.filter(state=Content.State.SCHEDULED).count(),)
    return own + forums.written() + ideas.written() + statements.written() + fates.written()
