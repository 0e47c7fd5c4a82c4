"""Questions about comments and support."""

from collections.abc import Sequence

from django.db.models import Count

from ortaq.core.discussion import rules
from ortaq.core.discussion.models import Comment, Support
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor


def thread(matter: Matter, actor: Actor) -> list[Comment]:
    """This will list the comments under a matter in the order of writing, without the words of hidden ones. One query.

    A comment that is held back is there for its author and for moderators only.
    """
    comments = Comment.objects.filter(matter=matter).select_related("body").order_by("written_at", "pk")
    return [
        comment
        for comment in map(_as_shown, comments)
        if comment.state != Comment.State.HELD or _may_read(comment, actor)
    ]


def _as_shown(comment: Comment) -> Comment:
    if comment.state == Comment.State.HIDDEN:
        comment.text = comment.public_text = ""
    return comment


def _may_read(comment: Comment, actor: Actor) -> bool:
    own = actor.person_id is not None and comment.author_id == actor.person_id
    return own or (actor.strong and actor.has_role(*rules.READERS))


def support_count(matter: Matter) -> int:
    """This will count who supports a matter."""
    return Support.objects.filter(matter=matter).count()


def support_counts(matters: Sequence[int]) -> dict[int, int]:
    """This will count the supporters of many matters by their ids in one query; those without any are left out."""
    counted = Support.objects.filter(matter__in=matters).values_list("matter_id").annotate(n=Count("id")).order_by()
    return dict(counted)


def supported_by(matter: Matter, actor: Actor) -> bool:
    """This will tell whether the actor supports it; a guest does not."""
    return actor.person_id is not None and Support.objects.filter(matter=matter, person_id=actor.person_id).exists()


def newest(actor: Actor, *, limit: int = 50) -> list[Comment]:
    """This will list the newest comments of all matters for a moderator; nothing for anyone else."""
    if not (actor.strong and actor.has_role(*rules.READERS)):
        return []
    return list(Comment.objects.select_related("matter", "body").order_by("-written_at", "-pk")[:limit])


def get(comment_id: int, actor: Actor) -> Comment | None:
    """This will give a comment on a matter the actor may read, None otherwise."""
    comment = Comment.objects.select_related("matter").filter(pk=comment_id).first()
    if comment is None:
        return None
    is_public = comment.matter.visibility == Matter.Visibility.PUBLIC and comment.state == Comment.State.SHOWN
    return comment if is_public or _may_read(comment, actor) else None
