"""Comments under the cards of a process, and objections to what moderators decided about ideas and statements."""

from datetime import datetime

from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Process
from ortaq.civic.dialogue.queries import talk as queries
from ortaq.civic.dialogue.rules.phases import Deed
from ortaq.civic.dialogue.services import ideas, statements
from ortaq.civic.dialogue.services._held import require_phase
from ortaq.core.discussion import services as discussion
from ortaq.core.discussion.models import Comment, ModerationAppeal
from ortaq.core.journal.models import Entry
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory.models import Body

NOT_HIDDEN = N_("This is shown: there is nothing to object to.")


@transaction.atomic
def comment(
    *,
    process: Process,
    matter: Matter,
    text: str,
    side: str = "",
    reply_to: Comment | None = None,
    body: Body | None = None,
    form_token: str | None = None,
    actor: Actor,
    now: datetime,
) -> Comment:
    """This will put a comment under a card of the process while a phase takes comments.

    Two columns where the process asks for them; a look first where it moderates before. `body` when an official
    speaks for it.
    """
    current = Process.objects.get(pk=process.pk)
    if form_token and (known := Comment.objects.filter(form_token=form_token, author=actor.person_id or 0).first()):
        return known
    require_phase(current, Deed.COMMENT, now=now)
    return discussion.comment(
        matter=matter,
        text=text,
        side=side,
        columns=current.columns,
        look_first=current.moderation == Process.Moderation.BEFORE,
        reply_to=reply_to,
        body=body,
        form_token=form_token,
        actor=actor,
        now=now,
    )


@transaction.atomic
def object_to(*, kind: str, pk: int, text: str, actor: Actor, now: datetime) -> ModerationAppeal:
    """This will keep an author's objection to the hiding of her idea or statement."""
    found = queries.idea_decided(pk) if kind == "idea" else queries.statement_decided(pk)
    if found is None:
        raise Refused("not_hidden", NOT_HIDDEN)
    return discussion.object_to(
        entry=found.entry, author_id=found.author_id, hidden=found.hidden, text=text, actor=actor, now=now
    )


@transaction.atomic
def show_again(*, entry: Entry, actor: Actor, now: datetime) -> bool:
    """This will show an idea or a statement whose author was right; False when the objection is about another thing."""
    decided = queries.decided(entry)
    if decided is None:
        return False
    if decided.act in queries.IDEA_HIDDEN:
        ideas.show_again(matter=decided.matter, actor=actor, now=now)
        return True
    if decided.act == acts.STATEMENT_REJECTED and (said := queries.statement_of(decided)) is not None:
        if said.state != said.State.SHOWN:
            statements.show_statement(statement=said, actor=actor, now=now)
        return True
    return False
