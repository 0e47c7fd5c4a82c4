"""Writing, supporting, hiding. What people write is shown masked: nobody's phone lands on a public page."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from ortaq.core.discussion import acts, rules
from ortaq.core.discussion.models import Comment, Support
from ortaq.core.journal import services as journal
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import Refused, require
from ortaq.core.people.rules import may_erase
from ortaq.core.territory.models import Body
from ortaq.engines import language
from ortaq.engines.personal import mask


@transaction.atomic
def comment(
    *,
    matter: Matter,
    text: str,
    reply_to: Comment | None = None,
    form_token: str | None = None,
    body: Body | None = None,
    actor: Actor,
    now: datetime,
) -> Comment:
    """This will put a comment under a public matter; raises Refused when it may not be written.

    The same form sent twice makes one comment. `body` is named when an official speaks for it.
    """
    person_id = _signed_in(actor, to="comment")
    if form_token and (known := Comment.objects.filter(form_token=form_token, author_id=person_id).first()):
        return known
    text = text.strip()
    # Her own row is the queue: ten windows of one person write one after another and the limit counts them all.
    Person.objects.select_for_update().filter(pk=person_id).values_list("pk").first()
    own = Comment.objects.filter(author_id=person_id)
    require(
        rules.may_comment(
            actor,
            text=text,
            public=matter.visibility == Matter.Visibility.PUBLIC,
            lately=own.filter(written_at__gt=now - rules.SHORT_WINDOW).count(),
            today=own.filter(written_at__gt=now - rules.LONG_WINDOW).count(),
        )
    )
    if body is not None and not actor.serves(body.pk):
        raise Refused("not_your_body", "You may speak only for the body you serve.")
    if reply_to is not None and reply_to.matter_id != matter.pk:
        raise Refused("other_matter", "The comment you answer stands under another matter.")
    written = Comment.objects.create(
        matter=matter,
        author_id=person_id,
        body=body,
        reply_to=reply_to,
        text=text,
        public_text=mask(text),
        language=language.detect(text, language.known(actor.language) or "kk"),
        form_token=form_token or None,
        written_at=now,
    )
    data = {"comment": written.pk, "reply_to": reply_to.pk if reply_to else None}
    journal.write(act=acts.COMMENTED, matter=matter, data=data, public=False, body=body, actor=actor, now=now)
    return written


def _signed_in(actor: Actor, *, to: str) -> int:
    """Give the id of who acts; raises Refused for a guest."""
    if actor.person_id is None:
        require(rules.may_take_part(actor, to=to))
        raise ValueError("a guest may not take part")
    return actor.person_id


@transaction.atomic
def support(*, matter: Matter, actor: Actor, now: datetime) -> bool:
    """This will add the person's "me too" and tell whether it is new: a second one changes nothing."""
    person_id = _signed_in(actor, to="support")
    require(rules.may_support(actor, public=matter.visibility == Matter.Visibility.PUBLIC))
    if Support.objects.filter(matter=matter, person_id=person_id).exists():
        return False
    try:
        with transaction.atomic():
            Support.objects.create(matter=matter, person_id=person_id, given_at=now)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def withdraw_support(*, matter: Matter, actor: Actor, now: datetime) -> bool:
    """This will take the person's "me too" back and tell whether there was one."""
    person_id = _signed_in(actor, to="support")
    gone, _ = Support.objects.filter(matter=matter, person_id=person_id).delete()
    return bool(gone)


@transaction.atomic
def hide(*, comment: Comment, reason: str, actor: Actor, now: datetime) -> Comment:
    """This will hide a comment with a reason that stays in its place and in the public log."""
    return _turn(comment, Comment.State.HIDDEN, reason, acts.COMMENT_HIDDEN, actor, now)


@transaction.atomic
def unhide(*, comment: Comment, reason: str = "shown again", actor: Actor, now: datetime) -> Comment:
    """This will show a hidden comment again."""
    return _turn(comment, Comment.State.SHOWN, reason, acts.COMMENT_SHOWN, actor, now)


def _turn(comment: Comment, state: Comment.State, reason: str, act: str, actor: Actor, now: datetime) -> Comment:
    """Change what a comment shows and write it to the public log; a comment that is so already stays as it is."""
    require(rules.may_hide(actor, reason=reason))
    held = Comment.objects.select_for_update(of=("self",)).select_related("matter").get(pk=comment.pk)
    if held.state == state:
        return held
    held.state = state.value
    why = mask(reason.strip())[:200]
    held.reason = why if state == Comment.State.HIDDEN else ""
    held.save(update_fields=["state", "reason"])
    data = {"comment": held.pk, "reason": why}
    journal.write(act=act, matter=held.matter, data=data, actor=actor, now=now)
    return held


@transaction.atomic
def erase_words(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will keep a person's comments only as they were shown, masked, and tell how many there are."""
    require(may_erase(actor))
    return Comment.objects.filter(author=person).update(text=F("public_text"))
