"""What residents wrote, put beside the original in other languages."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Idea
from ortaq.civic.dialogue.rules.rights import may_moderate
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Wording
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require


@transaction.atomic
def put_wording(
    *, idea: Idea, language: str, title: str, text: str, machine: bool = False, actor: Actor, now: datetime
) -> Wording:
    """This will put an idea's words in another language beside the original, as checked or as a machine's."""
    require(may_moderate(actor, body_id=idea.process.body_id))
    kept = matters.put_wording(
        matter=idea.matter, language=language, title=title, text=text, machine=machine, actor=actor, now=now
    )
    data = {"language": language, "state": kept.state}
    journal.write(act=acts.TRANSLATED, matter=idea.matter, data=data, body=idea.process.body, actor=actor, now=now)
    return kept


def draft_wording(*, idea: Idea, language: str, actor: Actor, now: datetime) -> Wording:
    """This will have the city's machine write a draft, marked as one. The machine is asked outside the transaction."""
    require(may_moderate(actor, body_id=idea.process.body_id))
    source = idea.matter.language
    asked: dict[str, Any] = {"source": source, "target": language, "actor": actor, "now": now}
    title = matters.translate(text=idea.matter.title, **asked)
    text = matters.translate(text=idea.public_text, **asked)
    return put_wording(idea=idea, language=language, title=title, text=text, machine=True, actor=actor, now=now)
