"""Texts, forums and answers around a process, for pages that list them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Cluster, Content, Forum, Process
    from ortaq.core.people.actor import Actor

TITLE = {"kk": "Дәліз деген не?", "ru": "Что такое коридор?"}
TEXT = {"kk": "Дәліз — өзен бойы.", "ru": "Коридор — берег реки."}
NEWS = TITLE | {"en": "What is a corridor?"}


def a_draft(process: "Process", officer: "Actor", kind: str = "explainer", **facts: Any) -> "Content":
    """A text nobody else sees."""
    from ortaq.civic.dialogue.services import contents

    words = {"title": NEWS if kind == "news" else TITLE, "text": TEXT, "source_language": "kk"} | facts
    return contents.add_content(process=process, kind=kind, words=words, actor=officer, now=NOW)


def shown(
    process: "Process", officer: "Actor", kind: str = "explainer", now: datetime = NOW, **facts: Any
) -> "Content":
    """A text everybody reads."""
    from ortaq.civic.dialogue.services import contents

    content = a_draft(process, officer, kind, **facts)
    return contents.publish_content(content=content, actor=officer, now=now)


def a_forum(process: "Process", officer: "Actor", at: datetime) -> "Forum":
    """A public forum that begins then."""
    from ortaq.civic.dialogue.models import Forum
    from ortaq.civic.dialogue.services import forums

    forum = forums.open_forum(
        process=process, code=f"forum-{at:%d-%m}", title={"kk": "Форум", "en": "Forum of Bostandyk"}, starts_at=at,
        ends_at=at + timedelta(hours=3), registration_opens_at=NOW, registration_closes_at=at, capacity=50,
        actor=officer, now=NOW,
    )  # fmt: skip
    Forum.objects.filter(pk=forum.pk).update(listed=True, state="published")
    return forum


def answered(process: "Process", number: int, at: datetime) -> "Cluster":
    """An answer given at a moment."""
    from ortaq.civic.dialogue.models import Cluster

    return Cluster.objects.create(
        process=process, number=number, title=TITLE, body=process.body, due_on=at.date(), fate="adopted",
        reason={"kk": "Істейміз."}, made_at=NOW, answered_at=at,
    )  # fmt: skip
