"""What waits for the demo's moderator: reported comments, and an objection to one that was hidden."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ortaq.core.discussion import services as discussion
from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.cast import Cast, resident_actor

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Idea
    from ortaq.core.discussion.models import Comment
    from ortaq.core.people.models import Person

BEFORE = timedelta(days=1)


def leave_open(ideas: "Sequence[Idea]", cast: Cast, end: datetime) -> None:
    """Let residents write, report and object under ideas the day before `end`; nobody has looked at it yet."""
    told = atlas.read("dialogue")["moderation"]
    reader, *writers = cast.neighbours()[-4:]
    for idea, person, (language, why, text) in zip(ideas, writers, told["reported"], strict=False):
        said = _say(idea, person, language, text, end - BEFORE)
        discussion.report(matter=idea.matter, comment=said, why=why, actor=resident_actor(reader), now=end)
    hidden, author = told["hidden"], writers[-1]
    said = _say(ideas[-1], author, hidden["language"], hidden["text"], end - BEFORE)
    discussion.hide(comment=said, reason=hidden["reason"], actor=cast.desk["operator"], now=end - BEFORE)
    discussion.object_to_hiding(comment=said, text=hidden["objection"], actor=resident_actor(author), now=end)


def _say(idea: "Idea", person: "Person", language: str, text: str, now: datetime) -> "Comment":
    actor = replace(resident_actor(person), language=language)
    return discussion.comment(
        matter=idea.matter, text=text, side="against", columns=idea.process.columns, actor=actor, now=now
    )
