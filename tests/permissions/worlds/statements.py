"""The statements of the dialogue's world: one by the owner waits for a moderator, one of the organisers is shown."""

from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

FORM = {"text": "Аллеяда орындық көп болсын.", "value": "1", "reason": "Қайталанған.", "form_token": "permission-test"}


def build(process: Any, officer: "Actor", owner: "Actor") -> dict[str, Any]:
    from ortaq.civic.dialogue.models import Statement, StatementVote
    from ortaq.civic.dialogue.services import statements

    text = "Мектептің алдында жылдамдықты азайту керек."
    Statement.objects.create(
        process=process, number=1, author_id=owner.person_id, text=text, public_text=text, language="kk", state="held",
        posted_at=NOW,
    )  # fmt: skip
    seed = statements.seed_statement(process=process, text="Аялдамаларда көлеңке болсын.", actor=officer, now=NOW)
    StatementVote.objects.create(statement=seed, person_id=owner.person_id, value=1, cast_at=NOW)
    return {"statement": 1}


def written() -> tuple[int, ...]:
    from ortaq.civic.dialogue.models import Showing, Statement, StatementVote

    states = tuple(Statement.objects.filter(state=state).count() for state in ("held", "shown", "rejected"))
    return (*states, Showing.objects.count(), StatementVote.objects.count())
