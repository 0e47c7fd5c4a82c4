"""Live questions of a forum: asked, wanted by others, answered, hidden with a reason."""

from datetime import datetime

from django.db import IntegrityError, transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Forum, Process, Question, QuestionVote
from ortaq.civic.dialogue.queries import questions
from ortaq.civic.dialogue.queries.forums import dates_of
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.services._forums import held_forum, note
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.engines.personal import mask

LONGEST = 300
LONGEST_REASON = 200
NEEDS_ACCOUNT = N_("Sign in to ask or to support a question: everyone counts once.")


@transaction.atomic
def ask(*, forum: Forum, text: str, language: str, form_token: str, actor: Actor, now: datetime) -> Question:
    """This will put a question to the forum; the same form sent twice asks once.

    It is shown at once, masked, unless the process wants every word looked at before.
    """
    if actor.person_id is None:
        raise Refused("sign_in", NEEDS_ACCOUNT)
    held = held_forum(forum)
    if known := Question.objects.filter(form_token=form_token, forum=held, person=actor.person_id).first():
        return known
    require(rules.may_ask(dates_of(held), questions.waiting_of(held, actor.person_id), now))
    said = " ".join(text.split())
    if not said:
        raise Refused("empty", N_("Write your question."))
    if len(said) > LONGEST:
        raise Refused("long", N_("A question has at most 300 signs: the hall reads it on the screen."))
    looked_at = held.process.moderation == Process.Moderation.BEFORE
    try:
        with transaction.atomic():
            return Question.objects.create(
                forum=held, person_id=actor.person_id, text=said, public_text=mask(said)[:LONGEST], language=language,
                state=(Question.State.WAITING if looked_at else Question.State.SHOWN).value, asked_at=now,
                form_token=form_token,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("form", N_("This form is too old. Open the page again and send your question.")) from error


@transaction.atomic
def want(*, question: Question, actor: Actor, now: datetime) -> bool:
    """This will count that a person wants the question answered; False when she is counted already."""
    if actor.person_id is None:
        raise Refused("sign_in", NEEDS_ACCOUNT)
    require(rules.may_want(question.state, dates_of(question.forum), now))
    _vote, new = QuestionVote.objects.get_or_create(
        question=question, person_id=actor.person_id, defaults={"given_at": now}
    )
    return new


@transaction.atomic
def unwant(*, question: Question, actor: Actor, now: datetime) -> bool:
    """This will take that back; False when she was not counted."""
    if actor.person_id is None:
        raise Refused("sign_in", NEEDS_ACCOUNT)
    require(rules.may_want(question.state, dates_of(question.forum), now))
    return bool(QuestionVote.objects.filter(question=question, person=actor.person_id).delete()[0])


@transaction.atomic
def take_back(*, question: Question, actor: Actor, now: datetime) -> None:
    """This will let a person remove a question of hers that is not answered yet."""
    if actor.person_id is None or question.person_id != actor.person_id:
        raise Refused("not_yours", N_("This is somebody else's question."))
    gone = Question.objects.filter(pk=question.pk, state__in=(Question.State.WAITING, Question.State.SHOWN)).delete()
    if not gone[0]:
        raise Refused("second", N_("This question is not among the open ones any more."))


@transaction.atomic
def hide(*, question: Question, reason: str, actor: Actor, now: datetime) -> Question:
    """This will take a question off the page and the screen, with a reason everyone reads in the journal."""
    if not reason.strip():
        raise Refused("reason", N_("Say why the question is hidden."))
    return _moderated(
        question, Question.State.HIDDEN.value, reason=mask(reason.strip())[:LONGEST_REASON], actor=actor, now=now
    )


@transaction.atomic
def show(*, question: Question, actor: Actor, now: datetime) -> Question:
    """This will show a question that waited or was hidden."""
    return _moderated(question, Question.State.SHOWN.value, actor=actor, now=now)


@transaction.atomic
def mark_answered(*, question: Question, actor: Actor, now: datetime) -> Question:
    """This will move an answered question off the screen; it stays on the page."""
    return _moderated(question, Question.State.ANSWERED.value, actor=actor, now=now)


def _moderated(question: Question, state: str, *, reason: str = "", actor: Actor, now: datetime) -> Question:
    """Put a question into a state; what a moderator hides and shows again stands in the journal. Twice is once."""
    held = held_forum(question.forum)
    require(rights.may_moderate(actor, body_id=held.process.body_id))
    row = Question.objects.get(pk=question.pk)
    if row.state == state:
        return row
    was, row.state, row.reason = row.state, state, reason
    row.save(update_fields=["state", "reason"])
    if state == Question.State.HIDDEN:
        note(held, acts.QUESTION_HIDDEN, question=row.pk, reason=reason, actor=actor, now=now)
    elif was == Question.State.HIDDEN:
        note(held, acts.QUESTION_SHOWN, question=row.pk, actor=actor, now=now)
    return row
