"""Questions of a forum: the most wanted first."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Value

from ortaq.civic.dialogue.models import Forum, Question, QuestionVote
from ortaq.core.people.actor import GUEST, Actor

SHOWN = 100
ON_SCREEN = 6


def listed(forum: Forum, actor: Actor) -> list[Question]:
    """This will list open questions, the most wanted first, with `wanted` and whether the actor wants them (`hers`).

    Her own questions that wait for a look are among them. One statement.
    """
    found = Question.objects.filter(forum=forum, state=Question.State.SHOWN)
    if actor.person_id is not None:
        found |= Question.objects.filter(forum=forum, state=Question.State.WAITING, person=actor.person_id)
    return list(_counted(found, actor)[:SHOWN])


def on_screen(forum: Forum) -> list[Question]:
    """This will give the few most wanted questions, for the wall of the hall. One statement."""
    found = Question.objects.filter(forum=forum, state=Question.State.SHOWN)
    return list(_counted(found, GUEST)[:ON_SCREEN])


def answered(forum: Forum) -> list[Question]:
    """This will list questions that were answered. One statement."""
    return list(_counted(Question.objects.filter(forum=forum, state=Question.State.ANSWERED), GUEST)[:SHOWN])


def to_moderate(forum: Forum) -> list[Question]:
    """This will list all questions for the moderator, those that wait for a look first. One statement."""
    found = list(_counted(Question.objects.filter(forum=forum), GUEST)[:SHOWN])
    order = ("waiting", "shown", "answered", "hidden")
    return sorted(found, key=lambda one: order.index(one.state))


def get(forum: Forum, pk: int) -> Question | None:
    """This will give one question of a forum, whatever its state."""
    return Question.objects.filter(forum=forum, pk=pk).select_related("forum__process__body", "forum__matter").first()


def public(forum: Forum, pk: int, actor: Actor) -> Question | None:
    """This will give a question everyone sees, or the actor's own."""
    found = get(forum, pk)
    if found is None or found.state in (Question.State.SHOWN, Question.State.ANSWERED):
        return found
    return found if actor.person_id is not None and found.person_id == actor.person_id else None


def waiting_of(forum: Forum, person_id: int) -> int:
    """This will count a person's questions that are not answered yet."""
    states = (Question.State.WAITING, Question.State.SHOWN)
    return Question.objects.filter(forum=forum, person=person_id, state__in=states).count()


def _counted(found: QuerySet[Question], actor: Actor) -> QuerySet[Any]:
    hers = QuestionVote.objects.filter(question=OuterRef("pk"), person=actor.person_id)
    return found.annotate(
        wanted=Count("votes"), hers=Exists(hers) if actor.person_id is not None else Value(False)
    ).order_by("-wanted", "pk")
