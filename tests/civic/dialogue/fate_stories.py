"""Ideas and statements that wait for their fate, and clusters that hold them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.civic.dialogue import voices
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Cluster, Idea, Process, Statement
    from ortaq.core.people.actor import Actor

TITLE = {"kk": "Көлеңке және ағаш", "ru": "Тень и деревья", "en": "Shade and trees"}
REASON = {"kk": "Көктемде 400 ағаш отырғызамыз.", "ru": "Весной посадим 400 деревьев."}
DUE = (NOW + timedelta(days=30)).date()


def an_idea(
    process: "Process", title: str = "Аллеяға ағаш отырғызу", text: str = "Көлеңке жоқ, жазда ыстық."
) -> "Idea":
    from ortaq.civic.dialogue.services import ideas

    _person, actor = voices.a_voice()
    return ideas.post_idea(process=process, title=title, text=text, actor=actor, now=NOW)


def a_statement(process: "Process", text: str = "Аллеяда көлеңке мен орындық көп болуы керек.") -> "Statement":
    from ortaq.civic.dialogue.services import statements

    _person, actor = voices.a_voice()
    return statements.post_statement(process=process, text=text, form_token="", actor=actor, now=NOW)


def a_cluster(process: "Process", officer: "Actor", *ideas: "Idea", **facts: Any) -> "Cluster":
    """A cluster of these ideas; with none of one new idea. `statements` are ids."""
    from ortaq.civic.dialogue.services import fates

    given = {"title": TITLE, "body": process.body, "due_on": DUE, "actor": officer, "now": NOW, **facts}
    held = ideas or (() if "statements" in facts else (an_idea(process),))
    return fates.make_cluster(process=process, ideas=[idea.pk for idea in held], **given)


def answered(cluster: "Cluster", officer: "Actor", fate: str = "adopted", **facts: Any) -> "Cluster":
    from ortaq.civic.dialogue.services import fates

    given = {"reason": REASON, "actor": officer, "now": NOW, **facts}
    return fates.give_fate(cluster=cluster, fate=fate, **given)
