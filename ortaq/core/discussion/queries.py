"""Questions about comments and support."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from ortaq.core.discussion import acts
from ortaq.core.discussion.models import Comment, ModerationAppeal, ReaderReport, Support
from ortaq.core.discussion.rules import comments as rules
from ortaq.core.journal.models import Entry
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


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with the answers under it."""

    comment: Comment
    answers: list[Comment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Talk:
    """One page of what is said under a matter; `later` is the comment the next page begins after, 0 for none."""

    said: list[Said]
    later: int = 0
    columns: bool = False

    def on(self, side: str) -> list[Said]:
        """The comments of one column; "" for those that stand in none."""
        return [one for one in self.said if one.comment.side == side]

    @property
    def sides(self) -> list[tuple[str, list[Said]]]:
        """The two columns, each with its side."""
        return [(side, self.on(side)) for side in rules.SIDES]

    @property
    def outside(self) -> list[Said]:
        """What stands in no column: the words of officials, and everything where there are no columns."""
        return self.on("") if self.columns else self.said


def talk(matter: Matter, actor: Actor, *, columns: bool = False, after: int = 0, limit: int = 30) -> Talk:
    """This will give a page of comments with all their answers, in the order of writing. One statement.

    Hidden ones keep their place without their words; what is held back is there for its author and for moderators.
    """
    rows = Comment.objects.filter(matter=matter)
    if not _reads_all(actor):
        rows = rows.filter(~Q(state=Comment.State.HELD) | Q(author=actor.person_id or 0))
    page = rows.filter(reply_to=None, pk__gt=after).order_by("pk").values("pk")[: limit + 1]
    found = rows.filter(Q(pk__in=page) | Q(reply_to__in=page)).select_related("body").order_by("pk")
    said: dict[int, Said] = {}
    for comment in map(_as_shown, found):
        if comment.reply_to_id is None:
            said[comment.pk] = Said(comment)
        elif comment.reply_to_id in said:
            said[comment.reply_to_id].answers.append(comment)
    ones = list(said.values())
    later = ones[limit - 1].comment.pk if len(ones) > limit else 0
    return Talk(ones[:limit], later, columns)


def _as_shown(comment: Comment) -> Comment:
    if comment.state == Comment.State.HIDDEN:
        comment.text = comment.public_text = ""
    return comment


def _may_read(comment: Comment, actor: Actor) -> bool:
    own = actor.person_id is not None and comment.author_id == actor.person_id
    return own or _reads_all(actor)


def _reads_all(actor: Actor) -> bool:
    return actor.strong and actor.has_role(*rules.READERS)


def support_count(matter: Matter) -> int:
    """This will count who supports a matter."""
    return Support.objects.filter(matter=matter).count()


def support_counts(matters: Sequence[int]) -> dict[int, int]:
    """This will count the supporters of many matters by their ids in one query; those without any are left out."""
    counted = Support.objects.filter(matter__in=matters).values_list("matter_id").annotate(n=Count("id")).order_by()
    return dict(counted)


def voices(matters: Sequence[int]) -> tuple[int, int]:
    """This will count who supports any of these cards, each once, and the comments under them. Two statements."""
    supporters = Support.objects.filter(matter__in=matters).aggregate(n=Count("person", distinct=True))["n"]
    return supporters, Comment.objects.filter(matter__in=matters, state=Comment.State.SHOWN).count()


def supported_by(matter: Matter, actor: Actor) -> bool:
    """This will tell whether the actor supports it; a guest does not."""
    return actor.person_id is not None and Support.objects.filter(matter=matter, person_id=actor.person_id).exists()


def newest(actor: Actor, *, limit: int = 50) -> list[Comment]:
    """This will list the newest comments of all matters for a moderator; nothing for anyone else."""
    if not _reads_all(actor):
        return []
    shown = Comment.objects.exclude(state=Comment.State.HELD).select_related("matter", "body")
    return list(shown.order_by("-written_at", "-pk")[:limit])


def held(actor: Actor, *, limit: int = 50) -> list[Comment]:
    """This will list the comments that wait for a look, the oldest first, for a moderator; nothing for anyone else."""
    if not _reads_all(actor):
        return []
    waiting = Comment.objects.filter(state=Comment.State.HELD).select_related("matter", "body")
    return list(waiting.order_by("written_at", "pk")[:limit])


@dataclass(frozen=True, slots=True)
class Reported:
    """A comment, or with None the thing on the card itself, and what its readers say is wrong."""

    matter: Matter
    comment: Comment | None
    why: list[str]
    people: int


def reported(actor: Actor, *, limit: int = 200) -> list[Reported]:
    """This will list what readers reported and nobody has settled, most reported first, for a moderator."""
    if not _reads_all(actor):
        return []
    open_ones = (
        ReaderReport.objects.filter(settled_at=None).select_related("matter", "comment").order_by("reported_at", "pk")
    )
    found: dict[tuple[int, int | None], list[ReaderReport]] = {}
    for one in open_ones[:limit]:
        found.setdefault((one.matter_id, one.comment_id), []).append(one)
    rows = [
        Reported(group[0].matter, group[0].comment, sorted({one.why for one in group}), len(group))
        for group in found.values()
    ]
    return sorted(rows, key=lambda row: -row.people)


def objections(actor: Actor, *, limit: int = 50) -> list[ModerationAppeal]:
    """This will list the objections that wait for an answer, the oldest first, for a moderator. One statement."""
    if not _reads_all(actor):
        return []
    waiting = ModerationAppeal.objects.filter(state=ModerationAppeal.State.OPEN)
    return list(waiting.select_related("entry__matter").order_by("filed_at", "pk")[:limit])


def objection(objection_id: int, actor: Actor) -> ModerationAppeal | None:
    """This will give one objection to a moderator."""
    if not _reads_all(actor):
        return None
    return ModerationAppeal.objects.select_related("entry__matter").filter(pk=objection_id).first()


def objection_to(entry: Entry | None) -> ModerationAppeal | None:
    """This will give the objection to an act, with its answer."""
    return ModerationAppeal.objects.filter(entry=entry).first() if entry else None


def hiding_of(comment: Comment) -> Entry | None:
    """This will give the newest act that hid a comment."""
    hidden = Entry.objects.select_related("matter").filter(matter=comment.matter_id, act=acts.COMMENT_HIDDEN)
    return hidden.filter(data__comment=comment.pk).order_by("-seq").first()


def hidden_by(entry: Entry) -> Comment | None:
    """This will give the comment an act hid."""
    known = entry.data.get("comment") if entry.act == acts.COMMENT_HIDDEN else None
    return Comment.objects.select_related("matter", "author").filter(pk=known).first() if known else None


def moderated(
    named: Sequence[str], *, before: tuple[datetime, int] | None = None, limit: int = 30
) -> list[tuple[Entry, ModerationAppeal | None]]:
    """This will list public acts of these names, the newest first, each with the objection to it. One statement.

    This is the public log of moderation: what, when, why, and what came of an objection; it names nobody.
    """
    rows: QuerySet[Entry] = Entry.objects.filter(act__in=list(named), public=True)
    if before is not None:
        rows = rows.filter(Q(at__lt=before[0]) | Q(at=before[0], pk__lt=before[1]))
    rows = rows.select_related("matter", "body", "moderation_appeal").order_by("-at", "-pk")
    return [(entry, getattr(entry, "moderation_appeal", None)) for entry in rows[:limit]]


def get(comment_id: int, actor: Actor) -> Comment | None:
    """This will give a comment on a matter the actor may read, None otherwise."""
    comment = Comment.objects.select_related("matter").filter(pk=comment_id).first()
    if comment is None:
        return None
    is_public = comment.matter.visibility == Matter.Visibility.PUBLIC and comment.state == Comment.State.SHOWN
    return comment if is_public or _may_read(comment, actor) else None
